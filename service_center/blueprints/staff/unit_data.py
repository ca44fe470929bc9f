"""Unit data of a cluster."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.lib import clock
from service_center.services import unit_data
from service_center.web import answers, params


@bp.get('/unitData/unitIdList')
@bp.get('/unit_data/unitIdList')
def unit_id_list() -> Response:
    """List the units that ever reported."""
    return answers.json_answer(unit_data.list_unit_ids(params.cluster(), clock.now()))


@bp.get('/unitData/latestSet')
@bp.get('/unit_data/latestSet')
def latest_set() -> Response:
    """Show the newest set of unit data."""
    return answers.json_answer(unit_data.latest_set(params.cluster(), clock.now()))
