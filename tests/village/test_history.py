"""The past of a village: as if it had been lived through, a week of it, and ready for whoever looks."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from service_center.village.history import Past, live_through, outages
from service_center.village.village import Village

Document = dict[str, Any]

NOW = datetime(2026, 11, 18, 3, 20, tzinfo=UTC)
UNITS = {'E001', 'E002', 'E003', 'E004'}


@pytest.fixture(scope='module')
def past() -> dict[str, list[Document]]:
    village = Village(seed=4, at=NOW.timestamp() - 7 * 86_400)
    steps = live_through(village, NOW.timestamp(), Past())
    found: dict[str, list[Document]] = {}
    for step in steps:
        found.setdefault(step.label, []).append(step.document)
    return found


def test_there_are_deals_on_each_of_the_seven_days(past: dict[str, list[Document]]) -> None:
    days = Counter(int((NOW - deal['createDateTime']) / timedelta(days=1)) for deal in past['deal'])
    assert set(days) == set(range(7))
    assert min(days.values()) > 50


def test_each_deal_comes_once_and_the_old_ones_have_ended(past: dict[str, list[Document]]) -> None:
    ids = [deal['dealId'] for deal in past['deal']]
    assert len(ids) == len(set(ids))
    open_ones = [deal for deal in past['deal'] if 'deactivateDateTime' not in deal]
    assert all(NOW - deal['createDateTime'] < timedelta(hours=2) for deal in open_ones)
    assert all(NOW.timestamp() - deal['reportTime'] < 60 for deal in open_ones)


def test_the_unit_data_of_three_hours_are_there_set_by_set(past: dict[str, list[Document]]) -> None:
    recent = (NOW - timedelta(hours=3, minutes=1)).timestamp() * 1000
    sets = Counter(document['datasetId'] for document in past['unit_data'] if document['datasetId'] >= recent)
    assert 350 <= len(sets) <= 362
    assert set(sets.values()) == {4}
    ages = [NOW.timestamp() - dataset_id / 1000 for dataset_id in sorted(sets)]
    assert max(earlier - later for earlier, later in itertools.pairwise(ages)) <= 40  # no gap where long steps end
    assert ages[-1] <= 30
    assert ages[0] >= 3 * 3600 - 60


def test_of_the_days_before_there_is_a_set_of_unit_data_now_and_then(past: dict[str, list[Document]]) -> None:
    seconds = {document['datasetId'] / 1000 for document in past['unit_data']}
    early = sorted(NOW.timestamp() - second for second in seconds if NOW.timestamp() - second > 3 * 3600 + 60)
    assert early[-1] == 7 * 86_400  # at the very beginning: all that is said of the week is known
    assert 20 <= len(early) <= 30
    assert max(later - earlier for earlier, later in itertools.pairwise(early)) <= 6 * 3600 + 60


def test_the_lines_are_those_of_the_last_ten_minutes(past: dict[str, list[Document]]) -> None:
    written = [line['datetime'] for line in past['apis_log']]
    assert timedelta(minutes=9, seconds=50) < NOW - min(written) < timedelta(minutes=10, seconds=5)
    assert NOW - max(written) < timedelta(seconds=6)


def test_downtimes_are_times_in_which_a_unit_made_no_new_deal(past: dict[str, list[Document]]) -> None:
    assert 3 <= len(past['downtime']) <= 6
    for downtime in past['downtime']:
        assert list(downtime) == ['communityId', 'clusterId', 'recoveryDateTime', 'unitId', 'downDateTime']
        down, recovery = downtime['downDateTime'], downtime['recoveryDateTime']
        assert NOW - timedelta(days=7) < down < recovery < NOW - timedelta(hours=3)
        made = [deal for deal in past['deal'] if downtime['unitId'] in (deal['chargeUnitId'], deal['dischargeUnitId'])
                and down + timedelta(minutes=3) < deal['createDateTime'] < recovery]
        assert made == []


def test_downtimes_are_known_up_to_the_last_unit_data(past: dict[str, list[Document]]) -> None:
    assert {status['unitId'] for status in past['downtime_status']} == UNITS
    assert all(timedelta() <= NOW - status['lastTime'] < timedelta(seconds=10) for status in past['downtime_status'])


def test_the_village_goes_on_where_its_past_ends() -> None:
    village = Village(seed=4, at=NOW.timestamp() - 86_400)
    past = list(live_through(village, NOW.timestamp(), Past(deals=timedelta(days=1))))
    live = {step.document['dealId'] for step in past if step.label == 'deal' and 'deactivateDateTime' not in step.document}
    after = village.step(NOW.timestamp() + 60)
    assert live & {step.document['dealId'] for step in after if step.label == 'deal'}
    assert min(step.at for step in after) > NOW.timestamp() - 5


def test_outages_never_overlap() -> None:
    for seed in range(50):
        found = outages(sorted(UNITS), 0.0, 6 * 86_400.0, Random(seed))
        assert found
        assert all(one.end < other.begin for one, other in itertools.pairwise(found))
    assert outages(sorted(UNITS), 0.0, 600.0, Random(1)) == []


@pytest.mark.parametrize(('units', 'days', 'minutes'), [
    (1, 7, 180), (4, 7, 180), (8, 7, 180), (16, 3.5, 90), (100, 0.56, 15), (500, 0.25, 15),
])
def test_of_a_larger_village_less_is_made_up(units: int, days: float, minutes: int) -> None:
    past = Past.of(units)
    assert past.deals / timedelta(days=1) == pytest.approx(days)
    assert past.unit_data == timedelta(minutes=minutes)
