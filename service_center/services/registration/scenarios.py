"""Scenarios and choices, as administrators register them; whether a text is sound the domain says."""

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select

from service_center.domain import entries
from service_center.domain import scenarios as grammar
from service_center.domain.choices import Scope, is_available
from service_center.domain.entries import Entry, Facts, Problems, text_of
from service_center.domain.keys import UnitKey
from service_center.domain.scenario_telling import told as reading_told
from service_center.domain.scopes import check_scope
from service_center.extensions import db
from service_center.lib.local_time import local_text
from service_center.models.scenarios import Choice, Scenario
from service_center.services import scenarios
from service_center.services.registration.engine import Kind, count
from service_center.services.registration.places import list_places, number

MOST_TOLD = 100
OF_UNITS = 'Units that chose it are given the new text the next time they ask.'


class Scenarios(Kind):
    """Scenarios, and whom they are for."""

    table = Scenario

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def facts(self, row: Scenario) -> Facts:
        return {
            'Community id': row.community_id or '', 'Cluster id': row.cluster_id or '', 'Unit id': row.unit_id or '',
            'Created': f'{local_text(row.created, self._zone)} {self._zone}',
            'Name': row.name, 'Description': row.description or '', 'Data': row.data or '',
        }

    def named(self, row: Scenario) -> str:
        scope = ' / '.join(filter(None, (row.community_id, row.cluster_id, row.unit_id)))
        return f'scenario {row.name} ({row.id}){" for " + scope if scope else ""}'

    def write(self, row: Scenario, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        kept = Scope(row.community_id, row.cluster_id, row.unit_id)
        scope = check_scope(told, entry, {**list_places(), **_ways(kept)}, 3, is_whole=False)
        created = _created(told, entry, self._zone, row.created)
        name = entries.check_name(told, entry)
        self._refuse_same(told, row, scope, name)
        description = entries.check_length(told, 'description', lines(entry, 'description').strip(), entries.LONGEST_TEXT)
        data = lines(entry, 'data')
        if data == (row.data or '').replace('\r\n', '\n'):
            data = row.data or ''  # untouched: byte for byte, as houses are given it
        elif data.strip():
            self._check(told, data, scope)
        row.community_id, row.cluster_id, row.unit_id = scope
        row.created, row.name, row.description, row.data = created or now, name, description or None, data if data.strip() else None
        return []

    def hindrances(self, row: Scenario) -> list[str]:
        chosen = count(select(Choice.id).where(Choice.scenario_id == row.id))
        return [f'{chosen} choice{"s" * (chosen > 1)} of units still refer to it.'] if chosen else []

    def notes(self, row: Scenario) -> list[str]:
        _, warnings = _examined(row.data or '', Scope(row.community_id, row.cluster_id, row.unit_id))
        in_use = count(select(Choice.id).where(Choice.scenario_id == row.id))
        return [*map(str, warnings[:MOST_TOLD]), *([OF_UNITS] if in_use else [])]

    @staticmethod
    def _refuse_same(told: Problems, row: Scenario, scope: Scope, name: str) -> None:
        same = select(Scenario.id).filter_by(community_id=scope[0], cluster_id=scope[1], unit_id=scope[2], name=name)
        if db.session.scalar(same.where(Scenario.id != (row.id or 0)).limit(1)):
            told.add('name', 'There is a scenario of this name for the same community, cluster and unit already.')

    @staticmethod
    def _check(told: Problems, data: str, scope: Scope) -> None:
        for problem in _examined(data, scope)[0][:MOST_TOLD]:
            told.add('data', str(problem))


class Choices(Kind):
    """Which scenario a unit chose when; what counts now follows from Created (D20)."""

    table = Choice

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def facts(self, row: Choice) -> Facts:
        return {
            'Community id': row.community_id, 'Cluster id': row.cluster_id, 'Unit id': row.unit_id,
            'Created': f'{local_text(row.created, self._zone)} {self._zone}', 'Scenario': scenarios.named(row.scenario) or 'none',
        }

    def named(self, row: Choice) -> str:
        return scenarios.audited(_unit_of(row))

    def write(self, row: Choice, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        kept = _ways(Scope(row.community_id, row.cluster_id, row.unit_id))
        scope = check_scope(told, entry, {**list_places(), **kept}, 3, is_whole=True)
        created = _created(told, entry, self._zone, row.created)
        scenario = self._scenario(told, row, entry, scope)
        same = select(Choice.id).filter_by(community_id=scope[0], cluster_id=scope[1], unit_id=scope[2], created=created)
        if created and db.session.scalar(same.where(Choice.id != (row.id or 0)).limit(1)):
            told.add('created', 'This unit has a choice of this very time already.')
        row.community_id, row.cluster_id, row.unit_id = (each or '' for each in scope)
        row.created, row.scenario = created or now, scenario
        return []

    @staticmethod
    def _scenario(told: Problems, row: Choice, entry: Entry, scope: Scope) -> Scenario | None:
        picked = text_of(entry, 'scenario')
        if not picked:
            return None
        scenario = db.session.get(Scenario, number(picked) or 0)
        if scenario is None:
            told.add('scenario', 'There is no such scenario any more.')
        elif scenario is not row.scenario and not _is_offered(scenario, scope):
            told.add('scenario', 'This scenario is not offered to this unit.')
        return scenario


def examine(entry: Entry) -> dict[str, Any]:
    """Say of a scenario text that is being written what is wrong with it, and what it means: errors, warnings, reading."""
    scope = check_scope(Problems(), entry, list_places(), 3, is_whole=False)
    data = lines(entry, 'data')
    errors, warnings = _examined(data, scope)
    reading = None if errors else reading_told(grammar.reading(data))
    return {'errors': list(map(str, errors[:MOST_TOLD])), 'warnings': list(map(str, warnings[:MOST_TOLD])), 'reading': reading}


def lines(entry: Entry, name: str) -> str:
    """Give a text of several lines as its author wrote it: browsers send another end of line."""
    return str(entry.get(name) or '').replace('\r\n', '\n')


def _examined(data: str, scope: Scope) -> tuple[list[grammar.Problem], list[grammar.Problem]]:
    found = grammar.problems(data, unit_ids=_unit_ids(scope), own_unit_id=scope.unit_id) if data else grammar.problems('')
    errors = [problem for problem in found if problem.severity is grammar.Severity.ERROR]
    return errors, [problem for problem in found if problem.severity is not grammar.Severity.ERROR]


def _unit_ids(scope: Scope) -> Collection[str] | None:
    if scope.cluster_id is None:
        return None
    return [way[2] for way in list_places() if len(way) == 3 and way[:2] == (scope.community_id, scope.cluster_id)]


def _created(told: Problems, entry: Entry, zone: tzinfo, stored: datetime | None) -> datetime | None:
    created = entries.check_instant(told, entry, 'created', zone, stored)
    if not text_of(entry, 'created'):
        told.add('created', entries.REQUIRED)
    return created


def _ways(scope: Scope) -> dict[tuple[str, ...], str]:
    """Name the ways to what a row speaks of already, be it registered still or not."""
    ids = tuple(each for each in scope if each)
    return {ids[: depth + 1]: ids[depth] for depth in range(len(ids))}


def _is_offered(scenario: Scenario, scope: Scope) -> bool:
    return is_available(Scope(scenario.community_id, scenario.cluster_id, scenario.unit_id), UnitKey(*(each or '' for each in scope)))


def _unit_of(row: Choice) -> UnitKey:
    return UnitKey(row.community_id, row.cluster_id, row.unit_id)
