"""Passwords that many people use: the list of zxcvbn (see common_passwords.md), in lower case."""

from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name('common_passwords.txt')


def is_common(password: str) -> bool:
    """Say whether many people use a password (in lower case), also with a digit or sign or two behind it."""
    return password in _all() or password.rstrip('0123456789!?.') in _all()


@cache
def _all() -> frozenset[str]:
    return frozenset(LIST.read_text('utf-8').split())
