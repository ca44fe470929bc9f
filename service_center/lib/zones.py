"""Time zones as parameters and settings name them."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFFSET = re.compile(r'([+-])([0-9]{2})(?::?([0-9]{2}))?')
NAME = re.compile(r'[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*')
FURTHEST = timedelta(hours=14)
# what lies beside the zones on some machines: none of them is an IANA name
NO_ZONES = re.compile(r'localtime|posixrules|Factory|(posix|right)/.*')


def zone(text: str) -> tzinfo:
    """Read `Z`, `±HH:MM`, `±HHMM`, `±HH` within ±14:00, or an IANA name; a `+` may have arrived as a blank (D17).

    Raises ValueError.

    >>> zone(' 09:00').utcoffset(None)
    datetime.timedelta(seconds=32400)
    >>> zone('Asia/Tokyo')
    zoneinfo.ZoneInfo(key='Asia/Tokyo')
    """
    if text == 'Z':
        return UTC
    offset = OFFSET.fullmatch('+' + text[1:] if text.startswith(' ') else text)
    return _fixed(*offset.groups()) if offset else named_zone(text)


def named_zone(name: str) -> ZoneInfo:
    """Find an IANA time zone by its name; raises ValueError."""
    if not NAME.fullmatch(name) or NO_ZONES.fullmatch(name):
        raise ValueError('no time zone')
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError('no time zone') from error


def _fixed(sign: str, hours: str, minutes: str | None) -> timezone:
    if int(minutes or 0) > 59:
        raise ValueError('no time zone')
    distance = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if distance > FURTHEST:
        raise ValueError('no time zone')
    return timezone(-distance if sign == '-' else distance)
