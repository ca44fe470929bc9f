"""Is it alive, is it ready: for those who watch over the process."""

from flask import Blueprint, Response

from service_center.services import health
from service_center.web import answers

bp = Blueprint('health', __name__)


@bp.get('/healthz')
def alive() -> Response:
    """Say that the process answers."""
    return answers.text('ok')


@bp.get('/readyz')
def ready() -> Response:
    """Say whether the databases answer, and which do not."""
    missing = health.problems()
    return answers.text(f'unavailable : {", ".join(missing)}', 503) if missing else answers.text('ok')
