"""What the pages for residents are built on: client.js, and the facts about the display itself."""

from flask import Response, current_app

from service_center.blueprints.resident.blueprint import bp
from service_center.lib import clock
from service_center.services import communities
from service_center.web import access, answers, params, scripts


@bp.get('/client.js')
@access.for_everyone
def client_js() -> Response:
    """Give the script by which pages speak with the API."""
    return scripts.script('api/resident/client.js')


@bp.get('/display')
def display() -> Response:
    """Say what time it is here, and after how many seconds a unit counts as silent."""
    return answers.json_answer({'now': clock.now(), 'noDataAfterSec': current_app.config['NO_DATA_AFTER_SEC']})


@bp.get('/community/timeZone')
def community_time_zone() -> Response:
    """Name the time zone in which the community lives: what a day is on its pages."""
    zone = communities.time_zone_of(params.own_unit().community_id, current_app.config['TIME_ZONE'])
    return answers.json_answer({'timeZone': zone})
