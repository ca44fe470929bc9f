"""What is said when something is wrong: short words, never a trace, never what was sent."""

import logging

import pytest
from pymongo.errors import AutoReconnect, ServerSelectionTimeoutError
from sqlalchemy.exc import IntegrityError, OperationalError

from service_center.domain.errors import BadRequest, NotAllowed, TooManyAttempts
from service_center.services import health
from tests.client import Browser

SECRET = 'mongodb://user:secret@10.0.0.1'


def broken(statement: type[OperationalError | IntegrityError]) -> Exception:
    return statement(f'SELECT {SECRET}', None, Exception(SECRET))


@pytest.mark.parametrize(
    ('error', 'status', 'words', 'level'),
    [
        (BadRequest('bad scenarioId'), 400, 'bad scenarioId', None),
        (NotAllowed('staff required'), 403, 'staff required', None),
        (TooManyAttempts(17), 429, 'too many attempts', None),
        (ServerSelectionTimeoutError(SECRET), 503, 'telemetry unavailable', logging.WARNING),
        (AutoReconnect(SECRET), 503, 'telemetry unavailable', logging.WARNING),
        (broken(OperationalError), 503, 'database unavailable', logging.ERROR),
        (KeyError(SECRET), 500, 'internal error', logging.ERROR),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_what_is_wrong_is_said_in_a_line_and_logged_if_it_is_ours(
    client: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, status: int, words: str,
    level: int | None,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(health, 'problems', fail)
    answer = client.get('/readyz')
    assert (answer.status_code, answer.content_type, answer.get_data(as_text=True)) == (status, 'text/plain; charset=utf-8', words)
    assert [record.levelno for record in caplog.records] == ([level] if level else [])


def test_who_tried_too_often_is_told_when_to_come_back(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise TooManyAttempts(17)

    monkeypatch.setattr(health, 'problems', fail)
    assert client.get('/readyz').headers['Retry-After'] == '17'


@pytest.mark.parametrize(
    ('method', 'path', 'allow'),
    [
        ('POST', '/api/core/session', {'GET', 'HEAD', 'OPTIONS'}), ('GET', '/api/core/login', {'POST', 'OPTIONS'}),
        ('GET', '/api/misc/scenario/currentData', {'POST', 'OPTIONS'}), ('DELETE', '/api/staff/client.js', {'GET', 'HEAD', 'OPTIONS'}),
        ('PATCH', '/api/resident/scenario/choose', {'GET', 'HEAD', 'OPTIONS'}), ('NONSENSE', '/healthz', {'GET', 'HEAD', 'OPTIONS'}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones_before_anything_else(client: Browser, method: str, path: str, allow: set[str]) -> None:
    answer = client.open(path, method=method, headers={'Sec-Fetch-Site': 'cross-site'})
    assert (answer.status_code, answer.data, answer.content_type) == (405, b'', 'text/plain; charset=utf-8')
    assert set(answer.headers['Allow'].split(', ')) == allow


@pytest.mark.parametrize(
    'path', ['/nowhere', '/api/core/session/', '/api/staff/community/outline/', '/api', '/static/', '/static/../wsgi.py',
        '/static/..%2f..%2fetc/passwd', '/static/%00'],
)
def test_what_is_not_there_is_not_found_and_not_quoted(client: Browser, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.data) == (404, b'not found')


@pytest.mark.parametrize('kind', ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
@pytest.mark.parametrize('path', ['/api/core/login', '/api/misc/scenario/currentData', '/api/misc/scenario/update'])
def test_a_body_that_is_too_large_is_not_read(client: Browser, path: str, kind: str) -> None:
    answer = client.post(path, data=b'x' * (1024 * 1024 + 1), content_type=kind)
    assert (answer.status_code, answer.data) == (413, b'request too large')


def test_a_form_of_very_many_parts_is_not_read(client: Browser) -> None:
    parts = b''.join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(2000)) + b'--x--\r\n'
    answer = client.post('/api/misc/scenario/update', data=parts, content_type='multipart/form-data; boundary=x')
    assert (answer.status_code, answer.data) == (413, b'request too large')
