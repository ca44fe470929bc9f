"""Local date and time as forms write them, and the instants they name. Zones by name are in zones."""

from datetime import UTC, datetime, tzinfo


def instant_of(text: str, zone: tzinfo) -> datetime:
    """Read a local date and time; of an hour that the clock shows twice the first counts. Raises ValueError, also for one it never shows.

    >>> from zoneinfo import ZoneInfo
    >>> instant_of('2020-11-24T16:06:04', ZoneInfo('Asia/Tokyo')).isoformat()
    '2020-11-24T07:06:04+00:00'
    """
    local = datetime.fromisoformat(text)
    if local.tzinfo is not None or 'T' not in text.replace(' ', 'T'):
        raise ValueError('no local date and time')
    try:
        instant = local.replace(tzinfo=zone).astimezone(UTC)
        is_shown = instant.astimezone(zone).replace(tzinfo=None) == local
    except OverflowError as error:
        raise ValueError('beyond the calendar') from error
    if not is_shown:
        raise ValueError('the clock never shows this time')
    return instant


def local_text(instant: datetime, zone: tzinfo) -> str:
    """Write an instant as a form shows it: local, to the second.

    >>> local_text(datetime(2020, 1, 1, tzinfo=UTC), UTC)
    '2020-01-01T00:00:00'
    """
    return instant.astimezone(zone).replace(tzinfo=None).isoformat(timespec='seconds')
