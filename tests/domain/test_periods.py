"""A span of time that was asked for."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from service_center.domain.periods import Period

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ('period', 'is_backwards'),
    [
        (Period(), False),
        (Period(NOON, None), False),
        (Period(None, NOON), False),
        (Period(NOON, NOON + MOMENT), False),
        (Period(NOON, NOON), True),
        (Period(NOON, NOON - MOMENT), True),
        (Period(NOON, NOON.astimezone(timezone(timedelta(hours=9)))), True),
    ],
    ids=['open', 'open end', 'open start', 'shortest', 'nothing', 'backwards', 'nothing, told in two zones'],
)
def test_a_period_ends_after_it_starts(period: Period, is_backwards: bool) -> None:
    assert period.is_backwards is is_backwards
