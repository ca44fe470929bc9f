"""Whatever step the worker is killed at: every failure is mailed, none more than once too often, and always with the same Message-ID."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pymongo
import pytest
from celery import Celery
from pymongo.database import Database

from service_center.config import ROOT
from tests.postbox import Postbox, delivering
from tests.process.running import call, environment
from tests.servers import real
from tests.servers.killed import STEPS

UNITS = ['E001', 'E002', 'E003', 'E004']
BY_THE_WORKER = [
    'failures and notices are written, not committed', 'notices are claimed', 'the server has accepted, the notice is not marked',
]
ONCE, TWICE = [1, 1, 1, 1], [1, 1, 1, 2]
ARRIVES = {
    'the mail is handed over, its 250 not read': [ONCE, TWICE],  # whether the server keeps what its client did not wait for is its affair
    'the 250 is read': [TWICE],
    'the server has accepted, the notice is not marked': [TWICE],
}


@dataclass
class Servers:
    mongo: str
    redis: str
    mail: int
    box: Postbox


@pytest.fixture(scope='module')
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with ExitStack() as stack:
        redis = stack.enter_context(real.redis(tmp_path_factory.mktemp('redis')))
        mongo = stack.enter_context(real.mongo()) + 'kills_test'
        box, port = stack.enter_context(delivering())
        yield Servers(mongo, redis, port, box)


@pytest.fixture(scope='module')
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('registered')
    for command in ('upgrade', 'load-example'):
        assert call(folder, command).returncode == 0
    with closing(sqlite3.connect(folder / 'center.sqlite3')) as database:
        database.execute('DELETE FROM failure')  # those of the example
        database.commit()
    return folder


class Center:
    """A service center with four units that the logs say nothing of: each is a failure."""

    def __init__(self, folder: Path, servers: Servers, documents: 'Database[dict[str, object]]') -> None:
        self.folder, self.box, self._documents, self._broker = folder, servers.box, documents, servers.redis
        self._settings = {
            'MONGODB_URI': servers.mongo, 'REDIS_URL': servers.redis, 'MAIL_SERVER': '127.0.0.1', 'MAIL_PORT': str(servers.mail),
        }

    def run(self, *jobs: str, killed_at: str = '') -> int:
        command = [sys.executable, '-m', 'tests.servers.killed', *jobs]
        ended = subprocess.run(
            command, cwd=ROOT, env=self._environment(killed_at), capture_output=True, text=True, check=False, start_new_session=True,
            timeout=120,
        )
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
        return ended.returncode

    def start_worker(self, stack: ExitStack, killed_at: str = '') -> subprocess.Popen[bytes]:
        command = [sys.executable, '-m', 'tests.servers.killed', 'worker']
        return stack.enter_context(real.process('worker', command, self.folder, env=self._environment(killed_at)))

    def send(self, job: str) -> None:
        with Celery(broker=self._broker) as celery:
            celery.send_task(job, expires=60)

    def all_are_well(self) -> None:
        """Let every unit give its sign of life."""
        now = datetime.now(UTC)
        self._documents['apisLog'].insert_many([
            {
                'communityId': 'oss_community', 'clusterId': 'oss_cluster', 'programId': 'apis-main', 'unitId': unit, 'loglevel': 'INFO',
                'datetime': now, 'loggername': 'x', 'message': 'uri : x',
            }
            for unit in UNITS
        ])

    def failures(self) -> list[tuple[str, bool]]:
        return self._ask('SELECT unit_id, closed IS NOT NULL FROM failure ORDER BY type, unit_id')

    def notices(self) -> list[tuple[str, bool]]:
        return self._ask('SELECT message_id, sent IS NOT NULL FROM notice')

    def unsent(self) -> int:
        return sum(not sent for _, sent in self.notices())

    def copies(self) -> list[int]:
        """Say how often each mail arrived; each that did is one of ours."""
        arrived = Counter(letter['Message-ID'] for letter in self.box.letters)
        assert set(arrived) <= {message_id for message_id, _ in self.notices()}
        return sorted(arrived.values())

    def _ask(self, question: str) -> list[tuple[str, bool]]:
        with closing(sqlite3.connect(self.folder / 'center.sqlite3', timeout=30)) as database:
            return [(name, bool(value)) for name, value in database.execute(question)]

    def _environment(self, killed_at: str) -> dict[str, str]:
        return environment(self.folder, **self._settings) | {'KILLED_AT': killed_at, 'PYTHONPATH': str(ROOT)}


@pytest.fixture
def center(tmp_path: Path, registered: Path, servers: Servers) -> Iterator[Center]:
    for file in registered.glob('center.sqlite3*'):
        shutil.copy2(file, tmp_path)
    servers.box.letters.clear()
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(servers.mongo)
    documents = client.get_default_database()
    documents['apisLog'].delete_many({})
    yield Center(tmp_path, servers, documents)
    client.close()


def test_unharmed_each_failure_is_mailed_once(center: Center) -> None:
    assert center.run('apis_main_alive', 'deliver') == 0
    assert center.failures() == [(unit, False) for unit in UNITS]
    assert center.copies() == ONCE


@pytest.mark.parametrize('step', STEPS)
def test_killed_when(center: Center, step: str) -> None:
    assert center.run('apis_main_alive', 'deliver', killed_at=step) == -signal.SIGKILL
    assert center.run('apis_main_alive', 'deliver') == 0
    assert center.failures() == [(unit, False) for unit in UNITS]
    assert (len(center.notices()), center.unsent()) == (4, 0)
    assert center.copies() in ARRIVES.get(step, [ONCE])


@pytest.mark.parametrize('step', ['failures and notices are written, not committed', 'the server has accepted, the notice is not marked'])
def test_killed_while_failures_are_closed_when(center: Center, step: str) -> None:
    assert center.run('apis_main_alive', 'deliver') == 0
    center.all_are_well()
    assert center.run('apis_main_alive', 'deliver', killed_at=step) == -signal.SIGKILL
    center.all_are_well()
    assert center.run('apis_main_alive', 'deliver') == 0
    assert center.failures() == [(unit, True) for unit in UNITS]
    assert (len(center.notices()), center.unsent()) == (8, 0)
    assert center.copies() == ([1] * 7 + [2] if step in ARRIVES else [1] * 8)


def test_killed_again_and_again_at_the_worst_step_each_time_one_mail_more_is_through(center: Center) -> None:
    for _ in range(3):
        assert center.run('apis_main_alive', 'deliver', killed_at='the notice is marked') == -signal.SIGKILL
    assert (center.unsent(), center.copies()) == (1, [1, 1, 1])


@pytest.mark.parametrize('step', BY_THE_WORKER)
def test_the_worker_and_its_children_are_killed_when(center: Center, step: str) -> None:
    with ExitStack() as stack:
        worker = center.start_worker(stack, killed_at=step)
        center.send('apis_main_alive')
        if list(STEPS).index(step) > list(STEPS).index('failures and notices are committed'):
            real.wait_for('failures', lambda: len(center.failures()) == 4)
            center.send('deliver')
        assert worker.wait(timeout=real.PATIENCE_SEC) == -signal.SIGKILL
    with ExitStack() as stack:
        center.start_worker(stack)
        center.send('apis_main_alive')
        real.wait_for('failures', lambda: len(center.failures()) == 4)
        center.send('deliver')
        real.wait_for('mail', lambda: center.unsent() == 0)
    assert center.failures() == [(unit, False) for unit in UNITS]
    assert center.copies() in ARRIVES.get(step, [ONCE])
