"""Every periodic job as a task of its own name."""

from celery import shared_task
from flask import current_app

from service_center.lib import clock
from service_center.services import jobs


def task_of(name: str) -> object:
    """Make the task that runs a job once."""

    @shared_task(name=name)
    def run() -> str:
        return jobs.run(name, current_app.config['CONFIG'], clock.now())

    return run


TASKS = {name: task_of(name) for name in jobs.JOBS}
