"""Users, as superusers register them, and everyone's own password."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from service_center.domain import entries
from service_center.domain.entries import Entry, Facts, Problems, text_of
from service_center.domain.errors import Unacceptable
from service_center.domain.password_rules import password_problems
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.communities import Unit
from service_center.models.users import User
from service_center.security import passwords
from service_center.security.common_passwords import is_common
from service_center.services import accounts, sessions
from service_center.services.registration.engine import Kind, count
from service_center.services.registration.places import listed, new_residents, way_to
from service_center.services.transaction import transaction

HIDDEN = 'Password'
LAST_SUPERUSER = 'This is the last active superuser: without one nobody could register users.'


class Users(Kind):
    """Users; the password is never shown."""

    table = User
    hidden = (HIDDEN,)

    def __init__(self, viewer: Viewer | None = None, session_key: str | None = None) -> None:
        self._viewer, self._session_key = viewer, session_key

    def facts(self, row: User) -> Facts:
        words = {True: 'yes', False: 'no', None: 'no'}
        return {
            'Username': row.username, HIDDEN: passwords.mark(row.password),
            'First name': row.first_name or '', 'Last name': row.last_name or '', 'Email address': row.email or '',
            'Active': words[row.is_active], 'Staff status': words[row.is_staff], 'Superuser status': words[row.is_superuser],
            'Units': ', '.join(sorted('/'.join(way_to(unit)) for unit in units_of(row))),
        }

    def named(self, row: User) -> str:
        return f'user {row.username}'

    def write(self, row: User, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        typed = unicodedata.normalize('NFKC', str(entry.get('username') or '')[:600])  # as the login reads it
        others = db.session.scalars(select(User.username).where(User.id != (row.id or 0))) if typed != row.username else ()
        username = entries.check_username(told, typed, others) if typed != row.username else typed
        names = [
            entries.check_length(told, name, text_of(entry, name), entries.LONGEST_PERSON) for name in ('first_name', 'last_name')
        ]
        email = entries.check_email(told, entry)
        self._check_roles(told, row, entry)
        hashed = _hash_of(told, row, entry, (username, *names, email))
        warnings = _write_units(told, row, entry, username)
        if told.by_field:
            return []
        row.username, (row.first_name, row.last_name), row.email = username, names, email
        row.is_active, row.is_staff, row.is_superuser = (bool(entry.get(name)) for name in ('is_active', 'is_staff', 'is_superuser'))
        self._give(row, hashed, now)
        return warnings

    def hindrances(self, row: User) -> list[str]:
        homes = [f'{row.username} is a resident of {"/".join(way_to(unit))}.' for unit in units_of(row)]
        own = ['This is your own account.'] if self._viewer and self._viewer.id == row.id else []
        last = [LAST_SUPERUSER] if _is_last_superuser(row) else []
        found = [*homes, *own, *last]
        return [*found, 'Somebody who may no longer log in is made inactive instead.'] if homes else found

    def notes(self, row: User) -> list[str]:
        return ['Nobody can log in with this account: it is not active.'] if not row.is_active else []

    def _give(self, row: User, hashed: str | None, now: datetime) -> None:
        if row.id is None:
            row.date_joined = now
        if hashed is None:
            return
        row.password = hashed
        if row.id is not None:
            kept = self._session_key if self._viewer and self._viewer.id == row.id else None
            sessions.end_others(row, kept)

    @staticmethod
    def _check_roles(told: Problems, row: User, entry: Entry) -> None:
        if entry.get('is_superuser') and not entry.get('is_staff'):
            told.add('is_staff', 'A superuser has to be staff too.')
        if not (entry.get('is_active') and entry.get('is_superuser')) and _is_last_superuser(row):
            told.add('is_superuser', LAST_SUPERUSER)


def change_own_password(viewer: Viewer, entry: Entry, address: str, session_key: str | None, now: datetime) -> None:
    """Give oneself another password, which ends one's other sessions; raises Unacceptable, TooManyAttempts."""
    user = accounts.find_user(viewer.username)
    if user is None or not accounts.knows_own_password(user, str(entry.get('old_password') or ''), address, now):
        raise Unacceptable({'old_password': ['This is not your password.']})
    told = Problems()
    hashed = _hash_of(told, user, entry, (user.username, user.first_name, user.last_name, user.email))
    if hashed is None and not told.by_field:
        told.add('password', entries.REQUIRED)
    told.refuse()
    with transaction():
        user.password = str(hashed)
        sessions.end_others(user, session_key)
        db.session.add(Audit(at=now, who=viewer.username, what=f'user {viewer.username}', before=None, after='own password changed'))


def units_of(user: User) -> list[Unit]:
    """List the units whose resident a user is."""
    return list(db.session.scalars(select(Unit).where(Unit.residents.any(User.id == user.id)))) if user.id else []


def _hash_of(told: Problems, row: User, entry: Entry, about: Sequence[str]) -> str | None:
    """Check a new password, typed twice, and hash it; None where none was typed, which is fine for who has one."""
    typed, again = (str(entry.get(name) or '') for name in ('password', 'password_again'))
    if not typed and not again:
        if row.id is None:
            told.add('password', entries.REQUIRED)
        return None
    for sentence in password_problems(typed, about, is_common):
        told.add('password', sentence)
    if typed != again:
        told.add('password_again', 'The two passwords are not the same.')
    return None if told.by_field else passwords.hash_password(typed)


def _write_units(told: Problems, row: User, entry: Entry, username: str) -> list[str]:
    chosen, before = listed(told, entry, 'units', Unit), units_of(row)
    added = [unit for unit in chosen if unit not in before]
    for unit in added:
        unit.residents.append(row)
    for unit in before:
        if unit not in chosen:
            unit.residents.remove(row)
    # of somebody new only the form warns: asked again, the password would have to be typed again
    return [warning for unit in added for warning in new_residents([username], unit.name)] if row.id else []


def _is_last_superuser(row: User) -> bool:
    if not (row.id and row.is_superuser and row.is_active):
        return False
    return count(select(User.id).where(User.is_superuser, User.is_active, User.is_staff, User.id != row.id)) == 0
