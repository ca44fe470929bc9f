"""The Celery application: made from `celeryconfig.py`, run inside our application's context."""

from typing import Any

from celery import Celery, Task
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
    celery.conf.timezone = 'UTC'
    celery.set_default()
    app.extensions['celery'] = celery
