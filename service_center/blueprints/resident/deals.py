"""Deals of the resident's unit, neighbours masked. The specification names two of them below unitData too."""

from flask import Response

from service_center.blueprints.resident.blueprint import bp
from service_center.lib import clock
from service_center.services import deals
from service_center.web import answers, params


@bp.get('/deal/liveList')
@bp.get('/unitData/liveList')
@bp.get('/unit_data/liveList')
def live_deals() -> Response:
    """List the deals that are going on."""
    return answers.json_answer(deals.list_live(params.own_unit(), clock.now(), as_budo=params.wants_budo()))


@bp.get('/deal/list')
@bp.get('/deal/live')
@bp.get('/unitData/list')
@bp.get('/unit_data/list')
def list_deals() -> Response:
    """List the deals created in a period."""
    unit, period = params.own_unit(), params.period()
    return answers.json_answer(deals.list_created(unit, period, as_budo=params.wants_budo()))


@bp.get('/deal/datetimeRange')
def deal_datetime_range() -> Response:
    """Say between which instants deals were created."""
    return answers.json_answer(deals.datetime_range(params.own_unit()))


@bp.get('/deal/sumOfCumulateAmountWhsByHour')
def deal_sums_of_hours() -> Response:
    """Add up the energy of all deals by hour of the day."""
    unit, zone = params.own_unit(), params.time_zone()
    return answers.json_answer(deals.sums_of_hours(unit, zone))
