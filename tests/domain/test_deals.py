"""What a deal looks like to whom, and what deals add up to."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service_center.domain import deals

CREATED = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
WHOLE: dict[str, Any] = {
    'unitId': 'E002', 'negotiationId': 'n1', 'createDateTime': CREATED, 'dealId': 'd1', 'dischargeUnitId': 'E001', 'chargeUnitId': 'E002',
    'type': 'charge', 'requestUnitId': 'E002', 'requestAmountWh': 588, 'acceptUnitId': 'E001', 'acceptAmountWh': 1422, 'dealAmountWh': 50,
    'isMaster': True, 'startDateTime': CREATED, 'cumulateAmountWh': 7.5, 'stopDateTime': CREATED, 'abortDateTime': CREATED,
    'abortReason': 'x',
    'scramDateTime': CREATED, 'deactivateDateTime': CREATED, 'pointPerWh': 10, 'communityId': 'green', 'clusterId': 'first',
    'reportTime': 1,
}
NAMES_OF_UNITS = ('dischargeUnitId', 'chargeUnitId', 'requestUnitId', 'acceptUnitId')


def test_a_resident_sees_the_allowed_fields_in_their_order() -> None:
    assert list(deals.resident_view(WHOLE, 'E001')) == [
        'createDateTime', 'dealId', 'dischargeUnitId', 'chargeUnitId', 'type', 'requestUnitId', 'requestAmountWh', 'acceptUnitId',
        'dealAmountWh',
        'isMaster', 'startDateTime', 'cumulateAmountWh', 'stopDateTime', 'abortDateTime', 'scramDateTime', 'deactivateDateTime',
    ]


def test_a_field_nobody_thought_of_is_not_shown_to_a_resident() -> None:
    assert 'addressOfNeighbour' not in deals.resident_view(WHOLE | {'addressOfNeighbour': 'Green Street 7'}, 'E001')


def test_a_neighbours_name_is_masked() -> None:
    seen = deals.resident_view(WHOLE, 'E001')
    assert [seen[name] for name in NAMES_OF_UNITS] == ['E001', '******', '******', 'E001']


def test_who_looks_at_a_deal_of_others_sees_only_masks() -> None:
    seen = deals.resident_view(WHOLE, 'E003')
    assert [seen[name] for name in NAMES_OF_UNITS] == ['******'] * 4


@pytest.mark.parametrize('other', ['e001', 'E001 ', 'E0011', 'E00', 1])
def test_a_name_that_is_almost_ones_own_is_masked(other: object) -> None:
    assert deals.resident_view(WHOLE | {'chargeUnitId': other}, 'E001')['chargeUnitId'] == '******'


@pytest.mark.parametrize('nothing', [None, 0, 0.0, '', False])
def test_a_resident_is_not_shown_what_says_nothing(nothing: object) -> None:
    seen = deals.resident_view({'dealId': 'd1', 'isMaster': nothing, 'cumulateAmountWh': nothing, 'chargeUnitId': nothing}, 'E001')
    assert seen == {'dealId': 'd1'}


def test_the_older_form_of_a_deal_has_names_of_its_own() -> None:
    assert list(deals.budo(WHOLE).items()) == [
        ('id', 'd1'), ('dischargingUnit', 'E001'), ('chargingUnit', 'E002'), ('isMasterDeal', True),
        ('request', 'charge'), ('requester', 'E002'), ('responder', 'E001'), ('startTime', CREATED),
    ]


def test_the_older_form_says_null_for_what_is_missing_and_no_for_a_missing_master() -> None:
    assert deals.budo({}) == {
        'id': None, 'dischargingUnit': None, 'chargingUnit': None, 'isMasterDeal': False,
        'request': None, 'requester': None, 'responder': None, 'startTime': None,
    }


def test_a_report_is_live_for_five_minutes() -> None:
    now = datetime(2020, 1, 2, 3, 4, 5, 999999, UTC)
    assert deals.oldest_live_report(now) == int(datetime(2020, 1, 2, 2, 59, 5, tzinfo=UTC).timestamp())


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2020, 1, day, hour, minute, tzinfo=UTC)


def amounts(*pairs: tuple[datetime | None, Any]) -> list[dict[str, Any]]:
    return [{'createDateTime': created, 'cumulateAmountWh': amount} for created, amount in pairs]


def test_energy_adds_up_by_hour_over_all_days() -> None:
    found = deals.sums_by_hour(amounts((at(5), 1), (at(5, 59), 2.5), (at(5, day=9), 4), (at(6), 8)), UTC)
    assert found == {'5': 7.5, '6': 8}


def test_the_hours_ascend_as_numbers() -> None:
    assert list(deals.sums_by_hour(amounts((at(10), 1), (at(9), 1), (at(0), 1), (at(23), 1)), UTC)) == ['0', '9', '10', '23']


@pytest.mark.parametrize(
    ('zone', 'hour'),
    [
        (UTC, '15'), (timezone(timedelta(hours=9)), '0'), (timezone(-timedelta(hours=3, minutes=30)), '11'), (ZoneInfo('Asia/Tokyo'), '0'),
        (ZoneInfo('Asia/Kolkata'), '20'),
    ],
)
def test_the_hour_is_that_of_the_time_zone(zone: tzinfo, hour: str) -> None:
    assert deals.sums_by_hour(amounts((at(15), 1)), zone) == {hour: 1}


def test_an_instant_without_zone_is_utc() -> None:
    assert deals.sums_by_hour(amounts((datetime(2020, 1, 1, 15), 1)), timezone(timedelta(hours=9))) == {'0': 1}


def test_deals_without_a_creation_are_left_out_of_the_sums() -> None:
    assert deals.sums_by_hour([*amounts((None, 5)), {'cumulateAmountWh': 5}, {'createDateTime': 'soon', 'cumulateAmountWh': 5}], UTC) == {}


@pytest.mark.parametrize('nothing', [None, 'much'])
def test_an_amount_that_is_none_counts_zero(nothing: object) -> None:
    assert deals.sums_by_hour(amounts((at(5), nothing)), UTC) == {'5': 0}
    assert deals.sums_by_hour([{'createDateTime': at(5)}], UTC) == {'5': 0}


@pytest.mark.parametrize(
    ('created', 'zone', 'hour'),
    [
        (datetime.min, timezone(-timedelta(hours=2)), '22'),
        (datetime.max, timezone(timedelta(hours=2)), '1'),
        (datetime.min, ZoneInfo('America/New_York'), '0'),
    ],
    ids=['first day', 'last day', 'first day, zone without a fixed offset'],
)
def test_the_ends_of_the_calendar_have_an_hour_too(created: datetime, zone: tzinfo, hour: str) -> None:
    assert deals.sums_by_hour(amounts((created, 1)), zone) == {hour: 1}


def test_deals_come_in_the_order_of_creation_then_of_report() -> None:
    mixed: list[dict[str, Any]] = [
        {'dealId': 'late', 'createDateTime': at(9)},
        {'dealId': 'second report', 'createDateTime': at(8), 'reportTime': 20},
        {'dealId': 'first report', 'createDateTime': at(8), 'reportTime': 10},
        {'dealId': 'naive', 'createDateTime': datetime(2020, 1, 1, 7)},
        {'dealId': 'undated', 'createDateTime': None},
        {'dealId': 'undated, missing'},
    ]
    order = [deal['dealId'] for deal in deals.in_order(mixed)]
    assert order == ['undated', 'undated, missing', 'naive', 'first report', 'second report', 'late']
