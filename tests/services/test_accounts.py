"""Who may log in, in a browser and as apis-main, and how often one may try."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import update

from service_center.domain.errors import BadRequest, NotAllowed, TooManyAttempts
from service_center.extensions import db
from service_center.lib import clock as the_clock
from service_center.models.scenarios import Fetch
from service_center.models.users import Session, User
from service_center.security import passwords
from service_center.services import accounts, sessions
from tests.factories import E001, NOW, Maker, Person
from tests.security.slow_hashes import counted

HERE, THERE = '10.0.0.1', '10.0.0.2'
QUARTER_SEC = 15 * 60
USERS = json.loads((Path(__file__).parent.parent / 'contract' / 'dataset' / 'sql_user.json').read_text('utf-8'))
IMPORTED = next(user['password_django'] for user in USERS if user['username'] == 'e001')


def md5(password: str) -> str:
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def log_in(username: str, password: str, address: str = HERE, ended_key: str | None = None) -> str:
    return accounts.log_in(username, password, address, the_clock.now(), ended_key)


def prove(username: str, password: str) -> int:
    return accounts.prove_machine(username, password, the_clock.now())


def fail(times: int, username: str = 'rosa', address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(NotAllowed, match=r'^login failed$'):
            log_in(username, 'wrong', address)


def fail_to_fetch(times: int, username: str = 'rosa') -> None:
    for _ in range(times):
        with pytest.raises(NotAllowed, match=r'^login failed$'):
            prove(username, 'wrong')


# ---- logging in


def test_a_login_begins_a_session_and_is_noted(make: Maker, rosa: Person) -> None:
    key = log_in('rosa', 'rosa')
    session = sessions.find(key, NOW)
    assert session is not None
    assert session.viewer.username == 'rosa'
    assert make.rows(User, 'last_login') == [NOW]


@pytest.mark.parametrize('name', [' rosa', 'rosa\t', 'ｒｏｓａ'], ids=['blank before', 'tab behind', 'full width'])
def test_a_user_name_is_trimmed_and_normalised(rosa: Person, name: str) -> None:
    assert log_in(name, 'rosa')


@pytest.mark.parametrize('password', [' rosa', 'rosa ', 'ｒｏｓａ', 'Rosa', '', md5('rosa')])
def test_a_password_is_taken_as_it_is(make: Maker, rosa: Person, password: str) -> None:
    with pytest.raises(NotAllowed, match=r'^login failed$'):
        log_in('rosa', password)
    assert make.count(Session) == 0


@pytest.mark.parametrize('name', ['ROSA', 'nobody', '', 'rosa\0', 'x' * 151, 'x' * 100_000])
def test_an_unknown_name_fails_in_the_same_words(rosa: Person, name: str) -> None:
    with pytest.raises(NotAllowed, match=r'^login failed$'):
        log_in(name, 'rosa')


def test_a_deactivated_user_can_not_log_in(make: Maker, rosa: Person) -> None:
    make.change(rosa, is_active=False)
    fail(1)
    with pytest.raises(NotAllowed):
        log_in('rosa', 'rosa')


def test_a_login_ends_the_session_that_came_with_it_whosever_it_was(rosa: Person, otto: Person) -> None:
    ottos = log_in('otto', 'otto')
    rosas = log_in('rosa', 'rosa', ended_key=ottos)
    assert sessions.find(ottos, NOW) is None
    assert sessions.find(rosas, NOW) is not None


def test_a_failed_login_leaves_the_session(rosa: Person) -> None:
    key = log_in('rosa', 'rosa')
    with pytest.raises(NotAllowed):
        log_in('rosa', 'wrong', ended_key=key)
    assert sessions.find(key, NOW) is not None


def test_an_imported_hash_is_replaced_at_the_first_good_login_and_sessions_stay(make: Maker, cluster: object) -> None:
    make.user('e001', stored=IMPORTED)
    first = log_in('e001', 'e001')
    stored = make.rows(User, 'password')[0]
    assert not passwords.is_djangos(stored)
    assert passwords.is_machine_password(stored, md5('e001'))
    assert sessions.find(first, NOW) is not None


def test_sessions_from_before_a_rehash_stay_too(make: Maker, cluster: object) -> None:
    make.user('e001', stored=IMPORTED)
    user = accounts.find_user('e001')
    assert user is not None
    with accounts.transaction():
        earlier = sessions.begin(user, NOW, None)
    log_in('e001', 'e001')
    assert sessions.find(earlier, NOW) is not None


def test_a_failed_login_leaves_an_imported_hash(make: Maker, cluster: object) -> None:
    make.user('e001', stored=IMPORTED)
    fail(1, 'e001')
    assert make.rows(User, 'password') == [IMPORTED]


def test_a_hash_that_became_too_weak_is_replaced_at_login(make: Maker, cluster: object, monkeypatch: pytest.MonkeyPatch) -> None:
    make.user('rosa', stored=passwords.hash_password('rosa'))
    monkeypatch.setattr(passwords, '_hasher', passwords.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    log_in('rosa', 'rosa')
    assert '$m=16,t=2,p=1$' in make.rows(User, 'password')[0]


@pytest.mark.parametrize('attempt', [log_in, prove], ids=['login', 'fetch'])
def test_unknown_known_and_deactivated_users_cost_the_same(
    make: Maker, rosa: Person, monkeypatch: pytest.MonkeyPatch, attempt: Any,
) -> None:
    make.user('gone', is_active=False)
    make.user('old', stored=IMPORTED)
    costs = {}
    for name in ('rosa', 'gone', 'old', 'nobody', 'rosa\0'):
        with counted(monkeypatch) as hashes, pytest.raises(NotAllowed):
            attempt(name, md5('wrong'))
        costs[name] = hashes.number
    assert set(costs.values()) == {1 if attempt is log_in else 2}


# ---- how often one may try to log in (D21)


def test_thirty_failures_of_an_account_from_an_address_close_it_for_that_address(rosa: Person) -> None:
    fail(30)
    with pytest.raises(TooManyAttempts) as refusal:
        log_in('rosa', 'rosa')
    assert refusal.value.retry_after == QUARTER_SEC


def test_an_account_is_never_closed_by_itself(rosa: Person) -> None:
    for n in range(4):
        fail(30, address=f'10.0.1.{n}')
    assert log_in('rosa', 'rosa', THERE)


def test_others_at_the_address_may_still_log_in(rosa: Person, otto: Person) -> None:
    fail(30)
    assert log_in('otto', 'otto', HERE)


def test_a_hundred_failures_from_an_address_close_it_for_everyone_there(rosa: Person, otto: Person) -> None:
    for n in range(100):
        fail(1, username=f'guess {n}')
    with pytest.raises(TooManyAttempts):
        log_in('otto', 'otto', HERE)
    assert log_in('otto', 'otto', THERE)


def test_twenty_nine_failures_close_nothing_and_good_logins_do_not_count(rosa: Person) -> None:
    fail(29)
    for _ in range(40):
        log_in('rosa', 'rosa')
    fail(1)


def test_differently_written_names_are_one_account(rosa: Person) -> None:
    for name in ('rosa', ' rosa', 'ｒosa'):
        fail(10, name)
    with pytest.raises(TooManyAttempts):
        log_in('rosa', 'rosa')


def test_the_window_of_a_quarter_of_an_hour_moves(rosa: Person, clock: time_machine.Traveller) -> None:
    fail(15)
    clock.shift(600)
    fail(15)
    with pytest.raises(TooManyAttempts) as refusal:
        log_in('rosa', 'rosa')
    assert refusal.value.retry_after == QUARTER_SEC - 600
    clock.shift(refusal.value.retry_after + 1)
    fail(15)
    with pytest.raises(TooManyAttempts):
        log_in('rosa', 'rosa')


def test_who_is_held_back_costs_no_slow_hash(rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(30)
    with counted(monkeypatch) as hashes, pytest.raises(TooManyAttempts):
        log_in('rosa', 'rosa')
    assert hashes.number == 0


# ---- apis-main


@pytest.mark.parametrize('password', ['rosa', md5('rosa')], ids=['plain', 'md5'])
def test_apis_main_proves_itself_by_the_password_or_its_md5(rosa: Person, password: str) -> None:
    assert prove('rosa', password) == rosa.id


@pytest.mark.parametrize('name', ['Rosa', ' rosa', 'ｒosa'])
def test_apis_mains_user_name_is_exact(rosa: Person, name: str) -> None:
    with pytest.raises(NotAllowed, match=r'^login failed$'):
        prove(name, 'rosa')


def test_good_credentials_are_remembered_for_minutes(rosa: Person, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    costs = []
    for pause in (0, 1, 298, 1):
        clock.shift(pause)
        with counted(monkeypatch) as hashes:
            prove('rosa', 'rosa')
        costs.append(hashes.number)
    assert costs == [1, 0, 0, 1]


def test_remembering_one_password_remembers_no_other(rosa: Person) -> None:
    prove('rosa', 'rosa')
    fail_to_fetch(1)


def test_a_changed_password_counts_at_once(rosa: Person) -> None:
    prove('rosa', 'rosa')
    accounts.set_password('rosa', 'another word')
    with pytest.raises(NotAllowed):
        prove('rosa', 'rosa')
    assert prove('rosa', 'another word') == rosa.id


def test_a_deactivation_counts_at_once(make: Maker, rosa: Person) -> None:
    prove('rosa', 'rosa')
    make.change(rosa, is_active=False)
    with pytest.raises(NotAllowed):
        prove('rosa', 'rosa')


def test_a_deactivated_user_is_not_remembered_as_good(make: Maker, rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make.change(rosa, is_active=False)
    for _ in range(2):
        with counted(monkeypatch) as hashes, pytest.raises(NotAllowed):
            prove('rosa', 'rosa')
        assert hashes.number == 1


def test_thirty_failures_close_an_account_to_passwords_not_yet_proven(rosa: Person, clock: time_machine.Traveller) -> None:
    fail_to_fetch(30)
    for password in ('rosa', 'wrong'):
        with pytest.raises(TooManyAttempts) as refusal:
            prove('rosa', password)
        assert refusal.value.retry_after == QUARTER_SEC
    clock.shift(QUARTER_SEC + 1)
    assert prove('rosa', 'rosa') == rosa.id


@pytest.mark.parametrize('pause', [0, 400], ids=['while remembered', 'after that'])
def test_who_was_let_in_before_is_let_in_while_others_fail(rosa: Person, clock: time_machine.Traveller, pause: int) -> None:
    prove('rosa', 'rosa')
    clock.shift(pause)
    fail_to_fetch(30)
    assert prove('rosa', 'rosa') == rosa.id
    with pytest.raises(TooManyAttempts):
        prove('rosa', 'wrong')


def test_who_was_let_in_before_is_let_in_though_strangers_have_all_turns(
    rosa: Person, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch,
) -> None:
    prove('rosa', 'rosa')
    clock.shift(400)
    monkeypatch.setattr(accounts, 'WAIT_FOR_TURN_SEC', 0)
    with accounts.slow_hashes.turn(0), accounts.slow_hashes.turn(0):
        assert prove('rosa', 'rosa') == rosa.id
        with pytest.raises(TooManyAttempts):
            prove('rosa', 'wrong')


def test_other_accounts_are_not_closed_for_one_apis_ccc_speaks_for_all(rosa: Person, otto: Person) -> None:
    fail_to_fetch(30)
    fail_to_fetch(30, 'nobody')
    assert prove('otto', 'otto') == otto.id


def test_failed_fetches_close_no_login_and_failed_logins_no_fetch(rosa: Person, otto: Person) -> None:
    fail_to_fetch(30)
    assert log_in('rosa', 'rosa')
    fail(30, 'otto')
    assert prove('otto', 'otto') == otto.id


def test_an_imported_hash_is_replaced_at_the_first_good_fetch_and_sessions_stay(make: Maker, cluster: object) -> None:
    imported = make.user('e001', E001, stored=IMPORTED)
    user = accounts.find_user('e001')
    assert user is not None
    with accounts.transaction():
        key = sessions.begin(user, NOW, None)
    with pytest.raises(NotAllowed):
        prove('e001', md5('e001'))
    assert prove('e001', 'e001') == imported.id
    assert prove('e001', md5('e001')) == imported.id
    assert log_in('e001', 'e001')
    assert sessions.find(key, NOW) is not None


def test_the_fetch_that_replaced_a_hash_is_remembered(make: Maker, cluster: object, monkeypatch: pytest.MonkeyPatch) -> None:
    make.user('e001', stored=IMPORTED)
    prove('e001', 'e001')
    with counted(monkeypatch) as hashes:
        prove('e001', 'e001')
    assert hashes.number == 0


def test_a_proof_alone_notes_no_fetch(make: Maker, rosa: Person) -> None:
    prove('rosa', 'rosa')
    assert make.count(Fetch) == 0


# ---- accounts made by the command line


def test_a_user_is_registered_with_the_rights_given(make: Maker, cluster: object) -> None:
    accounts.create_user('ida', 'a long word', NOW, is_staff=True)
    assert make.rows(User, 'username', 'is_staff', 'is_superuser', 'is_active', 'date_joined', 'last_login') == [
        ('ida', True, False, True, NOW, None),
    ]
    assert log_in('ida', 'a long word')


@pytest.mark.parametrize(
    ('name', 'password', 'words'),
    [
        ('rosa', 'x', 'There is “rosa” already'), ('Rosa', 'x', 'There is “rosa” already'), ('', 'x', 'has to stand here'),
        ('x' * 151, 'x', 'at most 150'), ('a\0', 'x', 'is made of letters'), ('ida lovelace', 'x', 'is made of letters'),
        ('ida', '', r'^This password is too short: it has to have at least 8 characters\.$'),
        ('ida', '123456', r'too short: .* made of digits only\. This password is one that many people use\.$'),
        ('ida.lovelace', 'lovelace1', 'too much like the user name'),
    ],
)
def test_a_user_without_a_good_name_or_password_is_not_registered(make: Maker, rosa: Person, name: str, password: str, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        accounts.create_user(name, password, NOW)
    assert make.rows(User, 'username') == ['rosa']


def test_another_password_ends_all_sessions(rosa: Person) -> None:
    key = log_in('rosa', 'rosa')
    accounts.set_password('rosa', 'another word')
    assert sessions.find(key, NOW) is None
    assert log_in('rosa', 'another word')


@pytest.mark.parametrize(('name', 'password', 'words'), [
    ('nobody', 'x', 'there is no such user'), ('rosa', '', 'too short'), ('rosa', 'my rosa!', 'too much like the user name'),
    ('rosa', 'Luxemburg', 'too much like .* the names'),
])
def test_a_password_is_set_for_known_users_and_is_one_that_the_console_takes(
    make: Maker, cluster: object, name: str, password: str, words: str,
) -> None:
    make.user('rosa', last_name='Luxemburg')
    with pytest.raises(BadRequest, match=words):
        accounts.set_password(name, password)
    assert log_in('rosa', 'rosa')


def test_demo_accounts_are_those_active_whose_password_is_their_name(make: Maker, cluster: object) -> None:
    make.user('e002')
    make.user('e001')
    make.user('e003', password='changed')
    make.user('e004', is_active=False)
    make.user('other')
    assert accounts.list_demo_accounts(('e001', 'e002', 'e003', 'e004', 'e005')) == ['e001', 'e002']


def test_a_name_is_looked_for_exactly(rosa: Person) -> None:
    db.session.execute(update(User).values(first_name='Rosa'))
    assert accounts.find_user('rosa') is not None
    assert [accounts.find_user(name) for name in ('Rosa', 'rosa ', 'ros%', '')] == [None] * 4
