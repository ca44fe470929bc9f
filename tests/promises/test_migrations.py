"""The schema that migrations make is the one the tables speak of, and every step goes back, with what is registered.

On PostgreSQL, where one is told, as on SQLite.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, insert, inspect, select

from service_center.config import ROOT
from service_center.extensions import db
from service_center.models.monitoring import Failure
from service_center.models.tables import metadata
from service_center.services import example
from tests.factories import NOW
from tests.workers import own_database


@pytest.fixture
def empty(another_app: 'object', tmp_path: Path) -> Iterator[Flask]:
    told = os.environ.get('TEST_DATABASE_URL')
    url = own_database(told, 'migrated') if told else f'sqlite:///{tmp_path}/migrated.sqlite3'
    app: Flask = another_app(DATABASE_URL=url)  # type: ignore[operator]
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.mark.filterwarnings('ignore:.*expression-based index .?uq_failure_open')  # SQLite tells nobody what its index is about
def test_an_upgrade_makes_exactly_the_tables_of_the_models(empty: Flask) -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_step_goes_down_and_up_again(empty: Flask) -> None:
    steps = [script.revision for script in ScriptDirectory(str(ROOT / 'migrations')).walk_revisions()]
    flask_migrate.upgrade()
    for _ in steps:
        flask_migrate.downgrade(revision='-1')
    assert inspect(db.engine).get_table_names() == ['alembic_version']
    flask_migrate.upgrade()
    assert 'community' in inspect(db.engine).get_table_names()


def test_what_is_registered_stays_while_later_steps_go_down_and_up_again(empty: Flask, quick_hashes: object) -> None:
    flask_migrate.upgrade()
    example.load(NOW)
    before = _rows()
    flask_migrate.downgrade(revision='0001')
    _open_twice(hours_ago=(3, 2))
    flask_migrate.upgrade()
    added = select(Failure.detected, Failure.closed.is_(None)).where(Failure.description == 'twice').order_by(Failure.detected)
    with db.engine.connect() as connection:
        # of two that are open for one thing the older stays
        assert [tuple(row) for row in connection.execute(added)] == [(NOW - timedelta(hours=3), True), (NOW - timedelta(hours=2), False)]
    assert _rows() == before | {'failure': before['failure'] + 2}


def _rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in metadata.tables.items()}


def _open_twice(hours_ago: tuple[int, int]) -> None:
    same = {'type': 'apis_main_alive', 'community_id': 'a', 'cluster_id': 'b', 'unit_id': 'E001', 'description': 'twice'}
    with db.engine.begin() as connection:
        connection.execute(insert(Failure), [same | {'detected': NOW - timedelta(hours=hours)} for hours in hours_ago])


def test_steps_are_numbered_in_order() -> None:
    numbers = sorted(path.name[:4] for path in (ROOT / 'migrations' / 'versions').glob('*.py'))
    assert numbers == [f'{n:04d}' for n in range(1, len(numbers) + 1)]
