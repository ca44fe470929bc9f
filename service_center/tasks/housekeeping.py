"""Jobs that keep the house tidy."""

from celery import shared_task
from flask import current_app

from service_center.lib import clock
from service_center.services import housekeeping, indexes


@shared_task(name='purge')
def purge() -> dict[str, int]:
    """Remove what has reached its documented age."""
    return housekeeping.purge(current_app.config['RETENTION_DAYS'], clock.now())


@shared_task(name='ensure_indexes')
def ensure_indexes() -> int:
    """Make indexes that are missing: a store that was away at the start has none."""
    return len(indexes.ensure())
