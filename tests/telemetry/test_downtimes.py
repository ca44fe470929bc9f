"""Downtimes: which touch a period, and whose they are."""

import pytest

from service_center.domain.keys import ClusterKey
from service_center.domain.periods import Period
from service_center.telemetry import downtimes
from tests.factories import CLUSTER, E001, E002, HOUR, NOW, Maker

ALL = ['past', 'touching', 'open', 'open, null', 'endless', 'future']


def names(period: Period, unit_id: str | None = None) -> list[str]:
    return [downtime['n'] for downtime in downtimes.list_overlapping(CLUSTER, unit_id, period)]


@pytest.fixture
def downs(make: Maker) -> None:
    make.downtime(n='past', downDateTime=NOW - 4 * HOUR, recoveryDateTime=NOW - 3 * HOUR)
    make.downtime(n='touching', downDateTime=NOW - 3 * HOUR, recoveryDateTime=NOW)
    make.downtime(n='open', downDateTime=NOW - HOUR)
    make.downtime(n='open, null', downDateTime=NOW - HOUR, recoveryDateTime=None)
    make.downtime(n='endless', recoveryDateTime=NOW + 9 * HOUR)
    make.downtime(n='future', downDateTime=NOW + HOUR, recoveryDateTime=NOW + 2 * HOUR)


@pytest.mark.parametrize(
    ('period', 'without'),
    [
        (Period(), []),
        (Period(NOW, None), ['past']),
        (Period(NOW + HOUR, None), ['past', 'touching']),
        (Period(None, NOW + HOUR), ['future']),
        (Period(None, NOW - 4 * HOUR), ['past', 'touching', 'open', 'open, null', 'future']),
        (Period(NOW, NOW + HOUR), ['past', 'future']),
    ],
    ids=['open', 'from: a recovery then counts', 'from later', 'to: a start then does not count', 'to before all', 'from and to'],
)
def test_what_touches_a_period_is_found_and_what_is_missing_counts_as_open(downs: None, period: Period, without: list[str]) -> None:
    assert sorted(names(period)) == sorted(name for name in ALL if name not in without)  # a server may give them in any order


def test_fields_come_as_they_are_stored_but_for_the_id(downs: None) -> None:
    found = {downtime['n']: downtime for downtime in downtimes.list_overlapping(CLUSTER, None, Period())}
    assert 'recoveryDateTime' not in found['open']
    assert found['open, null']['recoveryDateTime'] is None
    assert '_id' not in found['past']


def test_one_unit_may_be_asked_for(make: Maker, downs: None) -> None:
    make.downtime(E002, n='of the other')
    assert names(Period(), 'E002') == ['of the other']
    assert names(Period(), 'E009') == []


def test_units_with_a_status_are_listed_once_and_sorted(make: Maker) -> None:
    for unit_id in ('E002', 'E001', 'E002', None, 7):
        make.downtime_status(unit_id)
    assert downtimes.list_unit_ids(CLUSTER) == ['E001', 'E002']


def test_a_cluster_shares_nothing_with_others(make: Maker) -> None:
    make.downtime(E001)
    make.downtime_status()
    elsewhere = ClusterKey('green', 'second')
    assert downtimes.list_overlapping(elsewhere, None, Period()) == []
    assert downtimes.list_unit_ids(elsewhere) == []
