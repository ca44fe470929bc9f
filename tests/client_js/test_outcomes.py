"""Who is told what of an answer: callbacks as jQuery's, and a promise."""
from typing import Any

import pytest

from .page import LOGIN_REQUIRED, NETWORK_FAILURE, NONE_AT_ALL, UNDEFINED, Callbacks, Page, answer, json_answer

CALL = ('scenario.current', 'c', 'k', 'E001')
SCENARIO = {'id': 1, 'name': 'normal', 'data': '{}'}
SCENARIO_ANSWER = {'status': 200, 'statusText': 'OK', 'responseText': '{"id": 1, "name": "normal", "data": "{}"}',
                   'responseJSON': SCENARIO}
REFUSED = {'status': 403, 'statusText': 'Forbidden', 'responseText': 'login required'}
NO_ANSWER = {'status': 0, 'statusText': 'error', 'responseText': ''}


@pytest.fixture
def page(resident: Page) -> Page:
    return resident.but(answers=[json_answer(SCENARIO)])


@pytest.fixture
def refused(resident: Page) -> Page:
    return resident.but(answers=[LOGIN_REQUIRED])


def rejection(observed: dict[str, Any]) -> dict[str, Any]:
    (outcome,) = observed['outcomes']
    told: dict[str, Any] = outcome['rejected']
    return told


def test_data_is_told_to_success_and_then_to_complete(page: Page) -> None:
    assert page.call(*CALL)['told'] == [
        ['success', [SCENARIO, 'success', SCENARIO_ANSWER]],
        ['complete', [SCENARIO, 'success']],
    ]


def test_data_is_promised(page: Page) -> None:
    assert page.call(*CALL)['outcomes'] == [{'fulfilled': SCENARIO}]


def test_a_refusal_is_told_to_error_and_then_to_complete(refused: Page) -> None:
    assert refused.call(*CALL)['told'] == [
        ['error', [REFUSED, 'error', 'Forbidden']],
        ['complete', [REFUSED, 'error']],
    ]


@pytest.mark.parametrize('callbacks', [NONE_AT_ALL, {'success': None, 'error': 'quiet'}])
def test_a_refusal_rejects_the_promise_with_an_error_that_carries_the_answer(
    refused: Page, callbacks: Callbacks,
) -> None:
    told = rejection(refused.call(*CALL, callbacks=callbacks))
    assert (told['isError'], told['answer'], told['textStatus']) == (True, REFUSED, 'error')
    assert told['message'] == 'error: 403 Forbidden'


class TestKindsOfAnswer:
    @pytest.mark.parametrize('kind', [
        'application/json', 'application/json; charset=utf-8', 'application/problem+json',
    ])
    def test_json_is_parsed(self, page: Page, kind: str) -> None:
        observed = page.but(answers=[answer('[1, null]', content_type=kind)]).call(*CALL)
        assert observed['outcomes'] == [{'fulfilled': [1, None]}]

    @pytest.mark.parametrize('value', [None, False, 0, ''])
    def test_json_without_content_is_not_taken_for_text(self, page: Page, value: object) -> None:
        assert page.but(answers=[json_answer(value)]).call(*CALL)['outcomes'] == [{'fulfilled': value}]

    @pytest.mark.parametrize('text', ['', 'ok', '{"id": 1}', '日本'])
    @pytest.mark.parametrize('kind', ['text/plain; charset=utf-8', None])
    def test_anything_else_stays_text(self, page: Page, kind: str | None, text: str) -> None:
        observed = page.but(answers=[answer(text, content_type=kind)]).call(*CALL)
        assert observed['told'] == [
            ['success', [text, 'success', {'status': 200, 'statusText': 'OK', 'responseText': text}]],
            ['complete', [text, 'success']],
        ]

    @pytest.mark.parametrize('text', ['', '{"id": ', '<html>'])
    def test_json_that_cannot_be_read_is_a_parsererror(self, page: Page, text: str) -> None:
        observed = page.but(answers=[answer(text, content_type='application/json')]).call(*CALL)
        unread = {'status': 200, 'statusText': 'OK', 'responseText': text}
        assert observed['told'] == [
            ['error', [unread, 'parsererror', '<SyntaxError>']],
            ['complete', [unread, 'parsererror']],
        ]
        assert rejection(observed)['textStatus'] == 'parsererror'

    def test_a_refusal_in_json_can_be_read(self, page: Page) -> None:
        observed = page.but(answers=[json_answer({'why': 'x'}, status=400, words='Bad Request')]).call(*CALL)
        assert observed['told'][0][1][0]['responseJSON'] == {'why': 'x'}

    def test_a_refusal_in_broken_json_stays_a_refusal(self, page: Page) -> None:
        broken = answer('{', content_type='application/json', status=500, words='Internal Server Error')
        observed = page.but(answers=[broken]).call(*CALL)
        assert observed['told'][0][1][1:] == ['error', 'Internal Server Error']

    @pytest.mark.parametrize(('status', 'name', 'words', 'thrown'), [
        (200, 'success', 'success', None), (403, 'error', 'error', ''),
    ])
    def test_a_status_without_words_gets_jquerys(
        self, page: Page, status: int, name: str, words: str, thrown: str | None,
    ) -> None:
        observed = page.but(answers=[answer('x', status=status, words='')]).call(*CALL)
        told, news = observed['told'][0]
        carried = news[2] if name == 'success' else news[0]
        assert (told, carried['statusText']) == (name, words)
        assert thrown is None or news[2] == thrown

    @pytest.mark.parametrize('failure', [NETWORK_FAILURE, {**answer('cut off'), 'brokenBody': True}])
    def test_no_answer_is_an_error_of_status_0(self, page: Page, failure: dict[str, object]) -> None:
        observed = page.but(answers=[failure]).call(*CALL)
        assert observed['told'] == [['error', [NO_ANSWER, 'error', '']], ['complete', [NO_ANSWER, 'error']]]
        assert (rejection(observed)['answer'], rejection(observed)['cause']) == (NO_ANSWER, '<TypeError>')


