"""Pages on other web servers: only those of trusted origins may ask with the reader's session, and read the answers."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.client import Browser

PAGES = 'https://pages.example.com'
EVIL = 'https://evil.example'
ALLOWED = 'Access-Control-Allow-Origin'


@pytest.fixture
def friendly(another_app: Callable[..., Flask]) -> FlaskClient:
    """A service center that trusts the pages of one other origin."""
    return another_app(TRUSTED_ORIGINS=[PAGES]).test_client()


def headers_of_permission(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith('Access-Control-')}


def test_a_trusted_page_may_read_an_answer_with_the_readers_session(friendly: FlaskClient) -> None:
    answer = friendly.get('/api/core/csrftoken', headers={'Origin': PAGES})
    assert answer.status_code == 200
    assert headers_of_permission(answer) == {
        ALLOWED: PAGES, 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Expose-Headers': 'ETag, Retry-After',
    }
    assert 'Origin' in answer.headers['Vary']


def test_it_may_read_refusals_too(friendly: FlaskClient) -> None:
    answer = friendly.get('/api/staff/community/outline', headers={'Origin': PAGES})
    assert (answer.status_code, answer.headers[ALLOWED]) == (403, PAGES)


@pytest.mark.parametrize('origin', [
    EVIL, 'http://pages.example.com', PAGES + ':8443', PAGES + '.evil.example', 'https://x.pages.example.com', PAGES + '/', 'null', '',
])
def test_any_other_origin_gets_no_permission_and_no_cache_mixes_them_up(friendly: FlaskClient, origin: str) -> None:
    answer = friendly.get('/api/core/csrftoken', headers={'Origin': origin})
    assert headers_of_permission(answer) == {}
    assert 'Origin' in answer.headers['Vary']
    asked = friendly.options('/api/core/login', headers={'Origin': origin, 'Access-Control-Request-Method': 'POST'})
    assert headers_of_permission(asked) == {}


def test_a_preflight_names_what_may_be_sent(friendly: FlaskClient) -> None:
    answer = friendly.options('/api/core/login', headers={
        'Origin': PAGES, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-csrftoken',
    })
    assert answer.status_code == 204
    assert answer.headers[ALLOWED] == PAGES
    assert answer.headers['Access-Control-Allow-Credentials'] == 'true'
    assert answer.headers['Access-Control-Allow-Methods'] == 'GET, POST'
    assert {'X-CSRFToken', 'If-None-Match'} <= set(answer.headers['Access-Control-Allow-Headers'].split(', '))
    assert 'Origin' in answer.headers['Vary']


@pytest.mark.parametrize('path', ['/', '/admin/', '/static/ui_example/staff/visual.html'])
def test_nothing_but_the_api_is_shared(friendly: FlaskClient, path: str) -> None:
    with friendly.get(path, headers={'Origin': PAGES}) as answer:
        assert headers_of_permission(answer) == {}


def test_without_the_setting_nobody_is_permitted_anything(client: Browser) -> None:
    answer = client.get('/api/core/csrftoken', headers={'Origin': PAGES})
    assert headers_of_permission(answer) == {}
    assert 'Origin' not in answer.headers.get('Vary', '')
