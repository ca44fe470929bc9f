"""Instants as the interface writes them, and local text as people read it."""

from datetime import UTC, datetime


def text(instant: datetime) -> str:
    """Write an instant in UTC with `Z`; milliseconds, cut, only where there are microseconds (contract: api.md, Common).

    >>> text(datetime(2020, 1, 1, 15, tzinfo=UTC))
    '2020-01-01T15:00:00Z'
    >>> text(datetime(2020, 1, 1, 15, 0, 0, 123999, UTC))
    '2020-01-01T15:00:00.123Z'
    >>> text(datetime(2020, 1, 1, 15, 0, 0, 1, UTC))
    '2020-01-01T15:00:00.000Z'
    """
    utc = aware(instant).astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec='milliseconds' if utc.microsecond else 'seconds') + 'Z'


def aware(instant: datetime) -> datetime:
    """Read an instant without a zone as UTC (difference D11).

    >>> aware(datetime(2020, 1, 1)).isoformat()
    '2020-01-01T00:00:00+00:00'
    """
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
