"""apis-main fetches its scenario, or stores one of its own."""

from flask import Response, request

from service_center.blueprints.misc.blueprint import bp
from service_center.domain.errors import BadRequest
from service_center.domain.keys import UnitKey
from service_center.lib import clock
from service_center.services import accounts, communities, scenarios
from service_center.web import answers, params


@bp.post('/api/misc/scenario/currentData')
@bp.post('/api/apis/scenario/currentData')
def current_data() -> Response:
    """Give the text of the scenario that counts now, byte for byte; an empty body for none."""
    unit, unit_row_id = _unit_of_account()
    text = scenarios.deliver(unit, unit_row_id, clock.now())
    return answers.raw_json(text) if text else answers.nothing()


@bp.post('/api/misc/scenario/update')
@bp.post('/api/apis/scenario/update')
def update() -> Response:
    """Store a scenario for the unit."""
    unit, _ = _unit_of_account()
    name, data, description = (params.last(request.form, field) for field in ('name', 'data', 'description'))
    if name is None or data is None:
        raise BadRequest('no param : name, data')
    return answers.text(scenarios.update(unit, name, data, description, clock.now()))


def _unit_of_account() -> tuple[UnitKey, int]:
    username = params.last(request.form, 'username') or params.last(request.form, 'account')
    password = params.last(request.form, 'password')
    if username is None or password is None:
        raise BadRequest('no param : username/account, password')
    user_id = accounts.prove_machine(username, password, clock.now())
    unit = params.unit_key(request.form)
    return unit, communities.require_unit_of(user_id, unit)