class TestCallbacks:
    @pytest.mark.parametrize('left_out', [
        {}, {'success': None}, {'success': None, 'error': None}, {'success': None, 'error': None, 'complete': None},
        {'success': 'text', 'error': 'text', 'complete': 'text'},
    ])
    @pytest.mark.parametrize('told', [json_answer(SCENARIO), LOGIN_REQUIRED, NETWORK_FAILURE])
    def test_may_be_left_out(self, page: Page, told: dict[str, object], left_out: Callbacks) -> None:
        observed = page.but(answers=[told]).call(*CALL, callbacks=left_out)
        assert (observed['told'], observed['reported'], observed['unhandled']) == ([], [], [])
        assert len(observed['outcomes']) == 1

    def test_may_be_complete_alone(self, page: Page) -> None:
        observed = page.call(*CALL, callbacks={'success': None, 'error': None, 'complete': 'quiet'})
        assert observed['told'] == [['complete', [SCENARIO, 'success']]]

    def test_come_first_where_a_call_has_no_arguments(self, either: Page) -> None:
        observed = either.call('session')
        assert [name for name, _ in observed['told']] == ['success', 'complete']

    def test_that_throw_stop_neither_the_others_nor_the_promise(self, page: Page) -> None:
        observed = page.call(*CALL, callbacks={'success': 'throws', 'error': None, 'complete': 'throws'})
        assert [name for name, _ in observed['told']] == ['success', 'complete']
        assert observed['outcomes'] == [{'fulfilled': SCENARIO}]
        assert observed['reported'] == ['thrown by success', 'thrown by complete']

    def test_that_throw_after_a_refusal_leave_the_refusal_as_it_is(self, refused: Page) -> None:
        observed = refused.call(*CALL, callbacks={'success': None, 'error': 'throws', 'complete': 'quiet'})
        assert [name for name, _ in observed['told']] == ['error', 'complete']
        assert rejection(observed)['answer'] == REFUSED
        assert observed['reported'] == ['thrown by error']


@pytest.mark.parametrize('callbacks', [NONE_AT_ALL, {'success': None, 'error': 'quiet'}])
@pytest.mark.parametrize('told', [LOGIN_REQUIRED, NETWORK_FAILURE, answer('{', content_type='application/json')])
def test_a_promise_nobody_listens_to_makes_no_noise(
    page: Page, told: dict[str, object], callbacks: Callbacks,
) -> None:
    observed = page.but(answers=[told]).call(*CALL, callbacks=callbacks, awaited=False)
    assert (observed['unhandled'], observed['reported']) == ([], [])
    assert len(observed['told']) == len([kind for kind in callbacks.values() if kind])


def test_undefined_callbacks_are_left_out_ones(page: Page) -> None:
    assert page.call(*CALL, UNDEFINED, UNDEFINED, UNDEFINED, callbacks={})['outcomes'] == [{'fulfilled': SCENARIO}]
