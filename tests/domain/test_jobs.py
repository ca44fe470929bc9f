"""When a periodic job is late."""

from datetime import UTC, datetime, timedelta

import pytest

from service_center.domain.jobs import is_late

NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(('interval_sec', 'ago_sec', 'late'), [
    (60, 0, False), (60, 240, False), (60, 241, True), (10, 90, False), (10, 91, True), (3600, 3 * 3600 + 60, False),
    (3600, 3 * 3600 + 61, True), (60, -3600, False), (0.5, 62, True),
])
def test_a_job_is_late_after_three_turns_and_a_minute(interval_sec: float, ago_sec: int, late: bool) -> None:
    assert is_late(NOW - timedelta(seconds=ago_sec), interval_sec, NOW) is late


def test_where_nothing_ever_ran_nothing_is_late() -> None:
    assert not is_late(None, 60, NOW)
