"""Finds all different texts of many by asking only for one between two others.

For stores that answer a range by an index, but list what is different by reading everything.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise

# any text after the first and before the second (both left out, None is open), or None if there is none
Some = Callable[[str | None, str | None], str | None]


def all_between(some: Some, known: Iterable[str] = ()) -> list[str]:
    """List the different texts, sorted; each one that is not known already takes two questions, and each gap one."""
    found = sorted(set(known))
    gaps: list[tuple[str | None, str | None]] = list(pairwise([None, *found, None]))
    while gaps:
        low, high = gaps.pop()
        text = some(low, high)
        if text is not None:
            found.append(text)
            gaps += [(low, text), (text, high)]
    return sorted(found)
