"""Ratios between two ways of doing something, taken in turn so that a machine whose speed drifts does not decide."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 15


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def ratio(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How many times as long the first takes as the second: the median over rounds in which both are taken in turn."""
    one(), other()
    return statistics.median(seconds(one) / seconds(other) for _ in range(rounds))


def say(what: str, figure: float) -> None:
    print(f'\n  {what}: {figure:.2f}')
