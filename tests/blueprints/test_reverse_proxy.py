"""Behind a reverse proxy under a path prefix all works as it does without; and nobody can pretend to be one."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import Browser, cookies_set
from tests.factories import Maker, Person

FORWARDED = {
    'X-Forwarded-Prefix': '/sc', 'X-Forwarded-Host': 'power.example.com', 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '10.0.0.9',
}


@pytest.fixture
def behind(another_app: Callable[..., Flask]) -> Browser:
    app = another_app(PROXY_HOPS=1, TRUSTED_HOSTS=['power.example.com'])
    return Browser(app, app.response_class, use_cookies=True)


def test_redirects_keep_name_and_prefix(behind: Browser) -> None:
    assert behind.get('/admin', headers=FORWARDED).headers['Location'] == 'https://power.example.com/sc/admin/'
    assert behind.get('/', headers=FORWARDED).headers['Location'] == '/sc/static/ui_example/staff/visual.html?next=/sc/'
    assert behind.get('/admin/', headers=FORWARDED).headers['Location'].startswith('/sc/static/ui_example/staff/visual.html')


@pytest.mark.parametrize(
    'path',
    ['/static/ui_example/staff/visual.html', '/static/api/staff/client_example.html', '/api/staff/client.js', '/api/resident/client.js'],
)
def test_pages_and_scripts_are_the_same_behind_the_proxy_and_name_no_path_from_the_root(
    client: Browser, behind: Browser, path: str,
) -> None:
    answer = behind.get(path, headers=FORWARDED)
    assert answer.status_code == 200
    assert answer.data == client.get(path).data
    assert b'"/api/' not in answer.data
    assert b'"/static/' not in answer.data


def test_cookies_keep_the_path_from_the_root_and_a_login_works(behind: Browser, rosa: Person) -> None:
    token_answer = behind.get('/api/core/csrftoken', headers=FORWARDED)
    cookie = cookies_set(token_answer)['csrftoken']
    assert 'Path=/;' in cookie + ';'
    form = {'username': 'rosa', 'password': 'rosa', 'csrfmiddlewaretoken': token_answer.get_json()['csrfmiddlewaretoken']}
    headers = FORWARDED | {'Origin': 'https://power.example.com', 'Cookie': cookie.split(';')[0]}
    answer = behind.post('/api/core/login', data=form, headers=headers)
    assert answer.status_code == 200
    assert all('Path=/;' in c + ';' for c in cookies_set(answer).values())


def test_the_address_that_the_proxy_saw_is_the_one_that_is_counted(behind: Browser, rosa: Person) -> None:
    form_of = {'base_url': 'http://power.example.com'}

    def log_in(password: str, address: str) -> int:
        token = behind.get('/api/core/csrftoken', **form_of).get_json()['csrfmiddlewaretoken']  # type: ignore[arg-type]
        form = {'username': 'rosa', 'password': password, 'csrfmiddlewaretoken': token}
        return behind.post('/api/core/login', data=form, headers={'X-Forwarded-For': f'6.6.6.6, {address}'}, **form_of).status_code  # type: ignore[arg-type]

    assert {log_in('wrong', '10.0.0.9') for _ in range(30)} == {403}
    assert log_in('rosa', '10.0.0.9') == 429
    assert log_in('rosa', '10.0.0.8') == 200


@pytest.mark.parametrize('host', ['evil.example', 'power.example.com, evil.example', 'power.example.com@evil.example', ''])
def test_a_forwarded_name_that_is_not_ours_is_refused(behind: Browser, host: str) -> None:
    answer = behind.get('/healthz', headers=FORWARDED | {'X-Forwarded-Host': host}, base_url='http://localhost')
    assert (answer.status_code, answer.data) == (400, b'bad host')


@pytest.mark.parametrize('prefix', ['//evil.example', '/\\evil.example', 'evil.example', 'https://evil.example', '/sc//evil', '/sc?x='])
def test_a_prefix_that_is_no_path_on_this_site_is_refused(behind: Browser, prefix: str) -> None:
    answer = behind.get('/', headers=FORWARDED | {'X-Forwarded-Prefix': prefix})
    assert (answer.status_code, answer.data) == (400, b'bad host')


@pytest.mark.parametrize('prefix', ['', '/', '/sc', '/sc/', '/a.b/%E3%81%BF/~c'])
def test_a_prefix_may_be_any_path(behind: Browser, prefix: str) -> None:
    assert behind.get('/healthz', headers=FORWARDED | {'X-Forwarded-Prefix': prefix}).status_code == 200


def test_of_several_forwarded_names_only_the_nearest_proxys_counts(behind: Browser) -> None:
    answer = behind.get('/admin',
        headers=FORWARDED | {'X-Forwarded-Host': 'evil.example, power.example.com', 'X-Forwarded-Prefix': '/evil, /sc'})
    assert answer.headers['Location'] == 'https://power.example.com/sc/admin/'


def test_without_a_proxy_nothing_forwarded_counts(client: Browser) -> None:
    assert client.get('/admin', headers=FORWARDED).headers['Location'] == 'http://localhost/admin/'
    assert client.get('/', headers=FORWARDED).headers['Location'] == '/static/ui_example/staff/visual.html?next=/'


def test_cookies_are_for_https_only_where_that_is_set(another_app: Callable[..., Flask], make: Maker) -> None:
    secure = another_app(COOKIE_SECURE=True).test_client()
    assert 'Secure' in secure.get('/api/core/csrftoken').headers['Set-Cookie']
