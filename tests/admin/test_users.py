"""Superusers register users: names, passwords, roles, homes. Nobody shuts the last superuser out."""

import pytest

from service_center.models.audit import Audit
from service_center.models.communities import unit_user
from service_center.models.users import Session, User
from service_center.security import passwords
from tests.admin.desk import Desk, messages, rows, said
from tests.client import Browser
from tests.factories import E001, E002, NOW, Maker, Person

GOOD = 'winter-Apfel 47'
NEW = {'username': 'ida', 'password': GOOD, 'password_again': GOOD}
ALIKE = 'This password is too much like the user name, the names or the mail address.'


def test_a_user_is_registered_and_logs_in(superdesk: Desk, make: Maker, client: Browser) -> None:
    names = {'first_name': 'Ida', 'last_name': 'Sol', 'email': 'ida@example.org'}
    assert messages(superdesk.saves('users/new/', **NEW, **names, is_staff='y', units=['1'])) == ['The user was added.']
    stored = make.rows(User, 'username', 'first_name', 'last_name', 'email', 'is_staff', 'is_active', 'is_superuser', 'date_joined')[-1]
    assert stored == ('ida', 'Ida', 'Sol', 'ida@example.org', True, True, False, NOW)
    assert client.log_in('ida', GOOD).status_code == 200
    assert rows(superdesk.look('users/', search='ida')) == [
        ['ida', 'ida@example.org', 'Ida', 'Sol', 'yes', 'yes', 'no', '2020-01-02 12:04:05']]


@pytest.mark.parametrize('name', ['ida', 'Ida.Sol@example.org', '1d4+x-y_z', 'ゆき', 'é' * 150])
def test_names_of_letters_digits_and_some_signs_are_taken(superdesk: Desk, make: Maker, name: str) -> None:
    superdesk.saves('users/new/', **NEW | {'username': name})
    assert make.rows(User, 'username')[-1] == name


@pytest.mark.parametrize(('name', 'sentence'), [
    ('', 'Something has to stand here.'),
    ('i da', 'A user name is made of letters, digits and @ . + - _ only.'),
    ('ida ', 'A user name is made of letters, digits and @ . + - _ only.'),
    ('<b>', 'A user name is made of letters, digits and @ . + - _ only.'),
    ('i' * 151, 'A user name has at most 150 characters.'),
    ('rosa', 'There is “rosa” already.'),
    ('ROSA', 'There is “rosa” already. User names that differ only in the case of letters are taken for one another.'),
    ('ｒｏｓａ', 'There is “rosa” already.'),
])
def test_other_names_are_not(superdesk: Desk, make: Maker, rosa: Person, name: str, sentence: str) -> None:
    assert superdesk.refused('users/new/', **NEW | {'username': name}) == [f'Username: {sentence}']


@pytest.mark.parametrize(('password', 'sentences'), [
    ('', 'Something has to stand here.'),
    ('x1Y!z', 'This password is too short: it has to have at least 8 characters.'),
    ('password1', 'This password is one that many people use.'),
    ('8472013957', 'This password is made of digits only.'),
    ('isabella', ALIKE),
    ('Sonnenblum1', ALIKE),
    ('x' * 129, 'This password is too long: it has at most 128 characters.'),
])
def test_bad_passwords_are_refused_and_never_shown(superdesk: Desk, make: Maker, password: str, sentences: str) -> None:
    told = {'username': 'isabella', 'last_name': 'Sonnenblume', 'password': password, 'password_again': password}
    answer = superdesk.fill('users/new/', **told)
    assert sentences in answer.text
    assert f'"{password}"' not in answer.text.replace('name="username" type="text" value="isabella"', '') or not password
    assert make.count(User) == 1


def test_the_two_passwords_have_to_be_the_same(superdesk: Desk) -> None:
    assert superdesk.refused('users/new/', **NEW | {'password_again': 'other'}) == [
        'Password confirmation: The two passwords are not the same.']


def test_a_mail_address_that_is_none_is_refused(superdesk: Desk) -> None:
    assert superdesk.refused('users/new/', **NEW, email='ida@') == ['Email address: This is no mail address.']
    assert superdesk.refused('users/new/', **NEW, first_name='x' * 151, last_name='a\0b') == [
        'First name: This has at most 150 characters.', 'Last name: This can\'t hold a NUL character.']


def test_no_password_leaves_the_password_as_it_is(superdesk: Desk, make: Maker, rosa: Person, client: Browser) -> None:
    key = client.sign_in(rosa)
    superdesk.saves(f'users/edit/?id={rosa.id}', first_name='Rosa')
    assert make.rows(Audit, 'what', 'before', 'after') == [('user rosa', 'First name: ', 'First name: Rosa')]
    assert client.get('/api/core/session').get_json()['sessionid'] == key


