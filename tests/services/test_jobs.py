"""Jobs: a success is noted only when there was one; what is late is told; the heartbeat beats once after each full round."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from service_center.config import Config
from service_center.domain.monitors import MONITORS
from service_center.extensions import db
from service_center.models.monitoring import JobRun
from service_center.services import jobs
from service_center.services.transaction import transaction
from tests.factories import HOUR, MINUTE, NOW, SECOND, Maker
from tests.postbox import silent_server
from tests.services.rivals import quicker


@pytest.fixture
def config(app: Flask) -> Config:
    found: Config = app.config['CONFIG']
    return found


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the job `purge` fail."""

    def fail(_config: Config, _now: datetime) -> str:
        raise OSError('no')

    monkeypatch.setitem(jobs.JOBS, 'purge', fail)  # type: ignore[arg-type]


def successes(make: Maker) -> dict[str, datetime]:
    return {name: succeeded for name, succeeded in make.rows(JobRun, 'name', 'succeeded') if name not in ('begun', 'heartbeat')}


# ---- one run


@pytest.mark.parametrize(('name', 'said'), [
    ('downtime', '0 documents of unit data examined'), *((name, '0 clusters looked at') for name in MONITORS),
    ('deliver', '0 notices accepted by the mail server'), ('purge', '0 sessions, 0 deliveries, 0 notices, 0 audit removed'),
    ('ensure_indexes', '9 indexes are there'),
])
def test_every_job_says_what_came_of_it_and_its_success_is_noted(config: Config, make: Maker, name: str, said: str) -> None:
    found = jobs.run(name, config, NOW)
    assert found.lstrip('0123456789') == said.lstrip('0123456789')
    assert successes(make) == {name: NOW}
    jobs.run(name, config, NOW + MINUTE)
    assert successes(make) == {name: NOW + MINUTE}


@pytest.mark.usefixtures('broken')
def test_a_job_that_fails_says_so_and_notes_no_success(config: Config, make: Maker) -> None:
    with pytest.raises(OSError, match='no'):
        jobs.run('purge', config, NOW)
    assert successes(make) == {}


def test_two_that_note_the_first_success_at_once_harm_nothing(config: Config, make: Maker) -> None:
    def somebody_else() -> None:
        with make.another_request():
            db.session.add_all([JobRun(name='begun', succeeded=NOW), JobRun(name='purge', succeeded=NOW)])
            db.session.commit()

    with quicker(somebody_else):
        jobs.run('purge', config, NOW + SECOND)
    assert successes(make) == {'purge': NOW + SECOND}


# ---- late ones


def late(now: datetime, **intervals: float) -> list[tuple[str, datetime | None]]:
    return [(job['name'], job['succeeded']) for job in jobs.list_late(intervals, now)]


def test_before_the_first_job_ran_nothing_is_late() -> None:
    assert late(NOW, purge=60) == []


def test_a_job_whose_last_success_is_long_ago_is_late_and_its_success_ends_that(config: Config) -> None:
    jobs.run('purge', config, NOW)
    assert late(NOW + 4 * MINUTE, purge=60) == []
    assert jobs.list_late({'purge': 60, 'deliver': 3600}, NOW + 5 * MINUTE) == [{'name': 'purge', 'succeeded': NOW, 'intervalSec': 60}]
    jobs.run('purge', config, NOW + 5 * MINUTE)
    assert late(NOW + 5 * MINUTE, purge=60) == []


@pytest.mark.usefixtures('broken')
def test_a_job_that_never_succeeded_is_late_and_stays_so_whatever_the_others_do(config: Config) -> None:
    for minute in range(0, 300, 30):
        with pytest.raises(OSError, match='no'):
            jobs.run('purge', config, NOW + minute * MINUTE)
        jobs.run('deliver', config, NOW + minute * MINUTE)
        assert late(NOW + minute * MINUTE, purge=3600) == ([('purge', None)] if minute > 181 else [])


def test_a_job_that_beat_never_starts_is_late(config: Config) -> None:
    jobs.run('deliver', config, NOW)
    assert late(NOW + HOUR, deliver=3600, downtime=300) == [('downtime', None)]


# ---- the heartbeat


