"""One application for all tests (Celery's shared tasks run in the app made last), on SQLite and the embedded store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from service_center.app import create_app
from service_center.config import EMBEDDED_STORE
from service_center.extensions import db
from service_center.models import tables


@pytest.fixture(scope='session')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp('service_center')
    made = create_app(settings(folder))
    with made.app_context():
        tables.metadata.create_all(db.engine)
    yield made
    with made.app_context():
        db.engine.dispose()


def settings(folder: Path) -> dict[str, object]:
    return {
        'DATABASE_URL': f'sqlite:///{folder}/test.sqlite3',
        'MONGODB_URI': EMBEDDED_STORE,
        'SECRET_KEY': 'a key for tests, long enough for all of them',
        'WARNING_LOG': f'{folder}/warning.log',
    }
