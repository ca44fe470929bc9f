"""Everyone changes the own password: the old one has to be known, the new one good; other sessions end."""

import pytest

from service_center.models.audit import Audit
from service_center.models.users import Session
from tests.admin.desk import said
from tests.client import Browser
from tests.factories import E001, OF_E001, Maker, Person

GOOD = 'winter-Apfel 47'
NEW = {'old_password': 'rosa', 'password': GOOD, 'password_again': GOOD}


def change(browser: Browser, **fields: str) -> str:
    page = browser.get('/password').text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    return browser.post('/password', data={'csrfmiddlewaretoken': token} | fields).text


def test_a_resident_changes_the_own_password_and_other_sessions_end(
    client: Browser, curl: Browser, make: Maker, rosa: Person,
) -> None:
    other = client.sign_in(rosa)
    own = client.sign_in(rosa)
    assert 'Your password was changed.' in change(client, **NEW)
    assert client.get('/api/core/session').get_json()['sessionid'] == own
    assert curl.get('/api/core/session', headers={'Cookie': f'sessionid={other}'}).status_code == 403
    assert make.count(Session) == 1
    assert make.rows(Audit, 'who', 'what', 'before', 'after') == [('rosa', 'user rosa', None, 'own password changed')]
    assert client.log_in('rosa', 'rosa').status_code == 403
    assert client.log_in('rosa', GOOD).status_code == 200


def test_apis_main_needs_the_new_one_at_once(client: Browser, make: Maker, rosa: Person) -> None:
    make.chosen(E001)
    fetch = {'username': 'rosa', 'password': 'rosa', **OF_E001}
    assert client.post('/api/misc/scenario/currentData', data=fetch).status_code == 200
    client.sign_in(rosa)
    change(client, **NEW)
    assert client.post('/api/misc/scenario/currentData', data=fetch).status_code == 403
    assert client.post('/api/misc/scenario/currentData', data=fetch | {'password': GOOD}).status_code == 200


@pytest.mark.parametrize(('fields', 'sentences'), [
    ({'old_password': 'wrong'}, ['Old password: This is not your password.']),
    ({'password': '', 'password_again': ''}, ['New password: Something has to stand here.']),
    ({'password_again': ''}, ['New password confirmation: The two passwords are not the same.']),
    ({'password': '12345678', 'password_again': '12345678'}, ['New password: This password is made of digits only.']),
    ({'password': 'rosarosa', 'password_again': 'rosarosa'}, [
        'New password: This password is too much like the user name, the names or the mail address.']),
])
def test_what_is_wrong_is_said_at_its_field(
    client: Browser, make: Maker, rosa: Person, fields: dict[str, str], sentences: list[str],
) -> None:
    client.sign_in(rosa)
    page = change(client, **NEW | fields)
    assert said(page) == sentences
    assert GOOD not in page
    assert make.count(Audit) == 0


def test_guesses_of_the_old_password_are_counted_as_logins_are(client: Browser, rosa: Person) -> None:
    client.sign_in(rosa)
    for _ in range(30):
        change(client, **NEW | {'old_password': 'wrong'})
    assert change(client, **NEW) == 'too many attempts'


def test_who_is_not_logged_in_is_led_to_the_login(client: Browser) -> None:
    assert client.get('/password').headers['Location'].endswith('?next=/password')


def test_a_form_of_a_foreign_site_is_refused(client: Browser, rosa: Person) -> None:
    client.sign_in(rosa)
    assert client.post('/password', data=NEW).status_code == 403
