"""Requests meet an empty store, at NOW."""

import pytest


@pytest.fixture(autouse=True)
def _at_now(clean: None, clock: object, quick_hashes: object) -> None:
    pass
