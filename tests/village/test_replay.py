"""Recorded documents played again in their pace. No test waits: clocks are handed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bson.int64 import Int64

from service_center.domain.keys import ClusterKey
from service_center.domain.recordings import Step
from service_center.services import recordings
from service_center.telemetry import deals as stored_deals
from service_center.village import replay
from service_center.village.replay import in_time, play_once
from tests.recorded import DEAL_ID, FOLDERS, deal_write, emulated, log_line, put_file, store, stored, unit_data

__all__ = ['store']

CLUSTER = ClusterKey('oss_community', 'oss_cluster')
START = 1_900_000_000.5
LABELS = ('unit_data', 'deal', 'apis_log')
MOVED = ('_id', 'datasetId', 'reportTime', 'datetime')


class Time:
    """A clock that goes on only while somebody waits; it calls what was asked for before each wait."""

    def __init__(self, at_each_wait: Callable[[], None] = lambda: None) -> None:
        self.second = START
        self.waits: list[float] = []
        self._at_each_wait = at_each_wait

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.second, UTC)

    def monotonic(self) -> float:
        return self.second - START + 77

    def wait(self, seconds: float) -> None:
        self._at_each_wait()
        self.waits.append(seconds)
        self.second += seconds

    def play(self, folder: Path, speed: float = 1.0) -> int:
        return play_once(folder, speed, now=self.now, monotonic=self.monotonic, wait=self.wait)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0), unit_data(0, 'E002'), unit_data(30), unit_data(30, 'E002')])
    put_file(tmp_path, 'dealWrites.jsonl.gz', [deal_write(10), deal_write(40, deactivateDateTime=emulated(400))])
    put_file(tmp_path, 'apisLog.jsonl.gz', [log_line(5, f'deal created : {DEAL_ID}'), log_line(35, 'deal removed')])
    return tmp_path


def counts() -> tuple[int, ...]:
    return tuple(len(stored(label)) for label in LABELS)


def live_deals(time: Time) -> int:
    return len(stored_deals.list_live(CLUSTER, int(time.second) - 300))


@pytest.mark.usefixtures('store')
def test_documents_are_written_in_the_order_and_pace_of_their_recording(small: Path) -> None:
    seen: list[tuple[float, tuple[int, ...]]] = []
    time = Time(at_each_wait=lambda: seen.append((time.second - START, counts())))
    assert time.play(small) == 8
    # the first second is cut off: clocks are moved by whole seconds
    assert seen == [(0, (2, 0, 0)), (5, (2, 0, 1)), (10, (2, 1, 1)), (30, (4, 1, 1)), (35, (4, 1, 2))]
    assert counts() == (4, 1, 2)


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('speed', 'seconds'), [(1.0, 40), (10.0, 4), (0.5, 80)])
def test_the_speed_shortens_all_waits(small: Path, speed: float, seconds: float) -> None:
    time = Time()
    time.play(small, speed)
    assert sum(time.waits) == pytest.approx(seconds)


@pytest.mark.usefixtures('store')
def test_real_clocks_begin_now_and_emulated_ones_stay(small: Path) -> None:
    Time().play(small)
    first, *_, last = stored('unit_data')
    assert (first['datasetId'], last['datasetId']) == (int(START) * 1000 + 123, int(START + 30) * 1000 + 123)
    assert {type(document['datasetId']) for document in (first, last)} == {Int64}
    assert (first['time'], last['time']) == (emulated(0), emulated(300))
    assert [int(document['_id'][:8], 16) for document in (first, last)] == [int(START), int(START) + 30]
    found, = stored('deal')
    assert (found['reportTime'], found['createDateTime'], found['dealId']) == (int(START) + 40, emulated(0), DEAL_ID)
    assert stored('apis_log')[0]['datetime'] == datetime.fromtimestamp(int(START) + 5, UTC)


@pytest.mark.usefixtures('store')
def test_a_deal_is_live_until_its_last_write(small: Path) -> None:
    seen: list[int] = []
    time = Time(at_each_wait=lambda: seen.append(live_deals(time)))
    time.play(small)
    assert [*seen, live_deals(time)] == [0, 0, 1, 1, 1, 0]


@pytest.mark.usefixtures('store')
def test_an_interrupt_ends_the_replay_cleanly(small: Path) -> None:
    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    assert play_once(small, 1, now=Time().now, monotonic=lambda: 0.0, wait=interrupt) == 2
    assert counts() == (2, 0, 0)


@pytest.mark.usefixtures('store')
def test_an_empty_recording_is_played_in_no_time(tmp_path: Path) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [])
    assert Time().play(tmp_path) == 0


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('folder', FOLDERS, ids=lambda folder: folder.name)
def test_a_recording_arrives_with_all_documents_and_the_last_states_of_its_deals(folder: Path) -> None:
    Time().play(folder, 1000)
    steps = list(recordings.read_steps(folder))
    for label in ('unit_data', 'apis_log'):
        recorded = [without(step.document, *MOVED) for step in steps if step.label == label]
        assert [without(document, *MOVED) for document in stored(label)] == recorded
    last = {step.document['dealId']: without(step.document, *MOVED) for step in steps if step.label == 'deal'}
    assert {document['dealId']: without(document, *MOVED) for document in stored('deal')} == last


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


def test_steps_that_are_due_together_come_together_and_not_too_many() -> None:
    steps = [Step(at, 'any', {}) for at in (1.0, 2.0, 9.0, *[10.0] * (replay.AT_ONCE + 1))]
    moments = iter([5.0, 5.0, 20.0, 20.0])
    batches = list(in_time(steps, lambda: next(moments), lambda _seconds: None))
    assert [len(batch) for batch in batches] == [2, replay.AT_ONCE, 2]
