"""What can be said against a scenario text: a rule, how grave it is, where, and one sentence."""

import enum
from dataclasses import dataclass
from typing import TypeAlias

LONGEST_QUOTE = 40

# The keys on the way down to the spot, as the author wrote them; () is the whole text.
Place: TypeAlias = tuple[str, ...]


class Severity(enum.StrEnum):
    """An error makes a unit stop or misread the scenario; a warning is legal but seldom meant."""

    ERROR = 'error'
    WARNING = 'warning'


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a scenario text; `rule` is the number in the ecosystem's table (S01 to S34)."""

    rule: str
    severity: Severity
    place: str
    message: str

    def __str__(self) -> str:
        return f'{self.place}: {self.message}' if self.place else self.message


def shown(text: str) -> str:
    """Quotes the author's text: at most 40 characters, those that can't be seen written as escapes."""
    visible = ''.join(map(_visible, text[: LONGEST_QUOTE + 1]))
    return visible if len(visible) <= LONGEST_QUOTE else f'{visible[: LONGEST_QUOTE - 1]}…'


def error(rule: str, place: Place, message: str) -> Problem:
    """Makes a problem for which the scenario is refused."""
    return Problem(rule, Severity.ERROR, _readable(place), message)


def warning(rule: str, place: Place, message: str) -> Problem:
    """Makes a problem the author should know of."""
    return Problem(rule, Severity.WARNING, _readable(place), message)


def _readable(place: Place) -> str:
    return ' > '.join(map(shown, place))


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode('unicode_escape').decode('ascii')
