"""Whether a scenario text is sound, with all its problems at once, and what it says: the public face of the grammar.

Rules S01 to S34 of the ecosystem's section 6, save S30 and S31, which need the cluster's policy. S24 (units), S27 (open
ends) and S29 judge by what the caller knows; S23 goes by the scenario's own strategy, as those of others aren't known.
"""

from collections.abc import Collection

from service_center.domain.scenario_actions import Known
from service_center.domain.scenario_problems import Problem, Severity
from service_center.domain.scenario_reading import Actions, Band, Condition, Reading, TimeRange, read
from service_center.domain.scenario_rules import scenario_problems
from service_center.domain.scenario_text import JsonObject, is_json_null, parse

__all__ = [
    'Actions',
    'Band',
    'Condition',
    'Problem',
    'Reading',
    'Severity',
    'TimeRange',
    'UnsoundScenario',
    'errors',
    'is_json_null',
    'problems',
    'reading',
]


class UnsoundScenario(ValueError):
    """A scenario text has errors, so nothing can be said about what it means."""


def problems(
    text: str,
    *,
    unit_ids: Collection[str] | None = None,
    own_unit_id: str | None = None,
    capacity_wh: int | None = None,
) -> list[Problem]:
    """Lists every error and warning in the order of the document; takes any text whatever.

    `unit_ids` are the units of the cluster (S24), `capacity_wh` is what the battery holds in Wh (S27, S29).
    """
    return _checked(text, Known(unit_ids, own_unit_id, capacity_wh))[1]


def errors(text: str) -> list[Problem]:
    """Lists the problems for which a scenario is refused (contract: D15)."""
    return _errors_of(problems(text))


def reading(text: str) -> Reading:
    """Says what a sound scenario means; raises UnsoundScenario if it has errors."""
    scenario, found = _checked(text, Known())
    faults = _errors_of(found)
    if scenario is None or faults:
        raise UnsoundScenario(str(faults[0]))
    return read(scenario)


def _checked(text: str, known: Known) -> tuple[JsonObject | None, list[Problem]]:
    scenario, unreadable = parse(text)
    return scenario, unreadable if scenario is None else list(scenario_problems(scenario, known))


def _errors_of(found: list[Problem]) -> list[Problem]:
    return [problem for problem in found if problem.severity is Severity.ERROR]
