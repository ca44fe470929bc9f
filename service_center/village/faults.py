"""Faults that a running village can be given, and the mailbox through which they reach it: a file of JSON lines.

Its first line names the units, for whoever asks.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from service_center.domain.errors import BadRequest

UNIT_STOPPED, CCC_STOPPED, LOG_STOPPED, SEVERE_BURST = 'unit-stopped', 'ccc-stopped', 'log-stopped', 'severe'
BLOCKED_THREAD, SOFT_STOP, EMULATOR_RESTARTED, WELL = 'blocked-thread', 'soft-stop', 'emulator-restarted', 'well'
FAULTS = {
    UNIT_STOPPED: 'apis-main of a unit ends (E001 if none is named), until all is well',
    CCC_STOPPED: 'apis-ccc ends: no unit data, no deals, until all is well',
    LOG_STOPPED: 'apis-log ends: no lines, until all is well',
    SEVERE_BURST: 'a burst of 20 SEVERE lines of a unit (E001 if none is named), or of apis-ccc or apis-log',
    BLOCKED_THREAD: 'a thread of a unit (E001 if none is named) is blocked for a minute',
    SOFT_STOP: 'no new deals: of a unit, or of the whole cluster if none is named, until all is well',
    EMULATOR_RESTARTED: 'the emulator begins anew: the time of the units jumps back to 2020, until all is well',
    WELL: 'all is well again: for a unit, or for the whole village',
}
TOOLS = ('apis-ccc', 'apis-log')
MOST_BYTES = 65_536  # read at a time


@dataclass(frozen=True)
class Request:
    """A fault that somebody asked for, of a unit or of whatever it is usually about."""

    fault: str
    unit_id: str | None = None


def request(path: Path, fault: str, unit_id: str | None = None) -> None:
    """Ask the village that listens at a path for a fault; raises BadRequest if there is no such fault, village or unit."""
    if fault not in FAULTS:
        raise BadRequest(f'there is no fault {fault!r}, only {", ".join(FAULTS)}')
    line = json.dumps({'fault': fault, 'unit': unit_id}) + '\n'
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW)
    except OSError as error:
        raise BadRequest(f'no village is running here: {path} can\'t be opened, {error.strerror}') from error
    with os.fdopen(descriptor, 'ab+') as file:
        file.seek(0)
        units = _units(file.readline(MOST_BYTES))
        if unit_id and units and unit_id not in [*units, *(TOOLS if fault == SEVERE_BURST else [])]:
            raise BadRequest(f'there is no unit {unit_id!r} in the village, only {units[0]} … {units[-1]}')
        file.write(line.encode())


class Mailbox:
    """The reading side: made empty when a village begins, for its owner only, and removed at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def open(self, units: Iterable[str] = ()) -> None:
        """Begin to listen, for a village of these units; what a village before this one was asked for is forgotten."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'w', encoding='utf-8') as file:
            file.write(json.dumps({'units': list(units)}) + '\n')
        self._read = 0

    def take(self) -> list[Request]:
        """Take what came since the last time; a line that is not whole yet waits, one that says nothing is left out."""
        try:
            with self._path.open('rb') as file:
                file.seek(self._read)
                came = file.read(MOST_BYTES)
        except FileNotFoundError:
            return []
        whole = came[: came.rfind(b'\n') + 1] if len(came) < MOST_BYTES or b'\n' in came else came
        self._read += len(whole)
        return [found for line in whole.splitlines() if (found := _request(line))]

    def close(self) -> None:
        """Listen no more."""
        self._path.unlink(missing_ok=True)


def _units(line: bytes) -> list[str]:
    try:
        members = json.loads(line)
    except ValueError:
        return []
    units = members.get('units') if isinstance(members, dict) else None
    return units if isinstance(units, list) else []


def _request(line: bytes) -> Request | None:
    try:
        members = json.loads(line)
    except ValueError:
        return None
    if not isinstance(members, dict) or members.get('fault') not in FAULTS:
        return None
    unit_id = members.get('unit')
    return Request(members['fault'], unit_id if isinstance(unit_id, str) else None)
