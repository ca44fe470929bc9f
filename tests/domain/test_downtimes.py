"""When a unit counts as down, reading by reading; any split of its unit data into batches and runs comes to the same."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_center.domain.downtimes import Downtime, Progress, Reading, Step, advance, read
from tests.factories import DAY, HOUR, MINUTE, NOW, SECOND

FRESH = Progress()
TOLERANCE = timedelta(seconds=120)
Told = tuple[datetime | None, datetime | None]


def at(minutes: float, *, up: bool = True, number: int | None = None, written: str = '') -> Reading:
    return Reading(NOW + minutes * MINUTE, up, number, written)


def go(readings: Sequence[Reading], progress: Progress = FRESH) -> Step:
    keys = count(1)
    return advance(progress, readings, TOLERANCE, lambda: f'new {next(keys)}')


def told(step: Step) -> list[tuple[float | None, float | None]]:
    """Give the downtimes that changed, in minutes."""
    return [(minutes(downtime.down), minutes(downtime.recovery)) for downtime in step.changed]


def minutes(instant: datetime | None) -> float | None:
    return None if instant is None else (instant - NOW) / MINUTE


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize(
    ('document', 'is_up'),
    [
        ({'apis': {'operation_mode': {'effective': 'autonomous'}}}, True),
        ({'apis': {'operation_mode': {'effective': 'autonomous '}}}, False),
        ({'apis': {'operation_mode': {'effective': ['autonomous']}}}, False),
        ({'apis': {'operation_mode': {'effective': None}}}, False),
        ({'apis': {'operation_mode': {'global': 'autonomous'}}}, False),
        ({'apis': {'operation_mode': 'autonomous'}}, False),
        ({'apis': 'autonomous'}, False),
        ({}, False),
    ],
)
def test_a_unit_is_up_only_if_its_effective_mode_is_autonomous_to_the_letter(document: dict[str, Any], is_up: bool) -> None:
    assert read(document | {'time': NOW}) == Reading(NOW, is_up, None, 'None')


@pytest.mark.parametrize('document', [{}, {'time': None}, {'time': '2020-01-01T00:00:00Z'}, {'time': 1577836800000}, {'time': {}}])
def test_a_document_whose_time_is_no_date_says_nothing(document: dict[str, Any]) -> None:
    assert read(document) is None


@pytest.mark.parametrize(('number', 'meant'), [(7, 7), (7.0, 7), (None, None), ('7', None), (True, None)])
def test_a_dataset_id_is_a_number_or_none(number: object, meant: int | None) -> None:
    reading = read({'_id': 'a', 'time': NOW, 'datasetId': number})
    assert reading is not None
    assert (reading.dataset_id, reading.written) == (meant, 'a')


# ---------------------------------------------------------------- one stream


@pytest.mark.parametrize(
    ('readings', 'downtimes'),
    [
        ([], []),
        ([at(0), at(1)], []),
        ([at(0, up=False)], [(0, None)]),
        ([at(0), at(1, up=False), at(2, up=False), at(3)], [(1, 3)]),
        ([at(0), at(2)], []),
        ([at(0), at(2.01)], [(0, 2.01)]),
        ([at(0), at(5, up=False), at(6)], [(0, 6)]),
        ([at(0), at(1, up=False), at(9, up=False), at(10)], [(1, 10)]),
        ([at(0, up=False), at(1), at(8)], [(0, 1), (1, 8)]),
        ([at(2), at(1, up=False), at(0)], [(1, 2)]),
        ([at(1, written='2'), at(1, up=False, written='1')], [(1, 1)]),
        ([at(1, up=False, written='2'), at(1, written='1')], [(1, None)]),
    ],
    ids=[
        'nothing', 'up', 'down at once', 'down and up', 'a gap of the tolerance', 'a longer gap', 'a gap, then down', 'a gap while down',
        'a gap after a recovery', 'in any order', 'of one time, as written', 'of one time, the other way',
    ],
)
def test_a_batch_comes_to_these_downtimes(readings: list[Reading], downtimes: list[tuple[float, float | None]]) -> None:
    assert told(go(readings)) == downtimes


def test_a_gap_counts_from_the_last_time_of_an_earlier_run() -> None:
    assert told(go([at(5)], Progress(last_time=NOW, ignored_to=NOW))) == [(0, 5)]


def test_what_is_not_later_than_earlier_runs_is_ignored() -> None:
    step = go([at(0, up=False), at(-1, up=False)], Progress(last_time=NOW, ignored_to=NOW))
    assert (step.changed, step.examined, step.progress.last_time) == ([], 0, NOW)


def test_readings_of_one_time_may_lie_in_two_batches_of_a_run() -> None:
    first = go([at(0), at(1)])
    second = go([at(1, up=False), at(0.5, up=False)], first.progress)
    assert (told(second), second.examined) == ([(1, None)], 1)


def test_the_open_downtime_is_closed_under_its_own_key() -> None:
    step = go([at(1)], Progress(last_time=NOW, active=Downtime('open', NOW - HOUR)))
    assert step.changed == [Downtime('open', NOW - HOUR, NOW + MINUTE)]
    assert step.progress.active is None


def test_a_downtime_that_was_opened_in_an_earlier_batch_is_not_new_when_it_is_closed() -> None:
    opened = go([at(0, up=False)])
    assert opened.changed == [Downtime('new 1', NOW, None, is_new=True)]
    assert go([at(1)], opened.progress).changed == [Downtime('new 1', NOW, NOW + MINUTE, is_new=False)]


def test_an_open_downtime_without_a_beginning_is_filled_in_by_the_next_outage() -> None:
    step = go([at(0), at(1, up=False), at(2), at(3, up=False)], Progress(spare=Downtime('spare', None)))
    assert step.changed == [Downtime('spare', NOW + MINUTE, NOW + 2 * MINUTE), Downtime('new 1', NOW + 3 * MINUTE, None, is_new=True)]
    assert step.progress.spare is None


# ---------------------------------------------------------------- emulator restarts (J12)

BEFORE = [at(600, number=10), at(601, number=20)]


def test_time_that_goes_back_by_more_than_an_hour_begins_anew() -> None:
    step = go([*BEFORE, at(0, number=30), at(1, up=False, number=40)])
    assert told(step) == [(1, None)]
    assert (minutes(step.progress.last_time), step.progress.stream_start, step.progress.dataset_id) == (1, 30, 40)


def test_a_restart_between_two_runs_is_seen_too() -> None:
    progress = replace(go(BEFORE).progress, ignored_to=NOW + 601 * MINUTE)
    step = go([*BEFORE, at(0, number=30), at(3, number=40)], progress)
    assert (told(step), step.examined, step.progress.stream_start) == ([(0, 3)], 2, 30)


def test_an_open_downtime_stays_open_until_the_first_sign_of_life_after_the_restart() -> None:
    step = go([at(600, number=10), at(601, up=False, number=20), at(0, up=False, number=30), at(1, number=40)])
    assert told(step) == [(601, 1)]


def test_what_was_written_before_the_restart_is_not_mixed_into_what_came_after() -> None:
    restarted = go([*BEFORE, at(0, number=30)])
    late = [at(600.5, up=False, number=15), at(1, number=40)]
    assert told(go(late, restarted.progress)) == []
    assert told(go([*BEFORE, at(0, number=30), *late])) == [(600.5, 601)]


@pytest.mark.parametrize(
    ('reading', 'begins_anew'),
    [(at(541, number=30), False), (at(540.99, number=30), True), (at(0, number=20), False), (at(0, number=15), False), (at(0), False)],
    ids=['just an hour', 'more than an hour', 'of the same set', 'of an earlier set', 'of no set'],
)
def test_only_a_later_set_more_than_an_hour_back_begins_anew(reading: Reading, begins_anew: bool) -> None:
    step = go([reading], go(BEFORE).progress)
    assert (step.progress.last_time == reading.time) is begins_anew


def test_a_time_far_ahead_does_not_freeze_a_unit() -> None:
    step = go([at(0, number=1), Reading(datetime.max.replace(tzinfo=NOW.tzinfo), True, 2), at(1, number=3), at(2, up=False, number=4)])
    assert told(step)[-1] == (2, None)


# ---------------------------------------------------------------- any split, any repetition

moves = st.lists(st.tuples(st.integers(1, 400), st.booleans(), st.sampled_from([False] * 9 + [True])), min_size=1, max_size=60)


def stream_of(moves: Iterable[tuple[int, bool, bool]]) -> list[Reading]:
    """Let time go on by some seconds from reading to reading, and now and then back to the beginning, as a restarted emulator does."""
    time, readings = NOW + DAY, list[Reading]()
    for number, (seconds, is_up, restarts) in enumerate(moves, 1):
        time = NOW + seconds * SECOND if restarts and time > NOW + 2 * HOUR else time + seconds * SECOND
        readings.append(Reading(time, is_up, number * 30_000, f'{number:04}'))
    return readings


def kept(batches: Iterable[Sequence[Reading]], *, run_ends: Iterable[bool]) -> tuple[dict[Any, Told], Progress]:
    """Store what the batches come to, as the job does; where a run ends, the next begins with what is stored."""
    keys = count(1)
    progress, stored = Progress(), dict[Any, Told]()
    for batch, is_end in zip(batches, run_ends, strict=True):
        step = advance(progress, batch, TOLERANCE, lambda: next(keys))
        for downtime in step.changed:
            assert downtime.is_new is (downtime.key not in stored)
            stored[downtime.key] = (downtime.down, downtime.recovery)
        progress = replace(step.progress, ignored_to=step.progress.last_time) if is_end else step.progress
    return stored, replace(progress, ignored_to=None, active=progress.active and replace(progress.active, is_new=False))


@given(moves=moves, cuts=st.sets(st.integers(1, 59)), data=st.data())
def test_any_split_into_runs_and_batches_and_any_repetition_comes_to_the_same(moves: Any, cuts: set[int], data: st.DataObject) -> None:
    readings = stream_of(moves)
    edges = sorted({0, len(readings)} | {cut for cut in cuts if cut < len(readings)})
    overlaps = [data.draw(st.integers(0, low), label='read again') for low, _ in pairwise(edges)]
    batches = [data.draw(st.permutations(readings[low - again:high])) for (low, high), again in zip(pairwise(edges), overlaps, strict=True)]
    # what was read already is known from the run before, or lies before what the run has seen
    ends = data.draw(st.lists(st.booleans(), min_size=len(batches), max_size=len(batches)))
    ends = [True] * len(batches) if any(overlaps) else ends
    assert kept(batches, run_ends=ends) == kept([readings], run_ends=[False])


@given(moves=moves)
def test_downtimes_never_overlap_within_a_stream_and_at_most_one_is_open(moves: Any) -> None:
    readings = stream_of((seconds, is_up, False) for seconds, is_up, _ in moves)
    stored, _ = kept([readings], run_ends=[False])
    ordered = sorted(stored.values(), key=lambda times: times[0] or NOW)
    assert all(one[1] is not None and other[0] is not None and one[1] <= other[0] for one, other in pairwise(ordered))
    assert all(reading.is_up for reading in readings if any(recovery == reading.time for _, recovery in ordered))
