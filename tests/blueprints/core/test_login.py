"""Login, session and logout as a browser meets them. What D21 counts is in tests/services; here it is seen from outside."""

import pytest
import time_machine

from tests.client import Browser, cookies_set
from tests.factories import Maker, Person

FORTNIGHT_SEC = 14 * 24 * 3600


def test_a_login_gives_a_session_and_says_what_it_is(client: Browser, make: Maker) -> None:
    make.user('taro', first_name='太郎', last_name='Yamada', email='taro@example.com')
    answer = client.log_in('taro', 'taro')
    said = answer.get_json()
    assert answer.status_code == 200
    assert list(said) == ['sessionid', 'expiry_age', 'expiry_date', 'user']
    assert list(said['user'].items()) == [('username', 'taro'), ('last_name', 'Yamada'), ('first_name', '太郎'),
        ('email', 'taro@example.com')]
    assert (said['expiry_age'], said['expiry_date']) == (FORTNIGHT_SEC, '2020-01-16T03:04:05Z')
    assert client.get('/api/core/session').get_json() == said


def test_the_cookies_are_what_browsers_need_and_no_more(client: Browser, rosa: Person) -> None:
    answer = client.log_in('rosa', 'rosa')
    cookies = cookies_set(answer)
    key = answer.get_json()['sessionid']
    assert all(part in cookies['sessionid'] for part in (f'sessionid={key};', 'HttpOnly', 'Path=/', 'SameSite=Lax',
        f'Max-Age={FORTNIGHT_SEC}'))
    assert 'Secure' not in cookies['sessionid']
    assert 'HttpOnly' not in cookies['csrftoken']
    assert 'Max-Age=31449600' in cookies['csrftoken']


def test_a_login_renews_the_form_cookie(client: Browser, rosa: Person) -> None:
    client.get('/api/core/csrftoken')
    before = client.get_cookie('csrftoken')
    client.log_in('rosa', 'rosa')
    after = client.get_cookie('csrftoken')
    assert before is not None
    assert after is not None
    assert before.value != after.value


@pytest.mark.parametrize(
    ('name', 'password'),
    [('rosa', 'wrong'), ('rosa', ''), ('', ''), ('nobody', 'rosa'), ('rosa', '7c5d09df44ff2c69f6a4cb2de3fd1a8f'), ('\ud800', '\ufffd')],
)
def test_a_failed_login_says_no_more_than_that(client: Browser, rosa: Person, name: str, password: str) -> None:
    answer = client.log_in(name.encode('utf-8', 'replace').decode(), password)
    assert (answer.status_code, answer.data) == (403, b'login failed')
    assert cookies_set(answer) == {}


def test_the_time_left_counts_down_and_the_session_does_not_slide(client: Browser, rosa: Person, clock: time_machine.Traveller) -> None:
    client.log_in('rosa', 'rosa')
    for days in (1, 12):
        clock.shift(days * 86400)
        assert client.get('/api/core/session').status_code == 200
    assert client.get('/api/core/session').get_json()['expiry_age'] == 86400
    clock.shift(86400)
    answer = client.get('/api/core/session')
    assert (answer.status_code, answer.data) == (403, b'login required')
    assert 'Max-Age=0' in cookies_set(answer)['sessionid']


def test_a_deactivated_users_session_is_ended_for_good(client: Browser, make: Maker, rosa: Person) -> None:
    key = client.sign_in(rosa)
    make.change(rosa, is_active=False)
    answer = client.get('/api/resident/community/outline')
    assert (answer.status_code, answer.data) == (403, b'login required')
    assert 'Max-Age=0' in cookies_set(answer)['sessionid']
    make.change(rosa, is_active=True)
    client.set_cookie('sessionid', key)
    assert client.get('/api/core/session').status_code == 403


def test_who_moves_out_or_is_no_longer_staff_loses_the_right_at_once(client: Browser, make: Maker, ada: Person) -> None:
    client.sign_in(ada)
    assert client.get('/api/staff/community/outline').status_code == 200
    make.change(ada, is_staff=False)
    assert client.get('/api/staff/community/outline').data == b'staff required'


def test_logout_ends_this_session_and_no_other(client: Browser, curl: Browser, rosa: Person) -> None:
    key = client.sign_in(rosa)
    other = client.sign_in(rosa)
    answer = client.get('/api/core/logout', query_string={'next': 'http://evil.example'})
    assert (answer.status_code, answer.data) == (200, b'')
    assert 'Max-Age=0' in cookies_set(answer)['sessionid']
    status = [curl.get('/api/core/session', headers={'Cookie': f'sessionid={k}'}).status_code for k in (key, other)]
    assert status == [200, 403]


def test_who_is_not_logged_in_logs_out_without_a_word(client: Browser) -> None:
    answer = client.get('/api/core/logout')
    assert (answer.status_code, answer.data, cookies_set(answer)) == (200, b'', {})


# ---- form tokens


@pytest.mark.parametrize('headers', [{'Origin': 'http://evil.example'}, {'Sec-Fetch-Site': 'cross-site'}], ids=str)
def test_a_foreign_site_can_not_log_anyone_in(client: Browser, rosa: Person, headers: dict[str, str]) -> None:
    assert client.log_in('rosa', 'rosa', headers=headers).data == b'cross-site request refused'


def test_without_the_token_of_its_cookie_a_form_is_refused(client: Browser, curl: Browser, rosa: Person) -> None:
    token = client.get('/api/core/csrftoken').get_json()['csrfmiddlewaretoken']
    form = {'username': 'rosa', 'password': 'rosa'}
    for asks, sent in ((client, {}), (client, {'csrfmiddlewaretoken': 'x' * 43}), (curl, {'csrfmiddlewaretoken': token})):
        answer = asks.post('/api/core/login', data=form | sent)
        assert (answer.status_code, answer.data) == (403, b'csrf token missing or wrong')
    assert client.post('/api/core/login', data=form, headers={'X-CSRFToken': token}).status_code == 200


def test_a_good_form_cookie_is_kept_and_a_bad_one_replaced(curl: Browser) -> None:
    for sent, is_kept in (('c' * 43, True), ('short', False), ('<script>' * 8, False)):
        cookie = cookies_set(curl.get('/api/core/csrftoken', headers={'Cookie': f'csrftoken={sent}'}))['csrftoken']
        assert cookie.startswith(f'csrftoken={sent};') is is_kept


# ---- how often one may try


def test_who_fails_too_often_is_told_when_to_come_back_and_only_at_that_address(client: Browser, rosa: Person) -> None:
    for _ in range(30):
        assert client.log_in('rosa', 'wrong').status_code == 403
    answer = client.log_in('rosa', 'rosa')
    assert (answer.status_code, answer.data, answer.headers['Retry-After']) == (429, b'too many attempts', '900')
    assert client.log_in('rosa', 'rosa', environ_overrides={'REMOTE_ADDR': '10.0.0.9'}).status_code == 200


def test_an_address_can_not_be_made_up_by_a_header(client: Browser, rosa: Person) -> None:
    for n in range(30):
        client.log_in('rosa', 'wrong', headers={'X-Forwarded-For': f'10.0.0.{n}'})
    assert client.log_in('rosa', 'rosa', headers={'X-Forwarded-For': '10.0.0.99'}).status_code == 429
