"""The schema that migrations make is the one the tables speak of, and every step goes back."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from service_center.config import ROOT
from service_center.extensions import db
from service_center.models.tables import metadata


@pytest.fixture
def empty(another_app: 'object', tmp_path: Path) -> Iterator[Flask]:
    app: Flask = another_app(DATABASE_URL=f'sqlite:///{tmp_path}/migrated.sqlite3')  # type: ignore[operator]
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


def test_steps_are_numbered_in_order() -> None:
    numbers = sorted(path.name[:4] for path in (ROOT / 'migrations' / 'versions').glob('*.py'))
    assert numbers == [f'{n:04d}' for n in range(1, len(numbers) + 1)]
