"""Scenarios of the resident's unit."""

from flask import Response

from service_center.blueprints.resident.blueprint import bp
from service_center.lib import clock
from service_center.services import scenarios
from service_center.web import access, answers, params


@bp.get('/scenario/availableList')
def available_scenarios() -> Response:
    """List the scenarios that the unit may choose."""
    return answers.json_answer(scenarios.list_available(params.own_unit()))


@bp.get('/scenario/current')
def current_scenario() -> Response:
    """Show the scenario that counts now; an empty body for none."""
    scenario = scenarios.current(params.own_unit(), clock.now())
    return answers.json_answer(scenario) if scenario else answers.nothing()


@bp.get('/scenario/choose')
@access.changes_something
def choose_scenario() -> Response:
    """Choose a scenario, or none."""
    unit = params.own_unit()
    return answers.text(scenarios.choose(access.viewer(), unit, params.query('scenarioId'), clock.now()))
