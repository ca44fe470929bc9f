"""Broker, queues, and the whole schedule: every periodic job on one page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

imports = ('service_center.tasks.jobs',)
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_hijack_root_logger = False
worker_redirect_stdouts = False  # a stack that Celery prints is no line of the log, and not a line for each blank of it
worker_prefetch_multiplier = 1
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # however long Redis is away
broker_transport_options = {'polling_interval': 0.5}
beat_max_loop_interval = 5
redbeat_redis_options: dict[str, Any] = {}  # those of the broker are not meant for beat
redbeat_lock_timeout = 30  # a beat that died is replaced after half a minute

DELIVER_SEC = 10
HOUR_SEC = 3600


def schedule(downtime: Mapping[str, Any], monitoring: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Say when which job runs, by the settings DOWNTIME and MONITORING; a turn that is still waiting when its next comes has expired."""
    seconds = {'downtime': downtime['interval_sec']} | monitoring['interval_sec']
    seconds |= {'deliver': DELIVER_SEC, 'purge': HOUR_SEC, 'ensure_indexes': HOUR_SEC}
    return {
        name: {'task': name, 'schedule': timedelta(seconds=interval), 'options': {'expires': interval}}
        for name, interval in seconds.items()
    }


def first_waits(downtime: Mapping[str, Any], monitoring: Mapping[str, Any]) -> dict[str, float]:
    """Say how long after the start of beat a job has its first turn (s); those not named wait for their interval."""
    return {'downtime': downtime['initial_wait_sec']} | dict.fromkeys(monitoring['interval_sec'], monitoring['initial_wait_sec'])
