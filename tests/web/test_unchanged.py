"""Data that has not changed is not sent again: a mark over the text of an answer, and 304 to who shows it."""

import pytest

from tests.client import Browser, cookies_set
from tests.factories import E001, E002, NOW, OF_CLUSTER, OF_E001, Maker, Person

NOW_MS = int(NOW.timestamp() * 1000)
LATEST = '/api/staff/unitData/latestSet'
OF_STAFF = [
    '/api/staff/community/outline', LATEST, '/api/staff/unitData/unitIdList', '/api/staff/deal/liveList', '/api/staff/deal/list',
    '/api/staff/deal/datetimeRange', '/api/staff/downtime/unitIdList', '/api/staff/downtime/list',
    '/api/staff/monitoring/failure/openList', '/api/staff/monitoring/failure/list', '/api/staff/monitoring/job/list', '/api/staff/display',
]
OF_RESIDENTS = [
    '/api/resident/community/outline', '/api/resident/unitData/latestSet', '/api/resident/deal/liveList', '/api/resident/deal/list',
    '/api/resident/deal/datetimeRange', '/api/resident/scenario/availableList', '/api/resident/scenario/current',
]


@pytest.fixture
def staff(client: Browser, make: Maker, ada: Person) -> Browser:
    make.unit_data(E001, NOW_MS)
    client.sign_in(ada)
    return client


@pytest.fixture
def resident(client: Browser, make: Maker, rosa: Person) -> Browser:
    make.unit_data(E001, NOW_MS)
    make.deal()
    make.chosen(E001)
    client.sign_in(rosa)
    return client


@pytest.mark.parametrize('path', OF_STAFF)
def test_staff_who_show_the_mark_of_an_answer_are_told_that_it_still_holds(staff: Browser, path: str) -> None:
    _holds_still(staff, path, OF_CLUSTER)


@pytest.mark.parametrize('path', OF_RESIDENTS)
def test_so_are_residents(resident: Browser, path: str) -> None:
    _holds_still(resident, path, OF_E001)


def test_304_has_no_body_and_what_every_answer_carries(staff: Browser) -> None:
    whole = staff.ask(LATEST, **OF_CLUSTER)
    unchanged = staff.get(LATEST, query_string=OF_CLUSTER, headers={'If-None-Match': whole.headers['ETag']})
    assert (unchanged.status_code, unchanged.data) == (304, b'')
    kept = {name: value for name, value in whole.headers.items() if name not in ('Content-Type', 'Content-Length')}
    assert dict(unchanged.headers) == kept
    assert 'no-store' in kept['Cache-Control']


def test_the_mark_is_a_strong_one_and_another_for_other_data(staff: Browser, make: Maker) -> None:
    before = staff.ask(LATEST, **OF_CLUSTER).headers['ETag']
    make.unit_data(E002, NOW_MS)
    after = staff.get(LATEST, query_string=OF_CLUSTER, headers={'If-None-Match': before})
    assert after.status_code == 200
    assert set(after.get_json()) == {'E001', 'E002'}
    assert before != after.headers['ETag']
    assert not before.startswith('W/')


@pytest.mark.parametrize('shown', ['{}', 'W/{}', '"another", {}', '*'], ids=['the same', 'weakened on its way', 'one of two', 'any'])
def test_marks_are_compared_as_http_says(staff: Browser, shown: str) -> None:
    mark = staff.ask(LATEST, **OF_CLUSTER).headers['ETag']
    assert staff.get(LATEST, query_string=OF_CLUSTER, headers={'If-None-Match': shown.format(mark)}).status_code == 304


@pytest.mark.parametrize('shown', ['"another"', '', 'x', '"', 'W/', ', ,', '"\xff"', '"x' * 5000])
def test_a_mark_that_is_not_ours_brings_the_whole_answer(staff: Browser, shown: str) -> None:
    answer = staff.get(LATEST, query_string=OF_CLUSTER, environ_overrides={'HTTP_IF_NONE_MATCH': shown})
    assert (answer.status_code, answer.get_json()['E001']['datasetId']) == (200, NOW_MS)


def test_the_mark_stands_in_the_answer_to_head_too(staff: Browser) -> None:
    head = staff.head(LATEST, query_string=OF_CLUSTER)
    assert (head.data, head.headers['ETag']) == (b'', staff.ask(LATEST, **OF_CLUSTER).headers['ETag'])


def test_who_may_not_see_an_answer_is_not_told_that_it_still_holds(staff: Browser, nora: Person) -> None:
    mark = staff.ask(LATEST, **OF_CLUSTER).headers['ETag']
    for show in (mark, '*'):
        headers = {'If-None-Match': show}
        staff.sign_in(nora)
        assert staff.get(LATEST, query_string=OF_CLUSTER, headers=headers).status_code == 403
        staff.delete_cookie('sessionid')
        assert staff.get(LATEST, query_string=OF_CLUSTER, headers=headers).status_code == 403


def test_refusals_and_tokens_and_sessions_have_no_mark(staff: Browser) -> None:
    for path in (LATEST, '/api/core/csrftoken', '/api/core/session'):
        answer = staff.get(path, headers={'If-None-Match': '*'})
        assert answer.status_code in (200, 400)
        assert 'ETag' not in answer.headers


def test_a_form_token_is_set_whatever_is_shown(client: Browser) -> None:
    assert 'csrftoken' in cookies_set(client.get('/api/core/csrftoken', headers={'If-None-Match': '*'}))


def _holds_still(client: Browser, path: str, ids: dict[str, str]) -> None:
    answer = client.ask(path, **ids)
    assert answer.status_code == 200
    unchanged = client.get(path, query_string=ids, headers={'If-None-Match': answer.headers['ETag']})
    assert (unchanged.status_code, unchanged.data) == (304, b'')
