"""Is it alive, is it ready: for those who watch over the process."""

from flask import Blueprint, Response, current_app

from service_center.lib import clock
from service_center.services import health
from service_center.web import answers

bp = Blueprint('health', __name__)


@bp.get('/healthz')
def alive() -> Response:
    """Say that the process answers."""
    return answers.text('ok')


@bp.get('/readyz')
def ready() -> Response:
    """Say whether the databases answer, and which do not; and which jobs are late, which is no reason to ask another server."""
    missing = health.problems()
    if missing:
        return answers.text(f'unavailable : {", ".join(missing)}', 503)
    late = health.late_jobs(current_app.config['JOB_INTERVALS_SEC'], clock.now())
    return answers.text(f'late : {", ".join(late)}' if late else 'ok')
