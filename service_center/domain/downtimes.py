"""When a unit counts as down: a state machine over its unit data in the order of time. What it finds is stored elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeGuard

UP = 'autonomous'
BACK = timedelta(hours=1)  # time that goes back by more than this begins anew (J12)


@dataclass(frozen=True)
class Reading:
    """What one document says of a unit; `dataset_id` (ms, clock of apis-ccc) is None where it has none, `written` orders equal times."""

    time: datetime
    is_up: bool
    dataset_id: int | None = None
    written: str = ''


@dataclass(frozen=True)
class Downtime:
    """A downtime, open while `recovery` is None; `is_new` until it has been stored."""

    key: Any
    down: datetime | None
    recovery: datetime | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Progress:
    """How far one has come with a unit.

    `active` is the downtime that the next sign of life ends; `spare` another open one, which the next outage fills in.
    `dataset_id` is the highest that was examined, `stream_start` the first one of the present stream, both None where nothing has one.
    What is not later than `ignored_to` was examined by an earlier run.
    """

    last_time: datetime | None = None
    ignored_to: datetime | None = None
    active: Downtime | None = None
    spare: Downtime | None = None
    dataset_id: int | None = None
    stream_start: int | None = None


@dataclass(frozen=True)
class Step:
    """What a batch comes to: the progress, the downtimes that are new or changed, and how many readings counted."""

    progress: Progress
    changed: list[Downtime]
    examined: int


@dataclass
class _Stream:
    start: int | None
    readings: list[Reading] = field(default_factory=list)


def read(document: Mapping[str, Any]) -> Reading | None:
    """Read a document of unit data; None if its `time` is no date (J3)."""
    time, dataset_id = document.get('time'), document.get('datasetId')
    if not isinstance(time, datetime):
        return None
    return Reading(time, _mode(document) == UP, int(dataset_id) if is_number(dataset_id) else None, str(document.get('_id')))


def is_number(dataset_id: object) -> TypeGuard[int | float]:
    """Say whether this is a `datasetId` at all."""
    return isinstance(dataset_id, int | float) and not isinstance(dataset_id, bool)


def advance(progress: Progress, readings: Sequence[Reading], tolerance: timedelta, new_key: Callable[[], Any]) -> Step:
    """Go on with a batch of readings of one unit, in whatever order they were found (contract: Downtime cases; J1, J12).

    Down is what is not `autonomous`, from its own time; data loss is a gap longer than the tolerance, from the earlier time; the first
    later reading that is up ends both.
    """
    ids = [reading.dataset_id for reading in readings if reading.dataset_id is not None]
    changed: list[Downtime] = []
    examined = 0
    # what was opened in a batch before is stored by now
    state = replace(progress, active=replace(progress.active, is_new=False)) if progress.active else progress
    for stream in _streams(progress, readings):
        if stream.start != state.stream_start:
            state = replace(state, stream_start=stream.start, last_time=None, ignored_to=None)
        for reading in sorted(stream.readings, key=lambda reading: (reading.time, reading.written)):
            if _counts(state, reading):
                state = _step(state, reading, tolerance, new_key, changed)
                examined += 1
    highest = max([*ids, *([] if progress.dataset_id is None else [progress.dataset_id])], default=None)
    return Step(replace(state, dataset_id=highest), changed, examined)


def _streams(progress: Progress, readings: Sequence[Reading]) -> list[_Stream]:
    """Part the readings where time began anew; what is of an earlier stream than the present one has had its time."""
    streams = [_Stream(progress.stream_start, [reading for reading in readings if reading.dataset_id is None])]
    newest, highest = progress.last_time, progress.dataset_id
    for reading in sorted(readings, key=lambda reading: (reading.dataset_id or 0, reading.written)):
        number = reading.dataset_id
        if number is None or (progress.stream_start is not None and number < progress.stream_start):
            continue
        is_later = highest is None or number > highest
        if is_later and newest is not None and newest - reading.time > BACK:
            streams.append(_Stream(number))
            newest = None
        streams[-1].readings.append(reading)
        newest = reading.time if newest is None else max(newest, reading.time)
        highest = number if highest is None else max(highest, number)
    return streams


def _counts(state: Progress, reading: Reading) -> bool:
    is_known = state.ignored_to is not None and reading.time <= state.ignored_to
    is_late = state.last_time is not None and reading.time < state.last_time
    return not is_known and not is_late


def _step(state: Progress, reading: Reading, tolerance: timedelta, new_key: Callable[[], Any], changed: list[Downtime]) -> Progress:
    is_lost = state.last_time is not None and reading.time - state.last_time > tolerance
    active, spare = state.active, state.spare
    if active is None and (is_lost or not reading.is_up):
        down = state.last_time if is_lost else reading.time
        active, spare = replace(spare, down=down) if spare else Downtime(new_key(), down, is_new=True), None
        changed.append(active)
    if active is not None and reading.is_up:
        if changed and changed[-1] is active:
            changed.pop()
        changed.append(replace(active, recovery=reading.time))
        active = None
    return replace(state, last_time=reading.time, active=active, spare=spare)


def _mode(document: Mapping[str, Any]) -> object:
    found: object = document
    for name in ('apis', 'operation_mode', 'effective'):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
