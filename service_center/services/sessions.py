"""Sessions of browsers: begun at login, ended at logout, after 14 days, with another password, or with the account."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update

from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.communities import unit_user
from service_center.models.users import Session, User
from service_center.security import passwords
from service_center.services.transaction import transaction

AGE = timedelta(days=14)
KEY = re.compile(r'[A-Za-z0-9_-]{32,64}')


@dataclass(frozen=True)
class OpenSession:
    """A session that holds: who it belongs to, when it ends, and what the API says of the user."""

    viewer: Viewer
    expires: datetime
    first_name: str
    last_name: str
    email: str


def begin(user: User, now: datetime, ended_key: str | None) -> str:
    """Begin a session, end the one that came with the request, and give the new key; part of the caller's transaction."""
    key = secrets.token_urlsafe(32)
    if ended_key is not None:
        db.session.execute(delete(Session).where(Session.key_digest == _digest(ended_key)))
    mark = passwords.mark(user.password)
    db.session.add(Session(key_digest=_digest(key), user_id=user.id, password_mark=mark, created=now, expires=now + AGE))
    return key


def find(key: str | None, now: datetime) -> OpenSession | None:
    """Find the session of a key; one that no longer holds is ended for good."""
    if key is None or not KEY.fullmatch(key):
        return None
    session = db.session.scalar(select(Session).where(Session.key_digest == _digest(key)))
    if session is None:
        return None
    if _holds(session, now):
        return _open(session)
    with transaction():  # by a statement: another request may have ended it in the meantime
        db.session.execute(delete(Session).where(Session.id == session.id))
    return None


def end(key: str | None) -> bool:
    """End the session of a key; says whether there was one."""
    if key is None or not KEY.fullmatch(key):
        return False
    with transaction():
        ended = db.session.execute(delete(Session).where(Session.key_digest == _digest(key)).returning(Session.id)).first()
    return ended is not None


def keep_for_new_hash(user: User) -> None:
    """Let a user's sessions outlive a new hash of the same password; part of the caller's transaction."""
    db.session.execute(update(Session).where(Session.user_id == user.id).values(password_mark=passwords.mark(user.password)))


def end_others(user: User, kept_key: str | None) -> None:
    """End a user's sessions but one, which outlives the new password; part of the caller's transaction."""
    kept = _digest(kept_key) if kept_key else ''
    of_user = Session.user_id == user.id
    db.session.execute(delete(Session).where(of_user, Session.key_digest != kept))
    db.session.execute(update(Session).where(of_user).values(password_mark=passwords.mark(user.password)))


def _holds(session: Session, now: datetime) -> bool:
    user: User | None = session.user  # None where somebody removed the user behind the database's back
    return user is not None and now < session.expires and user.is_active and session.password_mark == passwords.mark(user.password)


def _open(session: Session) -> OpenSession:
    user = session.user
    is_resident = bool(db.session.scalar(select(exists().where(unit_user.c.user_id == user.id))))
    viewer = Viewer(user.id, user.username, user.is_staff, user.is_superuser, is_resident)
    return OpenSession(viewer, session.expires, user.first_name, user.last_name, user.email)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
