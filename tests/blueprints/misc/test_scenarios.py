"""apis-main fetches its scenario, or stores one: credentials in the form, and nothing else counts."""

import hashlib

import pytest
import time_machine

from service_center.models.scenarios import Delivery, Fetch, Scenario
from tests.client import Browser
from tests.factories import E001, NOW, OF_E001, OF_E002, SOUND, Maker, Person

ROSA = {'username': 'rosa', 'password': 'rosa'}


def fetch(client: Browser, address: str = '127.0.0.1', **form: str) -> tuple[int, bytes]:
    answer = client.post('/api/misc/scenario/currentData', data=OF_E001 | ROSA | form, environ_overrides={'REMOTE_ADDR': address})
    return answer.status_code, answer.data


def update(client: Browser, **form: str) -> tuple[int, str]:
    answer = client.post('/api/misc/scenario/update', data=OF_E001 | ROSA | {'name': 'OWN', 'data': SOUND} | form)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize('text', ['{"a":1,\r\n"a":2}\r\n', 'this is { not json', '\ufeff{"名":"値"}', '[null]', '\n'])
def test_the_text_is_delivered_byte_for_byte(client: Browser, make: Maker, rosa: Person, text: str) -> None:
    make.chosen(E001, text)
    answer = client.post('/api/misc/scenario/currentData', data=OF_E001 | ROSA)
    assert (answer.status_code, answer.content_type, answer.data) == (200, 'application/json', text.encode())
    assert int(answer.headers['Content-Length']) == len(text.encode())


@pytest.mark.parametrize('text', ['null', ' \r\nnull\t', '\ufeffnull', '/* a */null//b', '// a\nnull', '', None], ids=ascii)
def test_a_text_that_would_stop_the_house_is_an_empty_answer(client: Browser, make: Maker, rosa: Person, text: str | None) -> None:
    make.chosen(E001, text)
    answer = client.post('/api/misc/scenario/currentData', data=OF_E001 | ROSA)
    assert (answer.status_code, answer.content_type, answer.data) == (200, 'text/plain; charset=utf-8', b'')


def test_a_fetch_is_noted_and_a_change_of_the_text_too(client: Browser, make: Maker, rosa: Person, cluster: dict[str, int]) -> None:
    scenario_id = make.chosen(E001)
    assert fetch(client) == fetch(client) == (200, SOUND.encode())
    noted = (cluster['E001'], NOW, scenario_id, hashlib.sha256(SOUND.encode()).hexdigest())
    assert make.rows(Fetch, 'unit_id', 'fetched_at', 'scenario_id', 'digest') == [noted]
    assert make.rows(Delivery, 'unit_id', 'delivered_at', 'scenario_id', 'digest') == [noted]


def test_a_refused_fetch_is_not_noted(client: Browser, make: Maker, rosa: Person) -> None:
    assert [fetch(client, **form)[0] for form in ({'password': 'x'}, OF_E002, {'unitId': 'E009'})] == [403, 400, 400]
    assert (make.count(Fetch), make.count(Delivery)) == (0, 0)


def test_checks_come_in_their_order(client: Browser, make: Maker, rosa: Person, otto: Person) -> None:
    make.user('gone', E001, is_active=False)
    nothing = dict.fromkeys((*OF_E001, *ROSA), '')
    for form, said in (
        ({**nothing}, b'no param : username/account, password'),
        ({**nothing, 'username': 'rosa'}, b'no param : username/account, password'),
        ({**nothing, 'username': 'rosa', 'password': 'x'}, b'login failed'),
        ({**nothing, 'username': 'nobody', 'password': 'x'}, b'login failed'),
        ({'username': 'gone', 'password': 'gone'}, b'login failed'),
        ({'unitId': ''}, b'no param : communityId, clusterId, unitId'),
        ({'unitId': 'E009'}, b'bad param values : communityId, clusterId, unitId'),
        ({'unitId': 'E002'}, b'not a resident'),
    ):
        assert fetch(client, **form)[1] == said
        assert update(client, **{'name': '', **form})[1] == said.decode()
    assert update(client, name='') == update(client, data='') == (400, 'no param : name, data')


def test_only_the_form_counts(client: Browser, rosa: Person) -> None:
    client.sign_in(rosa)
    everything = OF_E001 | ROSA
    for sent in ({'query_string': everything}, {'json': everything}, {'headers': {'Authorization': 'Basic cm9zYTpyb3Nh'}}):
        answer = client.post('/api/misc/scenario/currentData', **sent)  # type: ignore[arg-type]
        assert (answer.status_code, answer.data) == (400, b'no param : username/account, password')
        assert 'Set-Cookie' not in answer.headers
    for name, value in everything.items():
        others = {field: text for field, text in everything.items() if field != name}
        answer = client.post('/api/misc/scenario/currentData', data=others, query_string={name: value})
        assert (answer.status_code, answer.data[:10]) == (400, b'no param :')


def test_account_is_another_word_for_username(client: Browser, make: Maker, rosa: Person, otto: Person) -> None:
    make.chosen(E001)
    assert fetch(client, username='', account='rosa')[0] == 200
    assert fetch(client, username='otto', account='rosa')[0] == 403


def test_no_foreign_page_check_stands_in_a_houses_way(client: Browser, make: Maker, rosa: Person) -> None:
    make.chosen(E001)
    assert client.post('/api/misc/scenario/currentData', data=OF_E001 | ROSA, headers={'Sec-Fetch-Site': 'cross-site'}).status_code == 200


# ---- how often one may try (D16)


def test_thirty_wrong_passwords_of_an_account_are_enough_wherever_they_come_from(
    client: Browser, rosa: Person, clock: time_machine.Traveller,
) -> None:
    for n in range(30):
        assert fetch(client, address=f'10.0.0.{n}', password='x') == (403, b'login failed')
    answer = client.post('/api/misc/scenario/currentData', data=OF_E001 | ROSA)
    assert (answer.status_code, answer.data, answer.headers['Retry-After']) == (429, b'too many attempts', '900')
    clock.shift(901)
    assert fetch(client)[0] == 200


def test_one_address_may_speak_for_all_houses(client: Browser, rosa: Person, otto: Person) -> None:
    for n in range(120):
        fetch(client, username=f'house {n}', password='x')
    assert fetch(client)[0] == 200
    assert fetch(client, **OF_E002, username='otto', password='otto')[0] == 200


def test_a_house_that_was_let_in_is_let_in_while_others_guess(client: Browser, rosa: Person, clock: time_machine.Traveller) -> None:
    assert fetch(client)[0] == 200
    clock.shift(3600)
    for _ in range(31):
        fetch(client, password='x')
    assert fetch(client, password='x')[0] == 429
    assert fetch(client)[0] == 200


# ---- storing one


def test_a_scenario_is_stored_and_then_updated(client: Browser, make: Maker, rosa: Person) -> None:
    assert update(client) == (200, 'created')
    assert update(client, data=SOUND + '\r\n') == (200, 'updated')
    assert make.rows(Scenario, 'unit_id', 'name', 'data') == [('E001', 'OWN', SOUND + '\r\n')]


@pytest.mark.parametrize('text', ['null', '[]', '{"a":<script>alert(1)</script>', 'x' * 200_000, '\0', '{' * 100_000])
def test_what_is_no_scenario_is_refused_without_quoting_it_at_length(client: Browser, make: Maker, rosa: Person, text: str) -> None:
    status, said = update(client, data=text)
    assert status == 400
    assert 'x' * 41 not in said
    assert '{' * 41 not in said
    assert make.count(Scenario) == 0
