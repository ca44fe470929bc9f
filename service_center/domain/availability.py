"""How long units were up and down, and how long nobody knows: seconds that add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

UP, DOWN, NO_DATA = 'up', 'down', 'noData'
# a job that runs every five minutes, and the data loss that it tolerates: what is younger goes on as it was
NOT_YET_EXAMINED = timedelta(minutes=10)
REAL_CLOCK = timedelta(hours=1)


@dataclass(frozen=True)
class Stretch:
    """A time in which a unit was in one state, from `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime
    state: str

    @property
    def seconds(self) -> float:
        """Count how long it lasts (s)."""
        return (self.end - self.start).total_seconds()


@dataclass(frozen=True)
class Known:
    """From when to when there is data of a unit; None: there is none."""

    first: datetime | None
    last: datetime | None


def data_now(now: datetime, newest_time: datetime | None, newest_number_ms: int | None) -> datetime:
    """Say what time it is for the units: the clock's, unless an emulator's calendar rules, of which only the newest data is known.

    `newest_number_ms` is the `datasetId` of that data: the real time of apis-ccc (ecosystem 2.9, 10).
    """
    if newest_time is None or newest_number_ms is None:
        return now
    reported = datetime.fromtimestamp(newest_number_ms / 1000, now.tzinfo)
    return now if abs(reported - newest_time) < REAL_CLOCK else newest_time


def widened(known: Known, downtimes: Iterable[tuple[datetime, datetime | None]], now: datetime) -> Known:
    """Let what is known of a unit begin with a downtime before its first data, which may be gone, and last until now.

    Until now only where the last look is so young that the next has not been taken yet. A unit never looked at stays unknown.
    """
    if known.last is None:
        return known
    begins = [begin for begin, _ in downtimes] + ([known.first] if known.first else [])
    is_fresh = timedelta(0) <= now - known.last <= NOT_YET_EXAMINED
    return Known(min(begins, default=None), now if is_fresh else known.last)


def stretches(start: datetime, end: datetime, known: Known, downtimes: Iterable[tuple[datetime, datetime | None]]) -> list[Stretch]:
    """Divide a time into what is known of it: down is down, even while nothing is heard; before, between and after data it is up.

    A downtime without a recovery goes on until the end. A time without data is no data, never up.
    """
    down = list(_joined(_within(start, end, ((begin, until or end) for begin, until in downtimes))))
    found = list[Stretch]()
    at = start
    for begin, until in down:
        found += _between(at, begin, known)
        found.append(Stretch(begin, until, DOWN))
        at = until
    return found + _between(at, end, known)


def seconds_of(found: Iterable[Stretch]) -> dict[str, float]:
    """Add up the seconds of each state."""
    seconds = {UP: 0.0, DOWN: 0.0, NO_DATA: 0.0}
    for stretch in found:
        seconds[stretch.state] += stretch.seconds
    return seconds


def rate(seconds: dict[str, float]) -> float | None:
    """Say which part of the time that something is known of a unit was up (0 to 1), None if nothing is known."""
    known = seconds[UP] + seconds[DOWN]
    return seconds[UP] / known if known else None


def _between(start: datetime, end: datetime, known: Known) -> list[Stretch]:
    """Divide a time without downtimes: up as far as there is data."""
    if known.first is None or known.last is None:
        cut = [(start, end, NO_DATA)]
    else:
        first, last = min(max(known.first, start), end), max(min(known.last, end), start)
        last = max(first, last)
        cut = [(start, first, NO_DATA), (first, last, UP), (last, end, NO_DATA)]
    return [Stretch(begin, until, state) for begin, until, state in cut if begin < until]


def _within(
    start: datetime, end: datetime, times: Iterable[tuple[datetime, datetime]],
) -> Iterator[tuple[datetime, datetime]]:
    for begin, until in sorted(times):
        if max(begin, start) < min(until, end):
            yield max(begin, start), min(until, end)


def _joined(times: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Join times that overlap or touch; they come in order."""
    open_time: tuple[datetime, datetime] | None = None
    for begin, until in times:
        if open_time and begin <= open_time[1]:
            open_time = open_time[0], max(open_time[1], until)
            continue
        if open_time:
            yield open_time
        open_time = begin, until
    if open_time:
        yield open_time
