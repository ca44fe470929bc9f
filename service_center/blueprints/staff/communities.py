"""What is registered, for staff."""

from flask import Response

from service_center.blueprints.staff.blueprint import bp
from service_center.services import communities
from service_center.web import answers, params


@bp.get('/community/outline')
def outline() -> Response:
    """Draw the hierarchy of communities, clusters and units, on request at an instant."""
    return answers.json_answer(communities.whole_outline(params.instant('datetime')))
