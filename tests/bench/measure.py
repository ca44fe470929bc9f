"""Ratios between two ways of doing something, taken in turn so that a machine whose speed drifts does not decide."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 15


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Pair:
    """Two ways in one figure each (s), and how many times as long the first takes: medians over rounds in which both are taken in turn."""

    one: float
    other: float
    ratio: float


def compare(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> Pair:
    one(), other()
    taken = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return Pair(
        statistics.median(first for first, _ in taken), statistics.median(second for _, second in taken),
        statistics.median(first / second for first, second in taken),
    )


def ratio(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How many times as long the first takes as the second."""
    return compare(one, other, rounds).ratio


def say(what: str, figure: float) -> None:
    print(f'\n  {what}: {figure:.2f}')


def say_pair(what: str, pair: Pair) -> None:
    print(f'  {what:<44}{1000 * pair.one:10.1f} ms{1000 * pair.other:10.1f} ms   x{pair.ratio:.2f}', flush=True)
