"""The keys of a scenario that are ranges, of time and of energy: reading them, and finding overlaps and gaps."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service_center.domain.scenario_text import MAX_INT

DAY_SECONDS = 24 * 60 * 60
# One more than any bound that can be written.
OPEN_END = MAX_INT + 1

_TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
_TIME_RANGE = re.compile(f'({_TIME})-({_TIME}|24:00:00)')
_WH_RANGE = re.compile('([0-9]*)-([0-9]*)')


class Span(NamedTuple):
    """What a key covers, in s of the day or in Wh: `lower` belongs to it, `upper` doesn't."""

    key: str
    lower: int
    upper: int

    @property
    def is_empty(self) -> bool:
        """Tells whether nothing lies in it."""
        return self.lower >= self.upper


class WhBounds(NamedTuple):
    """The bounds of a battery range in Wh; None is an open end."""

    from_wh: int | None
    to_wh: int | None

    def span(self, key: str) -> Span:
        """Gives what the range covers, from 0 upwards."""
        return Span(key, self.from_wh or 0, OPEN_END if self.to_wh is None else self.to_wh)


def find_times(key: str) -> tuple[str, str] | None:
    """Splits a time range into start and end, or gives None if the key is none (S03)."""
    found = _TIME_RANGE.fullmatch(key)
    return None if found is None else (found[1], found[2])


def find_time_span(key: str) -> Span | None:
    """Reads a time range in s of the day, or gives None if the key is none (S03)."""
    times = find_times(key)
    return None if times is None else Span(key, _seconds(times[0]), _seconds(times[1]))


def find_wh_bounds(key: str) -> WhBounds | None:
    """Reads a battery range, or gives None if the key is none or a bound needs more than 32 bits (S09)."""
    found = _WH_RANGE.fullmatch(key)
    if found is None:
        return None
    bounds = WhBounds(_wh(found[1]), _wh(found[2]))
    return None if any(bound is not None and bound > MAX_INT for bound in bounds) else bounds


def time_of_day(seconds: int) -> str:
    """Writes s of the day as a scenario does, 86400 as 24:00:00."""
    return f'{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}'


def overlaps(spans: Sequence[Span]) -> dict[str, str]:
    """Maps the key of a span to that of an earlier one it overlaps; where they do, the earlier one counts.

    Of several spans that overlap one another not every pair is named, but no overlap stays unnoticed.
    """
    found: dict[str, str] = {}
    widest = None
    for item in sorted(enumerate(spans), key=lambda item: item[1].lower):
        if widest and item[1].lower < widest[1].upper:
            (_, earlier), (_, later) = sorted((widest, item))
            found.setdefault(later.key, earlier.key)
        if widest is None or item[1].upper > widest[1].upper:
            widest = item
    return found


def gaps(spans: Iterable[Span], end: int) -> list[tuple[int, int]]:
    """Lists what no span covers between 0 and the end."""
    found = []
    covered = 0
    for span in sorted(spans, key=lambda span: span.lower):
        if span.lower > covered:
            found.append((covered, span.lower))
        covered = max(covered, span.upper)
    return found if covered >= end else [*found, (covered, end)]


def _seconds(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(':'))
    return (hours * 60 + minutes) * 60 + seconds


def _wh(digits: str) -> int | None:
    # 11 digits are beyond 32 bits already; leading zeros are none of them.
    return int(digits.lstrip('0')[:11] or '0') if digits else None
