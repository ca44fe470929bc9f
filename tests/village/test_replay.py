"""Recorded documents played again: in their pace, and round after round. No test waits: clocks are handed in."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bson.int64 import Int64
from flask import Flask

from service_center.domain.keys import ClusterKey
from service_center.domain.recordings import Step
from service_center.services import recordings
from service_center.telemetry import deals as stored_deals
from service_center.village import replay
from service_center.village.replay import KEPT, Loop, in_time, play_once
from tests.recorded import DEAL_ID, FIRST_SEC, FOLDERS, deal_write, emulated, log_line, put_file, store, stored, unit_data

__all__ = ['store']

CLUSTER = ClusterKey('oss_community', 'oss_cluster')
START = 1_900_000_000.5
LABELS = ('unit_data', 'deal', 'apis_log')
MOVED = ('_id', 'datasetId', 'reportTime', 'datetime')


class Time:
    """A clock that goes on only while somebody waits; it calls what was asked for before each wait."""

    def __init__(self, ends_after: float = float('inf'), at_each_wait: Callable[[], None] = lambda: None) -> None:
        self.second = START
        self.waits: list[float] = []
        self._end = START + ends_after
        self._at_each_wait = at_each_wait

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.second, UTC)

    def monotonic(self) -> float:
        return self.second - START + 77

    def wait(self, seconds: float) -> bool:
        self._at_each_wait()
        self.waits.append(seconds)
        self.second += seconds
        return self.second >= self._end

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
    def interrupt(_seconds: float) -> bool:
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
    batches = list(in_time(steps, lambda: next(moments), lambda _seconds: False))
    assert [len(batch) for batch in batches] == [2, replay.AT_ONCE, 2]


# ---- round after round


def play_rounds(time: Time, folder: Path = KEPT) -> None:
    Loop(folder, Flask('replay'), now=time.now, wait=time.wait).run()


def ages(time: Time) -> dict[str, list[float]]:
    clocks: dict[str, Callable[[dict[str, Any]], float]] = {
        'unit_data': lambda document: document['datasetId'] / 1000,
        'deal': lambda document: document['reportTime'],
        'apis_log': lambda document: document['datetime'].timestamp(),
    }
    return {label: sorted(time.second - clock(document) for document in stored(label)) for label, clock in clocks.items()}


@pytest.mark.usefixtures('store')
def test_the_last_hour_is_there_at_once() -> None:
    time = Time(ends_after=0)
    play_rounds(time)
    for label, found in ages(time).items():
        assert found[0] >= 0, f'{label} comes from the future'
        assert found[0] < 120
        assert 3400 < found[-1] <= 3601
    assert ages(time)['unit_data'][0] < 31
    assert len(stored('unit_data')) == 480


@pytest.mark.usefixtures('store')
def test_after_hours_only_the_last_one_is_kept() -> None:
    time = Time(ends_after=2 * 3600)
    play_rounds(time)
    for found in ages(time).values():
        assert 0 <= found[0] < 120
        assert 3300 < found[-1] <= 3600 + 61 + replay.LOOK_UP_SEC
    assert 470 <= len(stored('unit_data')) <= 490


@pytest.mark.usefixtures('store')
def test_deals_are_live_again_and_again() -> None:
    seen: dict[int, int] = {}
    time = Time(ends_after=2 * 1201, at_each_wait=lambda: seen.setdefault(int(time.second) // 60, live_deals(time)))
    play_rounds(time)
    live = list(seen.values())
    assert len(live) > 39
    assert all(any(live[minute:minute + 4]) for minute in range(len(live) - 3))
    assert max(live) <= 8


@pytest.mark.usefixtures('store')
def test_after_a_sleep_of_the_machine_the_replay_catches_up() -> None:
    time = Time(ends_after=10 * 3600 + 60)

    def sleeps(seconds: float) -> bool:
        time.second += 10 * 3600 if not time.waits else 0
        return time.wait(seconds)

    Loop(KEPT, Flask('replay'), now=time.now, wait=sleeps).run()
    assert ages(time)['unit_data'][0] < 31
    assert len(stored('unit_data')) <= 490


@pytest.mark.usefixtures('store')
def test_a_write_that_fails_is_logged_and_the_next_is_made(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    failures = iter([True])
    write = recordings.write

    def failing_once(steps: Iterable[Step]) -> int:
        if next(failures, False):
            raise OSError('no store')
        return write(steps)

    monkeypatch.setattr(recordings, 'write', failing_once)
    with caplog.at_level(logging.ERROR):
        play_rounds(Time(ends_after=0))
    assert [record.getMessage() for record in caplog.records] == [f'{replay.AT_ONCE} recorded documents could not be written']
    assert len(stored('unit_data')) > 400


@pytest.mark.usefixtures('store')
def test_a_folder_that_can_not_be_read_ends_the_replay_with_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    play_rounds(Time(), tmp_path)
    assert [record.getMessage() for record in caplog.records] == ['the replay of recorded documents ended']


@pytest.mark.usefixtures('store')
def test_the_thread_ends_when_it_is_asked_to() -> None:
    loop = Loop(KEPT, Flask('replay'))
    loop.start()
    loop.stop(30)
    assert not loop._thread.is_alive()


# ---- the kept part


def kept_deals() -> dict[str, list[float]]:
    spans: dict[str, list[float]] = {}
    for step in recordings.read_steps(KEPT):
        if step.label == 'deal':
            spans.setdefault(step.document['dealId'], [step.at, float('inf')])
            if step.document.get('deactivateDateTime'):
                spans[step.document['dealId']][1] = step.at
    return spans


def test_all_kept_deals_end_within_the_kept_part() -> None:
    length = recordings.measure(KEPT)
    assert len(kept_deals()) == 47
    assert all(length.first_sec <= first <= last < length.first_sec + length.real_sec for first, last in kept_deals().values())


def test_within_two_minutes_of_any_instant_a_deal_is_running() -> None:
    length = recordings.measure(KEPT)
    rounds = [(first + shift, last + shift) for shift in (-length.real_sec, 0, length.real_sec) for first, last in kept_deals().values()]
    for second in range(length.first_sec, length.first_sec + length.real_sec):
        assert any(first - 120 <= second <= last + 120 for first, last in rounds), second


def test_every_heartbeat_comes_in_every_minute_also_at_the_seam() -> None:
    length = recordings.measure(KEPT)
    lines = [step for step in recordings.read_steps(KEPT) if step.label == 'apis_log']
    kinds = [('apis-main', 'uri : ', f'E00{number}') for number in range(1, 5)]
    kinds += [('apis-ccc', 'reporting unit data ...', None), ('apis-ccc', 'reporting deals ...', None)]
    kinds += [('apis-main', 'gridMasterUnitId : ', None)]
    for program, beginning, unit in kinds:
        heard = [step.at for step in lines if step.document['programId'] == program and step.document['message'].startswith(beginning)
                 and unit in (None, step.document.get('unitId'))]
        heard.append(heard[0] + length.real_sec)
        assert max(later - earlier for earlier, later in pairwise(heard)) <= 60, (program, beginning, unit)


def test_the_kept_part_is_small() -> None:
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 400_000
    assert 20 * 60 <= recordings.measure(KEPT).real_sec <= 30 * 60


def test_first_second_of_the_recording_is_that_of_its_first_document(small: Path) -> None:
    assert recordings.measure(small).first_sec == FIRST_SEC
    assert recordings.measure(small).real_sec == 60
    assert recordings.measure(small).emulated == timedelta(seconds=600)
