"""Periods by which lists are filtered follow the calendar of a zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from service_center.domain.calendar_filters import period_of
from service_center.domain.periods import Period

BERLIN = ZoneInfo('Europe/Berlin')
NOW = datetime(2020, 12, 31, 23, 30, tzinfo=ZoneInfo('UTC'))  # in Berlin it is 2021 already


@pytest.mark.parametrize(('choice', 'start', 'end'), [
    ('today', (2021, 1, 1), (2021, 1, 2)),
    ('past_7_days', (2020, 12, 25), (2021, 1, 2)),
    ('this_month', (2021, 1, 1), (2021, 2, 1)),
    ('this_year', (2021, 1, 1), (2022, 1, 1)),
])
def test_periods_of_the_calendar(choice: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert period_of(choice, NOW, BERLIN) == Period(datetime(*start, tzinfo=BERLIN), datetime(*end, tzinfo=BERLIN))


def test_a_december_ends_with_the_year() -> None:
    december = period_of('this_month', datetime(2020, 12, 5, tzinfo=BERLIN), BERLIN)
    assert december.end == datetime(2021, 1, 1, tzinfo=BERLIN)


def test_others_have_no_bounds() -> None:
    assert period_of('no_date', NOW, BERLIN) == Period(None, None)
