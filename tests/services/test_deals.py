"""Deals as staff see them, whole, and as residents do, masked."""

from typing import Any

import pytest

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.lib import zones
from service_center.services import deals
from tests.factories import CLUSTER, E001, E002, E003, HOUR, MINUTE, NOW, Maker

NOW_SEC = int(NOW.timestamp())
SCOPES = pytest.mark.parametrize('scope', [CLUSTER, E001], ids=['cluster', 'unit'])


def units(found: list[Any]) -> list[tuple[str, str]]:
    return [(deal['dischargeUnitId'], deal['chargeUnitId']) for deal in found]


@pytest.mark.parametrize(
    'listed',
    [lambda scope: deals.list_live(scope, NOW), lambda scope: deals.list_created(scope, Period())], ids=['live', 'created'],
)
def test_staff_see_all_names_and_each_resident_only_the_own(make: Maker, listed: Any) -> None:
    make.deal()
    assert units(listed(CLUSTER)) == [('E001', 'E002')]
    assert units(listed(E001)) == [('E001', '******')]
    assert units(listed(E002)) == [('******', 'E002')]
    assert listed(E003) == []


def test_staff_see_the_whole_document_and_residents_what_is_allowed(make: Maker) -> None:
    make.deal(pointPerWh=10)
    assert deals.list_live(CLUSTER, NOW)[0]['pointPerWh'] == 10
    assert 'pointPerWh' not in deals.list_live(E001, NOW)[0]


def test_the_older_form_is_masked_for_residents_too(make: Maker) -> None:
    make.deal()
    assert deals.list_live(E001, NOW, as_budo=True)[0]['chargingUnit'] == '******'
    assert deals.list_created(E001, Period(), as_budo=True)[0]['requester'] == '******'
    assert deals.list_created(CLUSTER, Period(), as_budo=True)[0]['chargingUnit'] == 'E002'


def test_a_deal_is_live_for_five_minutes_after_its_report(make: Maker) -> None:
    make.deal(dealId='just', reportTime=NOW_SEC - 299)
    make.deal(dealId='over', reportTime=NOW_SEC - 300)
    assert [deal['dealId'] for deal in deals.list_live(CLUSTER, NOW)] == ['just']


def test_deals_come_in_the_order_of_their_creation(make: Maker) -> None:
    for n in (2, 3, 1):
        make.deal(dealId=str(n), createDateTime=NOW - HOUR + n * MINUTE)
    assert [deal['dealId'] for deal in deals.list_live(CLUSTER, NOW)] == ['1', '2', '3']
    assert [deal['dealId'] for deal in deals.list_created(E001, Period())] == ['1', '2', '3']


@SCOPES
def test_deals_were_created_between_the_first_and_the_last(make: Maker, scope: ClusterKey | UnitKey) -> None:
    for n in range(3):
        make.deal(createDateTime=NOW - n * HOUR)
    make.deal(createDateTime=None)
    assert deals.datetime_range(scope) == {'min': NOW - 2 * HOUR, 'max': NOW}


@SCOPES
def test_deals_without_a_date_have_no_first_and_last(make: Maker, scope: ClusterKey | UnitKey) -> None:
    make.deal(createDateTime=None)
    assert deals.datetime_range(scope) == {'min': None, 'max': None}


@SCOPES
def test_without_deals_there_is_no_range(scope: ClusterKey | UnitKey) -> None:
    assert deals.datetime_range(scope) == {}


@SCOPES
def test_energy_adds_up_by_local_hour(make: Maker, scope: ClusterKey | UnitKey) -> None:
    for wh in (1.5, 2, None):
        make.deal(cumulateAmountWh=wh, createDateTime=NOW)
    assert deals.sums_of_hours(scope, zones.zone('Asia/Tokyo')) == {'12': 3.5}


def test_a_unit_adds_up_its_own_deals_only(make: Maker) -> None:
    make.deal(cumulateAmountWh=5)
    make.deal(cumulateAmountWh=7, dischargeUnitId='E003')
    assert deals.sums_of_hours(E001, zones.zone('Z')) == {'2': 5}
    assert deals.sums_of_hours(CLUSTER, zones.zone('Z')) == {'2': 12}
