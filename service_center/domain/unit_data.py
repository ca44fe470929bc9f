"""What unit data documents say together."""

from collections.abc import Iterable, Mapping
from typing import Any


def by_unit(documents: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Order the documents of a set by unit id; of several of one unit the last counts (contract: api.md, latestSet)."""
    return {str(document['oesunit']['id']): document for document in documents if document.get('oesunit', {}).get('id') is not None}
