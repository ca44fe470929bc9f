"""Recorded documents played again: when they were written, and how far their clocks are moved. Reads and writes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One recorded write: when (s since the epoch), into which collection, and what."""

    at: float
    label: str
    document: Document


def moved(step: Step, seconds: int) -> Step:
    """Move the real clocks of a write by some seconds; emulated ones stay, and so does the recorded document."""
    return replace(step, at=step.at + seconds, document={name: _moved(name, value, seconds) for name, value in step.document.items()})


def seconds_until(first: Step, now: datetime) -> int:
    """Say how far a recording is moved so that its first write is made now (s): whole seconds, so that its clocks keep their distances."""
    return int(now.timestamp()) - int(first.at)


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


def is_older(document: Mapping[str, Any], instant: datetime) -> bool:
    """Say whether a log line was written before an instant; one without a date never is."""
    written = document.get('datetime')
    return isinstance(written, datetime) and written < instant


def _moved(name: str, value: Any, seconds: int) -> Any:
    match name:
        case '_id':
            return _moved_id(value, seconds)
        case 'datasetId':
            return _plus(value, seconds * 1000)
        case 'reportTime':
            return _plus(value, seconds)
        case 'datetime' if isinstance(value, datetime):
            return value + timedelta(seconds=seconds)
    return value


def _moved_id(value: Any, seconds: int) -> Any:
    digits = str(value)
    return type(value)(f'{second_of(digits) + seconds:08x}{digits[8:]}')


def _plus(value: Any, amount: int) -> Any:
    # the type is kept: a 64 bit number of the database must not become one of 32 bits
    return type(value)(value + amount) if isinstance(value, int | float) and not isinstance(value, bool) else value
