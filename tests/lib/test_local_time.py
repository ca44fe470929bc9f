"""Local times in forms name exactly one instant, or are refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from service_center.lib.local_time import instant_of, local_text

BERLIN = ZoneInfo('Europe/Berlin')


def test_a_time_shown_twice_is_the_first() -> None:
    assert instant_of('2020-10-25T02:30:00', BERLIN) == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize('text', [
    '', 'x', '2020-03-29T02:30:00', '2020-01-01', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00+01:00', '0001-01-01T00:00:00',
])
def test_a_time_never_shown_a_date_alone_and_another_zone_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r'.'):
        instant_of(text, BERLIN)


@pytest.mark.parametrize('text', ['2020-03-29T03:00:00', '2020-07-01T00:00:00', '9999-12-31T23:59:59'])
def test_what_is_written_is_read_again(text: str) -> None:
    assert local_text(instant_of(text, BERLIN), BERLIN) == text
