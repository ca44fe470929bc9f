"""Unit data of the resident's unit."""

from flask import Response

from service_center.blueprints.resident.blueprint import bp
from service_center.lib import clock
from service_center.services import unit_data
from service_center.web import answers, params


@bp.get('/unitData/latestSet')
@bp.get('/unit_data/latestSet')
def latest_set() -> Response:
    """Show the newest unit data of the unit."""
    return answers.json_answer(unit_data.latest_of_unit(params.own_unit(), clock.now()))
