"""The children of the worker: nothing that was open before the fork is shared, and what goes wrong in them is told in a line and mailed."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from celery import Celery
from sqlalchemy import create_engine, text

from tests.postbox import Postbox, delivering
from tests.process.running import call, environment
from tests.servers import real

SQL_JOBS = ['deliver', 'purge']  # those that need no MongoDB


@dataclass
class Workshop:
    """A worker with two children on PostgreSQL, whose MongoDB is away."""

    celery: Celery
    database: str
    box: Postbox
    log: Path

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    with ExitStack() as stack:
        broker, database = stack.enter_context(real.redis(tmp_path)), stack.enter_context(real.postgres(tmp_path))
        box, port = stack.enter_context(delivering())
        settings = {
            'REDIS_URL': broker, 'DATABASE_URL': database, 'MONGODB_URI': 'mongodb://127.0.0.1:1/away', 'ADMINS': 'admin@example.com',
            'MAIL_SERVER': '127.0.0.1', 'MAIL_PORT': str(port),
        }
        assert call(tmp_path, 'upgrade', **settings).returncode == 0
        command = [sys.executable, '-m', 'celery', '--app', 'wsgi:celery', 'worker', '--loglevel', 'WARNING', '--concurrency', '2']
        stack.enter_context(real.process('worker', command, tmp_path, env=environment(tmp_path, **settings)))
        yield Workshop(stack.enter_context(Celery(broker=broker)), database, box, tmp_path / 'warning.log')


def succeeded(database: str) -> set[str]:
    engine = create_engine(database.replace('postgresql://', 'postgresql+psycopg://'))
    with engine.connect() as connection:
        names = set(connection.scalars(text('SELECT name FROM job_run')))
    engine.dispose()
    return names


def test_two_children_that_work_at_once_have_a_database_connection_each(workshop: Workshop) -> None:
    for name in SQL_JOBS * 15:
        workshop.celery.send_task(name)
    real.wait_for('the jobs', lambda: succeeded(workshop.database) >= set(SQL_JOBS))
    troubled = [line for line in workshop.lines() if 'ERROR' in line or 'before fork' in line]
    assert not troubled


def test_a_job_that_fails_because_a_server_is_away_is_one_line_and_one_mail(workshop: Workshop) -> None:
    workshop.celery.send_task('ensure_indexes')
    real.wait_for('the mail', lambda: bool(workshop.box.letters))
    told = [line for line in workshop.lines() if 'ERROR' in line or line.startswith(('Traceback', ' '))]
    assert len(told) == 1
    assert 'job ensure_indexes failed : MongoDB: 127.0.0.1:1: ' in told[0]
    assert 'job ensure_indexes failed' in str(workshop.box.letters[0].get_payload(decode=True))
