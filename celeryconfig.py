"""Broker, queues, and the whole schedule: every periodic job on one page."""

from datetime import timedelta

imports = ('service_center.tasks.housekeeping',)
task_ignore_result = True
task_acks_late = True
worker_hijack_root_logger = False
worker_prefetch_multiplier = 1
broker_connection_retry_on_startup = True
broker_transport_options = {'polling_interval': 0.5}
beat_max_loop_interval = 5
redbeat_lock_timeout = 30  # a beat that died is replaced after half a minute

HOUR = timedelta(hours=1)
beat_schedule = {
    'purge': {'task': 'purge', 'schedule': HOUR, 'options': {'expires': HOUR.total_seconds()}},
    'ensure_indexes': {'task': 'ensure_indexes', 'schedule': HOUR, 'options': {'expires': HOUR.total_seconds()}},
}
