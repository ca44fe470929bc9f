"""Downtimes of the units of a cluster."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.services import downtimes
from service_center.web import answers, params


@bp.get('/downtime/unitIdList')
def downtime_unit_id_list() -> Response:
    """List the units whose downtimes are aggregated."""
    return answers.json_answer(downtimes.list_unit_ids(params.cluster()))


@bp.get('/downtime/list')
def list_downtimes() -> Response:
    """List the downtimes that touch a period."""
    cluster, period = params.cluster(), params.period()
    return answers.json_answer(downtimes.list_downtimes(cluster, params.query('unitId'), period))
