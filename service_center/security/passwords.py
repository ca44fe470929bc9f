"""Passwords and their slow hashes.

One hash a user is kept: argon2 of the MD5 hex of the password, so that apis-main may send either the plain password
or its MD5 (ecosystem §5.2).
Hashes that the original wrote (Django's pbkdf2_sha256) are verified as they are.
"""

import base64
import hashlib
import hmac
import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

MD5_HEX = re.compile(r'[0-9a-f]{32}')
DJANGO = re.compile(r'pbkdf2_sha256\$([1-9][0-9]{0,6})\$([^$]+)\$([A-Za-z0-9+/=]+)')
ROUNDS_LIKE_A_PASS = 150_000  # of pbkdf2, as many as the original made, take about as long as one pass of argon2 over its memory

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password for keeping."""
    return _hasher.hash(_md5(password))


def is_password(stored: str | None, password: str) -> bool:
    """Say whether someone who logs in knows the password; stored None takes as long and is never right."""
    return _verify(stored, password, [_md5(password)])


def is_machine_password(stored: str | None, password: str) -> bool:
    """Say whether apis-main knows the password, plain or as its lower-case MD5 hex (misc/* only)."""
    candidates = [_md5(password)] + ([password] if MD5_HEX.fullmatch(password) else [])
    return _verify(stored, password, candidates)


def is_djangos(stored: str) -> bool:
    """Say whether the original wrote a hash: it accepts what it was made from, and nothing derived from that."""
    return DJANGO.fullmatch(stored) is not None


def is_outdated(stored: str) -> bool:
    """Say whether a hash should be replaced by `hash_password` at the next good login."""
    return is_djangos(stored) or _hasher.check_needs_rehash(stored)


def mark(stored: str) -> str:
    """Digest a stored hash, so that a session can tell that the password has changed since."""
    return hashlib.sha256(stored.encode()).hexdigest()


def _verify(stored: str | None, password: str, candidates: list[str]) -> bool:
    # every candidate costs a slow hash, right or wrong, known or not: the time taken says nothing about the account
    if stored and (parts := DJANGO.fullmatch(stored)):
        passes_left = _hasher.time_cost - round(int(parts[1]) / ROUNDS_LIKE_A_PASS)
        if passes_left > 0:
            _is_argon2(_nobodys(passes_left), candidates[0])
        for candidate in candidates[1:]:
            _is_argon2(_nobodys(), candidate)
        return _is_pbkdf2(password, *parts.groups())
    fits = [_is_argon2(stored or _nobodys(), candidate) for candidate in candidates]
    return any(fits) and stored is not None


def _nobodys(passes: int | None = None) -> str:
    # a digest of noughts that no known password has. How long verifying takes is told by the head alone, and that is the one of our own
    # hashes: nothing needs to be reckoned before, so the first login of somebody unknown takes as long as all later ones
    salt, digest = (base64.b64encode(bytes(length)).decode().rstrip('=') for length in (_hasher.salt_len, _hasher.hash_len))
    costs = f'm={_hasher.memory_cost},t={passes or _hasher.time_cost},p={_hasher.parallelism}'
    return f'$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}'


def _is_argon2(stored: str, candidate: str) -> bool:
    try:
        return _hasher.verify(stored, candidate)
    except (VerificationError, InvalidHashError):
        return False


def _is_pbkdf2(password: str, rounds: str, salt: str, expected: str) -> bool:
    digest = hashlib.pbkdf2_hmac('sha256', password.encode('utf-8', 'surrogatepass'), salt.encode(), int(rounds))
    return hmac.compare_digest(base64.b64encode(digest).decode(), expected)


def _md5(password: str) -> str:
    return hashlib.md5(password.encode('utf-8', 'surrogatepass'), usedforsecurity=False).hexdigest()
