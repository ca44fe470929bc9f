"""The whole deployment as the Procfile starts it: gunicorn, worker and beat on Redis, PostgreSQL and MongoDB.

It stands behind nginx, under a prefix.
"""

import http.client
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis as redis_client
from flask import Flask

from service_center.app import create_app
from service_center.config import ROOT
from service_center.extensions import db
from tests.client_js.engine import defined
from tests.conftest import bind_again
from tests.contract import replay
from tests.contract.target import Target
from tests.process.running import call, environment
from tests.servers import real

PREFIX = '/center'
CASES = Path(__file__).parents[1] / 'contract'
# what these answer depends on the clock, which is real here
BY_THE_CLOCK = {'core.login', 'core.session', 'core.logout', 'resident.scenario.choose', 'other.static'} | {
    f'{role}.deal.liveList' for role in ('staff', 'resident')
}
PLAYED = sorted(path for path in (CASES / 'http').glob('*.json') if path.stem not in BY_THE_CLOCK)


@dataclass
class Deployment:
    port: int
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]]
    settings: dict[str, str]


def procfile() -> dict[str, str]:
    lines = (ROOT / 'Procfile').read_text().splitlines()
    return {name: command.strip() for name, _, command in (line.partition(':') for line in lines)}


@pytest.fixture(scope='module')
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder = tmp_path_factory.mktemp('deployment')
    port = real.free_port()
    with ExitStack() as stack:
        settings = {
            'SECRET_KEY': 'a key that all processes share, 40 chars',
            'REDIS_URL': stack.enter_context(real.redis(folder)),
            'DATABASE_URL': stack.enter_context(real.postgres(folder)),
            'MONGODB_URI': stack.enter_context(real.mongo()) + 'deployment_test',
            'PROXY_HOPS': '1',
            # the recorded state is years old: no job may judge it while it is played
            'MONITORING': '{"initial_wait_sec": 7200}',
            'DOWNTIME': '{"initial_wait_sec": 7200}',
        }
        upgraded = call(folder, 'upgrade', **settings)
        assert upgraded.returncode == 0, upgraded.stderr
        env = environment(folder, **settings) | {'BIND': f'127.0.0.1:{port}', 'PATH': f'{ROOT}/.venv/bin:{os.environ["PATH"]}'}
        started = {
            role: stack.enter_context(real.process(role, [], folder, env=env, shell=f'exec env {command}'))
            for role, command in procfile().items() if role != 'release'
        }
        proxied = stack.enter_context(real.nginx(folder, port, PREFIX))
        # before anything is written: the data set has demo passwords, with which it would not start
        real.wait_for('gunicorn', lambda: real.status_of(f'http://127.0.0.1:{proxied}{PREFIX}/readyz') == 200)
        running = Deployment(proxied, folder, started, settings)
        yield running
        _end_cleanly(running)


class Proxied(Target):
    """Plays requests through the proxy; state is written straight into the databases."""

    port: int

    def http(self, method: str, target: str, headers: dict[str, str], body: bytes | None) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, PREFIX + target, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def set_clock(self, iso: str) -> None:
        """The clock of the deployment is the real one."""


@pytest.fixture(scope='module')
def target(deployment: Deployment, app: Flask) -> Iterator[Proxied]:
    stores = {name: deployment.settings[name] for name in ('DATABASE_URL', 'MONGODB_URI')}
    writer = create_app(stores | {'WARNING_LOG': f'{deployment.folder}/writer.log'})
    proxied = Proxied(writer, CASES / 'dataset')
    proxied.port, proxied.defined = deployment.port, defined
    yield proxied
    with writer.app_context():
        db.engine.dispose()
    bind_again(app)


@pytest.mark.parametrize('path', PLAYED, ids=lambda p: p.stem)
def test_single_requests_are_answered_through_the_proxy_as_recorded(path: Path, target: Proxied) -> None:
    broken = [f'{case}: {problems}' for case, problems in replay.run_cases(path, target) if problems]
    assert not broken, '\n'.join(broken[:20])


def test_the_pages_work_below_the_prefix(target: Proxied) -> None:
    status, headers, _ = target.http('GET', '/', {}, None)
    assert (status, dict(headers)['Location']) == (302, f'{PREFIX}/static/ui_example/staff/visual.html?next={PREFIX}/')
    status, headers, _ = target.http('GET', '/admin/', {}, None)
    assert status == 302
    assert dict(headers)['Location'].startswith(f'{PREFIX}/static/ui_example/staff/visual.html?next=')
    assert target.http('GET', '/readyz', {}, None)[0] == 200


def test_beat_keeps_its_schedule_in_redis_and_the_worker_listens(deployment: Deployment) -> None:
    client = redis_client.from_url(deployment.settings['REDIS_URL'])
    try:
        real.wait_for('the schedule of beat', lambda: bool(client.zcard('redbeat::schedule')))
        real.wait_for('the worker', lambda: any(b'celery' in key for key in client.keys('_kombu.binding.*')))
    finally:
        client.close()


def _end_cleanly(deployment: Deployment) -> None:
    """Every process ends by itself when told to; looked at last, whatever the order of the tests."""
    for role, started in deployment.processes.items():
        os.kill(started.pid, signal.SIGTERM)
        assert started.wait(timeout=20) == 0, (role, (deployment.folder / f'{role}.log').read_text()[-2000:])
    logs = ''.join((deployment.folder / f'{role}.log').read_text() for role in deployment.processes)
    assert not re.search(r'Traceback', logs), logs[-3000:]
