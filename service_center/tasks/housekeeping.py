"""Jobs that keep the house tidy."""

from celery import shared_task

from service_center.lib import clock
from service_center.services import sessions


@shared_task(name='purge')
def purge() -> int:
    """Remove sessions that are over."""
    return sessions.purge(clock.now())
