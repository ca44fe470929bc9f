"""Finds a value among documents of which some may hold another kind of value than they should.

A range matches lists that hold something of it, and numbers of kinds that Python does not reckon with: such documents hide no other one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from service_center.domain.downtimes import is_number
from service_center.extensions import mongo
from service_center.lib import isotime

Read = TypeVar('Read')
Document = dict[str, Any]


def find_some(label: str, question: Document, name: str, read: Callable[[Any], Read | None]) -> Read | None:
    """Find the value of a field of any document that a question matches and that can be read; None if there is none."""
    found = mongo.collection(label).find_one(question, {name: 1})
    if found is None:
        return None
    value = read(found.get(name))
    if value is not None:
        return value
    every = (read(document.get(name)) for document in mongo.collection(label).find(question, {name: 1}))
    return next((one for one in every if one is not None), None)


def as_number(value: Any) -> int | None:
    """Read a whole number; None for what is none."""
    return int(value) if is_number(value) and abs(value) < float('inf') else None


def as_milliseconds(value: Any) -> int | None:
    """Read an instant as milliseconds since 1970; None for what is none."""
    return isotime.milliseconds(value) if isinstance(value, datetime) else None
