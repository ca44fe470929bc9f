"""Instants as the interface writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from service_center.lib import isotime

TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ('instant', 'text'),
    [
        (datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC), '2020-01-02T03:04:05Z'),
        (datetime(2020, 1, 2, 3, 4, 5, 1000, UTC), '2020-01-02T03:04:05.001Z'),
        (datetime(2020, 1, 2, 3, 4, 5, 120000, UTC), '2020-01-02T03:04:05.120Z'),
        (datetime(2020, 1, 2, 3, 4, 5, 999999, UTC), '2020-01-02T03:04:05.999Z'),
        (datetime(2020, 1, 2, 3, 4, 5, 1, UTC), '2020-01-02T03:04:05.000Z'),
        (datetime(2020, 1, 2, 12, 4, 5, tzinfo=TOKYO), '2020-01-02T03:04:05Z'),
        (datetime(2020, 1, 1, 0, 0, tzinfo=TOKYO), '2019-12-31T15:00:00Z'),
        (datetime(2020, 1, 2, 3, 4, 5), '2020-01-02T03:04:05Z'),
        (datetime(1, 1, 1, tzinfo=UTC), '0001-01-01T00:00:00Z'),
    ],
    ids=['whole second', 'a thousandth', 'zeros stay', 'cut, not rounded', 'cut to nothing', 'of a zone', 'of a zone over a day',
        'naive', 'year one'],
)
def test_an_instant_is_written_in_utc_with_three_fraction_digits_or_none(instant: datetime, text: str) -> None:
    assert isotime.text(instant) == text


def test_an_instant_without_a_zone_is_utc() -> None:
    assert isotime.aware(datetime(2020, 1, 2)) == datetime(2020, 1, 2, tzinfo=UTC)


def test_an_instant_with_a_zone_keeps_it() -> None:
    assert isotime.aware(datetime(2020, 1, 2, tzinfo=TOKYO)).tzinfo is TOKYO
