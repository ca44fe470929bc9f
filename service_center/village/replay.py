"""Recorded documents played into the telemetry store, in the recorded pace or faster."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from service_center.domain.recordings import Step, moved, seconds_until
from service_center.lib import clock
from service_center.services import recordings

logger = logging.getLogger(__name__)

AT_ONCE = 500  # documents in one go: longer ones would keep the pages waiting for the embedded store
SHORTEST_SEC = 0.001  # a wait that a clock can tell from none

Wait = Callable[[float], object]  # waits for seconds


def play_once(
    folder: Path, speed: float, *, now: Callable[[], datetime] = clock.now,
    monotonic: Callable[[], float] = time.monotonic, wait: Wait = time.sleep,
) -> int:
    """Make the writes of a folder in their order and pace, `speed` times as fast, and say how many documents were written.

    Ctrl-C ends it. Real clocks are moved so that the first is written now and keep their distances: with a speed over 1 they run ahead.
    """
    written = 0
    try:
        for batch in _paced(recordings.read_steps(folder), speed, now, monotonic, wait):
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
                wait(step.at - moment)
        batch.append(step)
    if batch:
        yield batch


def _paced(
    steps: Iterator[Step], speed: float, now: Callable[[], datetime], monotonic: Callable[[], float], wait: Wait,
) -> Iterator[list[Step]]:
    first = next(steps, None)
    if first is None:
        return
    distance = seconds_until(first, now())
    began, begin = first.at + distance, monotonic()
    yield from in_time(
        (moved(step, distance) for step in _with_first(first, steps)),
        reached=lambda: began + (monotonic() - begin) * speed,
        wait=lambda seconds: wait(max(seconds / speed, SHORTEST_SEC)),
    )


def _with_first(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest
