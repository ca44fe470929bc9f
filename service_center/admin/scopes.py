"""How forms let one pick a community, a cluster and a unit by their ids."""

from typing import Any

from service_center.admin.fields import Form
from service_center.domain.scopes import LEVELS, pick_of
from service_center.services.registration.places import list_places

NO_PICK = '---------'


def fill_scope(form: Form, row: Any) -> None:
    """Fill in the places that can be picked, level by level; what a row speaks of already stays in the list."""
    known = dict(list_places())
    for way in ways_of(row):
        known.setdefault(way, 'no longer registered')
    for level, name in enumerate(LEVELS):
        if name in form:
            form[name].choices = _choices(known, level)


def scope_entry(row: Any) -> dict[str, str]:
    """Say what is picked in the form about a row."""
    return {LEVELS[len(way) - 1]: pick_of(*way) for way in ways_of(row)}


def ways_of(row: Any) -> list[tuple[str, ...]]:
    """Name the ways to the place that a row speaks of, from the community down."""
    ids = tuple(filter(None, (getattr(row, name, None) for name in LEVELS)))
    return [ids[: depth + 1] for depth in range(len(ids))]


def _choices(known: dict[tuple[str, ...], str], level: int) -> Any:
    ways = [way for way in known if len(way) == level + 1]
    if level == 0:
        return [('', NO_PICK), *((pick_of(*way), _label(way, known)) for way in ways)]
    grouped: dict[str, list[tuple[str, str]]] = {NO_PICK: [('', NO_PICK)]}
    for way in ways:
        grouped.setdefault(' > '.join(way[:-1]), []).append((pick_of(*way), _label(way, known)))
    return grouped


def _label(way: tuple[str, ...], known: dict[tuple[str, ...], str]) -> str:
    return way[-1] if known[way] == way[-1] else f'{way[-1]} ({known[way]})'
