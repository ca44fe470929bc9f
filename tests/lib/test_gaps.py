"""All different texts, found by asking for one between two others."""

import random

import pytest

from service_center.lib.gaps import all_between


@pytest.mark.parametrize('texts', [[], [''], ['E001'], ['E001', 'E002', 'E010', 'é', '家'], [f'E{n:03d}' for n in range(100)]])
def test_every_text_is_found_once_however_often_it_occurs(texts: list[str]) -> None:
    asked = []
    dice = random.Random(1)

    def some(low: str | None, high: str | None) -> str | None:
        asked.append((low, high))
        found = [t for t in texts * 3 if (low is None or t > low) and (high is None or t < high)]
        return dice.choice(found) if found else None

    assert all_between(some) == sorted(texts)
    assert len(asked) == 2 * len(texts) + 1


def test_what_is_known_is_not_asked_for_again() -> None:
    asked = []

    def some(low: str | None, high: str | None) -> str | None:
        asked.append((low, high))
        return None

    assert all_between(some, ['E002', 'E001', 'E002']) == ['E001', 'E002']
    assert asked == [('E002', None), ('E001', 'E002'), (None, 'E001')]
