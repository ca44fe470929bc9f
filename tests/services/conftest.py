"""Services run inside the application's context, on an empty store, at NOW."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _in_the_service_center(app: Flask, clean: None, clock: object, quick_hashes: object) -> Iterator[None]:
    with app.app_context():
        yield
