"""Listens to what is asked of a collection."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Heard:
    """One question, and how many documents answered it."""

    label: str
    method: str
    question: dict[str, Any]
    documents: int


def listening(collection: Any, label: str, noted: list[Heard]) -> Any:
    """Put a listener before a collection."""
    return _Listening(collection, label, noted)


class _Listening:
    def __init__(self, collection: Any, label: str, noted: list[Heard]) -> None:
        self._collection, self._label, self._noted = collection, label, noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)

    def find(self, question: dict[str, Any], *args: Any, **options: Any) -> Any:
        found = list(self._collection.find(question, *args, **options))
        self._noted.append(Heard(self._label, 'find', question, len(found)))
        return iter(found)

    def find_one(self, question: dict[str, Any], *args: Any, **options: Any) -> Any:
        found = self._collection.find_one(question, *args, **options)
        self._noted.append(Heard(self._label, 'find_one', question, int(found is not None)))
        return found
