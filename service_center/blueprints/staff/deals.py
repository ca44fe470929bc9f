"""Deals of a cluster."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.lib import clock
from service_center.services import deals
from service_center.web import answers, params


@bp.get('/deal/liveList')
def live_deals() -> Response:
    """List the deals that are going on."""
    return answers.json_answer(deals.list_live(params.cluster(), clock.now(), as_budo=params.wants_budo()))


@bp.get('/deal/list')
@bp.get('/deal/live')
def list_deals() -> Response:
    """List the deals created in a period."""
    cluster, period = params.cluster(), params.period()
    return answers.json_answer(deals.list_created(cluster, period, as_budo=params.wants_budo()))


@bp.get('/deal/datetimeRange')
def deal_datetime_range() -> Response:
    """Say between which instants deals were created."""
    return answers.json_answer(deals.datetime_range(params.cluster()))


@bp.get('/deal/sumOfCumulateAmountWhsByHour')
def deal_sums_of_hours() -> Response:
    """Add up the energy of all deals by hour of the day."""
    cluster, zone = params.cluster(), params.time_zone()
    return answers.json_answer(deals.sums_of_hours(cluster, zone))
