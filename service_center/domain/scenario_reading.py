"""What a sound scenario says, in terms to draw and explain it with. Whether it is sound, scenarios asks first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service_center.domain.scenario_actions import ACCEPT, REQUEST
from service_center.domain.scenario_ranges import find_times, find_wh_bounds
from service_center.domain.scenario_text import JsonObject
from service_center.domain.scenario_walk import AMOUNT, find_strategy, is_comment

DEFAULT_REFRESH_MS = 60_000


@dataclass(frozen=True)
class Condition:
    """Up to which charge in Wh, at which price per Wh (None: no price), with which unit only (None: any)."""

    limit_wh: int
    point_per_wh: float | None
    pair_unit_id: str | None


@dataclass(frozen=True)
class Actions:
    """What is asked for, or accepted, in a status; in a request charge wins over discharge (S17)."""

    charge: Condition | None
    discharge: Condition | None


@dataclass(frozen=True)
class Band:
    """A range of charge in Wh, the upper bound excluded, None open; the first that matches gives the status."""

    from_wh: int | None
    to_wh: int | None
    status: str


@dataclass(frozen=True)
class TimeRange:
    """What applies from `start` to before `end`, HH:MM:SS (`24:00:00` at most); the first match wins."""

    start: str
    end: str
    bands: tuple[Band, ...]
    requests: Mapping[str, Actions]
    accepts: Mapping[str, Actions]
    strategy: str


@dataclass(frozen=True)
class Reading:
    """A sound scenario: how often apis-main asks for it again, in ms, and its time ranges in the author's order."""

    refresh_period_ms: int
    time_ranges: tuple[TimeRange, ...]


def read(scenario: JsonObject) -> Reading:
    """Reads a scenario that has no errors; of one that has, anything may come."""
    members: dict[str, Any] = scenario.members
    ranges = tuple(
        _time_range(scenario, times, members[key]) for key in members if (times := find_times(key)) is not None
    )
    return Reading(members.get('refreshingPeriodMsec', DEFAULT_REFRESH_MS), ranges)


def _time_range(scenario: JsonObject, times: tuple[str, str], section: JsonObject) -> TimeRange:
    return TimeRange(
        *times,
        tuple(_bands(section)),
        _by_status(section, REQUEST),
        _by_status(section, ACCEPT),
        str(find_strategy(scenario, section) or AMOUNT),
    )


def _bands(section: JsonObject) -> Iterator[Band]:
    battery: Any = section.members['batteryStatus']
    for key, status in battery.members.items():
        bounds = find_wh_bounds(key)
        if bounds is not None:
            yield Band(*bounds, status)


def _by_status(section: JsonObject, kind: str) -> dict[str, Actions]:
    statuses: Any = section.members.get(kind, JsonObject(()))
    return {status: _actions(value) for status, value in statuses.members.items() if not is_comment(status)}


def _actions(value: JsonObject) -> Actions:
    actions: dict[str, Any] = value.members
    return Actions(_condition(actions.get('charge')), _condition(actions.get('discharge')))


def _condition(value: JsonObject | None) -> Condition | None:
    if value is None:
        return None
    members: dict[str, Any] = value.members
    return Condition(members['limitWh'], members.get('pointPerWh'), members.get('pairUnitId'))
