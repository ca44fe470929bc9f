"""Finds the lowest and the highest of many whole numbers by asking only whether there is any in a range.

For stores that answer a range by an index, but sort by reading everything, and need the longer for a range the more it holds:
so the ranges come from outside, where there is nothing, and end with the first that holds something.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

# any number from the first (included) to the second (excluded), or None if there is none
Some = Callable[[int, int], int | None]


def lowest(some: Some, edges: Sequence[int]) -> int | None:
    """Find the lowest number between the first and the last edge, None if there is none; the edges between are where to stop first.

    >>> lowest(lambda low, high: next((n for n in (30, 99, 7) if low <= n < high), None), [0, 10, 100])
    7
    """
    for low, high in pairwise(edges):
        known = some(low, high)
        if known is not None:
            return _narrowed(some, low, known)
    return None


def highest(some: Some, edges: Sequence[int]) -> int | None:
    """Find the highest number in the same way, from the other end."""
    mirrored = [1 - edge for edge in reversed(edges)]
    found = lowest(lambda low, high: _negative(some(1 - high, 1 - low)), mirrored)
    return _negative(found)


def _narrowed(some: Some, low: int, known: int) -> int:
    """Go down from a known number to the lowest: there is none below `low`."""
    while low < known:
        middle = (low + known + 1) // 2
        found = some(low, middle)
        low, known = (middle, known) if found is None else (low, found)
    return known


def _negative(number: int | None) -> int | None:
    return None if number is None else -number
