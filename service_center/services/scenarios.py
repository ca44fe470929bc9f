"""Scenarios: which a unit may choose, which it chose, and what apis-main is given."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy import update as update_rows
from sqlalchemy.exc import SQLAlchemyError

from service_center.domain import scenarios as grammar
from service_center.domain.choices import Scope, current_choice, is_available
from service_center.domain.errors import BadRequest
from service_center.domain.keys import UnitKey
from service_center.domain.roles import Viewer
from service_center.domain.scenario_telling import told
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.scenarios import Choice, Delivery, Fetch, Scenario
from service_center.services import communities
from service_center.services.transaction import once_more, transaction

logger = logging.getLogger(__name__)

FIELDS = ('id', 'community_id', 'cluster_id', 'unit_id', 'created', 'name', 'description', 'data')
LONGEST_NAME = 128
BAD_NAME = f'name: must have 1 to {LONGEST_NAME} characters, not only blanks'
MOST_DIGITS = 4000  # leading zeros included; of many more Python makes no number
NOTE_PATIENCE_MS = 200  # a house waits 5 s for its scenario, and not for our note of that
LONGEST_DESCRIPTION = 10_000
BAD_DESCRIPTION = f'description: must have at most {LONGEST_DESCRIPTION} characters, and no NUL among them'
MOST_OWN = 200
MOST_PROBLEMS = 100


def list_available(unit: UnitKey) -> list[dict[str, Any]]:
    """List the scenarios that a unit may choose, by name in code-point order."""
    return [_facts(scenario) for scenario in _available_in_order(unit)]


def list_readings(unit: UnitKey, now: datetime) -> list[dict[str, Any]]:
    """Say what the scenarios mean that a unit may choose, in the same order; last the one that counts, if it is none of them."""
    listed = _available_in_order(unit)
    counts = _current(unit, now)
    return [_reading(scenario) for scenario in listed + ([counts] if counts and counts not in listed else [])]


def current(unit: UnitKey, now: datetime) -> dict[str, Any] | None:
    """Show the scenario that counts for a unit now, None if it chose none (D20)."""
    scenario = _current(unit, now)
    return _facts(scenario) if scenario else None


def last_fetch(unit: UnitKey, now: datetime) -> dict[str, Any]:
    """Say when apis-main of a unit last fetched its scenario, which one, and whether it would be given the same text now."""
    fetch = db.session.get(Fetch, communities.find_unit(unit))
    if fetch is None:
        return {'fetchedAt': None, 'scenarioId': None, 'isUpToDate': False}
    has_it = fetch.digest == _digest(_text_of(_current(unit, now)))
    return {'fetchedAt': fetch.fetched_at, 'scenarioId': fetch.scenario_id, 'isUpToDate': has_it}


def choose(viewer: Viewer, unit: UnitKey, scenario_id: str | None, now: datetime) -> str:
    """Choose a scenario for a unit, or none, and say `ok` or `no change`; raises BadRequest for one that is not available (D8, D9)."""
    with transaction():
        communities.lock_unit(unit)
        before = _current(unit, now)
        after = _chosen(unit, scenario_id, before) if scenario_id else None
        if after is before:
            return 'no change'
        db.session.add(_choice(unit, after, now))
        db.session.add(Audit(at=now, who=viewer.username, what=audited(unit), before=named(before), after=named(after)))
    return 'ok'


def deliver(unit: UnitKey, unit_row_id: int, now: datetime) -> str | None:
    """Give apis-main the text of its scenario, byte for byte, None for none or for the text `null` (D22), and note the fetch."""
    scenario = _current(unit, now)
    scenario_id = scenario.id if scenario else None
    text = _text_of(scenario)
    try:
        once_more(lambda: _record_fetch(unit_row_id, scenario_id, text, now))
    except SQLAlchemyError:
        # a house waits five seconds for its scenario: the note about it must not keep it waiting in vain
        logger.warning('the fetch of %s / %s / %s was not noted', unit.community_id, unit.cluster_id, unit.unit_id, exc_info=True)
    return text


def update(unit: UnitKey, name: str, data: str, description: str | None, now: datetime) -> str:
    """Store a scenario for exactly one unit, say `created` or `updated`; raises BadRequest with all problems (D15)."""
    problems = _problems(name, data, description)
    if problems:
        more = [f'… and {len(problems) - MOST_PROBLEMS} more'] if len(problems) > MOST_PROBLEMS else []
        raise BadRequest('\n'.join(problems[:MOST_PROBLEMS] + more))
    return once_more(lambda: _store(unit, name, data, description, now))


def _problems(name: str, data: str, description: str | None) -> list[str]:
    of_name = [] if name.strip() and len(name) <= LONGEST_NAME and '\0' not in name else [BAD_NAME]
    bad_description = description and ('\0' in description or len(description) > LONGEST_DESCRIPTION)
    of_description = [BAD_DESCRIPTION] if bad_description else []
    return of_name + of_description + [str(problem) for problem in grammar.errors(data)]


def _store(unit: UnitKey, name: str, data: str, description: str | None, now: datetime) -> str:
    scope = {'community_id': unit.community_id, 'cluster_id': unit.cluster_id, 'unit_id': unit.unit_id}
    with transaction():
        known = db.session.scalar(select(Scenario).filter_by(**scope, name=name))
        if known is None:
            _refuse_too_many(scope)
            db.session.add(Scenario(**scope, created=now, name=name, description=description, data=data))
            return 'created'
        known.data, known.description = data, description
    return 'updated'


def _refuse_too_many(scope: dict[str, str]) -> None:
    if (db.session.scalar(select(func.count()).select_from(Scenario).filter_by(**scope)) or 0) >= MOST_OWN:
        raise BadRequest(f'a unit has at most {MOST_OWN} scenarios of its own')


def _reading(scenario: Scenario) -> dict[str, Any]:
    try:
        meaning = told(grammar.reading(scenario.data or ''))
    except grammar.UnsoundScenario as fault:
        return {'id': scenario.id, 'fault': str(fault), 'reading': None}
    return {'id': scenario.id, 'fault': None, 'reading': meaning}


def _text_of(scenario: Scenario | None) -> str | None:
    return scenario.data if scenario and scenario.data and not grammar.is_json_null(scenario.data) else None


def _digest(text: str | None) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ''


def _available_in_order(unit: UnitKey) -> list[Scenario]:
    return sorted(_available(unit), key=lambda scenario: (scenario.name, scenario.id))


def _available(unit: UnitKey) -> list[Scenario]:
    near = select(Scenario).where(
        Scenario.community_id.is_(None) | (Scenario.community_id == unit.community_id),
        Scenario.cluster_id.is_(None) | (Scenario.cluster_id == unit.cluster_id),
        Scenario.unit_id.is_(None) | (Scenario.unit_id == unit.unit_id),
    )
    return [s for s in db.session.scalars(near) if is_available(Scope(s.community_id, s.cluster_id, s.unit_id), unit)]


def _current(unit: UnitKey, now: datetime) -> Scenario | None:
    # only the latest few are asked for: choices are only ever added
    counting = select(Choice).filter_by(community_id=unit.community_id, cluster_id=unit.cluster_id, unit_id=unit.unit_id)
    latest = db.session.scalars(counting.where(Choice.created <= now).order_by(Choice.created.desc(), Choice.id.desc()).limit(1)).all()
    choice = current_choice(latest, now)
    return choice.scenario if choice else None


def _chosen(unit: UnitKey, scenario_id: str, before: Scenario | None) -> Scenario:
    if not scenario_id.isdecimal() or len(scenario_id) > MOST_DIGITS:
        raise BadRequest('bad scenarioId')
    if before is not None and before.id == int(scenario_id):
        return before
    found = next((s for s in _available(unit) if s.id == int(scenario_id)), None)
    if found is None:
        raise BadRequest('bad scenarioId')
    return found


def _choice(unit: UnitKey, scenario: Scenario | None, now: datetime) -> Choice:
    return Choice(community_id=unit.community_id, cluster_id=unit.cluster_id, unit_id=unit.unit_id, created=now, scenario=scenario)


def _record_fetch(unit_row_id: int, scenario_id: int | None, text: str | None, now: datetime) -> None:
    digest = _digest(text)
    note = {'fetched_at': now, 'scenario_id': scenario_id, 'digest': digest}
    of_unit = update_rows(Fetch).where(Fetch.unit_id == unit_row_id).values(note).returning(Fetch.unit_id)
    with transaction(patience_ms=NOTE_PATIENCE_MS):
        # written first, looked at by what was written: of two fetches at once only one is the first with another text
        is_other_text = db.session.execute(of_unit.where(Fetch.digest != digest)).first() is not None
        if not is_other_text and db.session.execute(of_unit).first() is None:
            db.session.add(Fetch(unit_id=unit_row_id, **note))
            is_other_text = True
        if is_other_text:
            db.session.add(Delivery(unit_id=unit_row_id, delivered_at=now, scenario_id=scenario_id, digest=digest))


def _facts(scenario: Scenario) -> dict[str, Any]:
    return {name: getattr(scenario, name) for name in FIELDS}


def audited(unit: UnitKey) -> str:
    """Name the choices of a unit for the audit."""
    return f'scenario of {unit.community_id} / {unit.cluster_id} / {unit.unit_id}'


def named(scenario: Scenario | None) -> str | None:
    """Name a scenario for the audit."""
    return f'{scenario.name} ({scenario.id})' if scenario else None
