"""What questions cost as history grows, on a server that speaks the MongoDB protocol.

Each curve should stay flat. Figures are printed, not judged.
"""

import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.extensions import mongo
from service_center.services import deals, indexes, unit_data
from tests.bench.measure import seconds
from tests.servers import real

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CLUSTER = ClusterKey('green', 'first')
UNIT = UnitKey('green', 'first', 'E001')
SIZES = (1_000, 10_000, 100_000)
BATCH = 5_000
OF_CLUSTER = {'communityId': 'green', 'clusterId': 'first'}

QUESTIONS: dict[str, Callable[[], object]] = {
    'newest set of a cluster': lambda: unit_data.latest_set(CLUSTER, NOW),
    'newest set of a unit': lambda: unit_data.latest_of_unit(UNIT, NOW),
    'ids of the units': lambda: unit_data.list_unit_ids(CLUSTER, NOW),
    'live deals of a cluster': lambda: deals.list_live(CLUSTER, NOW),
    'live deals of a unit': lambda: deals.list_live(UNIT, NOW),
    'deals of a day': lambda: deals.list_created(CLUSTER, Period(NOW - timedelta(days=1), NOW)),
    'first and last deal': lambda: deals.datetime_range(CLUSTER),
    'sums by hour': lambda: deals.sums_of_hours(CLUSTER, UTC),
}


@pytest.fixture
def server(another_app: Callable[..., Flask]) -> Iterator[Flask]:
    with real.mongo() as uri:
        app = another_app(MONGODB_URI=uri + 'bench_history', MONGODB_TIMEOUT_SEC=600)
        with app.app_context():
            yield app
            for label in ('unit_data', 'deal'):
                mongo.collection(label).drop()


def grow(begin: int, end: int) -> None:
    """Add history backwards in time: the newest documents are there from the start."""
    for first in range(begin, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        mongo.collection('unit_data').insert_many([unit_document(n) for n in numbers])
        mongo.collection('deal').insert_many([deal_document(n) for n in numbers])


def unit_document(n: int) -> dict[str, object]:
    at = NOW - timedelta(seconds=30 * (n // 4))
    oesunit = OF_CLUSTER | {'id': f'E00{n % 4 + 1}'}
    return {'oesunit': oesunit, 'time': at, 'datasetId': int(at.timestamp() * 1000), 'battery': {'rsoc': 50.0}}


def deal_document(n: int) -> dict[str, object]:
    at = NOW - timedelta(minutes=15 * n)
    ended = {'deactivateDateTime': at} if n > 2 else {}
    units = {'dischargeUnitId': f'E00{n % 4 + 1}', 'chargeUnitId': f'E00{(n + 1) % 4 + 1}'}
    told = {'dealId': str(n), 'createDateTime': at, 'reportTime': int(at.timestamp()), 'cumulateAmountWh': 50.5}
    return OF_CLUSTER | units | ended | told


def test_what_questions_cost_as_history_grows(server: Flask) -> None:
    indexes.ensure()
    curves: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    before = 0
    for size in SIZES:
        grow(before, size)
        before = size
        for name, question in QUESTIONS.items():
            question()
            curves[name].append(statistics.median(seconds(question) for _ in range(5)))
    print('\n\n  milliseconds at ' + ', '.join(f'{size:,}' for size in SIZES) + ' documents; the last against the first')
    for name, curve in curves.items():
        print(f'  {name:<26}' + ''.join(f'{1000 * figure:9.1f}' for figure in curve) + f'   x{curve[-1] / curve[0]:.1f}')
