"""Who may log in, in a browser and as apis-main; and accounts made by the command line."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from limits import RateLimitItemPerMinute
from sqlalchemy import select

from service_center.attempts import Key
from service_center.domain import entries
from service_center.domain.errors import BadRequest, NotAllowed, TooManyAttempts
from service_center.domain.password_rules import password_problems
from service_center.extensions import attempts, db, proven, slow_hashes
from service_center.models.users import User
from service_center.security import passwords
from service_center.security.common_passwords import is_common
from service_center.services import sessions
from service_center.services.transaction import transaction

# D21: an account is never locked by itself, only for the address that fails with it
LOGINS_PER_ACCOUNT_AND_ADDRESS = RateLimitItemPerMinute(30, 15, namespace='login-account')
LOGINS_PER_ADDRESS = RateLimitItemPerMinute(100, 15, namespace='login-address')
# D16: one apis-ccc speaks for all houses, so nothing is counted per address
FETCHES_PER_ACCOUNT = RateLimitItemPerMinute(30, 15, namespace='machine-account')
LONGEST_TYPED = 600
WAIT_FOR_TURN_SEC = 3


def log_in(username: str, password: str, address: str, now: datetime, ended_key: str | None) -> str:
    """Log a user in and give the key of the new session; raises NotAllowed, TooManyAttempts."""
    name = _account_name(username)
    counted = _counted(name, address)
    _refuse_too_many(attempts.too_many(counted, now.timestamp()))
    user = find_user(name)
    with slow_hashes.turn(WAIT_FOR_TURN_SEC):
        knows = passwords.is_password(user.password if user else None, password)
    if not knows or user is None or not user.is_active:
        attempts.record(counted)
        raise NotAllowed('login failed')
    with transaction():
        _renew_hash(user, password)
        user.last_login = now
        return sessions.begin(user, now, ended_key)


def knows_own_password(user: User, password: str, address: str, now: datetime) -> bool:
    """Say whether somebody who is logged in knows the own password: guesses count as those of a login do. Raises TooManyAttempts."""
    counted = _counted(user.username, address)
    _refuse_too_many(attempts.too_many(counted, now.timestamp()))
    with slow_hashes.turn(WAIT_FOR_TURN_SEC):
        knows = passwords.is_password(user.password, password)
    if not knows:
        attempts.record(counted)
    return knows


def prove_machine(username: str, password: str, now: datetime) -> int:
    """Check the credentials that apis-main sends, plain or MD5, and give the user's id; raises NotAllowed, TooManyAttempts."""
    user = find_user(username)
    facts = (user.id, user.password, user.is_active, password) if user else (None, username, password)
    if user and proven.is_fresh(facts, now.timestamp()):
        return user.id
    counted = [(FETCHES_PER_ACCOUNT, (username[:150],))]
    was_let_in = proven.is_known(facts)
    if not was_let_in:
        _refuse_too_many(attempts.too_many(counted, now.timestamp()))
    knows = _knows_machine_password(user, password, was_let_in)
    if not knows or user is None or not user.is_active:
        attempts.record(counted)
        raise NotAllowed('login failed')
    with transaction():
        if passwords.is_djangos(user.password):
            _renew_hash(user, password)
    proven.remember((user.id, user.password, user.is_active, password), now.timestamp())
    return user.id


def find_user(username: str) -> User | None:
    """Find a user by the exact name."""
    if '\0' in username or len(username) > 150:
        return None
    return db.session.scalar(select(User).where(User.username == username))


def create_user(username: str, password: str, now: datetime, *, is_staff: bool = False, is_superuser: bool = False) -> None:
    """Register a user; raises BadRequest for a name and for a password that the console refuses."""
    with transaction():
        name = _new_name(username)
        hashed = _hash_of(password, (name,))
        db.session.add(User(username=name, password=hashed, is_staff=is_staff, is_superuser=is_superuser, date_joined=now))


def set_password(username: str, password: str) -> None:
    """Give a user another password, which ends all sessions of the user; raises BadRequest, also for one that the console refuses."""
    with transaction():
        user = find_user(username)
        if user is None:
            raise BadRequest('there is no such user')
        user.password = _hash_of(password, (user.username, user.first_name, user.last_name, user.email))


def list_demo_accounts(usernames: tuple[str, ...]) -> list[str]:
    """List which of these active users still have their own name for a password."""
    users = db.session.scalars(select(User).where(User.username.in_(usernames), User.is_active).order_by(User.username))
    return [user.username for user in users if passwords.is_password(user.password, user.username)]


def _new_name(typed: str) -> str:
    told = entries.Problems()
    name = entries.check_username(told, _account_name(typed), db.session.scalars(select(User.username)))
    told.refuse()
    return name


def _hash_of(password: str, about: Iterable[str]) -> str:
    if problems := password_problems(password, about, is_common):
        raise BadRequest(' '.join(problems))
    return passwords.hash_password(password)


def _account_name(username: str) -> str:
    # normalising takes time with the square of some texts' length: no name is that long
    return unicodedata.normalize('NFKC', username.strip()) if len(username) <= LONGEST_TYPED else ''


def _knows_machine_password(user: User | None, password: str, was_let_in: bool) -> bool:
    try:
        with slow_hashes.turn(WAIT_FOR_TURN_SEC, is_known=was_let_in):
            return passwords.is_machine_password(user.password if user else None, password)
    except TooManyAttempts:
        if not was_let_in:
            raise
        return True  # no turn in time: this very password fitted this very hash before, and so it does now


def _counted(name: str, address: str) -> list[Key]:
    return [(LOGINS_PER_ACCOUNT_AND_ADDRESS, (name[:150], address)), (LOGINS_PER_ADDRESS, (address,))]


def _refuse_too_many(retry_after: int | None) -> None:
    if retry_after is not None:
        raise TooManyAttempts(retry_after)


def _renew_hash(user: User, password: str) -> None:
    if passwords.is_outdated(user.password):
        user.password = passwords.hash_password(password)
        sessions.keep_for_new_hash(user)
