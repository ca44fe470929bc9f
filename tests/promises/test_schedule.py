"""Every periodic job expires before its next turn: late ones don't pile up."""

from datetime import timedelta

import pytest

import celeryconfig
from service_center.config import DOWNTIME, MONITORING
from service_center.services.jobs import JOBS

SCHEDULE = celeryconfig.schedule(DOWNTIME, MONITORING)


@pytest.mark.parametrize('name', sorted(SCHEDULE))
def test_a_job_expires_before_its_next_turn(name: str) -> None:
    entry = SCHEDULE[name]
    assert isinstance(entry['schedule'], timedelta)
    assert 0 < entry['options']['expires'] <= entry['schedule'].total_seconds()


def test_every_job_has_its_turn_and_can_be_run_by_hand() -> None:
    assert {entry['task'] for entry in SCHEDULE.values()} == set(SCHEDULE) == set(JOBS)


def test_the_intervals_and_first_waits_are_those_of_the_settings() -> None:
    monitoring = {**MONITORING, 'initial_wait_sec': 7, 'interval_sec': {**MONITORING['interval_sec'], 'apis_ccc_alive': 300}}
    downtime = {**DOWNTIME, 'initial_wait_sec': 3, 'interval_sec': 600}
    schedule, waits = celeryconfig.schedule(downtime, monitoring), celeryconfig.first_waits(downtime, monitoring)
    assert schedule['apis_ccc_alive']['schedule'] == timedelta(minutes=5)
    assert schedule['downtime']['schedule'] == timedelta(minutes=10)
    assert waits == {'downtime': 3} | dict.fromkeys(MONITORING['interval_sec'], 7)
