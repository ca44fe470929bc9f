"""Questions to the embedded store, which is empty at first; it can tell what was asked of it."""

from typing import Any

import pytest

from service_center.extensions import mongo
from tests.telemetry.listening import Heard, listening


@pytest.fixture(autouse=True)
def _empty(clean: None) -> None:
    pass


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Heard]:
    """Note every question that is asked of the store, and how many documents it gave."""
    noted: list[Heard] = []
    ask: Any = mongo.collection
    monkeypatch.setattr(mongo, 'collection', lambda label: listening(ask(label), label, noted))
    return noted
