"""Lines of the level SEVERE in words: what a failure's description says of few, and of a storm."""

import heapq
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from service_center.lib import isotime

HEADING = 'There seems to be a problem.'
MADE_BY = (('com.hazelcast.', 'Clustering Manager failure ; '), ('io.vertx.', 'Vert.x failure ; '))
# what differs between lines that say the same: UUIDs, hexadecimal words, numbers (observed: apisLog, 4.5).
# Lines are long: it never goes back far
MASKED = re.compile(
    r'\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<=@)[0-9a-f]++\b|\b(?:0x)?+(?=[a-f]*+[0-9])[0-9a-f]++\b|[0-9]++', re.IGNORECASE,
)
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
    """Lines of one thing: few are kept each by itself, a storm by kind, so that it takes no more memory than its kinds."""

    def __init__(self, *, with_frames: bool = False) -> None:
        self._with_frames = with_frames
        self._few: list[SevereLine] = []
        self._kinds: dict[str, _Kind] = {}
        self._others = 0
        self._is_storm = False

    def add(self, line: SevereLine) -> None:
        """Take in a line."""
        self._is_storm = self._is_storm or len(self._few) == MOST_KINDS
        if not self._is_storm:
            self._few.append(line)
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
        """Describe the lines in order of time (contract: cases of the severe monitors); of a storm one a kind, with how many like it."""
        told_of = self._kinds.values() if self._is_storm else [_Kind(line, line.at) for line in self._few]
        kinds = sorted(told_of, key=lambda kind: kind.first.at)
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
    made_by = next((said for prefix, said in MADE_BY if (line.logger or '').startswith(prefix)), '')
    return _short(made_by + (_without_frame(message) if with_frame else message))


def _without_frame(message: str) -> str:
    """Leave out the one Java frame that apis-main appends to a message of one line (ecosystem 4.5)."""
    before, found, _ = message.rpartition(' [')
    return before if found and message.endswith(']') and '\n' not in message else message


def _short(message: str) -> str:
    return message if len(message) <= MOST_CHARACTERS else message[:MOST_CHARACTERS] + ' …'


def _time(at: datetime, zone: tzinfo) -> str:
    try:
        local = at.astimezone(zone)
    except OverflowError:  # the last day that there is, which a program with a mad clock may write
        local = at.astimezone(UTC)
    return local.replace(microsecond=0).isoformat(' ')


def _more(kind: _Kind, zone: tzinfo) -> str:
    return f' (and {kind.count - 1} more like it, the last at {_time(kind.last, zone)})' if kind.count > 1 else ''


@dataclass(frozen=True)
class Counted:
    """The lines a monitor has counted since `reads_on_from`, instant (ms) and id, newest first; all before are done with."""

    reads_on_from: datetime
    lines: tuple[tuple[int, str], ...] = ()


def reading_on(counted: Counted | None, since: datetime, now: datetime) -> Counted:
    """Say from where a round reads on: in the first from `since`, and so after the clock was set back, but no line twice."""
    if counted is None:
        return Counted(since)
    return counted if counted.reads_on_from <= now else Counted(since, counted.lines)


class Counting:
    """Counts each line once, over all rounds. It remembers the newest lines, so many at most: of a storm those before are done with."""

    def __init__(self, before: Counted, most: int) -> None:
        self._most = most
        self._known = {line_id for _, line_id in before.lines}
        self._newest = sorted(before.lines)  # a heap, the oldest on top
        self._done_before = isotime.milliseconds(before.reads_on_from)

    def is_new(self, line: SevereLine) -> bool:
        """Count a line, and say whether it is new."""
        if line.id in self._known:
            return False
        heapq.heappush(self._newest, (isotime.milliseconds(line.at), line.id))
        if len(self._newest) > self._most:
            self._done_before = max(self._done_before, heapq.heappop(self._newest)[0] + 1)
        return True

    def counted(self, since: datetime, now: datetime) -> Counted:
        """Say what was counted since an instant, or since all before was done with; what is to come is never done with."""
        first = max(isotime.milliseconds(since), min(self._done_before, isotime.milliseconds(now)))
        return Counted(isotime.from_milliseconds(first), tuple(sorted((line for line in self._newest if line[0] >= first), reverse=True)))
