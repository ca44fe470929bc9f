"""Availability of the units of a cluster: validity, first data, what was examined, outages that go on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from service_center.domain.errors import BadRequest
from service_center.domain.periods import Period
from service_center.extensions import mongo
from service_center.mongo import Mongo
from service_center.services import availability
from service_center.telemetry import unit_data
from tests.factories import CLUSTER, DAY, E001, E002, HOUR, MINUTE, NOW, OF_E001, Maker

YESTERDAY = Period(NOW - DAY, NOW)


@pytest.fixture(params=[True, False], ids=['embedded', 'by ranges'], autouse=True)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mongo, 'is_embedded', request.param)


@pytest.fixture
def report(make: Maker) -> Callable[..., None]:
    """Let a unit have reported at a time, by a real clock unless a number is given."""
    def at(time: Any, number: datetime | None = None, unit: Any = E001) -> None:
        make.unit_data(unit, int((number or time).timestamp() * 1000), time=time)

    return at


def examined(until: datetime) -> None:
    mongo.collection('downtime_status').insert_one({**OF_E001, 'lastTime': until})


def of_e001(period: Period = YESTERDAY) -> dict[str, Any]:
    (unit,) = [unit for unit in availability.of_cluster(CLUSTER, period, NOW)['units'] if unit['unitId'] == 'E001']
    return dict(unit)


def hours(unit: dict[str, Any]) -> tuple[float, float, float]:
    return unit['upSec'] / 3600, unit['downSec'] / 3600, unit['noDataSec'] / 3600


def test_a_unit_that_reported_all_the_time_was_up(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001)
    report(NOW - DAY - MINUTE)
    report(NOW - MINUTE)
    examined(NOW - MINUTE)
    unit = of_e001()
    assert hours(unit) == (24, 0, 0)
    assert (unit['rate'], unit['totalSec'], unit['from'], unit['until']) == (1.0, 86400, NOW - DAY, NOW)
    assert unit['stretches'] == [{'from': NOW - DAY, 'until': NOW, 'state': 'up'}]


def test_a_store_that_reads_everything_is_asked_once_for_all_units(
    make: Maker, report: Callable[..., None], monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(*_: object) -> None:
        raise AssertionError('asked for one unit')

    monkeypatch.setattr(Mongo, 'is_embedded', True)
    for name in ('find_time', 'find_first_time'):
        monkeypatch.setattr(unit_data, name, ask)
    make.unit(E001)
    make.unit(E002)
    report(NOW - 2 * HOUR)
    examined(NOW - MINUTE)
    assert hours(of_e001()) == (2, 0, 22)


def test_a_unit_that_never_reported_has_no_rate(make: Maker) -> None:
    make.unit(E001)
    unit = of_e001()
    assert (hours(unit), unit['rate']) == ((0, 0, 24), None)


def test_before_its_first_data_nothing_is_known_of_a_unit(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001)
    for ago in (5, 4, 1):
        report(NOW - ago * HOUR)
    examined(NOW - HOUR)
    assert hours(of_e001()) == (4, 0, 20)


def test_a_unit_counts_from_its_validity_on(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001, available_from=NOW - 6 * HOUR, available_to=NOW - HOUR)
    make.unit(E002, available_from=NOW)
    report(NOW - DAY - MINUTE)
    examined(NOW)
    assert [unit['unitId'] for unit in availability.of_cluster(CLUSTER, YESTERDAY, NOW)['units']] == ['E001']
    unit = of_e001()
    assert (unit['from'], unit['until'], hours(unit)) == (NOW - 6 * HOUR, NOW - HOUR, (5, 0, 0))


def test_an_outage_going_on_counts_now(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001)
    report(NOW - DAY - MINUTE)
    report(NOW - 3 * HOUR)
    examined(NOW - 3 * HOUR)
    make.downtime(downDateTime=NOW - 3 * HOUR, recoveryDateTime=None)
    make.downtime(downDateTime=NOW - 10 * HOUR, recoveryDateTime=NOW - 9 * HOUR)
    make.downtime(downDateTime=None, recoveryDateTime=NOW)
    unit = of_e001()
    assert hours(unit) == (20, 4, 0)
    assert [downtime['downDateTime'] for downtime in unit['downtimes']] == [NOW - 10 * HOUR, NOW - 3 * HOUR]


def test_what_lies_ahead_counts_for_nobody(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001)
    report(NOW - DAY - MINUTE)
    report(NOW)
    examined(NOW)
    assert availability.of_cluster(CLUSTER, Period(NOW - DAY, NOW + 9 * DAY), NOW)['until'] == NOW
    ahead = availability.of_cluster(CLUSTER, Period(NOW + DAY, NOW + 2 * DAY), NOW)
    assert (ahead['until'], ahead['units']) == (NOW + DAY, [])


def test_an_emulator_that_began_anew_ends_the_range_where_the_reckoning_ends(report: Callable[..., None]) -> None:
    then = NOW - 300 * DAY
    report(NOW - 2 * HOUR)
    report(then, NOW - MINUTE)
    assert availability.range_of_data(CLUSTER, NOW) == {'min': then, 'max': then}
    assert availability.of_cluster(CLUSTER, Period(then - DAY, NOW), NOW)['until'] == then


def test_an_emulators_calendar_ends_with_its_newest_data(make: Maker, report: Callable[..., None]) -> None:
    make.unit(E001)
    then = NOW - 400 * DAY
    report(then - DAY - MINUTE, NOW - 2 * HOUR)
    report(then, NOW - MINUTE)
    examined(then)
    found = availability.of_cluster(CLUSTER, Period(then - DAY, then + DAY), NOW)
    assert found['until'] == then
    assert hours(dict(found['units'][0])) == (24, 0, 0)
    assert availability.range_of_data(CLUSTER, NOW) == {'min': then - DAY - MINUTE, 'max': then}


def test_the_range_goes_on_until_now_where_the_clock_is_real(report: Callable[..., None]) -> None:
    report(NOW - 30 * DAY)
    report(NOW - HOUR)
    report('no date', NOW - 40 * DAY)
    assert availability.range_of_data(CLUSTER, NOW) == {'min': NOW - HOUR, 'max': NOW}


def test_without_data_there_is_no_range() -> None:
    assert availability.range_of_data(CLUSTER, NOW) == {'min': None, 'max': None}


@pytest.mark.parametrize(
    ('period', 'words'),
    [
        (Period(), 'no param : datetimeFrom, datetimeTo'),
        (Period(NOW, None), 'no param : datetimeFrom, datetimeTo'),
        (Period(NOW - timedelta(days=3701), NOW), 'bad param values : datetimeFrom, datetimeTo'),
    ],
)
def test_a_period_has_two_ends_and_not_more_than_ten_years(period: Period, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        availability.of_cluster(CLUSTER, period, NOW)
