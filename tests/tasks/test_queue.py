"""The queue: first turns soon after beat starts, jobs inside the application's context, and late ticks that are dropped."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from celery import Celery
from celery.worker.request import Request
from flask import Flask, current_app, has_app_context
from kombu import Connection

from service_center.config import Config
from service_center.domain.monitors import MONITORS
from service_center.models.monitoring import JobRun
from service_center.services import jobs
from service_center.tasks import queue
from service_center.tasks.jobs import TASKS
from tests.factories import MINUTE, NOW, SECOND, Maker


@pytest.fixture
def celery(app: Flask, clean: None, clock: time_machine.Traveller) -> Celery:
    found: Celery = app.extensions['celery']
    with found.connection_for_write() as connection:
        connection.default_channel.queue_purge('celery')
    return found


def waiting(celery: Celery) -> list[tuple[str, float, float]]:
    """Take what waits in the queue: task, seconds until it is due, seconds until it expires."""
    found = []
    connection: Connection
    with celery.connection_for_read() as connection, connection.SimpleQueue('celery') as line:
        while line.qsize():
            message = line.get_nowait()
            message.ack()
            told = message.headers
            found.append((told['task'], _from_now(told['eta']), _from_now(told['expires'])))
    return found


def _from_now(instant: str) -> float:
    return (datetime.fromisoformat(instant) - NOW).total_seconds()


# ---- first turns


def test_when_beat_starts_downtime_and_monitors_have_a_first_turn_soon_that_expires(celery: Celery) -> None:
    queue.take_first_turns(SimpleNamespace(app=celery))
    assert sorted(waiting(celery)) == sorted([('downtime', 5, 305), *((name, 5, 65) for name in MONITORS)])


def test_first_waits_are_those_of_the_settings(celery: Celery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(celery.conf, 'first_waits', {'downtime': 0.5, 'apis_log_severe': 90})
    queue.take_first_turns(SimpleNamespace(app=celery))
    assert sorted(waiting(celery)) == [('apis_log_severe', 90, 150), ('downtime', 0.5, 300.5)]


def test_the_start_of_any_beat_is_heard() -> None:
    assert any(receiver() is queue.take_first_turns for _, receiver in queue.signals.beat_init.receivers)


# ---- tasks


def test_there_is_a_task_of_the_same_name_for_every_job(celery: Celery) -> None:
    assert set(TASKS) == set(jobs.JOBS)
    assert set(jobs.JOBS) <= set(celery.tasks)


def test_a_task_runs_its_job_now_inside_the_application(
    app: Flask, celery: Celery, make: Maker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, bool]] = []

    def note(config: Config, now: datetime) -> str:
        asked.append((config.TIME_ZONE, has_app_context() and current_app == app))
        assert now == NOW
        return 'done'

    monkeypatch.setitem(jobs.JOBS, 'purge', note)  # type: ignore[arg-type]
    assert celery.tasks['purge']() == 'done'
    assert asked == [('Asia/Tokyo', True)]
    assert make.rows(JobRun, 'name', 'succeeded') == [('begun', NOW), ('purge', NOW)]
    assert not has_app_context()


def test_a_job_that_fails_is_a_task_that_failed_and_no_success(
    celery: Celery, make: Maker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_config: Config, _now: datetime) -> str:
        raise OSError('no')

    monkeypatch.setitem(jobs.JOBS, 'purge', fail)  # type: ignore[arg-type]
    result = celery.tasks['purge'].apply()
    assert (result.state, str(result.result)) == ('FAILURE', 'no')
    assert make.rows(JobRun, 'name') == ['begun']


# ---- ticks that come late


def ticked(celery: Celery, name: str, at: datetime) -> Any:
    """Send a job as beat does at an instant, and give what a worker makes of the message."""
    entry = celery.conf.beat_schedule[name]
    with time_machine.travel(at, tick=False):
        celery.send_task(entry['task'], **entry['options'])
    with celery.connection_for_read() as connection, connection.SimpleQueue('celery') as line:
        message = line.get_nowait()
        message.ack()
    return Request(message, app=celery, task=celery.tasks[name], decoded=False, body=message.body, headers=message.headers)


@pytest.mark.parametrize(('name', 'ago', 'expired'), [
    ('apis_main_alive', 59 * SECOND, False), ('apis_main_alive', 61 * SECOND, True), ('deliver', 9 * SECOND, False),
    ('deliver', 11 * SECOND, True), ('downtime', 4 * MINUTE, False), ('downtime', 6 * MINUTE, True),
])
def test_a_tick_that_waited_until_its_next_is_dropped(celery: Celery, name: str, ago: Any, expired: bool) -> None:
    request = ticked(celery, name, NOW - ago)
    assert bool(request.maybe_expire()) is expired


# ---- what keeps a job from being lost


def test_a_job_is_taken_from_the_queue_when_it_is_done_and_given_back_when_its_process_is_killed(celery: Celery) -> None:
    assert (celery.conf.task_acks_late, celery.conf.task_reject_on_worker_lost, celery.conf.worker_prefetch_multiplier) == (True, True, 1)


def test_intervals_are_known_to_those_who_say_what_is_late(app: Flask, celery: Celery) -> None:
    schedule = celery.conf.beat_schedule
    assert app.config['JOB_INTERVALS_SEC'] == {name: entry['schedule'].total_seconds() for name, entry in schedule.items()}
