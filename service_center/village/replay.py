"""Recorded documents played into the telemetry store: once, in the recorded pace or faster, or round after round beside `make run`."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from service_center.domain.recordings import Step, move_to
from service_center.lib import clock
from service_center.services import recordings

logger = logging.getLogger(__name__)

KEPT = Path(__file__).resolve().parent / 'recorded'
KEPT_FOR = timedelta(hours=1)
TIDY_EVERY = timedelta(minutes=1)
AT_ONCE = 500  # documents in one go: longer ones would keep the pages waiting for the embedded store
SHORTEST_SEC = 0.001  # a wait that a clock can tell from none
LOOK_UP_SEC = 5.0  # how long a wait lasts at most: the clock of the machine may be set meanwhile

Wait = Callable[[float], bool]  # waits for seconds; True: it is over


def play_once(
    folder: Path, speed: float, *, now: Callable[[], datetime] = clock.now,
    monotonic: Callable[[], float] = time.monotonic, wait: Wait | None = None,
) -> int:
    """Make the writes of a folder in their order and pace, `speed` times as fast, and say how many documents were written.

    Ctrl-C ends it. Real clocks are moved so that the first is written now and keep their distances: with a speed over 1 they run ahead.
    """
    written = 0
    try:
        for batch in _paced(recordings.read_steps(folder), speed, now, monotonic, wait or threading.Event().wait):
            written += recordings.write(batch)
    except KeyboardInterrupt:
        logger.info('replay of %s was ended after %d documents', folder, written)
    return written


def in_time(steps: Iterable[Step], reached: Callable[[], float], wait: Wait) -> Iterator[list[Step]]:
    """Hand out steps when their time (s since the epoch) is reached, those that are due together in one list."""
    batch: list[Step] = []
    moment = 0.0
    for step in steps:
        if batch and (step.at > moment or len(batch) == AT_ONCE):
            yield batch
            batch = []
        if not batch:
            while step.at > (moment := reached()):
                if wait(step.at - moment):
                    return
        batch.append(step)
    if batch:
        yield batch


class Loop:
    """Plays a folder round after round in a thread of its own: the last hour at once, then live; an hour is kept."""

    def __init__(self, folder: Path, app: Flask, *, now: Callable[[], datetime] = clock.now, wait: Wait | None = None) -> None:
        self._folder = folder
        self._app = app
        self._now = now
        self._over = threading.Event()
        self._wait = wait or self._over.wait
        self._tidied = datetime.min.replace(tzinfo=UTC)
        self._thread = threading.Thread(target=self.run, name='replay', daemon=True)

    def start(self) -> None:
        """Begin to play, beside everything else."""
        self._thread.start()

    def stop(self, timeout: float) -> None:
        """End the playing and wait for that, at most `timeout` (s)."""
        self._over.set()
        self._thread.join(timeout)

    def run(self) -> None:
        """Play until it is over."""
        try:
            with self._app.app_context():
                for batch in in_time(self._steps(), self._reached, self._wait_a_little):
                    if self._over.is_set():
                        return
                    self._write(batch)
        except Exception:
            logger.exception('the replay of recorded documents ended')

    def _steps(self) -> Iterator[Step]:
        length = recordings.measure(self._folder)
        now_sec = int(self._reached())
        rounds_before = -(-int(KEPT_FOR.total_seconds()) // length.real_sec)
        steps = recordings.read_rounds(self._folder, length, now_sec - rounds_before * length.real_sec)
        # also after the machine slept for long: what would be removed at once is not written
        return (step for step in steps if step.at >= (self._now() - KEPT_FOR).timestamp())

    def _reached(self) -> float:
        # the clock of the wall, not of the process: after a sleep of the machine the replay catches up with it
        return self._now().timestamp()

    def _wait_a_little(self, seconds: float) -> bool:
        return self._wait(min(seconds, LOOK_UP_SEC))

    def _write(self, batch: list[Step]) -> None:
        try:
            recordings.write(batch)
            if self._now() - self._tidied >= TIDY_EVERY:
                self._tidied = self._now()
                recordings.remove_before(self._tidied - KEPT_FOR)
        except Exception:
            logger.exception('%d recorded documents could not be written', len(batch))


def _paced(
    steps: Iterator[Step], speed: float, now: Callable[[], datetime], monotonic: Callable[[], float], wait: Wait,
) -> Iterator[list[Step]]:
    first = next(steps, None)
    if first is None:
        return
    move = move_to(first, now())
    began, begin = first.at + move.real_sec, monotonic()
    yield from in_time(
        (move.applied(step) for step in _with_first(first, steps)),
        reached=lambda: began + (monotonic() - begin) * speed,
        wait=lambda seconds: wait(max(seconds / speed, SHORTEST_SEC)),
    )


def _with_first(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest
