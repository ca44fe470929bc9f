"""What the newest set costs through the application, against the floor: the same documents found and written as JSON, no more."""

import json
from datetime import timedelta

import pytest

from tests.bench import past
from tests.bench.conftest import Bench
from tests.bench.measure import compare, say_pair
from tests.factories import NOW

SCOPE = {'oesunit.communityId': 'oss_community', 'oesunit.clusterId': 'oss_cluster'}
NOW_MS = int(NOW.timestamp() * 1000)
HISTORY = {4: timedelta(hours=24), 100: timedelta(hours=2), 500: timedelta(minutes=40)}
PATH = 'unitData/latestSet'


def floor(bench: Bench) -> bytes:
    """The cheapest that gives the same: the search is bounded as ours is (without the bound it reads the whole history)."""
    unit_data = bench.raw['unitData']
    newest = unit_data.find_one(SCOPE | {'datasetId': {'$gte': NOW_MS - 90_000}}, {'datasetId': 1}, sort=[('datasetId', -1)])
    assert newest
    return json.dumps(list(unit_data.find(SCOPE | {'datasetId': newest['datasetId']})), default=str).encode()


def unbounded_floor(bench: Bench) -> bytes:
    newest = bench.raw['unitData'].find_one(SCOPE, {'datasetId': 1}, sort=[('datasetId', -1)])
    assert newest
    return json.dumps(list(bench.raw['unitData'].find(SCOPE | {'datasetId': newest['datasetId']})), default=str).encode()


@pytest.mark.parametrize('units', HISTORY)
def test_the_newest_set_through_the_application_against_the_floor(bench: Bench, units: int) -> None:
    stored = past.store('unit_data', past.sets(units, HISTORY[units]))
    assert len(json.loads(bench.ask(PATH))) == len(json.loads(floor(bench))) == units
    print(f'\n  newest set of {units} units, {stored:,} documents{"ours":>20}{"floor":>13}')
    say_pair('floor with a bounded search', compare(lambda: bench.ask(PATH), lambda: floor(bench), 40))
    say_pair('floor that sorts the history', compare(lambda: bench.ask(PATH), lambda: unbounded_floor(bench), 10))
