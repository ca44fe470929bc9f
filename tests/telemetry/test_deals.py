"""Deals: which are live, which were created when, and whose they are."""

from typing import Any

import pytest

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.mongo import Mongo
from service_center.telemetry import deals
from tests.factories import CLUSTER, E001, E003, MINUTE, NOW, Maker
from tests.telemetry.listening import Heard

NOW_SEC = int(NOW.timestamp())
OLDEST = NOW_SEC - 300


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [deal['dealId'] for deal in found]


@pytest.mark.parametrize(
    ('report', 'is_live'),
    [(OLDEST, False), (OLDEST + 1, True), (NOW_SEC, True), (NOW_SEC + 3600, True), (None, False), ('soon', False)],
    ids=['five minutes ago', 'a second less', 'now', 'ahead of the clock', 'never', 'no number'],
)
def test_a_deal_is_live_while_it_is_reported(make: Maker, report: object, is_live: bool) -> None:
    make.deal(reportTime=report)
    assert ids(deals.list_live(CLUSTER, OLDEST)) == ['d1'] * is_live


def test_a_deal_that_was_deactivated_is_not_live(make: Maker) -> None:
    make.deal(deactivateDateTime=NOW)
    assert deals.list_live(CLUSTER, OLDEST) == []


def test_a_deactivation_of_null_is_none(make: Maker) -> None:
    make.deal(deactivateDateTime=None)
    assert ids(deals.list_live(CLUSTER, OLDEST)) == ['d1']


def test_live_deals_are_asked_for_in_a_bounded_range_once(make: Maker, heard: list[Heard]) -> None:
    for n in range(200):
        make.deal(dealId=f'old {n}', reportTime=OLDEST - n)
    make.deal()
    assert ids(deals.list_live(CLUSTER, OLDEST)) == ['d1']
    assert [(asked.method, asked.question['reportTime'], asked.documents) for asked in heard] == [('find', {'$gt': OLDEST}, 1)]


@pytest.mark.parametrize(
    ('period', 'found'),
    [
        (Period(), ['before', 'at', 'after', 'never', 'missing']),
        (Period(NOW, None), ['at', 'after']),
        (Period(None, NOW), ['before']),
        (Period(NOW, NOW + MINUTE), ['at']),
    ],
    ids=['no bounds', 'from', 'to', 'from and to'],
)
def test_a_period_includes_its_start_and_not_its_end_and_without_bounds_the_undated_count(
    make: Maker, period: Period, found: list[str],
) -> None:
    for name, created in {'before': NOW - MINUTE, 'at': NOW, 'after': NOW + MINUTE, 'never': None}.items():
        make.deal(dealId=name, createDateTime=created)
    make.deal(dealId='missing')
    deals.mongo.collection('deal').update_one({'dealId': 'missing'}, {'$unset': {'createDateTime': ''}})
    # no order is promised: a server gives them as they happen to lie
    assert sorted(ids(deals.list_created(CLUSTER, period))) == sorted(found)


def test_deals_come_without_the_id_of_the_store(make: Maker) -> None:
    make.deal()
    for found in (deals.list_live(CLUSTER, OLDEST), deals.list_created(CLUSTER, Period()), list(deals.each_amount(CLUSTER))):
        assert '_id' not in found[0]


@pytest.mark.parametrize('side', ['dischargeUnitId', 'chargeUnitId'])
def test_a_unit_has_the_deals_that_it_discharges_or_charges_in(make: Maker, side: str) -> None:
    make.deal(dischargeUnitId='E008', chargeUnitId='E009')
    make.deal(**{'dealId': 'own', 'dischargeUnitId': 'E008', 'chargeUnitId': 'E009', side: 'E003'})
    assert ids(deals.list_live(E003, OLDEST)) == ['own']
    assert ids(deals.list_created(E003, Period())) == ['own']
    assert len(list(deals.each_amount(E003))) == 1
    assert deals.has_any(E003)


def test_who_only_asked_for_or_accepted_a_deal_does_not_have_it(make: Maker) -> None:
    make.deal(requestUnitId='E003', acceptUnitId='E003')
    assert not deals.has_any(E003)


@pytest.mark.parametrize('scope', [ClusterKey('green', 'second'), ClusterKey('blue', 'first'), UnitKey('blue', 'first', 'E001')], ids=str)
def test_other_clusters_have_none_of_them(make: Maker, scope: ClusterKey | UnitKey) -> None:
    make.deal()
    assert deals.list_live(scope, OLDEST) == deals.list_created(scope, Period()) == list(deals.each_amount(scope)) == []
    assert not deals.has_any(scope)
    assert deals.find_first_and_last_creation(scope) == (None, None)


def test_amounts_are_asked_for_alone(make: Maker) -> None:
    make.deal(cumulateAmountWh=5.5)
    assert list(deals.each_amount(E001)) == [{'createDateTime': NOW - 15 * MINUTE, 'cumulateAmountWh': 5.5}]


@pytest.mark.parametrize('embedded', [True, False])
def test_the_first_and_last_creation_are_found_in_either_store(make: Maker, monkeypatch: pytest.MonkeyPatch, embedded: bool) -> None:
    monkeypatch.setattr(Mongo, 'is_embedded', embedded)
    for n in range(5):
        make.deal(createDateTime=NOW - n * MINUTE)
    make.deal(createDateTime=None)
    make.deal(createDateTime=NOW + MINUTE, dischargeUnitId='E003')
    assert deals.find_first_and_last_creation(CLUSTER) == (NOW - 4 * MINUTE, NOW + MINUTE)
    assert deals.find_first_and_last_creation(E001) == (NOW - 4 * MINUTE, NOW)


def test_the_first_and_last_creation_are_found_by_ranges_of_which_none_gives_more_than_a_document(
    make: Maker, heard: list[Heard], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Mongo, 'is_embedded', False)
    for n in range(50):
        make.deal(createDateTime=NOW - n * MINUTE)
    make.deal(createDateTime=None)
    assert deals.find_first_and_last_creation(CLUSTER) == (NOW - 49 * MINUTE, NOW)
    assert {asked.method for asked in heard} == {'find_one'}
    assert max(asked.documents for asked in heard) == 1
    assert len(heard) < 150


def test_where_no_deal_has_a_date_there_is_no_first_and_last(make: Maker) -> None:
    make.deal(createDateTime=None)
    assert deals.find_first_and_last_creation(CLUSTER) == (None, None)
    assert deals.has_any(CLUSTER)
