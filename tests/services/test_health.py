"""Is the Service Center well: its databases."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from service_center.extensions import db
from service_center.services import health
from tests.factories import Maker

NOWHERE = 'mongodb://127.0.0.1:1/apis_demo'


def test_where_both_databases_answer_all_is_well() -> None:
    assert health.problems() == []


def test_a_store_that_is_away_is_named(another_app: Callable[..., Flask]) -> None:
    with another_app(MONGODB_URI=NOWHERE, MONGODB_TIMEOUT_SEC=0.1).app_context():
        assert health.problems() == ['telemetry']


def test_a_database_without_its_tables_is_named(another_app: Callable[..., Flask]) -> None:
    with another_app(DATABASE_URL='sqlite://', MONGODB_URI=NOWHERE, MONGODB_TIMEOUT_SEC=0.1).app_context():
        assert health.problems() == ['database', 'telemetry']


def test_a_database_that_is_away_is_named_and_usable_when_it_is_back(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError('SELECT', None, Exception('gone'))

    with monkeypatch.context() as patch:
        patch.setattr(db.session, 'execute', away)
        assert health.problems() == ['database']
    assert health.problems() == []
    assert db.session.scalar(text('SELECT 1')) == 1
