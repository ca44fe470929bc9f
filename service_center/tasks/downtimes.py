"""The job that finds downtimes."""

from celery import shared_task
from flask import current_app

from service_center.lib import clock
from service_center.services import downtimes


@shared_task(name='downtime')
def downtime() -> int:
    """Find the downtimes of all units as far as their unit data goes."""
    return downtimes.aggregate(current_app.config['DOWNTIME'], clock.now())
