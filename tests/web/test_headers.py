"""What every answer carries, under which names we answer, and who may keep an answer."""

import mimetypes
from collections.abc import Callable

import pytest
from flask import Flask

from service_center.domain.errors import TooManyAttempts
from service_center.services import health
from tests.client import Browser
from tests.factories import Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NOT_KEPT = 'max-age=0, no-cache, no-store, must-revalidate, private'
PAGE = '/static/ui_example/staff/visual.html'
KINDS = {
    'JSON': ('GET', '/api/core/csrftoken', 200),
    'script': ('GET', '/api/staff/client.js', 200),
    'empty': ('GET', '/api/core/logout', 200),
    'health': ('GET', '/healthz', 200),
    'page': ('GET', PAGE, 200),
    'way on': ('GET', '/', 302),
    'way on with a slash': ('GET', '/admin', 308),
    'refused': ('GET', '/api/core/session', 403),
    'bad': ('POST', '/api/misc/scenario/currentData', 400),
    'nowhere': ('GET', '/nowhere', 404),
    'no such file': ('GET', '/static/nowhere.js', 404),
    'wrong method': ('POST', '/api/core/session', 405),
    'HEAD': ('HEAD', PAGE, 200),
    'OPTIONS': ('OPTIONS', '/api/core/session', 200),
}


