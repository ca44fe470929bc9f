"""Failures, and the switches of the monitors."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.domain.errors import BadRequest
from service_center.lib import clock
from service_center.services import monitoring
from service_center.web import access, answers, params


@bp.get('/monitoring/failure/openList')
def open_failures() -> Response:
    """List the failures that are not closed."""
    return answers.json_answer(monitoring.list_open_failures(params.cluster()))


@bp.get('/monitoring/failure/list')
def list_failures() -> Response:
    """List the failures that touch a period."""
    cluster, period = params.cluster(), params.period()
    return answers.json_answer(monitoring.list_failures(cluster, period))


@bp.get('/monitoring/job/list')
def list_jobs() -> Response:
    """Say of each monitor whether it is on."""
    return answers.json_answer(monitoring.list_jobs(params.cluster()))


@bp.get('/monitoring/job/activate')
@access.changes_something
def activate_job() -> Response:
    """Switch a monitor on."""
    return _switch(on=True)


@bp.get('/monitoring/job/deactivate')
@access.changes_something
def deactivate_job() -> Response:
    """Switch a monitor off."""
    return _switch(on=False)


def _switch(*, on: bool) -> Response:
    cluster, monitor = params.cluster(), params.query('type')
    if monitor is None:
        raise BadRequest('no param : type')
    monitoring.switch_job(access.viewer(), cluster, monitor, clock.now(), on=on)
    return answers.text('ok')
