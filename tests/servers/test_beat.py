"""Beat on a real Redis: two of them don't double, the second takes over from one that is killed, and what waited too long is dropped."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import redis as redis_client
from celery import Celery

from service_center.domain.monitors import MONITORS
from tests.process.running import call, environment
from tests.servers import real

# turns of a second, so that nobody waits; a lock that is missed after fifteen
SETTINGS = {'initial_wait_sec': 1, 'interval_sec': dict.fromkeys(('apis_main_alive', 'apis_ccc_alive', 'grid_master_alive'), 1)}
FIRST_TURNS = ['downtime', *MONITORS]
BEAT = '''
import sys, celeryconfig
celeryconfig.redbeat_lock_timeout, celeryconfig.beat_max_loop_interval = 15, 1
from wsgi import celery
celery.start(sys.argv[1:])
'''


class Beats:
    """Beats of one center on one Redis, without a worker: what they send stays in the queue."""

    def __init__(self, folder: Path, url: str, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._env = environment(folder, REDIS_URL=url, MONGODB_URI='memory://', MONITORING=json.dumps(SETTINGS))
        self.redis: Any = stack.enter_context(closing(redis_client.from_url(url)))

    def start(self, name: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, '-c', BEAT, 'beat', '--scheduler', 'redbeat.RedBeatScheduler', '--loglevel', 'INFO']
        return self._stack.enter_context(real.process(name, command, self._folder, env=self._env))

    def sent_by(self, beat: subprocess.Popen[bytes], *, first_turns: bool = False) -> int:
        """Count what a beat has sent: by the schedule, or as first turns, which are due at an instant."""
        headers = [json.loads(message)['headers'] for message in self.redis.lrange('celery', 0, -1)]
        return sum(told['origin'].startswith(f'gen{beat.pid}@') and bool(told['eta']) is first_turns for told in headers)


@pytest.fixture
def beats(tmp_path: Path) -> Iterator[Beats]:
    assert call(tmp_path, 'upgrade').returncode == 0
    with ExitStack() as stack:
        yield Beats(tmp_path, stack.enter_context(real.redis(tmp_path)), stack)


def test_of_two_beats_one_sends_and_the_other_takes_over_when_it_is_killed(beats: Beats) -> None:
    first = beats.start('first')
    real.wait_for('the first', lambda: beats.sent_by(first) > 3)
    second = beats.start('second')
    real.wait_for('the second to be up', lambda: beats.sent_by(second, first_turns=True) == len(FIRST_TURNS))
    seen = beats.sent_by(first)
    real.wait_for('more turns', lambda: beats.sent_by(first) > seen + 9)
    assert beats.sent_by(second) == 0
    assert beats.sent_by(first, first_turns=True) == len(FIRST_TURNS)
    first.send_signal(signal.SIGKILL)
    first.wait()
    real.wait_for('the second to take over', lambda: beats.sent_by(second) > 3)


def test_ticks_that_waited_too_long_are_dropped_when_a_worker_comes(tmp_path: Path) -> None:
    assert call(tmp_path, 'upgrade').returncode == 0
    with ExitStack() as stack:
        url = stack.enter_context(real.redis(tmp_path))
        with Celery(broker=url) as celery:
            for _ in range(200):
                celery.send_task('downtime', expires=-1)
            celery.send_task('purge', expires=60)
        env = environment(tmp_path, REDIS_URL=url, MONGODB_URI='memory://')
        command = [sys.executable, '-m', 'celery', '--app', 'wsgi:celery', 'worker', '--loglevel', 'INFO', '--concurrency', '1']
        stack.enter_context(real.process('worker', command, tmp_path, env=env))
        real.wait_for('the job that is due', lambda: 'purge' in _succeeded(tmp_path))
        assert 'downtime' not in _succeeded(tmp_path)


def _succeeded(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / 'center.sqlite3', timeout=30)) as database:
        return {name for (name,) in database.execute('SELECT name FROM job_run')}