@pytest.mark.parametrize(('method', 'path', 'status'), KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_carries_the_strict_policy(client: Browser, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.headers['Content-Security-Policy'] == POLICY
    assert answer.headers['X-Content-Type-Options'] == 'nosniff'
    assert answer.headers['Referrer-Policy'] == 'same-origin'
    assert answer.headers['Cross-Origin-Opener-Policy'] == 'same-origin'


def test_so_does_the_answer_to_a_foreign_name(client: Browser) -> None:
    answer = client.get('/api/core/session', base_url='http://evil.example')
    assert (answer.status_code, answer.headers['Content-Security-Policy']) == (400, POLICY)


@pytest.mark.parametrize(('error', 'status'), [(KeyError('secret'), 500), (TooManyAttempts(17), 429)], ids=['failure', 'too many'])
def test_so_does_the_answer_when_something_is_wrong(
    client: Browser, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(health, 'problems', fail)
    answer = client.get('/readyz')
    assert (answer.status_code, answer.headers['Content-Security-Policy']) == (status, POLICY)


def test_so_does_the_answer_that_a_page_has_not_changed(client: Browser) -> None:
    etag = client.get(PAGE).headers['ETag']
    answer = client.get(PAGE, headers={'If-None-Match': etag})
    assert (answer.status_code, answer.headers['Content-Security-Policy']) == (304, POLICY)


# ---- who may keep an answer


@pytest.mark.parametrize(
    'path',
    ['/api/core/csrftoken', '/api/core/session', '/api/core/logout', '/api/staff/community/outline', '/api/resident/nowhere',
        '/api/nowhere', '/admin/'],
)
def test_answers_of_the_api_are_kept_by_nobody(client: Browser, path: str) -> None:
    assert client.get(path).headers['Cache-Control'] == NOT_KEPT


def test_answers_to_apis_main_are_kept_by_nobody(client: Browser) -> None:
    assert client.post('/api/misc/scenario/currentData').headers['Cache-Control'] == NOT_KEPT


def test_data_is_kept_by_nobody(client: Browser, sam: Person) -> None:
    client.sign_in(sam)
    answer = client.ask('/api/staff/unitData/latestSet', communityId='green', clusterId='first')
    assert (answer.status_code, answer.headers['Cache-Control']) == (200, NOT_KEPT)


@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_client_js_is_kept_by_the_browser_that_asks_each_time(client: Browser, role: str) -> None:
    path = f'/api/{role}/client.js'
    answer = client.get(path)
    assert answer.headers['Cache-Control'] == 'private, no-cache'
    unchanged = client.get(path, headers={'If-None-Match': answer.headers['ETag']})
    assert (unchanged.status_code, unchanged.data) == (304, b'')


@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_client_js_has_nothing_to_do_with_sessions(curl: Browser, clean: None, role: str) -> None:
    answer = curl.get(f'/api/{role}/client.js', headers={'Cookie': 'sessionid=long-gone'})
    assert (answer.status_code, answer.headers.getlist('Set-Cookie')) == (200, [])


def test_scripts_are_javascript_where_the_machine_knows_no_types(
    another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mimetypes, '_db', mimetypes.MimeTypes())
    with another_app().test_client().get('/static/ui_example/staff/js/main.js') as script:
        assert script.headers['Content-Type'] == 'text/javascript; charset=utf-8'


def test_pages_are_asked_for_each_time(client: Browser) -> None:
    assert client.get(PAGE).headers['Cache-Control'] == 'no-cache'


# ---- our names


OURS = ['localhost', 'LOCALHOST', 'LocalHost:8000', 'localhost:1', '127.0.0.1', '127.0.0.1:8000', '127.0.0.1:65535', '[::1]', '[::1]:8000']
NOT_OURS = [
    'evil.example', 'localhost.evil.example', 'evil.localhost', 'evil@localhost', 'localhost@evil.example',
    'localhost:80@evil.example', 'user:pw@localhost',
    'localhost.', 'localhost:', 'localhost:x', 'localhost:99999', 'localhost:8000:1', 'localhost/', 'localhost/evil',
    'localhost#x', 'localhost?x', 'localhost,evil',
    'localhost evil', 'local\thost', '::1', '[::1', '[::1]evil', '[::2]', '127.0.0.2', '127.1', '2130706433', '0', '', ' ',
    'xn--mnchen-3ya', 'ｌocalhost', 'local\xffhost',
    '.localhost', 'x' * 100_000,
]


@pytest.mark.parametrize('host', OURS)
def test_we_answer_under_our_names_at_any_port(client: Browser, host: str) -> None:
    assert client.get('/healthz', environ_overrides={'HTTP_HOST': host}).status_code == 200


@pytest.mark.parametrize('host', NOT_OURS, ids=lambda host: ascii(host)[:40])
@pytest.mark.parametrize('path', ['/healthz', '/api/core/csrftoken', PAGE, '/admin', '/nowhere'])
def test_under_any_other_name_we_do_nothing(curl: Browser, host: str, path: str) -> None:
    answer = curl.get(path, environ_overrides={'HTTP_HOST': host.encode().decode('latin1')})
    assert (answer.status_code, answer.data) == (400, b'bad host')
    assert 'Set-Cookie' not in answer.headers
    assert 'Location' not in answer.headers


@pytest.mark.parametrize('header', ['X-Forwarded-Host', 'X-Host', 'Forwarded', 'X-Original-Host'])
def test_a_forwarded_name_makes_nothing_ours_and_changes_nothing(client: Browser, header: str) -> None:
    assert client.get('/healthz', base_url='http://evil.example', headers={header: 'localhost'}).status_code == 400
    answer = client.get('/admin', headers={header: 'evil.example'})
    assert answer.headers['Location'] == 'http://localhost/admin/'


@pytest.mark.parametrize(
    ('host', 'status'),
    [('sc.example.com', 200), ('a.b.example.com:8443', 200), ('example.com', 400), ('evilexample.com', 400), ('localhost', 400),
        ('example.com.evil', 400)],
)
def test_a_name_with_a_dot_before_it_means_all_below(another_app: Callable[..., Flask], host: str, status: int) -> None:
    stranger = another_app(TRUSTED_HOSTS=['.example.com']).test_client()
    assert stranger.get('/healthz', environ_overrides={'HTTP_HOST': host}).status_code == status


# ---- dead sessions


@pytest.mark.parametrize('key', ['x' * 43, 'x', '', 'ä' * 40, '%00', 'x' * 8000])
def test_a_browser_is_told_to_forget_a_session_that_never_was(curl: Browser, key: str) -> None:
    answer = curl.get('/api/core/session', environ_overrides={'HTTP_COOKIE': f'sessionid={key}'.encode().decode('latin1')})
    assert (answer.status_code, answer.data) == (403, b'login required')
    assert answer.headers['Set-Cookie'].startswith('sessionid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; HttpOnly; Path=/')


@pytest.mark.parametrize(
    'header',
    ['csrftoken', 'sessionid;', 'sessionid="', '=', ';;;', 'a=b; c', '\xff\xfe=\xff', 'sessionid=\xed\xa0\x80', '$Version=1',
        'x=' + 'y' * 100_000],
)
def test_broken_cookies_are_no_cookies(curl: Browser, header: str) -> None:
    answer = curl.get('/api/core/session', environ_overrides={'HTTP_COOKIE': header})
    assert (answer.status_code, answer.data) == (403, b'login required')
    assert curl.get('/api/core/csrftoken', environ_overrides={'HTTP_COOKIE': header}).status_code == 200


def test_what_asks_for_no_session_forgets_none(curl: Browser) -> None:
    answer = curl.get('/healthz', environ_overrides={'HTTP_COOKIE': 'sessionid=' + 'x' * 43})
    assert 'Set-Cookie' not in answer.headers
