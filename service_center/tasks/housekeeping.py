"""Jobs that keep the house tidy."""

from celery import shared_task

from service_center.lib import clock
from service_center.services import indexes, sessions


@shared_task(name='purge')
def purge() -> int:
    """Remove sessions that are over."""
    return sessions.purge(clock.now())


@shared_task(name='ensure_indexes')
def ensure_indexes() -> int:
    """Make indexes that are missing: a store that was away at the start has none."""
    return len(indexes.ensure())
