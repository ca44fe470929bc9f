"""The Celery application: made from `celeryconfig.py`, run inside our application's context."""

from typing import Any

from celery import Celery, Task, signals
from flask import Flask

import celeryconfig
from service_center.config import Config


def register(app: Flask, config: Config) -> None:
    """Make the Celery application of a Flask application; it becomes the current one."""

    class InContext(Task):
        def __call__(self, *args: object, **kwargs: object) -> Any:
            with app.app_context():
                return self.run(*args, **kwargs)

    celery = Celery('service_center', task_cls=InContext, set_as_current=True)
    celery.config_from_object(celeryconfig)
    celery.conf.broker_url = config.REDIS_URL or 'memory://localhost/'
    celery.conf.redbeat_redis_url = config.REDIS_URL
    celery.conf.timezone = 'UTC'
    celery.conf.beat_schedule = celeryconfig.schedule(config.DOWNTIME, config.MONITORING)
    app.config['JOB_INTERVALS_SEC'] = {name: entry['options']['expires'] for name, entry in celery.conf.beat_schedule.items()}
    celery.conf.first_waits = celeryconfig.first_waits(config.DOWNTIME, config.MONITORING)
    celery.set_default()
    app.extensions['celery'] = celery


@signals.beat_init.connect
def take_first_turns(sender: Any, **_: object) -> None:
    """Let jobs run soon after beat starts, rather than after their first interval; a second beat does no harm."""
    celery = sender.app
    for name, wait in celery.conf.first_waits.items():
        celery.send_task(name, countdown=wait, expires=wait + celery.conf.beat_schedule[name]['options']['expires'])