class Watcher(ThreadingHTTPServer):
    """Somebody outside who counts the calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.answer = 200
        super().__init__(('127.0.0.1', 0), _Answering)

    @property
    def url(self) -> str:
        return f'http://127.0.0.1:{self.server_address[1]}/ping?id=7'


class _Answering(BaseHTTPRequestHandler):
    server: Watcher

    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        if self.server.answer:
            self.send_response(self.server.answer)
            self.end_headers()
        else:
            self.wfile.write(b'no HTTP at all\r\n\r\n')

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    with Watcher() as server:
        thread = Thread(target=server.serve_forever, kwargs={'poll_interval': 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def go_round(config: Config, at: datetime, monitors: tuple[str, ...] = MONITORS) -> None:
    for name in monitors:
        jobs.run(name, config, at)


def test_the_heartbeat_beats_once_after_each_full_round(config: Config, watcher: Watcher) -> None:
    watched = replace(config, HEARTBEAT_URL=watcher.url)
    for turn in range(3):
        go_round(watched, NOW + turn * MINUTE, MONITORS[:-1])
        assert len(watcher.calls) == turn
        go_round(watched, NOW + turn * MINUTE, MONITORS[-1:])
        assert len(watcher.calls) == turn + 1
    assert set(watcher.calls) == {'/ping?id=7'}


def test_the_heartbeat_waits_for_the_slowest_monitor(config: Config, watcher: Watcher) -> None:
    watched = replace(config, HEARTBEAT_URL=watcher.url)
    go_round(watched, NOW)
    for turn in range(1, 6):
        go_round(watched, NOW + turn * MINUTE, MONITORS[1:])
    assert len(watcher.calls) == 1
    go_round(watched, NOW + 6 * MINUTE, MONITORS[:1])
    assert len(watcher.calls) == 2


def test_the_heartbeat_does_not_beat_while_a_monitor_fails(
    config: Config, watcher: Watcher, monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched = replace(config, HEARTBEAT_URL=watcher.url)

    def fail(_config: Config, _now: datetime) -> str:
        raise OSError('blind')

    with monkeypatch.context() as patch:
        patch.setitem(jobs.JOBS, 'apis_ccc_alive', fail)  # type: ignore[arg-type]
        for turn in range(3):
            for name in MONITORS:
                if name == 'apis_ccc_alive':
                    with pytest.raises(OSError, match='blind'):
                        jobs.run(name, watched, NOW + turn * MINUTE)
                else:
                    jobs.run(name, watched, NOW + turn * MINUTE)
        assert watcher.calls == []
    jobs.run('apis_ccc_alive', watched, NOW + 3 * MINUTE)
    assert len(watcher.calls) == 1


def test_other_jobs_and_no_address_call_nobody(config: Config, watcher: Watcher) -> None:
    go_round(config, NOW)
    for name in ('downtime', 'deliver', 'purge'):
        jobs.run(name, replace(config, HEARTBEAT_URL=watcher.url), NOW)
    assert watcher.calls == []


@pytest.mark.parametrize('is_first', [True, False])
def test_of_two_workers_that_end_a_round_at_once_one_calls(
    config: Config, watcher: Watcher, make: Maker, monkeypatch: pytest.MonkeyPatch, is_first: bool,
) -> None:
    watched = replace(config, HEARTBEAT_URL=watcher.url)
    if not is_first:
        go_round(watched, NOW - MINUTE)
    go_round(watched, NOW, MONITORS[:-1])
    look = jobs._successes

    def look_and_be_overtaken() -> dict[str, datetime]:
        found = look()
        with make.another_request(), transaction():
            if is_first:
                db.session.add(JobRun(name='heartbeat', succeeded=NOW))
            else:
                db.session.execute(update(JobRun).where(JobRun.name == 'heartbeat').values(succeeded=NOW))
        return found

    monkeypatch.setattr(jobs, '_successes', look_and_be_overtaken)
    before = len(watcher.calls)
    jobs.run(MONITORS[-1], watched, NOW)
    assert len(watcher.calls) == before


@pytest.mark.parametrize('answer', [404, 500, 0])
def test_a_heartbeat_that_is_refused_harms_nothing_and_is_told(
    config: Config, watcher: Watcher, make: Maker, caplog: pytest.LogCaptureFixture, answer: int,
) -> None:
    watcher.answer = answer
    go_round(replace(config, HEARTBEAT_URL=watcher.url), NOW)
    assert len(watcher.calls) == 1
    assert set(successes(make)) == set(MONITORS)
    (line,) = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert line.startswith('the heartbeat was not taken: ')


@pytest.mark.parametrize('url', ['http://127.0.0.1:1/', 'http://nowhere.invalid:x/', 'http://[/', 'http://127.0.0.1:1/\x7f'])
def test_a_heartbeat_that_leads_nowhere_harms_nothing(config: Config, make: Maker, url: str) -> None:
    go_round(replace(config, HEARTBEAT_URL=url), NOW)
    assert set(successes(make)) == set(MONITORS)


def test_a_heartbeat_that_hangs_is_not_waited_for(
    config: Config, make: Maker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(jobs, 'HEARTBEAT_SEC', 0.05)
    with silent_server() as port:
        go_round(replace(config, HEARTBEAT_URL=f'http://127.0.0.1:{port}/'), NOW)
    assert set(successes(make)) == set(MONITORS)
    assert 'the heartbeat was not taken: timed out' in caplog.text
