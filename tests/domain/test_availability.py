"""How long a unit was up, down, and without data: seconds that add up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_center.domain import availability
from service_center.domain.availability import DOWN, NO_DATA, UP, Known

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WHOLE = Known(NOON - DAY, NOON + DAY)


def seconds(known: Known = WHOLE, *downtimes: tuple[datetime, datetime | None]) -> tuple[float, float, float]:
    """Reckon the day from noon on, in hours: up, down, without data."""
    found = availability.seconds_of(availability.stretches(NOON, NOON + DAY, known, downtimes))
    return found[UP] / 3600, found[DOWN] / 3600, found[NO_DATA] / 3600


def test_a_unit_with_data_and_without_downtimes_was_up() -> None:
    assert seconds() == (24, 0, 0)


def test_a_unit_without_data_is_no_data_never_up() -> None:
    assert seconds(Known(None, None)) == (0, 0, 24)
    assert availability.rate({UP: 0, DOWN: 0, NO_DATA: 24}) is None


def test_before_the_first_and_after_the_last_data_nothing_is_known() -> None:
    assert seconds(Known(NOON + 2 * HOUR, NOON + 20 * HOUR)) == (18, 0, 6)


def test_data_of_another_time_is_none_of_this_one() -> None:
    assert seconds(Known(NOON - 2 * DAY, NOON - DAY)) == seconds(Known(NOON + 2 * DAY, NOON + 3 * DAY)) == (0, 0, 24)


def test_data_that_ends_before_it_begins_is_none() -> None:
    assert seconds(Known(NOON + 5 * HOUR, NOON + HOUR)) == (0, 0, 24)


def test_a_downtime_counts_as_far_as_it_lies_in_the_period() -> None:
    assert seconds(WHOLE, (NOON - HOUR, NOON + HOUR), (NOON + 23 * HOUR, NOON + 30 * HOUR)) == (22, 2, 0)
    assert seconds(WHOLE, (NOON - 2 * HOUR, NOON - HOUR), (NOON + DAY, NOON + 2 * DAY)) == (24, 0, 0)


def test_an_outage_going_on_counts_until_now_even_while_nothing_is_heard() -> None:
    assert seconds(Known(NOON - DAY, NOON + 6 * HOUR), (NOON + 6 * HOUR, None)) == (6, 18, 0)


def test_downtimes_that_overlap_count_once() -> None:
    assert seconds(WHOLE, (NOON + HOUR, NOON + 3 * HOUR), (NOON + 2 * HOUR, NOON + 4 * HOUR), (NOON + HOUR, NOON + 2 * HOUR)) == (21, 3, 0)


def test_the_rate_is_of_the_time_that_something_is_known_of() -> None:
    assert availability.rate({UP: 9.0, DOWN: 1.0, NO_DATA: 100.0}) == 0.9


MOMENTS = st.integers(-50, 150).map(lambda hours: NOON + hours * HOUR)


@given(st.lists(st.tuples(MOMENTS, st.none() | MOMENTS)), st.none() | MOMENTS, st.none() | MOMENTS, st.integers(1, 100))
def test_seconds_always_add_up_and_stretches_follow_one_another(
    downtimes: list[tuple[datetime, datetime | None]], first: datetime | None, last: datetime | None, hours: int,
) -> None:
    end = NOON + hours * HOUR
    found = availability.stretches(NOON, end, Known(first, last), downtimes)
    assert sum(availability.seconds_of(found).values()) == hours * 3600
    assert [stretch.start for stretch in found] == [NOON, *(stretch.end for stretch in found[:-1])]
    assert found[-1].end == end
    assert all(stretch.start < stretch.end for stretch in found)


def test_downtimes_that_touch_are_one_stretch() -> None:
    found = availability.stretches(NOON, NOON + DAY, WHOLE, [(NOON + HOUR, NOON + 2 * HOUR), (NOON + 2 * HOUR, NOON + 3 * HOUR)])
    assert [(stretch.state, stretch.seconds / 3600) for stretch in found] == [(UP, 1), (DOWN, 2), (UP, 21)]


# ---- what is known, and until when


@pytest.mark.parametrize(('age', 'last'), [(0, 0), (10, 0), (11, 11), (-1, -1)])
def test_what_was_looked_at_within_ten_minutes_goes_on_until_now(age: int, last: int) -> None:
    looked_at = NOON - timedelta(minutes=age)
    assert availability.widened(Known(NOON - DAY, looked_at), [], NOON).last == NOON - timedelta(minutes=last)


def test_a_downtime_proves_that_there_was_data_before_it() -> None:
    downtimes: list[tuple[datetime, datetime | None]] = [(NOON - DAY, NOON - HOUR), (NOON - 2 * HOUR, None)]
    assert availability.widened(Known(NOON, NOON), downtimes, NOON).first == NOON - DAY
    assert availability.widened(Known(None, NOON), [], NOON).first is None
    assert availability.widened(Known(None, None), downtimes, NOON) == Known(None, None)


def test_an_emulators_time_is_that_of_its_newest_data() -> None:
    emulated, real = NOON - 300 * DAY, int(NOON.timestamp() * 1000)
    assert availability.data_now(NOON, emulated, real) == emulated
    assert availability.data_now(NOON, NOON - 2 * DAY, real - 2 * 86_400_000) == NOON
    for time, number in ((None, None), (None, real), (emulated, None)):
        assert availability.data_now(NOON, time, number) == NOON


def test_clocks_that_differ_by_an_hour_or_more_are_an_emulators() -> None:
    real = int(NOON.timestamp() * 1000)
    assert availability.data_now(NOON, NOON - HOUR, real) == NOON - HOUR
    assert availability.data_now(NOON, NOON - timedelta(seconds=3599), real) == NOON
