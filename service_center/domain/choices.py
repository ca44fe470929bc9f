"""Which scenarios a unit may choose, and which of its choices counts now. What a scenario says is in scenarios."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from service_center.domain.keys import UnitKey


class Scope(NamedTuple):
    """Whom a scenario is for: None means any, from the right to the left."""

    community_id: str | None
    cluster_id: str | None
    unit_id: str | None


class Choice(Protocol):
    """A row of the history of choices."""

    @property
    def id(self) -> int: ...

    @property
    def created(self) -> datetime: ...


ChoiceT = TypeVar('ChoiceT', bound=Choice)


def is_available(scope: Scope, unit: UnitKey) -> bool:
    """Tells whether the unit may choose a scenario of this scope.

    Global, of its community, of its cluster, or of exactly this unit; a scope with a gap (a unit without its cluster)
    matches nobody. Contract: resident/scenario/availableList.
    """
    return scope in (
        Scope(None, None, None),
        Scope(unit.community_id, None, None),
        Scope(unit.community_id, unit.cluster_id, None),
        Scope(unit.community_id, unit.cluster_id, unit.unit_id),
    )


def current_choice(choices: Iterable[ChoiceT], now: datetime) -> ChoiceT | None:
    """Picks the choice that counts: the latest created that is not ahead of the clock, then the highest id.

    Contract: D20.
    """
    made = (choice for choice in choices if choice.created <= now)
    return max(made, key=lambda choice: (choice.created, choice.id), default=None)
