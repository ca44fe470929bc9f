"""Recorded documents played again: in which order, how far their clocks are moved, and under which new ids. Reads and writes nothing."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

Document = dict[str, Any]

REPORT_SEC = 30  # apis-ccc reports every 30 s (ecosystem 1.1)
UUIDS = re.compile(r'\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b')
IDS_OF_ROUNDS = uuid.uuid5(uuid.NAMESPACE_OID, 'deals of replayed rounds')


@dataclass(frozen=True)
class Step:
    """One recorded write: when (s since the epoch), into which collection, and what."""

    at: float
    label: str
    document: Document


@dataclass(frozen=True)
class Length:
    """Where a recording begins (s since the epoch), and after how long it may begin again: really (s) and in emulated time."""

    first_sec: int
    real_sec: int
    emulated: timedelta


@dataclass(frozen=True)
class Move:
    """How far real (s) and emulated clocks are moved; with a mark, deals get other ids, the same ones wherever they stand."""

    real_sec: int
    emulated: timedelta = timedelta()
    mark: str = ''

    def applied(self, step: Step) -> Step:
        """Move a step; the recorded document stays as it was."""
        document = {name: self._moved(name, value) for name, value in step.document.items()}
        return replace(step, at=step.at + self.real_sec, document=document)

    def _moved(self, name: str, value: Any) -> Any:
        match name:
            case '_id':
                return _moved_id(value, self.real_sec)
            case 'datasetId':
                return _plus(value, self.real_sec * 1000)
            case 'reportTime':
                return _plus(value, self.real_sec)
            case 'datetime':
                return _later(value, timedelta(seconds=self.real_sec))
            case 'time':
                return _later(value, self.emulated)
        return self._moved_within(name, value)

    def _moved_within(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {inner: self._moved_within(inner, part) for inner, part in value.items()}
        if isinstance(value, list):
            return [self._moved_within(name, part) for part in value]
        if isinstance(value, str) and self.mark:
            return UUIDS.sub(lambda found: str(uuid.uuid5(IDS_OF_ROUNDS, f'{found[0]} {self.mark}')), value)
        return _later(value, self.emulated) if name == 'dateTime' or name.endswith('DateTime') else value


def second_of(document_id: object) -> int:
    """Tell from an `_id` in which second (since the epoch) a document was inserted; raises ValueError if it can't be told."""
    digits = str(document_id)
    if not re.fullmatch('[0-9a-fA-F]{24}', digits):
        raise ValueError('_id is not 24 hex digits')
    return int(digits[:8], 16)


def second_of_write(written: object) -> float:
    """Read the instant of a recorded write, ISO 8601, as seconds since the epoch; raises ValueError if it is none."""
    if not isinstance(written, str):
        raise ValueError('at is not a date')
    instant = datetime.fromisoformat(written)
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def move_to(first: Step, now: datetime) -> Move:
    """Move a recording so that its first write is made now; whole seconds, so that its clocks keep their distances to the millisecond."""
    return Move(int(now.timestamp()) - int(first.at))


def move_to_round(length: Length, number: int, first_sec: int) -> Move:
    """Move a recording to one of many rounds, the first (0) of which begins at `first_sec` (s since the epoch)."""
    real_sec = first_sec + number * length.real_sec - length.first_sec
    return Move(real_sec, number * length.emulated, mark=str(real_sec))


def length_of(steps: Iterable[Step]) -> Length:
    """Measure a recording: a round ends when the next unit data would have come; raises ValueError if there are no steps."""
    instants: list[float] = []
    reports: dict[Any, int] = {}
    times: list[datetime] = []
    for step in steps:
        instants.append(step.at)
        if 'datasetId' in step.document:
            reports.setdefault(step.document['datasetId'], int(step.at))
        if isinstance(step.document.get('time'), datetime):
            times.append(step.document['time'])
    if not instants:
        raise ValueError('there are no steps')
    real_sec = _real_length(instants, sorted(reports.values()))
    return Length(int(min(instants)), real_sec, _emulated_length(times, len(reports)))


def _real_length(instants: list[float], reports: list[int]) -> int:
    several = len(reports) > 1
    with_gap = round((reports[-1] - reports[0]) * len(reports) / (len(reports) - 1)) if several else REPORT_SEC
    return max(with_gap, int(max(instants)) - int(min(instants)) + 1)


def _emulated_length(times: list[datetime], reports: int) -> timedelta:
    span = max(times) - min(times) if times else timedelta()
    with_gap = span * reports / (reports - 1) if reports > 1 else span
    return max(timedelta(seconds=round(with_gap.total_seconds())), span + timedelta(seconds=1))


def _moved_id(value: Any, seconds: int) -> Any:
    digits = str(value)
    return type(value)(f'{second_of(digits) + seconds:08x}{digits[8:]}')


def _plus(value: Any, amount: int) -> Any:
    # the type is kept: a 64 bit number of the database must not become one of 32 bits
    return type(value)(value + amount) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _later(value: Any, amount: timedelta) -> Any:
    return value + amount if isinstance(value, datetime) else value


def is_older(document: Mapping[str, Any], instant: datetime) -> bool:
    """Say whether a log line was written before an instant; one without a date never is."""
    written = document.get('datetime')
    return isinstance(written, datetime) and written < instant
