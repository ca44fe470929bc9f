"""Counts slow hashes, whatever kind: what an attacker with a stopwatch would measure."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from service_center.security import passwords


class Counted:
    """How many slow hashes were made."""

    def __init__(self) -> None:
        self.number = 0


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """Count the slow hashes that are made inside."""
    count, hasher, pbkdf2 = Counted(), passwords._hasher, hashlib.pbkdf2_hmac

    class Hasher:
        def __getattr__(self, name: str) -> Any:
            if name in ('verify', 'hash'):
                count.number += 1
            return getattr(hasher, name)

    def slow(*args: Any) -> bytes:
        count.number += 1
        return pbkdf2(*args)

    with monkeypatch.context() as patch:
        patch.setattr(passwords, '_hasher', Hasher())
        patch.setattr(passwords.hashlib, 'pbkdf2_hmac', slow)
        yield count
