"""The highest and lowest of many numbers, found by asking for ranges only, in few questions."""

import random

import pytest

from service_center.lib.extremes import highest, lowest

EDGES = [-(10**10), -(10**6), 0, 1000, 10**6, 10**10]


class Store:
    """Answers as a store may: with any number of the range; and counts what it was asked, and how much lay in the ranges."""

    def __init__(self, numbers: list[int], seed: int = 0) -> None:
        self.numbers, self.asked, self.touched, self.random = numbers, 0, 0, random.Random(seed)

    def some(self, low: int, high: int) -> int | None:
        found = [n for n in self.numbers if low <= n < high]
        self.asked += 1
        self.touched += len(found)
        return self.random.choice(found) if found else None


@pytest.mark.parametrize('numbers', [
    [5], [5, 5], [-3, 0, 4], [0], [10**9, -(10**9)], list(range(0, 1000, 7)), [1, 2], [-1], [999, 1000], [-(10**10)], [10**10 - 1],
])
def test_the_ends_are_found(numbers: list[int]) -> None:
    assert highest(Store(numbers).some, EDGES) == max(numbers)
    assert lowest(Store(numbers).some, EDGES) == min(numbers)


def test_of_nothing_there_are_no_ends() -> None:
    assert (highest(Store([]).some, EDGES), lowest(Store([]).some, EDGES)) == (None, None)


@pytest.mark.parametrize('seed', range(50))
def test_whichever_number_of_a_range_the_store_answers_with(seed: int) -> None:
    dice = random.Random(seed)
    numbers = [dice.randrange(-10**9, 10**9) for _ in range(dice.randrange(1, 200))]
    store = Store(numbers, seed)
    assert (highest(store.some, EDGES), lowest(store.some, EDGES)) == (max(numbers), min(numbers))


def test_many_numbers_take_hardly_more_questions_than_few_and_none_looks_at_all_of_them() -> None:
    edges = list(range(0, 10**9 + 1, 10**7))
    few, many = Store(list(range(0, 10**9, 10**7))), Store(list(range(0, 10**9, 10**4)))
    for store in (few, many):
        highest(store.some, edges)
    assert few.asked < 40
    assert many.asked < 40
    assert many.touched < len(many.numbers) / 10
