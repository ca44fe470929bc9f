"""Whatever is sent to whatever route: never a 500, and nothing of it comes back."""

from urllib.parse import quote_from_bytes

import pytest
from flask import Flask

from service_center.models import tables
from tests.client import Browser
from tests.factories import E001, OF_CLUSTER, OF_E001, Maker

ASKED = ('communityId', 'clusterId', 'unitId', 'timezone', 'datetimeFrom', 'datetimeTo', 'datetime', 'type', 'scenarioId', 'next')
SENT = ('communityId', 'clusterId', 'unitId', 'name', 'data', 'description', 'username', 'account', 'password',
    'csrfmiddlewaretoken', 'next')
MARK = 'zzyzx'
VALUES = {
    'script': f'<script>{MARK}</script>'.encode(), 'NUL': f'{MARK}\0'.encode(), '100 kB': MARK.encode() * 20_000,
    'half a pair': MARK.encode() + b'\xed\xa0\x80',
    'no UTF-8': MARK.encode() + b'\xff\xfe', 'operator': f'{{"$ne":"{MARK}"}}'.encode(), 'newline': f'{MARK}\r\nSet-Cookie: a=b'.encode(),
    'quote': f"{MARK}' OR 1=1 --".encode(), 'percent': f'%s%n{MARK}'.encode(), 'number': b'9' * 400 + MARK.encode(),
}


def _paths(app: Flask) -> list[tuple[str, str]]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith('/api/')]
    found = [(method, rule.rule) for rule in rules for method in sorted((rule.methods or set()) & {'GET', 'POST'})]
    return sorted(found, key=lambda route: route[1] == '/api/core/logout')  # last: afterwards nobody is logged in


@pytest.fixture
def browser(client: Browser, make: Maker, cluster: object) -> Browser:
    client.sign_in(make.user('all', E001, is_staff=True))
    return client


@pytest.mark.parametrize('kind', VALUES)
def test_hostile_parameters_are_refused_and_not_quoted(app: Flask, browser: Browser, make: Maker, kind: str) -> None:
    value = quote_from_bytes(VALUES[kind])
    good = '&'.join(f'{name}={text}' for name, text in OF_E001.items()) + '&timezone=Z&'
    for method, path in _paths(app):
        for name in ASKED if method == 'GET' else SENT:
            question = good + f'{name}={value}'
            sent = {'query_string': question} if method == 'GET' else {'data': question,
                'content_type': 'application/x-www-form-urlencoded'}
            answer = browser.open(path, method=method, **sent)  # type: ignore[arg-type]
            assert answer.status_code < 500, (path, name, kind)
            assert MARK.encode() not in answer.data, (path, name, kind)
    assert [make.count(table) for table in (tables.Scenario, tables.Choice)] == [0, 0]


@pytest.mark.parametrize(
    'shape',
    ['communityId[$ne]=x&clusterId[$ne]=y', 'communityId[]=green&clusterId[]=first', 'communityId={"$ne":1}&clusterId=first',
        '&&&=&;=', '%', '%zz=%'],
)
def test_operators_of_the_store_are_no_ids(browser: Browser, shape: str) -> None:
    assert browser.get('/api/staff/unitData/latestSet?' + shape).status_code == 400


@pytest.mark.parametrize(
    'raw',
    [b'\xff', b'communityId=\xff&clusterId=\xfe', b'communityId=green&clusterId=first&datetimeFrom=\xed\xa0\x80'],
    ids=ascii,
)
def test_an_address_that_is_no_utf_8_is_a_bad_request(browser: Browser, raw: bytes) -> None:
    answer = browser.get('/api/staff/deal/list', environ_overrides={'QUERY_STRING': raw.decode('latin1')})
    assert (answer.status_code, answer.data) == (400, b'bad request')


@pytest.mark.parametrize('path', ['/api/\xff', '/\xed\xa0\x80', '/static/\xff\xfe', '/' + 'x' * 100_000, '/static/' + 'y/' * 5000])
def test_paths_that_are_no_paths_are_not_found(browser: Browser, path: str) -> None:
    assert browser.get('/', environ_overrides={'PATH_INFO': path}).status_code == 404


@pytest.mark.parametrize(
    ('body', 'kind'),
    [
        (b'{', 'application/json'), (b'[' * 100_000, 'application/json'), (b'\xff\xfe', 'application/x-www-form-urlencoded'),
        (b'--x', 'multipart/form-data'),
        (b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n\xff', 'multipart/form-data; boundary=x'),
        (b'a', 'multipart/form-data; boundary='),
        (b'x', 'nonsense'), (b'', ''), (b'&' * 10_000, 'application/x-www-form-urlencoded'),
        (b'=', 'application/x-www-form-urlencoded; charset=utf-7'),
    ],
)
@pytest.mark.parametrize('path', ['/api/core/login', '/api/misc/scenario/currentData', '/api/misc/scenario/update'])
def test_bodies_that_are_no_forms_are_refused(browser: Browser, path: str, body: bytes, kind: str) -> None:
    assert browser.post(path, data=body, content_type=kind).status_code in (400, 403, 413)


@pytest.mark.parametrize('method', ['HEAD', 'OPTIONS'])
def test_head_and_options_do_not_fail_and_have_no_body(app: Flask, browser: Browser, method: str) -> None:
    for _, path in _paths(app):
        answer = browser.open(path, method=method, query_string=OF_CLUSTER)
        assert answer.status_code in (200, 400, 405), path
        assert answer.data == b''
    assert browser.get('/api/core/session').status_code == 200  # neither of them logged out
