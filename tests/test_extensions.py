"""The databases as they are opened: SQLite with a log of its own, so that who reads holds nobody up, and patience; instants with a zone."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from service_center.extensions import WAIT_MS, db
from service_center.models.users import User
from tests.factories import NOW, Maker, Person


@pytest.mark.parametrize(('pragma', 'value'), [('journal_mode', 'wal'), ('busy_timeout', WAIT_MS), ('foreign_keys', 1)])
def test_sqlite_is_opened_with(another_app: Callable[..., Flask], tmp_path: Path, pragma: str, value: object) -> None:
    with another_app(DATABASE_URL=f'sqlite:///{tmp_path}/center.sqlite3').app_context(), db.engine.connect() as connection:
        assert connection.scalar(text(f'PRAGMA {pragma}')) == value


def test_an_instant_keeps_its_zone_whatever_the_database(make: Maker, rosa: Person) -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    make.change(rosa, last_login=tokyo)
    [stored] = make.rows(User, 'last_login')
    assert (stored, stored.utcoffset()) == (NOW, timedelta(0))


def test_an_instant_without_a_zone_is_refused(make: Maker, rosa: Person) -> None:
    with pytest.raises(StatementError, match='an instant needs a zone'):
        make.change(rosa, last_login=datetime(2020, 1, 1))
