"""Scenarios of the resident's unit."""

from flask import Response, request

from service_center.blueprints.resident.blueprint import bp
from service_center.lib import clock
from service_center.services import scenarios
from service_center.web import access, answers, cookies, params


@bp.get('/scenario/availableList')
def available_scenarios() -> Response:
    """List the scenarios that the unit may choose."""
    return answers.json_answer(scenarios.list_available(params.own_unit()))


@bp.get('/scenario/current')
def current_scenario() -> Response:
    """Show the scenario that counts now; an empty body for none."""
    scenario = scenarios.current(params.own_unit(), clock.now())
    return answers.json_answer(scenario) if scenario else answers.nothing()


@bp.get('/scenario/readingList')
def readings() -> Response:
    """Say what the scenarios mean that the unit may choose."""
    return answers.json_answer(scenarios.list_readings(params.own_unit(), clock.now()))


@bp.get('/scenario/lastFetch')
def last_fetch() -> Response:
    """Say when the unit last fetched its scenario."""
    return answers.json_answer(scenarios.last_fetch(params.own_unit(), clock.now()))


@bp.get('/scenario/choose')
@access.changes_something
def choose_scenario() -> Response:
    """Choose a scenario, or none."""
    unit = params.own_unit()
    return answers.text(scenarios.choose(access.viewer(), unit, params.query('scenarioId'), clock.now()))


@bp.post('/scenario/choice')
def make_choice() -> Response:
    """Choose a scenario, or none, by a form that carries the token of its cookie."""
    cookies.require_form_token()
    unit = params.own_unit(request.form)
    return answers.text(scenarios.choose(access.viewer(), unit, params.last(request.form, 'scenarioId'), clock.now()))
