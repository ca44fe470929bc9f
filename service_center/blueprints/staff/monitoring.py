"""Failures, and the switches of the monitors."""

from flask import Response, current_app, request

from service_center.blueprints.staff.blueprint import bp
from service_center.domain.errors import BadRequest
from service_center.lib import clock
from service_center.services import jobs, monitoring, notices
from service_center.web import access, answers, cookies, params


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


@bp.get('/monitoring/state')
def state() -> Response:
    """Say which jobs are late, and who switched which monitor last."""
    cluster = params.cluster()
    late = jobs.list_late(current_app.config['JOB_INTERVALS_SEC'], clock.now())
    return answers.json_answer({'lateJobs': late, 'switches': monitoring.list_switches(cluster)})


@bp.get('/monitoring/notice/undelivered')
def list_undelivered() -> Response:
    """List the notices that no mail server has accepted."""
    return answers.json_answer(notices.list_undelivered(params.cluster()))


@bp.post('/monitoring/notice/retry')
def retry_notice() -> Response:
    """Try an undelivered notice again, by a form that carries the token of its cookie."""
    cookies.require_form_token()
    cluster, default_to = params.cluster(request.form), current_app.config['MONITORING']['default_notify_to']
    notices.retry(access.viewer(), cluster, params.last(request.form, 'noticeId'), default_to, clock.now())
    return answers.text('ok')


def _switch(*, on: bool) -> Response:
    cluster, monitor = params.cluster(), params.query('type')
    if monitor is None:
        raise BadRequest('no param : type')
    monitoring.switch_job(access.viewer(), cluster, monitor, clock.now(), on=on)
    return answers.text('ok')
