"""Paths that the specification names elsewhere answer as the documented ones do."""

import pytest

from tests.client import Browser
from tests.factories import E001, NOW, OF_CLUSTER, OF_E001, Maker, Person

NOW_MS = int(NOW.timestamp() * 1000)
STAFF = {
    'unit_data/unitIdList': 'unitData/unitIdList', 'unit_data/latestSet': 'unitData/latestSet', 'deal/live': 'deal/list',
}
RESIDENT = {
    'unit_data/latestSet': 'unitData/latestSet', 'deal/live': 'deal/list', 'unitData/list': 'deal/list', 'unit_data/list': 'deal/list',
    'unitData/liveList': 'deal/liveList', 'unit_data/liveList': 'deal/liveList',
}
QUESTIONS: list[dict[str, str]] = [{}, {'formatType': 'budo'}, {'datetimeFrom': '2020-01-02T00:00:00Z'},
    {'datetimeTo': '2020-01-01T00:00:00Z'}, {'datetimeFrom': 'x'}]


@pytest.fixture(autouse=True)
def _data(make: Maker, cluster: object) -> None:
    make.unit_data(E001, NOW_MS)
    make.deal()
    make.deal(dealId='over', reportTime=1, createDateTime=NOW)


@pytest.mark.parametrize(('other', 'documented'), STAFF.items())
@pytest.mark.parametrize('question', QUESTIONS, ids=str)
def test_staff_may_ask_by_either_path(client: Browser, ada: Person, other: str, documented: str, question: dict[str, str]) -> None:
    client.sign_in(ada)
    answers = [client.get(f'/api/staff/{path}', query_string=OF_CLUSTER | question) for path in (other, documented)]
    assert answers[0].data == answers[1].data
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].data != b'not found'


@pytest.mark.parametrize(('other', 'documented'), RESIDENT.items())
@pytest.mark.parametrize('question', QUESTIONS, ids=str)
def test_residents_may_ask_by_either_path(client: Browser, rosa: Person, other: str, documented: str, question: dict[str, str]) -> None:
    client.sign_in(rosa)
    answers = [client.get(f'/api/resident/{path}', query_string=OF_E001 | question) for path in (other, documented)]
    assert answers[0].data == answers[1].data
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].data != b'not found'


def test_live_deals_are_fewer_than_all(client: Browser, rosa: Person) -> None:
    client.sign_in(rosa)
    assert [len(client.get(f'/api/resident/{path}', query_string=OF_E001).get_json()) for path in ('deal/liveList', 'deal/list')] == [1, 2]


@pytest.mark.parametrize('name', ['currentData', 'update'])
def test_apis_main_may_ask_by_either_path(client: Browser, make: Maker, rosa: Person, name: str) -> None:
    make.chosen(E001, 'this is { not json')
    form = OF_E001 | {'username': 'rosa', 'password': 'rosa', 'name': ' '}
    answers = [client.post(f'/api/{part}/scenario/{name}', data=form) for part in ('misc', 'apis')]
    assert answers[0].data == answers[1].data
    assert answers[0].status_code == answers[1].status_code == (200 if name == 'currentData' else 400)
