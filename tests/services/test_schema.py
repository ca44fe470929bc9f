"""The SQL schema: where it stands, and how it is brought up to date."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, make_url, text

from service_center.domain.errors import BadRequest
from service_center.extensions import db
from service_center.services import schema


@pytest.fixture
def empty(another_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    return another_app(DATABASE_URL=f'sqlite:///{tmp_path}/var/center.sqlite3')


def test_a_schema_that_is_missing_is_said_to_be_and_what_helps(another_app: Callable[..., Flask]) -> None:
    with another_app(DATABASE_URL='sqlite://').app_context():
        assert schema.problem() == 'the SQL schema is not there or not up to date: run `service-center upgrade`'


def test_to_ask_for_the_schema_makes_no_database(another_app: Callable[..., Flask], tmp_path: Path) -> None:
    with another_app(DATABASE_URL=f'sqlite:///{tmp_path}/center.sqlite3').app_context():
        assert schema.problem() == schema.MISSING
    assert list(tmp_path.iterdir()) == []


def test_an_upgrade_mends_it_and_once_more_changes_nothing(empty: Flask) -> None:
    with empty.app_context():
        schema.upgrade()
        schema.upgrade()
        assert schema.problem() is None
        assert 'community' in inspect(db.engine).get_table_names()


def test_a_schema_of_a_newer_version_is_left_as_it_is(empty: Flask) -> None:
    with empty.app_context():
        schema.upgrade()
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(BadRequest, match='a newer version of the Service Center'):
            schema.upgrade()
        assert schema.problem() == schema.NEWER
        with db.engine.connect() as connection:
            assert connection.scalar(text('SELECT version_num FROM alembic_version')) == '9999'


class Engine:
    def __init__(self, url: str) -> None:
        self.url = make_url(url)


@pytest.mark.parametrize(
    ('url', 'is_made'),
    [('sqlite:///{}/var/sc.sqlite3', True), ('sqlite://', False), ('sqlite:///:memory:', False),
        ('postgresql+psycopg://localhost{}/var/x', False)],
)
def test_room_is_made_for_a_database_that_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, is_made: bool) -> None:
    monkeypatch.setattr(type(db), 'engine', Engine(url.format(tmp_path)))
    schema._make_room()
    schema._make_room()
    assert (tmp_path / 'var').exists() is is_made
    assert not is_made or (tmp_path / 'var').stat().st_mode & 0o777 == 0o700
