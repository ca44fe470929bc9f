"""Ranges that are read in windows: everything once, never too much at a time, and nothing on the way over what is empty."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service_center.lib.windows import Source, following, walk


class Shelf:
    """Numbers that can be asked for by range; notes how many each question gave."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers
        self.given: list[int] = []
        self.source = Source(self.fetch, self.some)

    def fetch(self, low: int, high: int, limit: int) -> list[int]:
        found = [number for number in self.numbers if low <= number < high]
        found = found[:limit] if limit else found
        self.given.append(len(found))
        return found

    def some(self, low: int, high: int) -> int | None:
        return next((number for number in self.numbers if low <= number < high), None)


@given(st.lists(st.integers(0, 10_000)), st.integers(1, 20), st.integers(1, 3000))
def test_everything_in_the_range_is_given_once_in_windows_that_ascend(numbers: list[int], most: int, usual: int) -> None:
    windows = list(walk(Shelf(numbers).source, 100, 9_000, most=most, usual=usual))
    assert sorted(number for window in windows for number in window) == sorted(number for number in numbers if 100 <= number < 9_000)
    assert all(max(one) < min(other) for one, other in pairwise(windows))
    assert all(len(window) <= most or len(set(window)) == 1 for window in windows)


def test_what_fits_is_read_at_once() -> None:
    shelf = Shelf([5, 3, 8])
    assert list(walk(shelf.source, 0, 10**15, most=3, usual=10)) == [[5, 3, 8]]
    assert shelf.given == [3]


def test_an_empty_range_costs_a_question() -> None:
    shelf = Shelf([])
    assert list(walk(shelf.source, 0, 10**15, most=3, usual=10)) == []
    assert shelf.given == [0]


def test_a_long_silence_is_stepped_over() -> None:
    shelf = Shelf([*range(10), *range(10**12, 10**12 + 10)])
    windows = list(walk(shelf.source, 0, 10**15, most=10, usual=10))
    assert [len(window) for window in windows] == [10, 10]
    assert len(shelf.given) <= 5


def test_windows_grow_again_where_little_lies() -> None:
    shelf = Shelf([*([0] * 50), *range(1000, 2000, 100), *range(2000, 2200)])
    windows = list(walk(shelf.source, 0, 100_000, most=100, usual=100))
    assert max(len(window) for window in windows) <= 100
    assert len(shelf.given) < 20


def test_one_number_that_holds_more_than_a_window_is_given_whole() -> None:
    assert list(walk(Shelf([7] * 50).source, 0, 100, most=3, usual=10)) == [[7] * 50]


def test_the_following_number_is_found_or_the_upper_bound() -> None:
    shelf = Shelf([500, 700])
    assert [following(shelf.some, low, 10**6, 10) for low in (0, 500, 501, 701)] == [500, 500, 700, 10**6]
