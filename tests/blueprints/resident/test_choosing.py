"""Residents choose a scenario for their unit; who did is noted."""

import pytest

from service_center.models.audit import Audit
from service_center.models.scenarios import Choice
from tests.client import Browser
from tests.factories import E001, E002, OF_E001, OF_E002, Maker, Person


def choose(client: Browser, scenario_id: object = '', **where: str) -> tuple[int, bytes]:
    answer = client.get('/api/resident/scenario/choose', query_string={**OF_E001, 'scenarioId': scenario_id} | where)
    return answer.status_code, answer.data


def test_a_choice_counts_at_once_and_is_noted_if_it_changes_something(client: Browser, make: Maker, rosa: Person) -> None:
    scenario_id = make.scenario('NORMAL')
    client.sign_in(rosa)
    assert client.ask('/api/resident/scenario/current', **OF_E001).data == b''
    assert [choose(client, s) for s in (scenario_id, scenario_id, '', '')] == [(200, b'ok'), (200, b'no change'), (200, b'ok'),
        (200, b'no change')]
    assert make.rows(Choice, 'scenario_id') == [scenario_id, None]
    named = f'NORMAL ({scenario_id})'
    assert make.rows(Audit, 'who', 'what', 'before', 'after') == [
        ('rosa', 'scenario of green / first / E001', None, named), ('rosa', 'scenario of green / first / E001', named, None),
    ]


@pytest.mark.parametrize('scenario_id', ['²', '٣', '-1', '1e3', 'x', '<b>', '999', '9' * 19, '9' * 100_000, '1\0', '1 '])
def test_what_is_no_scenario_is_refused_and_not_quoted(client: Browser, make: Maker, rosa: Person, scenario_id: str) -> None:
    client.sign_in(rosa)
    assert choose(client, scenario_id) == (400, b'bad scenarioId')
    assert (make.count(Choice), make.count(Audit)) == (0, 0)


def test_nobody_chooses_for_a_neighbour(client: Browser, make: Maker, rosa: Person) -> None:
    scenario_id = make.scenario()
    client.sign_in(rosa)
    assert choose(client, scenario_id, **OF_E002) == (400, b'not a resident')
    assert make.count(Choice) == 0


def test_a_neighbours_own_scenario_is_neither_shown_nor_chosen(client: Browser, make: Maker, rosa: Person) -> None:
    own, neighbours = make.scenario('own', unit=E001), make.scenario('of the neighbour', unit=E002)
    client.sign_in(rosa)
    listed = client.ask('/api/resident/scenario/availableList', **OF_E001).get_json()
    assert [scenario['id'] for scenario in listed] == [own]
    assert choose(client, neighbours) == (400, b'bad scenarioId')
    assert choose(client, own) == (200, b'ok')


def test_a_neighbours_name_is_masked(client: Browser, make: Maker, rosa: Person) -> None:
    make.deal()
    client.sign_in(rosa)
    for path in ('deal/liveList', 'deal/list'):
        assert b'E002' not in client.ask(f'/api/resident/{path}', **OF_E001).data
