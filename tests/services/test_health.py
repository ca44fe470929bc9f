"""Is the Service Center well: its databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import fakeredis
import pytest
from flask import Flask
from pymongo.errors import OperationFailure
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from service_center.domain.errors import BadRequest
from service_center.extensions import db, mongo
from service_center.services import health, indexes
from tests.factories import NOW, SECOND, Maker

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


@pytest.fixture(autouse=True)
def _same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock is that of the test."""
    monkeypatch.setattr(mongo, 'server_time', lambda: NOW)


NO_JOBS: dict[str, float] = {}


def findings(app: Flask, now: datetime = NOW) -> list[str]:
    return health.findings(app.config['CONFIG'], NO_JOBS, now)


@pytest.fixture
def _indexed(app: Flask) -> None:
    indexes.ensure()


@pytest.mark.usefixtures('_indexed')
def test_where_all_is_well_nothing_is_found(app: Flask) -> None:
    assert findings(app) == []


def test_a_schema_that_is_missing_and_a_store_that_is_away_are_said_with_where_to_mend_them(another_app: Callable[..., Flask]) -> None:
    app = another_app(DATABASE_URL='sqlite://', MONGODB_URI=NOWHERE, MONGODB_TIMEOUT_SEC=0.1)
    with app.app_context():
        schema_is, telemetry_is = findings(app)
    assert schema_is == 'database: the SQL schema is not there or not up to date: run `service-center upgrade`'
    assert telemetry_is.startswith('MongoDB: does not answer (127.0.0.1:1: ')
    assert telemetry_is.endswith(': look at SERVICE_CENTER_MONGODB_URI')


def test_a_database_that_is_away_is_said(another_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = another_app(DATABASE_URL=f'sqlite:///{tmp_path}/no/such/folder/x.sqlite3')
    with app.app_context():
        indexes.ensure()
        assert findings(app) == ['database: does not answer (unable to open database file): look at SERVICE_CENTER_DATABASE_URL']


@pytest.mark.usefixtures('_indexed')
def test_missing_indexes_are_named(app: Flask) -> None:
    mongo.collection('deal').drop()
    (found,) = [sentence for sentence in findings(app) if 'deal' in sentence]
    assert found.startswith('MongoDB: without the indexes deal.communityId_1_clusterId_1_createDateTime_1_reportTime_1, ')
    assert found.endswith(': run `service-center ensure-indexes`')


@pytest.mark.usefixtures('_indexed')
@pytest.mark.parametrize(('theirs', 'said'), [
    (NOW - 10 * SECOND, ['clock: +10 s away from that of MongoDB: let both follow a time server']),
    (NOW.replace(tzinfo=None) + 6 * SECOND, ['clock: -6 s away from that of MongoDB: let both follow a time server']),
    (NOW - 4 * SECOND, []),
])
def test_a_clock_that_is_off_is_said(app: Flask, monkeypatch: pytest.MonkeyPatch, theirs: datetime, said: list[str]) -> None:
    monkeypatch.setattr(mongo, 'server_time', lambda: theirs)
    assert findings(app) == said


@pytest.mark.usefixtures('_indexed')
def test_a_redis_that_is_away_is_said(app: Flask) -> None:
    config = replace(app.config['CONFIG'], REDIS_URL='redis://127.0.0.1:1/0')
    (found,) = health.findings(config, NO_JOBS, NOW)
    assert found.startswith('Redis: does not answer (Error 111 connecting to 127.0.0.1:1.')


@pytest.mark.usefixtures('_indexed')
def test_a_redis_that_answers_is_well(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.redis.Redis, 'from_url', lambda *_, **__: fakeredis.FakeRedis())
    assert health.findings(replace(app.config['CONFIG'], REDIS_URL='redis://redis.example/0'), NO_JOBS, NOW) == []


@pytest.mark.usefixtures('_indexed')
@pytest.mark.parametrize('wanted', [{'ADMINS': ['a@example.com']}, {'PRODUCTION': True}])
def test_a_mail_server_that_is_needed_and_away_is_said(app: Flask, wanted: dict[str, object]) -> None:
    (found,) = health.findings(replace(app.config['CONFIG'], MAIL_SERVER='127.0.0.1', MAIL_PORT=1, **wanted), NO_JOBS, NOW)
    assert found == 'mail: 127.0.0.1:1 does not answer ([Errno 111] Connection refused): look at SERVICE_CENTER_MAIL_SERVER'


@pytest.mark.usefixtures('_indexed')
def test_a_mail_server_that_answers_is_well(app: Flask, mail_server: int) -> None:
    config = replace(app.config['CONFIG'], MAIL_SERVER='127.0.0.1', MAIL_PORT=mail_server, ADMINS=['a@example.com'])
    assert health.findings(config, NO_JOBS, NOW) == []


@pytest.mark.parametrize(('error', 'said'), [
    (
        OperationalError('SELECT', None, Exception('no such table: x\nmore')),
        'database: no such table: x: look at SERVICE_CENTER_DATABASE_URL and at the server',
    ),
    (OperationFailure('Authentication failed.'), 'MongoDB: Authentication failed.: look at SERVICE_CENTER_MONGODB_URI and at the server'),
    (BadRequest('this user name is taken'), 'this user name is taken'),
    (OSError(), 'OSError'),
    (FileNotFoundError(2, 'No such file', 'x'), "[Errno 2] No such file: 'x'"),
])
def test_what_goes_wrong_is_said_in_a_sentence(error: Exception, said: str) -> None:
    assert health.in_words(error) == said


def test_a_database_that_is_away_can_not_tell_which_jobs_are_late(another_app: Callable[..., Flask]) -> None:
    with another_app(DATABASE_URL='sqlite://').app_context():
        assert health.late_jobs({'downtime': 60}, NOW) == []
