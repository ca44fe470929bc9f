"""Time zones as parameters name them (D17)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service_center.lib import zones


@pytest.mark.parametrize(
    ('text', 'offset'),
    [
        ('Z', timedelta()),
        ('+09:00', timedelta(hours=9)),
        (' 09:00', timedelta(hours=9)),
        ('+0900', timedelta(hours=9)),
        ('+09', timedelta(hours=9)),
        ('-03:30', -timedelta(hours=3, minutes=30)),
        ('-0330', -timedelta(hours=3, minutes=30)),
        ('+00:00', timedelta()),
        ('-00:00', timedelta()),
        ('+14:00', timedelta(hours=14)),
        ('-14:00', -timedelta(hours=14)),
        ('+05:59', timedelta(hours=5, minutes=59)),
    ],
)
def test_a_zone_may_be_an_offset(text: str, offset: timedelta) -> None:
    assert zones.zone(text).utcoffset(None) == offset


@pytest.mark.parametrize('name', ['Asia/Tokyo', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9', 'America/Port-au-Prince'])
def test_a_zone_may_be_an_iana_name(name: str) -> None:
    assert zones.zone(name) == ZoneInfo(name)


def test_a_named_zone_knows_summer_time() -> None:
    berlin = zones.zone('Europe/Berlin')
    assert datetime(2020, 1, 1, 12, tzinfo=UTC).astimezone(berlin).hour == 13
    assert datetime(2020, 7, 1, 12, tzinfo=UTC).astimezone(berlin).hour == 14


@pytest.mark.parametrize(
    'text',
    [
        '', ' ', 'z', 'garbageZ', '+9', '+9:0', '+9:00', '09:00', '+09:60', '+09:99', '+14:01', '-14:01', '+15', '+99:99',
        '-05:-30', '+09:00 ', '+0 9:00',
        '＋09:00', '+０９:００', '+09:00\n', '2020-01-01T00:00:00+09:00', 'Asia/Nowhere', 'asia/tokyo/', '/etc/passwd',
        '../../etc/passwd', 'Asia/../Asia/Tokyo',
        'Asia', 'posix/Asia/Tokyo', 'right/Asia/Tokyo',
        'localtime', 'posixrules', 'Factory', 'Asia/Tokyo\0', 'tzdata.zi', 'x' * 100_000, '\ud800',
    ],
)
def test_anything_else_is_no_zone(text: str) -> None:
    with pytest.raises(ValueError, match=r'^no time zone$'):
        zones.zone(text)
