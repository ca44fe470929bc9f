"""One application for all tests (Celery's shared tasks run in the app made last), on SQLite and the embedded store; and who is who."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask

from service_center import logs
from service_center.app import create_app
from service_center.config import EMBEDDED_STORE
from service_center.extensions import attempts, db, mongo, proven
from service_center.security import passwords
from service_center.services import schema
from tests.client import Browser
from tests.factories import E001, E002, E003, NOW, Maker, Person, empty_everything
from tests.postbox import delivering
from tests.process.running import call, running
from tests.workers import own_database, own_store

SKIPPED = 'Skipped: '
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in left_out(terminalreporter.stats.get('skipped', [])):
        terminalreporter.write_line(line)


def left_out(skipped: Sequence[pytest.TestReport]) -> list[str]:
    """Name what a machine lacks, one line each, however many tests need it."""
    reasons = Counter(str(report.longrepr[2]).removeprefix(SKIPPED) for report in skipped if isinstance(report.longrepr, tuple))
    return [f'left out: {reason} (tests: {number})' for reason, number in sorted(reasons.items())]


@pytest.fixture(scope='session')
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp('service_center')
    made = create_app(settings(folder))
    with made.app_context():
        schema.upgrade()
    yield made
    with made.app_context():
        db.engine.dispose()


def settings(folder: Path) -> dict[str, object]:
    sql, documents = os.environ.get('TEST_DATABASE_URL'), os.environ.get('TEST_MONGODB_URI')
    return {
        'DATABASE_URL': own_database(sql) if sql else f'sqlite:///{folder}/test.sqlite3',
        'MONGODB_URI': own_store(documents) if documents else EMBEDDED_STORE,
        'SECRET_KEY': 'a key for tests, long enough for all of them',
        'WARNING_LOG': f'{folder}/warning.log',
    }


@pytest.fixture
def another_app(app: Flask) -> Iterator[Callable[..., Flask]]:
    """Make applications with other settings, on the same SQL database; documents stored before are gone."""
    made: list[Flask] = []

    def make(**overrides: object) -> Flask:
        same = {name: app.config[name] for name in ('DATABASE_URL', 'MONGODB_URI', 'SECRET_KEY', 'WARNING_LOG')}
        made.append(create_app(same | overrides))
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            db.engine.dispose()
    bind_again(app)


@pytest.fixture
def clean(app: Flask) -> None:
    """Start from nothing: no rows, no documents, nothing counted or remembered."""
    empty_everything(app)
    attempts.forget_all()
    proven.forget_all()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock at NOW; `clock.shift(seconds)` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """Let slow hashes be quick: for tests that make many."""
    monkeypatch.setattr(passwords, '_hasher', QUICK)
    return QUICK


@pytest.fixture
def make(app: Flask, clean: None, quick_hashes: object) -> Maker:
    """Make rows and documents, one a line."""
    return Maker(app)


@pytest.fixture
def client(app: Flask) -> Browser:
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def curl(app: Flask) -> Browser:
    """A client that keeps no cookies, and sends those it is told to."""
    return Browser(app, app.response_class, use_cookies=False)


@pytest.fixture
def cluster(make: Maker) -> dict[str, int]:
    """Register the cluster of the units E001, E002 and E003; gives their row ids."""
    return {unit.unit_id: make.unit(unit) for unit in (E001, E002, E003)}


@pytest.fixture
def ada(make: Maker, cluster: object) -> Person:
    """Ada is staff, and lives elsewhere."""
    return make.user('ada', is_staff=True)


@pytest.fixture
def rosa(make: Maker, cluster: object) -> Person:
    """Rosa lives in E001."""
    return make.user('rosa', E001)


@pytest.fixture
def otto(make: Maker, cluster: object) -> Person:
    """Otto lives in E002."""
    return make.user('otto', E002)


@pytest.fixture
def sam(make: Maker, cluster: object) -> Person:
    """Sam is superuser, and so staff."""
    return make.user('sam', is_staff=True, is_superuser=True)


@pytest.fixture
def nora(make: Maker, cluster: object) -> Person:
    """Nora is registered, and nothing else."""
    return make.user('nora')


def bind_again(app: Flask) -> None:
    config = app.config['CONFIG']
    logs.configure(config)
    mongo.init(config.MONGODB_URI, config.MONGODB_DATABASES, config.MONGODB_TIMEOUT_SEC)
    attempts.use(config.REDIS_URL)
    app.extensions['celery'].set_default()
    app.extensions['celery'].set_current()


@pytest.fixture(scope='session')
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the embedded default as a process of its own, with the example loaded, and give its address."""
    folder = tmp_path_factory.mktemp('live')
    for command in ('upgrade', 'load-example'):
        assert call(folder, command).returncode == 0
    with running(folder) as service:
        yield service.url


@pytest.fixture
def mail_server() -> Iterator[int]:
    """Run an SMTP server, and give its port."""
    with delivering() as (_, port):
        yield port
