"""A database that is full says so, keeps what it has, and works again when there is room."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from service_center.extensions import db
from service_center.services import accounts, health, schema
from tests.factories import NOW

ROOM = {'pages': 0}


@pytest.mark.usefixtures('quick_hashes')
def test_what_does_not_fit_is_not_half_stored(another_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = another_app(DATABASE_URL=f'sqlite:///{tmp_path}/full.sqlite3')
    with app.app_context():
        schema.upgrade()
        pages = db.session.scalar(text('PRAGMA page_count')) or 0
        db.session.rollback()
        event.listen(db.engine, 'checkout', lambda connection, *_: connection.execute(f'PRAGMA max_page_count={ROOM["pages"]}'))
        ROOM['pages'] = pages + 3
        registered, failure = _register_until_it_is_full()
        assert health.in_words(failure).startswith('database: database or disk is full: look at ')
        assert db.session.scalar(text('SELECT count(*) FROM "user"')) == registered
        db.session.rollback()
        ROOM['pages'] = pages + 1000
        _register(registered)
        assert accounts.find_user(f'user-{registered}') is not None


def _register_until_it_is_full() -> tuple[int, OperationalError]:
    for n in range(10_000):
        try:
            _register(n)
        except OperationalError as failure:
            return n, failure
    pytest.fail('it never was full')


def _register(number: int) -> None:
    accounts.create_user(f'user-{number}', 'a long word', NOW)
