"""Availability of the units of a cluster."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.lib import clock
from service_center.services import availability
from service_center.web import answers, params


@bp.get('/availability/list')
def list_availability() -> Response:
    """Say of each unit how long it was up, down and without data in a period."""
    cluster, period = params.cluster(), params.period()
    return answers.json_answer(availability.of_cluster(cluster, period, clock.now()))


@bp.get('/availability/datetimeRange')
def availability_range() -> Response:
    """Say from when to when there is data."""
    return answers.json_answer(availability.range_of_data(params.cluster(), clock.now()))
