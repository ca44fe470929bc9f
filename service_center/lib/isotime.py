"""Instants as the interface writes them, and local text as people read it."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)


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


def milliseconds(instant: datetime) -> int:
    """Count the milliseconds since 1970, cut.

    >>> milliseconds(datetime(1970, 1, 1, 0, 0, 1, 999, UTC))
    1000
    """
    return (aware(instant) - EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(count: int) -> datetime:
    """Name the instant so many milliseconds after 1970.

    >>> from_milliseconds(1000).isoformat()
    '1970-01-01T00:00:01+00:00'
    """
    return EPOCH + timedelta(milliseconds=count)
