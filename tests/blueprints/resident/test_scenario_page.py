"""What the page SCENARIO asks for: readings, the last fetch, and choosing by a form."""

import pytest

from service_center.models.audit import Audit
from service_center.models.scenarios import Choice
from tests.client import Browser
from tests.factories import E002, OF_E001, OF_E002, SOUND, Maker, Person

CHOICE = '/api/resident/scenario/choice'


def token(client: Browser) -> str:
    given: str = client.get('/api/core/csrftoken').get_json()['csrfmiddlewaretoken']
    return given


def make_choice(client: Browser, form: dict[str, object], **headers: str) -> tuple[int, bytes]:
    answer = client.post(CHOICE, data=form, headers={name.replace('_', '-'): value for name, value in headers.items()})
    return answer.status_code, answer.data


def test_readings_say_what_may_be_chosen_and_nothing_of_a_neighbours_own(client: Browser, make: Maker, rosa: Person) -> None:
    own = make.scenario('NORMAL')
    make.scenario('of the neighbour', unit=E002)
    client.sign_in(rosa)
    (told,) = client.ask('/api/resident/scenario/readingList', **OF_E001).get_json()
    assert (told['id'], told['fault'], told['reading']['refreshingPeriodMsec']) == (own, None, 30_000)
    (whole_day,) = told['reading']['timeRanges']
    nothing = {'charge': None, 'discharge': None}
    assert whole_day['bands'] == [{'fromWh': 0, 'toWh': None, 'status': 'neutral', 'request': nothing, 'accept': nothing}]


def test_the_last_fetch_is_that_of_apis_ccc(client: Browser, curl: Browser, make: Maker, rosa: Person) -> None:
    chosen = make.scenario('NORMAL')
    client.sign_in(rosa)
    assert make_choice(client, {**OF_E001, 'scenarioId': chosen, 'csrfmiddlewaretoken': token(client)}) == (200, b'ok')
    asked = client.ask('/api/resident/scenario/lastFetch', **OF_E001)
    assert asked.get_json() == {'fetchedAt': None, 'scenarioId': None, 'isUpToDate': False}
    form = {'username': 'rosa', 'password': 'rosa', **OF_E001}
    assert curl.post('/api/misc/scenario/currentData', data=form).get_data(as_text=True) == SOUND
    asked = client.ask('/api/resident/scenario/lastFetch', **OF_E001)
    assert asked.get_json() == {'fetchedAt': '2020-01-02T03:04:05Z', 'scenarioId': chosen, 'isUpToDate': True}


def test_a_choice_by_form_counts_as_one_by_address(client: Browser, make: Maker, rosa: Person) -> None:
    chosen = make.scenario('NORMAL')
    client.sign_in(rosa)
    form = {**OF_E001, 'csrfmiddlewaretoken': token(client)}
    chosen_one_after_another = ({'scenarioId': chosen}, {}, {'scenarioId': ''})
    assert [make_choice(client, form | each) for each in chosen_one_after_another] == [(200, b'ok'), (200, b'ok'), (200, b'no change')]
    assert make.rows(Choice, 'scenario_id') == [chosen, None]
    assert make.rows(Audit, 'who', 'after') == [('rosa', f'NORMAL ({chosen})'), ('rosa', None)]


@pytest.mark.parametrize('sent', [{}, {'csrfmiddlewaretoken': ''}, {'csrfmiddlewaretoken': 'x.y'}])
def test_a_form_without_a_token_changes_nothing(client: Browser, make: Maker, rosa: Person, sent: dict[str, str]) -> None:
    chosen = make.scenario()
    client.sign_in(rosa)
    token(client)
    assert make_choice(client, {**OF_E001, 'scenarioId': chosen, **sent}) == (403, b'csrf token missing or wrong')
    assert make.count(Choice) == 0


def test_a_foreign_site_changes_nothing_though_it_knows_a_token(client: Browser, make: Maker, rosa: Person) -> None:
    chosen = make.scenario()
    client.sign_in(rosa)
    form = {**OF_E001, 'scenarioId': chosen, 'csrfmiddlewaretoken': token(client)}
    assert make_choice(client, form, Origin='https://evil.example') == (403, b'cross-site request refused')
    assert make.count(Choice) == 0


@pytest.mark.parametrize(('sent', 'words'), [
    ({**OF_E002, 'scenarioId': '1'}, b'not a resident'),
    ({**OF_E001, 'scenarioId': '999'}, b'bad scenarioId'),
    ({'scenarioId': '1'}, b'no param : communityId, clusterId, unitId'),
])
def test_a_form_is_held_to_the_same_rules(client: Browser, make: Maker, rosa: Person, sent: dict[str, str], words: bytes) -> None:
    make.scenario()
    client.sign_in(rosa)
    assert make_choice(client, {**sent, 'csrfmiddlewaretoken': token(client)}) == (400, words)
    assert make.count(Choice) == 0


def test_the_address_of_a_form_says_nothing_about_whose_choice_it_is(client: Browser, make: Maker, rosa: Person) -> None:
    make.scenario()
    client.sign_in(rosa)
    answer = client.post(CHOICE, query_string=OF_E001, data={'scenarioId': '1', 'csrfmiddlewaretoken': token(client)})
    assert (answer.status_code, answer.data) == (400, b'no param : communityId, clusterId, unitId')
