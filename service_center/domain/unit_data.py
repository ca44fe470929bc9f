"""What unit data documents say together."""

from collections.abc import Iterable, Mapping
from typing import Any


def by_unit(documents: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Order the documents of a set by unit id; of several of one unit the last counts (contract: api.md, latestSet)."""
    return {str(unit_id): document for document in documents if (unit_id := _unit_id(document)) is not None}


def _unit_id(document: Mapping[str, Any]) -> object:
    unit = document.get('oesunit')
    return unit.get('id') if isinstance(unit, Mapping) else None
