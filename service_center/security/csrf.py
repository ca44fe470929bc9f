"""Form tokens as the specification's login flow sends them: the cookie `csrftoken` and a field or header made from it, no session.

A token is a random part and the keyed digest of it with the cookie: another one each time, all good for that cookie.
"""

import hashlib
import hmac
import re
import secrets

COOKIE = re.compile(r'[A-Za-z0-9_.\-]{32,128}')


def new_cookie() -> str:
    """Make a value for the cookie."""
    return secrets.token_urlsafe(32)


def is_well_formed(cookie: str | None) -> bool:
    """Say whether a cookie that was sent can be kept."""
    return cookie is not None and COOKIE.fullmatch(cookie) is not None


def token_for(cookie: str, secret: str) -> str:
    """Make a form token that is good for a cookie."""
    salt = secrets.token_urlsafe(16)
    return f'{salt}.{_digest(salt, cookie, secret)}'


def fits(token: str | None, cookie: str | None, secret: str) -> bool:
    """Say whether a token belongs to a cookie; the cookie's own value is accepted too (contract: api.md, login)."""
    if not token or cookie is None or not is_well_formed(cookie) or not token.isascii():
        return False
    salt, _, digest = token.partition('.')
    return hmac.compare_digest(token, cookie) or hmac.compare_digest(digest, _digest(salt, cookie, secret))


def _digest(salt: str, cookie: str, secret: str) -> str:
    return hmac.new(secret.encode(), f'csrf {salt} {cookie}'.encode(), hashlib.sha256).hexdigest()
