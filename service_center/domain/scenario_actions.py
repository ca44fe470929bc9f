"""The rules for what a section requests and accepts: statuses, actions, conditions (S15 to S24, S27 to S29)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from service_center.domain.scenario_problems import Place, Problem, error, shown, warning
from service_center.domain.scenario_ranges import OPEN_END, WhBounds
from service_center.domain.scenario_text import MAX_INT, JsonObject
from service_center.domain.scenario_walk import is_comment, is_whole, unknown_member, walk

REQUEST = 'request'
ACCEPT = 'accept'
ACTIONS = ('charge', 'discharge')
# apis-main keeps points in single precision: anything greater becomes infinite.
MAX_POINT = 3.4028234663852886e38


@dataclass(frozen=True)
class Known:
    """What may be known besides the text: the units of the cluster, the unit itself, its battery in Wh."""

    unit_ids: Collection[str] | None = None
    own_unit_id: str | None = None
    capacity_wh: int | None = None


@dataclass(frozen=True)
class SectionFacts:
    """What the conditions of a section are measured by; without a readable batteryStatus its statuses are None."""

    statuses: Mapping[str, list[WhBounds]] | None
    needs_points: bool
    known: Known


@dataclass(frozen=True)
class Situation:
    """When a condition applies: on a request or an accept, in which status, for charging or discharging."""

    kind: str
    status: str
    action: str
    facts: SectionFacts


def kind_problems(kind: str, facts: SectionFacts, value: object, place: Place) -> Iterator[Problem]:
    """Checks a whole `request` or `accept` (S14 and below)."""
    if not isinstance(value, JsonObject):
        yield error('S14', place, f'"{kind}" has to be an object.')
        return
    yield from walk(value, place, partial(_status_problems, kind, facts))


def _status_problems(kind: str, facts: SectionFacts, status: str, value: object, place: Place) -> Iterator[Problem]:
    if facts.statuses is not None and status not in facts.statuses:
        yield warning('S28', place, 'No battery range leads to this status: it never applies.')
    if not isinstance(value, JsonObject):
        yield error('S15', place, 'What to do in a status has to be an object; {} is nothing.')
        return
    if kind == REQUEST:
        yield from _request_problems(value, place)
    has_action = any(action in value.members for action in ACTIONS)
    yield from walk(value, place, partial(_action_problems, kind, status, facts, has_action))


def _request_problems(actions: JsonObject, place: Place) -> Iterator[Problem]:
    names = actions.members.keys()
    if names >= set(ACTIONS):
        yield warning('S17', place, 'A request is either for charge or for discharge: charge wins here.')
    if names and all(map(is_comment, names)):
        yield warning('S18', place, 'A comment alone makes the evaluation of the request fail; use {} for no request.')


def _action_problems(
    kind: str, status: str, facts: SectionFacts, has_action: bool, action: str, value: object, place: Place
) -> Iterator[Problem]:
    if action in ACTIONS:
        yield from _condition_problems(Situation(kind, status, action, facts), value, place)
    elif kind == REQUEST and not has_action:
        yield error('S18', place, 'Neither charge nor discharge is requested: the evaluation fails every time.')
    else:
        yield unknown_member(action, place)


def _condition_problems(situation: Situation, value: object, place: Place) -> Iterator[Problem]:
    if not isinstance(value, JsonObject):
        yield error('S16', place, f'"{situation.action}" has to be an object.')
        return
    members = value.members
    if 'limitWh' not in members:
        yield error('S19', place, '"limitWh" is missing.')
    if 'pointPerWh' not in members and situation.facts.needs_points:
        yield _point_missing(situation.kind, place)
    yield from walk(value, place, partial(_member_problems, situation))


def _point_missing(kind: str, place: Place) -> Problem:
    if kind == REQUEST:
        return error('S22', place, '"pointPerWh" is missing, which the strategy pointAndAmount needs.')
    return warning('S23', place, '"pointPerWh" is missing: requesters who go by points ignore this offer.')


def _member_problems(situation: Situation, key: str, value: object, place: Place) -> Iterator[Problem]:
    match key:
        case 'limitWh':
            yield from _limit_problems(situation, value, place)
        case 'pointPerWh':
            yield from _point_problems(value, place)
        case 'pairUnitId':
            yield from _pair_problems(situation.facts.known, value, place)
        case _:
            yield unknown_member(key, place)


def _limit_problems(situation: Situation, value: object, place: Place) -> Iterator[Problem]:
    if not is_whole(value) or not 0 <= value <= MAX_INT:
        yield error('S20', place, f'"limitWh" has to be a whole number from 0 to {MAX_INT}, without quotes.')
        return
    capacity = situation.facts.known.capacity_wh
    if capacity is not None and value > capacity:
        yield warning('S29', place, f'The limit is above what the battery holds, {capacity} Wh.')
    bands = (situation.facts.statuses or {}).get(situation.status, [])
    if any(_misses(situation, value, band) for band in bands):
        side = 'above' if situation.action == 'charge' else 'below'
        yield warning('S27', place, f'The status also applies {side} the limit: amounts become minus values there.')


def _misses(situation: Situation, limit: int, band: WhBounds) -> bool:
    # An open end counts for requests alone: they are evaluated every few seconds, an accept only when somebody asks.
    of_request = situation.kind == REQUEST
    if situation.action == 'charge':
        end = band.to_wh
        if end is None and of_request:
            capacity = situation.facts.known.capacity_wh
            end = OPEN_END if capacity is None else capacity
        return end is not None and limit < end
    start = 0 if band.from_wh is None and of_request else band.from_wh
    return start is not None and limit > start


def _point_problems(value: object, place: Place) -> Iterator[Problem]:
    if not (is_whole(value) or isinstance(value, float)) or not 0 <= value <= MAX_POINT:
        yield error('S21', place, '"pointPerWh" has to be a number from 0 to 3.4e38.')


def _pair_problems(known: Known, value: object, place: Place) -> Iterator[Problem]:
    if not isinstance(value, str) or not value:
        yield error('S24', place, '"pairUnitId" has to be the id of a unit, in quotes.')
    elif value == known.own_unit_id:
        yield warning('S24', place, 'A unit never deals with itself.')
    elif known.unit_ids is not None and value not in known.unit_ids:
        yield warning('S24', place, f'The cluster has no unit "{shown(value)}".')
