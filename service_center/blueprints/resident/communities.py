"""What is registered, as far as it leads to the resident's units."""

from flask import Response

from service_center.blueprints.resident.blueprint import bp
from service_center.services import communities
from service_center.web import access, answers, params


@bp.get('/community/outline')
def outline() -> Response:
    """Draw the hierarchy that leads to the viewer's units, on request at an instant."""
    return answers.json_answer(communities.resident_outline(access.viewer(), params.instant('datetime')))
