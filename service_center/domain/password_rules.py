"""Which passwords are refused: short, common, numeric, or like what is known of the user. Their hashes are in security.passwords."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

SHORTEST, LONGEST = 8, 128
MOST_ALIKE = 0.7
HELP = (
    f'At least {SHORTEST} characters.',
    'Not one that many people use.',
    'Not only digits.',
    'Not like the user name, the names or the mail address.',
)


def password_problems(password: str, about: Iterable[str], is_common: Callable[[str], bool]) -> list[str]:
    """List everything for which a password is refused; `about` is what is known of the user."""
    problems = []
    if len(password) < SHORTEST:
        problems.append(f'This password is too short: it has to have at least {SHORTEST} characters.')
    if len(password) > LONGEST:
        problems.append(f'This password is too long: it has at most {LONGEST} characters.')
    if password.isdigit():
        problems.append('This password is made of digits only.')
    if is_common(password.casefold()):
        problems.append('This password is one that many people use.')
    if any(_is_alike(password[:LONGEST].casefold(), part) for part in _parts(about)):
        problems.append('This password is too much like the user name, the names or the mail address.')
    return problems


def _parts(about: Iterable[str]) -> set[str]:
    whole = {text.casefold() for text in about}
    return {part for text in whole for part in (text, *re.split(r'[\W_]+', text)) if len(part) >= 3}


def _is_alike(password: str, part: str) -> bool:
    # a word with something around it is alike as long as it is most of the whole
    inside = part in password and len(part) * 2 >= len(password)
    return inside or SequenceMatcher(None, password, part).ratio() >= MOST_ALIKE
