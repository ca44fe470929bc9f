"""The Celery application: made from `celeryconfig.py`, run inside our application's context."""

import logging
from typing import Any

from celery import Celery, Task, current_app, signals
from flask import Flask
from pymongo.errors import PyMongoError
from sqlalchemy.exc import InterfaceError, OperationalError

import celeryconfig
from service_center import logs
from service_center.config import Config
from service_center.extensions import mongo
from service_center.services import health
from service_center.services.monitors import RoundFailed

logger = logging.getLogger(__name__)
# a server that is away: told in a sentence; what nobody foresaw keeps its stack, which Celery logs
FORESEEN = (RoundFailed, OperationalError, InterfaceError, PyMongoError, OSError)


def register(app: Flask, config: Config) -> None:
    """Make the Celery application of a Flask application; it becomes the current one."""

    class InContext(Task):
        throws = FORESEEN

        def __call__(self, *args: object, **kwargs: object) -> Any:
            with app.app_context():
                try:
                    return self.run(*args, **kwargs)
                except FORESEEN as error:
                    logger.error('job %s failed : %s', self.name, health.in_words(error))
                    raise

    celery = Celery('service_center', task_cls=InContext, set_as_current=True)
    celery.config_from_object(celeryconfig)
    celery.conf.broker_url = config.REDIS_URL or 'memory://localhost/'
    celery.conf.redbeat_redis_url = config.REDIS_URL
    celery.conf.timezone = 'UTC'
    celery.conf.beat_schedule = celeryconfig.schedule(config.DOWNTIME, config.MONITORING)
    app.config['JOB_INTERVALS_SEC'] = {name: entry['options']['expires'] for name, entry in celery.conf.beat_schedule.items()}
    celery.conf.first_waits = celeryconfig.first_waits(config.DOWNTIME, config.MONITORING)
    celery.settings = config
    celery.set_default()
    app.extensions['celery'] = celery


@signals.worker_process_init.connect
def begin_anew(**_: object) -> None:
    """Give a child of the worker what does not outlive a fork: its own way to MongoDB, and a thread of its own that mails errors."""
    mongo.begin_anew()
    logs.begin_anew(current_app.settings)


@signals.beat_init.connect
def take_first_turns(sender: Any, **_: object) -> None:
    """Let jobs run soon after beat starts, rather than after their first interval; a second beat does no harm."""
    celery = sender.app
    for name, wait in celery.conf.first_waits.items():
        celery.send_task(name, countdown=wait, expires=wait + celery.conf.beat_schedule[name]['options']['expires'])
