"""Walks through a range of whole numbers in windows that hold at most so much each.

For stores that answer a range by an index, but sort by reading everything: so what comes next is found by narrower ranges,
never by sort and limit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from service_center.lib import extremes

Found = TypeVar('Found')


@dataclass(frozen=True)
class Source(Generic[Found]):
    """What lies in the range: `fetch(low, high, limit)` what is from the first (included) to the second (excluded), no limit if 0."""

    fetch: Callable[[int, int, int], list[Found]]
    some: extremes.Some


def walk(source: Source[Found], low: int, high: int, *, most: int, usual: int) -> Iterator[list[Found]]:
    """Give what lies between two numbers, window after window: at most `most` at once, unless one number alone holds more.

    All at once is tried first; where that is too much, windows begin `usual` wide, and become narrower and wider as they need.
    """
    width = high - low
    while low < high:
        end = min(low + width, high)
        found = source.fetch(low, end, 0 if end - low == 1 else most + 1)
        if len(found) > most and end - low > 1:
            width = min(usual, (end - low) // 2)
            continue
        if found:
            yield found
        low = end if found else following(source.some, end, high, usual)
        width *= 2 if len(found) <= most // 4 else 1


def following(some: extremes.Some, low: int, high: int, usual: int) -> int:
    """Find the first number that holds something, the upper bound if none does: nothing is read on the way over what is empty."""
    edges, step = [low], usual
    while edges[-1] < high:
        edges.append(min(edges[-1] + step, high))
        step *= 2
    found = extremes.lowest(some, edges)
    return high if found is None else found
