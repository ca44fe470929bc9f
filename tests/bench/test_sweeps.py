"""What a round of each monitor costs: ten clusters on a real server, however many units, however long the past."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from service_center.config import MONITORING
from service_center.domain.keys import UnitKey
from service_center.domain.monitors import MONITORS
from service_center.services import monitors
from tests.bench import past
from tests.bench.conftest import Bench
from tests.bench.measure import seconds
from tests.factories import MINUTE, NOW, SECOND, Maker

CLUSTERS = [f'c{number}' for number in range(10)]
EVERY = 5 * SECOND
READ = 12 * MINUTE  # a little more than monitors read
ROUNDS = 3


def lines(units: int, begin: datetime, end: datetime) -> Iterator[past.Document]:
    """Write what ten clusters say every five seconds, without trouble."""
    at = begin
    while at < end:
        for cluster in CLUSTERS:
            common = {'communityId': 'green', 'clusterId': cluster, 'datetime': at, 'loglevel': 'INFO', 'loggername': 'a.b.C'}
            for unit in range(units):
                name = f'E{unit + 1:03}'
                yield common | {'programId': 'apis-main', 'unitId': name, 'message': f'uri : /get/unit/{name}'}
            yield common | {'programId': 'apis-main', 'unitId': 'E001', 'message': 'gridMasterUnitId : E001'}
            yield common | {'programId': 'apis-ccc', 'message': 'reporting unit data ...'}
        at += EVERY


def register(make: Maker, units: int) -> None:
    for cluster in CLUSTERS:
        for unit in range(units):
            make.unit(UnitKey('green', cluster, f'E{unit + 1:03}'))
        for monitor in MONITORS:
            make.job(monitor, cluster_id=cluster)


def say_rounds(what: str) -> list[float]:
    """Let every monitor look at all clusters a few times, and print the quickest of each."""
    figures = []
    for name in MONITORS:
        looked_at: list[int] = []
        figures.append(min(seconds(lambda name=name, seen=looked_at: seen.append(monitors.sweep(name, MONITORING, 'Asia/Tokyo', NOW)))
                           for _ in range(ROUNDS)))
        assert looked_at == [len(CLUSTERS)] * ROUNDS
    print(f'  {what:<40}' + ''.join(f'{figure:8.3f}' for figure in figures) + f'   together {sum(figures):7.3f} s', flush=True)
    return figures


@pytest.mark.parametrize('units', [4, 25, 100])
def test_a_round_of_ten_clusters_by_their_units(bench: Bench, make: Maker, units: int) -> None:
    register(make, units)
    stored = past.store('apis_log', lines(units, NOW - READ, NOW))
    say_rounds(f'10 x {units} units, {stored:,} lines in 12 min')


def test_a_round_of_ten_clusters_as_the_past_grows(bench: Bench, make: Maker) -> None:
    units, before = 25, READ
    register(make, units)
    stored = past.store('apis_log', lines(units, NOW - READ, NOW))
    costs = []
    for history in (0, 100_000, 500_000):
        wanted = timedelta(seconds=5 * history / (10 * (units + 2)))
        if wanted > before:
            stored += past.store('apis_log', lines(units, NOW - wanted, NOW - before))
            before = wanted
        costs.append(sum(say_rounds(f'10 x {units} units, {stored:,} lines in all')))
    assert costs[-1] / costs[0] < 2  # thirteen times the lines
