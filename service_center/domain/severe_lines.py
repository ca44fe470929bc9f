"""Lines of the level SEVERE in words: what a failure's description says of few, and of a storm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from service_center.lib import isotime

HEADING = 'There seems to be a problem.'
FRAME = re.compile(r'(.*) \[.*\]')  # the one Java frame that apis-main appends to a message of one line (ecosystem 4.5)
MADE_BY = (('com.hazelcast.', 'Clustering Manager failure ; '), ('io.vertx.', 'Vert.x failure ; '))
# what differs between lines that say the same: numbers, hexadecimal words (observed: apisLog, 4.5)
MASKED = re.compile(r'\b(?:0x)?[0-9a-f]*[0-9][0-9a-f]*\b', re.IGNORECASE)
MOST_KINDS = 20
MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class SevereLine:
    """A line as apis-log stored it; what it lacks is None."""

    id: str
    unit_id: str | None
    at: datetime
    logger: str | None
    message: str | None


@dataclass
class _Kind:
    first: SevereLine
    last: datetime
    count: int = 1


class Gathering:
    """Lines of one thing, kept by kind: a storm takes no more memory than its kinds."""

    def __init__(self, *, with_frames: bool = False) -> None:
        self._with_frames = with_frames
        self._kinds: dict[str, _Kind] = {}
        self._others = 0

    def add(self, line: SevereLine) -> None:
        """Take in a line."""
        key = MASKED.sub('#', self._words(line))
        kind = self._kinds.get(key)
        if kind:
            kind.count, kind.last = kind.count + 1, max(kind.last, line.at)
            if line.at < kind.first.at:
                kind.first = line
        elif len(self._kinds) < MOST_KINDS:
            self._kinds[key] = _Kind(line, line.at)
        else:
            self._others += 1

    def description(self, zone: tzinfo) -> str:
        """Describe the lines in order of time, one a kind, with how many are like it (contract: cases of the severe monitors)."""
        kinds = sorted(self._kinds.values(), key=lambda kind: kind.first.at)
        told = [f'[{_time(kind.first.at, zone)}] {self._words(kind.first)}{_more(kind, zone)}' for kind in kinds]
        others = [f'and {self._others} other lines'] if self._others else []
        return f'{HEADING}\n\n' + '\n'.join(told + others)

    def _words(self, line: SevereLine) -> str:
        return words(line, with_frame=self._with_frames)


def descriptions(gathered: dict[str | None, Gathering], zone: tzinfo) -> dict[str | None, str]:
    """Describe what was gathered, thing by thing."""
    return {thing: gathering.description(zone) for thing, gathering in gathered.items()}


def is_excluded(line: SevereLine, pattern: re.Pattern[str] | None) -> bool:
    """Say whether a line is of a kind that a monitor overlooks."""
    return pattern is not None and pattern.search(line.message or '') is not None


def words(line: SevereLine, *, with_frame: bool = False) -> str:
    """Say what a line says: without the stack frame that ends it, with the name of the library that logged it; a stop to endless ones."""
    message = line.message or ''
    framed = FRAME.fullmatch(message) if with_frame else None
    made_by = next((said for prefix, said in MADE_BY if (line.logger or '').startswith(prefix)), '')
    return _short(made_by + (framed[1] if framed else message))


def _short(message: str) -> str:
    return message if len(message) <= MOST_CHARACTERS else message[:MOST_CHARACTERS] + ' …'


def _time(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).replace(microsecond=0).isoformat(' ')


def _more(kind: _Kind, zone: tzinfo) -> str:
    return f' (and {kind.count - 1} more like it, the last at {_time(kind.last, zone)})' if kind.count > 1 else ''


@dataclass(frozen=True)
class Counted:
    """The lines a monitor has counted since `reads_on_from`, instant (ms) and id, newest first; all before are done with."""

    reads_on_from: datetime
    lines: tuple[tuple[int, str], ...] = ()


def remember(new: Iterable[tuple[int, str]], before: Counted | None, since: datetime, most: int) -> Counted:
    """Remember what was counted since an instant; of a storm only the newest, and then older lines are done with, late ones too."""
    first = isotime.milliseconds(since)
    known = before.lines if before else ()
    lines = sorted({line for line in (*new, *known) if line[0] >= first}, reverse=True)
    if len(lines) <= most:
        return Counted(since, tuple(lines))
    return Counted(isotime.from_milliseconds(lines[most - 1][0] + 1), tuple(lines[:most]))
