"""Pages of foreign sites can change nothing (D13), and in which order a request is checked."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import Browser
from tests.factories import E001, OF_CLUSTER, OF_E001, Maker, Person

CHANGES = {
    '/api/core/logout': {},
    '/api/resident/scenario/choose': OF_E001,
    '/api/staff/monitoring/job/activate': {**OF_CLUSTER, 'type': 'apis_main_alive'},
    '/api/staff/monitoring/job/deactivate': {**OF_CLUSTER, 'type': 'apis_main_alive'},
}
FOREIGN: list[dict[str, str]] = [
    {'Sec-Fetch-Site': 'cross-site'}, {'Origin': 'http://evil.example'}, {'Origin': 'null'}, {'Referer': 'http://evil.example/localhost'},
    {'Origin': 'http://localhost.evil.example'}, {'Origin': 'http://localhost:8001'}, {'Origin': 'http://localhost@evil.example'},
    {'Origin': 'http://['}, {'Referer': 'nonsense'}, {'Origin': 'http://localhost', 'Referer': 'http://evil.example/'},
    {'Origin': 'http://localhost', 'Sec-Fetch-Site': 'cross-site'}, {'Origin': 'http://evil@localhost'},
]
OWN: list[dict[str, str]] = [
    {}, {'Sec-Fetch-Site': 'same-origin'}, {'Sec-Fetch-Site': 'none'}, {'Origin': 'http://localhost'}, {'Origin': 'https://LOCALHOST'},
    {'Referer': 'http://localhost/static/ui_example/staff/visual.html'}, {'Sec-Fetch-Site': 'same-site', 'Origin': 'http://localhost'},
]


@pytest.fixture
def everyone(make: Maker, cluster: object, client: Browser) -> None:
    client.sign_in(make.user('all', E001, is_staff=True))


@pytest.mark.parametrize('path', CHANGES)
@pytest.mark.parametrize('headers', FOREIGN, ids=str)
def test_what_a_foreign_site_sends_changes_nothing(client: Browser, everyone: None, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, query_string=CHANGES[path], headers=headers)
    assert (answer.status_code, answer.data) == (403, b'cross-site request refused')
    assert client.get('/api/core/session').status_code == 200


@pytest.mark.parametrize('path', CHANGES)
@pytest.mark.parametrize('headers', OWN, ids=str)
def test_what_our_own_pages_and_curl_send_is_done(client: Browser, everyone: None, path: str, headers: dict[str, str]) -> None:
    assert client.get(path, query_string=CHANGES[path], headers=headers).status_code == 200


@pytest.mark.parametrize('headers', FOREIGN[:4], ids=str)
def test_a_foreign_site_is_refused_before_anyone_asks_who_it_is(client: Browser, headers: dict[str, str]) -> None:
    for path in CHANGES:
        assert client.get(path, headers=headers).data == b'cross-site request refused'


def test_a_foreign_site_may_read_what_its_browser_lets_it(client: Browser, everyone: None) -> None:
    assert client.get('/api/staff/community/outline', headers=FOREIGN[0]).status_code == 200


def test_sites_that_are_named_as_ours_may_change_things(another_app: Callable[..., Flask]) -> None:
    friend = another_app(TRUSTED_ORIGINS=['https://pages.example.com']).test_client()
    assert friend.get('/api/core/logout', headers={'Origin': 'https://pages.example.com'}).status_code == 200
    for stranger in ('http://pages.example.com', 'https://pages.example.com:444', 'https://pages.example.com.evil'):
        assert friend.get('/api/core/logout', headers={'Origin': stranger}).status_code == 403


def steps(client: Browser, path: str, who: list[Person | None], questions: list[dict[str, str]]) -> list[bytes]:
    said = []
    for person in who:
        if person:
            client.sign_in(person)
        said.append(client.get(path, query_string=questions[0]).data)
    return said + [client.get(path, query_string=question).data for question in questions[1:]]


def test_staff_are_checked_by_login_role_presence_validity_and_the_rest(client: Browser, nora: Person, ada: Person) -> None:
    bad = {'timezone': 'x', 'datetimeFrom': 'x', 'type': 'x'}
    questions = [bad, {**bad, 'communityId': 'green'}, {**bad, 'communityId': 'green', 'clusterId': 'x'}, {**bad, **OF_CLUSTER}]
    for path, last in {
        'deal/list': b'bad param value : datetimeFrom', 'downtime/list': b'bad param value : datetimeFrom',
        'deal/sumOfCumulateAmountWhsByHour': b'bad param value : timezone', 'monitoring/failure/list': b'bad param value : datetimeFrom',
        'monitoring/job/activate': b'unknown type',
    }.items():
        client.delete_cookie('sessionid')
        assert steps(client, f'/api/staff/{path}', [None, nora, ada], questions) == [
            b'login required', b'staff required', b'no param : communityId, clusterId', b'no param : communityId, clusterId',
            b'bad param values : communityId, clusterId', last,
        ]


def test_residents_are_checked_by_login_role_presence_validity_residency_and_the_rest(client: Browser, nora: Person, rosa: Person) -> None:
    bad = {'timezone': 'x', 'datetimeTo': 'x', 'scenarioId': 'x'}
    questions = [{**bad, **OF_CLUSTER}, {**bad, **OF_E001, 'unitId': 'E009'}, {**bad, **OF_E001, 'unitId': 'E002'}, {**bad, **OF_E001}]
    for path, last in {
        'deal/list': b'bad param value : datetimeTo', 'deal/sumOfCumulateAmountWhsByHour': b'bad param value : timezone',
        'scenario/choose': b'bad scenarioId',
    }.items():
        client.delete_cookie('sessionid')
        assert steps(client, f'/api/resident/{path}', [None, nora, rosa], questions) == [
            b'login required', b'resident required', b'no param : communityId, clusterId, unitId',
            b'bad param values : communityId, clusterId, unitId',
            b'not a resident', last,
        ]
