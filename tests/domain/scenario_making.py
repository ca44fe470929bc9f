"""Scenario texts for the tests: a sound one, and others that differ from it in one thing."""

import json
from pathlib import Path
from typing import Any

from service_center.domain.scenarios import Problem, Severity, problems

SAMPLES = Path(__file__).parent / 'samples' / 'scenario'
DAY = '00:00:00-24:00:00'


def scenario(section: object = None, **members: Any) -> str:
    """A scenario with one section for the whole day; `members` are further ones of the top."""
    return json.dumps({'acceptSelection': {'strategy': 'amount'}, DAY: section or battery({'-': 'any'}), **members})


def battery(bands: object, **members: Any) -> dict[str, Any]:
    """A section with these battery ranges."""
    return {'batteryStatus': bands, **members}


def asking(
    action: str, condition: object, *, bands: object = None, kind: str = 'request', strategy: str = 'amount'
) -> str:
    """A scenario whose status `low` (below 2000 Wh) requests or accepts one thing."""
    section = battery(bands or {'2000-': 'high', '-2000': 'low'}, **{kind: {'low': {action: condition}}})
    return scenario(section, acceptSelection={'strategy': strategy})


def found(text: str, **known: Any) -> list[tuple[str, str]]:
    """The rules broken, each with e(rror) or w(arning), in order."""
    return [(problem.rule, problem.severity.value[0]) for problem in problems(text, **known)]


def only(text: str, **known: Any) -> Problem:
    """The one problem the text has."""
    (problem,) = problems(text, **known)
    return problem


def rules_of(text: str, severity: Severity, **known: Any) -> set[str]:
    """The rules broken with this severity."""
    return {problem.rule for problem in problems(text, **known) if problem.severity is severity}
