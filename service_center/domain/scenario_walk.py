"""Going through a scenario's objects member by member, and what every rule needs on the way."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeGuard

from service_center.domain.scenario_problems import Place, Problem, shown, warning
from service_center.domain.scenario_text import JsonObject

AMOUNT = 'amount'
POINT_AND_AMOUNT = 'pointAndAmount'
STRATEGIES = (AMOUNT, POINT_AND_AMOUNT)

MemberCheck: TypeAlias = Callable[[str, object, Place], Iterable[Problem]]


def is_comment(key: str) -> bool:
    """Tells whether a member is only there for people."""
    return key.startswith('#')


def is_whole(value: object) -> TypeGuard[int]:
    """Tells whether a JSON value is an integer; for Python true and false would be, too."""
    return isinstance(value, int) and not isinstance(value, bool)


def walk(owner: JsonObject, place: Place, check: MemberCheck, range_rule: str | None = None) -> Iterator[Problem]:
    """Checks the members in the author's order: comments are passed over, of a repeated key only the last counts (S33).

    Where keys are ranges (by the rule named), apis-main splits every key at its hyphen, those of comments too.
    """
    for key, value, counts in owner.entries():
        here = (*place, key)
        if is_comment(key):
            if range_rule and '-' in key:
                yield warning(range_rule, here, 'apis-main may take a comment with a hyphen in its key for a range.')
        elif counts:
            yield from check(key, value, here)
        else:
            yield warning('S33', here, 'This key comes again further down; only the last one counts.')


def unknown_member(key: str, place: Place) -> Problem:
    """Names a member nobody reads (S32); its place ends with its key."""
    return warning('S32', place, f'"{shown(key)}" is not known here and is ignored; is it a typing error?')


def find_strategy(scenario: JsonObject, section: JsonObject) -> object:
    """Finds what the section's own acceptSelection, or else the scenario's, says; None if neither says anything."""
    selection = section.members.get('acceptSelection', scenario.members.get('acceptSelection'))
    return selection.members.get('strategy') if isinstance(selection, JsonObject) else None
