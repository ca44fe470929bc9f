"""What questions about deals cost through the application as history grows, against the floor: find, and write as JSON."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.bench import past
from tests.bench.conftest import OF_CLUSTER, Bench
from tests.bench.measure import Pair, compare, say_pair
from tests.factories import NOW

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = {10_000: 15, 100_000: 5, 1_000_000: 3}
A_DAY = {'datetimeFrom': (NOW - timedelta(days=1)).isoformat(), 'datetimeTo': NOW.isoformat()}
OF_DAY = {'createDateTime': {'$gte': NOW - timedelta(days=1), '$lt': NOW}}
LIVE = {'deactivateDateTime': None, 'reportTime': {'$gt': int(NOW.timestamp()) - 300}}
AMOUNTS = {'_id': 0, 'createDateTime': 1, 'cumulateAmountWh': 1}
Way = Callable[[Bench], object]

QUESTIONS: dict[str, tuple[Way, Way]] = {
    'running deals': (lambda bench: bench.ask('deal/liveList'), lambda bench: found(bench, LIVE)),
    'deals of a day': (lambda bench: bench.ask('deal/list', **A_DAY), lambda bench: found(bench, OF_DAY)),
    'first and last deal': (lambda bench: bench.ask('deal/datetimeRange'), lambda bench: [first(bench, 1), first(bench, -1)]),
    'sums by hour': (
        lambda bench: bench.ask('deal/sumOfCumulateAmountWhsByHour', timezone='Asia/Tokyo'), lambda bench: found(bench, {}, AMOUNTS),
    ),
}


def found(bench: Bench, question: dict[str, Any], fields: dict[str, Any] | None = None) -> bytes:
    return json.dumps(list(bench.raw['deal'].find(OF_CLUSTER | question, fields or {'_id': 0})), default=str).encode()


def first(bench: Bench, direction: int) -> object:
    return bench.raw['deal'].find_one(OF_CLUSTER, {'createDateTime': 1}, sort=[('createDateTime', direction)])


def test_questions_about_deals_through_the_application_against_the_floor(bench: Bench) -> None:
    past.store('deal', past.running_deals())
    curves: dict[str, list[Pair]] = {name: [] for name in QUESTIONS}
    before = 0
    for size in SIZES:
        past.store('deal', past.ended_deals(before, size))
        before = size
        print(f'\n  {size:,} deals{"ours":>50}{"floor":>13}')
        for name, (ours, floor) in QUESTIONS.items():
            curves[name].append(compare(lambda way=ours: way(bench), lambda way=floor: way(bench), ROUNDS[size]))
            say_pair(name, curves[name][-1])
    print('\n  growth of ours, each size against the first')
    for name, curve in curves.items():
        print(f'  {name:<26}' + ''.join(f'   x{pair.one / curve[0].one:.1f}' for pair in curve))
