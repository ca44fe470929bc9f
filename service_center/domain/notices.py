"""What a notice about a failure says, to whom it goes, and when it is tried again."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

DETECTED, CLOSED = 'detected', 'closed'
# enough to tell an address from what is none; whether it exists only its server knows. What stands before the @ is ASCII, for few
# servers take more; the name of a server may be of any script
ADDRESS = re.compile(r"""[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[^@\s,:;<>()\[\]\\"\x00-\x1f\x7f]+""")
LONGEST_ADDRESS = 254
PARKED_AFTER = timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
LONGEST_SUBJECT = 400


@dataclass(frozen=True)
class FailureFacts:
    """What a notice tells of a failure."""

    type: str
    community_id: str | None
    cluster_id: str | None
    program_id: str | None
    unit_id: str | None
    detected: datetime
    closed: datetime | None
    description: str | None


def subject(failure: FailureFacts) -> str:
    """Name what happened and where (contract: J10)."""
    what = CLOSED if failure.closed else DETECTED
    place = ' > '.join(filter(None, (failure.community_id, failure.cluster_id, failure.program_id, failure.unit_id)))
    said = f'[{failure.type}] failure {what} : {place}'
    return ''.join(letter if letter.isprintable() else ' ' for letter in said)[:LONGEST_SUBJECT]


def facts(failure: FailureFacts, zone: tzinfo) -> list[tuple[str, str]]:
    """List the facts as label and value, times in a zone, to the second, with offset; what is unknown is left out."""
    named = [
        ('type', failure.type), ('communityId', failure.community_id), ('clusterId', failure.cluster_id),
        ('programId', failure.program_id), ('unitId', failure.unit_id),
        ('detected', _time(failure.detected, zone)), ('closed', _time(failure.closed, zone)),
    ]
    return [(label, value) for label, value in named if value]


def recipients(setting: str | None, default: str) -> tuple[list[str], list[str]]:
    """Read the addresses of a community's setting, or the default where it has none that is one; gives those, and what is no address."""
    good, bad = _addresses(setting or '')
    return (good or _addresses(default)[0]), bad


def is_address(text: str) -> bool:
    """Say whether mail can be sent to what is written."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None and _has_name_of_server(text)


def pause_before(attempt: int) -> timedelta:
    """Say how long to wait before another attempt, after so many: growing, up to an hour."""
    return min(FIRST_PAUSE * (1 << min(attempt - 1, 16)), LONGEST_PAUSE)


def is_to_be_parked(tried_since: datetime, now: datetime) -> bool:
    """Say whether one has tried for long enough: a day."""
    return now - tried_since >= PARKED_AFTER


def _addresses(text: str) -> tuple[list[str], list[str]]:
    parts = [part.strip() for part in text.split(',') if part.strip()]
    good = [part for part in parts if is_address(part)]
    return list(dict.fromkeys(good)), [part for part in parts if part not in good]


def _has_name_of_server(address: str) -> bool:
    try:
        return bool(address.rpartition('@')[2].encode('idna'))
    except UnicodeError:
        return False


def _time(instant: datetime | None, zone: tzinfo) -> str:
    return instant.astimezone(zone).replace(microsecond=0).isoformat() if instant else ''