def test_another_password_ends_the_users_sessions_and_the_audit_does_not_tell_it(
    superdesk: Desk, make: Maker, rosa: Person, client: Browser,
) -> None:
    client.sign_in(rosa)
    superdesk.saves(f'users/edit/?id={rosa.id}', password=GOOD, password_again=GOOD)
    assert client.get('/api/core/session').status_code == 403
    assert make.rows(Audit, 'who', 'what', 'before', 'after') == [
        ('sam', 'user rosa', 'Password: (not shown)', 'Password: (another, not shown)')]
    assert client.log_in('rosa', GOOD).status_code == 200


def test_the_own_password_keeps_this_session_and_ends_others(superdesk: Desk, sam: Person, client: Browser) -> None:
    client.sign_in(sam)
    superdesk.saves(f'users/edit/?id={sam.id}', password=GOOD, password_again=GOOD)
    assert client.get('/api/core/session').status_code == 403
    superdesk.look('')


def test_the_last_superuser_stays(superdesk: Desk, make: Maker, sam: Person) -> None:
    last = 'Superuser status: This is the last active superuser: without one nobody could register users.'
    at = f'users/edit/?id={sam.id}'
    assert superdesk.refused(at, is_superuser=None) == [last]
    assert superdesk.refused(at, is_active=None) == [last]
    assert superdesk.refused(at, is_staff=None) == ['Staff status: A superuser has to be staff too.']
    assert said(superdesk.look(f'users/delete/?id={sam.id}')) == [
        'This is your own account.', 'This is the last active superuser: without one nobody could register users.']
    make.user('una', is_staff=True, is_superuser=True)
    superdesk.saves(at, is_superuser=None)
    assert make.rows(User, 'is_superuser')[0] is False


def test_a_user_with_a_home_is_not_removed_one_without_is(superdesk: Desk, make: Maker, rosa: Person) -> None:
    assert said(superdesk.look(f'users/delete/?id={rosa.id}')) == [
        'rosa is a resident of green/first/E001.', 'Somebody who may no longer log in is made inactive instead.']
    superdesk.saves(f'users/edit/?id={rosa.id}', units=None)
    assert 'Password' not in superdesk.look(f'users/delete/?id={rosa.id}')
    superdesk.saves(f'users/delete/?id={rosa.id}')
    assert make.rows(User, 'username') == ['sam']
    assert make.count(Session) == 1


def test_who_is_not_active_cannot_log_in(superdesk: Desk, rosa: Person, client: Browser) -> None:
    page = superdesk.saves(f'users/edit/?id={rosa.id}', is_active=None)
    assert messages(page)[1] == 'Nobody can log in with this account: it is not active.'
    assert client.log_in('rosa', 'rosa').status_code == 403


def test_homes_are_given_from_this_side_too_with_the_same_warning(superdesk: Desk, make: Maker, rosa: Person) -> None:
    at, both = f'users/edit/?id={rosa.id}', ['1', '2']
    assert superdesk.refused(at, units=both)[0].startswith('rosa: whoever becomes a resident of E002 sees its past deals')
    superdesk.saves(at, units=both, _confirmed=1)
    assert sorted(make.rows_of(unit_user)) == [(1, rosa.id), (2, rosa.id)]
    superdesk.saves(at, units=['2'])
    assert make.rows(Audit, 'before', 'after')[-1] == ('Units: green/first/E001, green/first/E002', 'Units: green/first/E002')


def test_a_name_from_elsewhere_that_rules_would_refuse_may_stay(superdesk: Desk, make: Maker) -> None:
    old = make.user('rosa m', E001, E002)
    superdesk.saves(f'users/edit/?id={old.id}', first_name='Rosa')
    assert make.rows(User, 'first_name')[-1] == 'Rosa'


def test_staff_have_no_way_to_users(desk: Desk, rosa: Person) -> None:
    assert 'Users' not in desk.look('')
    for way in ('', 'new/', f'edit/?id={rosa.id}', f'delete/?id={rosa.id}', 'export/csv/'):
        assert desk.browser.get(f'/admin/users/{way}').status_code == 403
    token = desk.form('communities/new/')['csrfmiddlewaretoken']
    for way in ('new/', f'edit/?id={rosa.id}', f'delete/?id={rosa.id}'):
        assert desk.send(f'users/{way}', {'csrfmiddlewaretoken': token, 'username': ['x']}).status_code == 403


def test_hashes_are_slow_ones(superdesk: Desk, make: Maker) -> None:
    superdesk.saves('users/new/', **NEW)
    stored = make.rows(User, 'password')[-1]
    assert stored.startswith('$argon2id$')
    assert passwords.is_password(stored, GOOD)
    assert GOOD not in superdesk.look('users/edit/?id=2')
    assert stored not in superdesk.look('users/edit/?id=2')
