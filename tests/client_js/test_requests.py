"""What each function of client.js asks the server."""
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from .page import UNDEFINED, Page, answer, date, json_answer

CLUSTER = ('c', 'k')
UNIT = ('c', 'k', 'E001')
CLUSTER_SENT = {'communityId': 'c', 'clusterId': 'k'}
UNIT_SENT = {**CLUSTER_SENT, 'unitId': 'E001'}
FROM = date('2020-01-01T15:00:00Z')
TO = date('2020-01-02T15:00:00.250Z')
RANGE_SENT = {'datetimeFrom': '2020-01-01T15:00:00.000Z', 'datetimeTo': '2020-01-02T15:00:00.250Z'}
ZONE_SENT = {'timezone': '+00:00'}
BUDO_SENT = {'formatType': 'budo'}

OF_STAFF: list[tuple[str, tuple[object, ...], dict[str, str]]] = [
    ('community.outline', (), {}),
    ('community.timeZone', CLUSTER, CLUSTER_SENT),
    ('unitData.unitIdList', CLUSTER, CLUSTER_SENT),
    ('unitData.latestSet', CLUSTER, CLUSTER_SENT),
    ('deal.liveList', (*CLUSTER, 'budo'), CLUSTER_SENT | BUDO_SENT),
    ('deal.list', (*CLUSTER, FROM, TO, 'budo'), CLUSTER_SENT | RANGE_SENT | BUDO_SENT),
    ('deal.datetimeRange', CLUSTER, CLUSTER_SENT),
    ('deal.sumOfCumulateAmountWhsByHour', CLUSTER, CLUSTER_SENT | ZONE_SENT),
    ('downtime.unitIdList', CLUSTER, CLUSTER_SENT),
    ('downtime.list', (*CLUSTER, 'E001', FROM, TO), UNIT_SENT | RANGE_SENT),
    ('availability.list', (*CLUSTER, FROM, TO), CLUSTER_SENT | RANGE_SENT),
    ('availability.datetimeRange', CLUSTER, CLUSTER_SENT),
    ('monitoring.failure.openList', CLUSTER, CLUSTER_SENT),
    ('monitoring.failure.list', (*CLUSTER, FROM, TO), CLUSTER_SENT | RANGE_SENT),
    ('monitoring.job.list', CLUSTER, CLUSTER_SENT),
    ('monitoring.job.activate', (*CLUSTER, 'apis_main_alive'), CLUSTER_SENT | {'type': 'apis_main_alive'}),
    ('monitoring.job.deactivate', (*CLUSTER, 'apis_main_alive'), CLUSTER_SENT | {'type': 'apis_main_alive'}),
    ('monitoring.state', CLUSTER, CLUSTER_SENT),
    ('monitoring.notice.undelivered', CLUSTER, CLUSTER_SENT),
]
OF_RESIDENTS: list[tuple[str, tuple[object, ...], dict[str, str]]] = [
    ('community.outline', (), {}),
    ('community.timeZone', UNIT, UNIT_SENT),
    ('unitData.latestSet', UNIT, UNIT_SENT),
    ('deal.liveList', (*UNIT, 'budo'), UNIT_SENT | BUDO_SENT),
    ('deal.list', (*UNIT, FROM, TO, 'budo'), UNIT_SENT | RANGE_SENT | BUDO_SENT),
    ('deal.datetimeRange', UNIT, UNIT_SENT),
    ('deal.sumOfCumulateAmountWhsByHour', UNIT, UNIT_SENT | ZONE_SENT),
    ('scenario.availableList', UNIT, UNIT_SENT),
    ('scenario.current', UNIT, UNIT_SENT),
    ('scenario.readingList', UNIT, UNIT_SENT),
    ('scenario.lastFetch', UNIT, UNIT_SENT),
    ('scenario.choose', (*UNIT, 7), UNIT_SENT | {'scenarioId': '7'}),
]
OPTIONAL = [
    ('deal.liveList', CLUSTER, 1, CLUSTER_SENT),
    ('deal.list', CLUSTER, 3, CLUSTER_SENT),
    ('downtime.list', CLUSTER, 3, CLUSTER_SENT),
    ('monitoring.failure.list', CLUSTER, 2, CLUSTER_SENT),
]


def the_only_request(observed: dict[str, Any]) -> dict[str, Any]:
    (request,) = observed['requests']
    assert isinstance(request, dict)
    return request


def query_of(request: dict[str, Any]) -> dict[str, str]:
    query = urlsplit(request['url']).query
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=query != '')
    assert len(dict(pairs)) == len(pairs), 'a parameter is sent twice'
    return dict(pairs)


@pytest.mark.parametrize(('role', 'path', 'args', 'sent'), [
    *(pytest.param('staff', *row, id=f'staff-{row[0]}') for row in OF_STAFF),
    *(pytest.param('resident', *row, id=f'resident-{row[0]}') for row in OF_RESIDENTS),
])
def test_a_call_is_one_get_with_its_arguments_in_the_query(
    role: str, path: str, args: tuple[object, ...], sent: dict[str, str],
) -> None:
    observed = Page(role).call(path, *args)
    request = the_only_request(observed)
    assert (request['method'], request['body']) == ('GET', None)
    assert request['url'].partition('?')[0] == f'http://h.example/api/{role}/{path.replace(".", "/")}'
    assert query_of(request) == sent
    assert [name for name, _ in observed['told']] == ['success', 'complete']


@pytest.mark.parametrize('path', ['session', 'logout'])
def test_session_and_logout_are_core_calls_without_parameters(either: Page, path: str) -> None:
    request = the_only_request(either.call(path))
    assert (request['method'], request['url']) == ('GET', f'http://h.example/api/core/{path}')


def test_every_request_carries_cookies(either: Page) -> None:
    observed = either.but(answers=[json_answer({'csrfmiddlewaretoken': 't'}), json_answer({})]).call('login', 'u', 'p')
    sessions = either.call('session')
    assert {request['credentials'] for request in observed['requests'] + sessions['requests']} == {'include'}


@pytest.mark.parametrize('nothing', [None, UNDEFINED])
@pytest.mark.parametrize(('path', 'ids', 'optional', 'sent'), OPTIONAL)
def test_what_is_null_is_left_out(
    staff: Page, path: str, ids: tuple[str, ...], optional: int, sent: dict[str, str], nothing: object,
) -> None:
    assert query_of(the_only_request(staff.call(path, *ids, *[nothing] * optional))) == sent


def test_choosing_no_scenario_sends_no_scenario_id(resident: Page) -> None:
    assert query_of(the_only_request(resident.call('scenario.choose', *UNIT, None))) == UNIT_SENT


@pytest.mark.parametrize('name', ['house 7', 'a+b', 'a&b=c', '日本', '%41', '#1', 'a/b?c'])
def test_an_id_arrives_as_it_is_written(resident: Page, name: str) -> None:
    request = the_only_request(resident.call('unitData.latestSet', name, name, name))
    assert request['url'].isascii()
    assert query_of(request) == {'communityId': name, 'clusterId': name, 'unitId': name}


class TestDates:
    def test_are_sent_in_utc_whatever_the_zone_of_the_browser(self, staff: Page) -> None:
        request = the_only_request(staff.but(zone='Asia/Tokyo').call('deal.list', *CLUSTER, FROM, TO, None))
        assert query_of(request) == CLUSTER_SENT | RANGE_SENT

    def test_may_be_one_sided(self, staff: Page) -> None:
        observed = staff.call('monitoring.failure.list', *CLUSTER, None, TO)
        assert query_of(the_only_request(observed)) == CLUSTER_SENT | {'datetimeTo': RANGE_SENT['datetimeTo']}

    @pytest.mark.parametrize('text', ['2020-01-02T00:00:00+09:00', '2020-01-01', '2020-01-01T15:00:00.000001Z'])
    def test_given_as_text_stay_as_they_are_written(self, staff: Page, text: str) -> None:
        observed = staff.but(zone='Asia/Tokyo').call('deal.list', *CLUSTER, text, None, None)
        assert query_of(the_only_request(observed)) == CLUSTER_SENT | {'datetimeFrom': text}

    def test_are_read_when_the_call_is_made(self, staff: Page) -> None:
        observed = staff.call('deal.list', *CLUSTER, FROM, TO, None, changed_afterwards=True)
        assert query_of(the_only_request(observed)) == CLUSTER_SENT | RANGE_SENT

    @pytest.mark.parametrize('dates', [(date(None), TO), (FROM, date(None))])
    def test_that_are_invalid_are_an_error_without_a_request(self, staff: Page, dates: tuple[object, object]) -> None:
        observed = staff.call('deal.list', *CLUSTER, *dates, None)
        nothing = {'status': 0, 'statusText': 'error', 'responseText': ''}
        assert observed['requests'] == []
        assert observed['told'] == [['error', [nothing, 'error', '<RangeError>']], ['complete', [nothing, 'error']]]
        assert observed['outcomes'][0]['rejected']['answer'] == nothing


@pytest.mark.parametrize(('zone', 'sent'), [
    ('UTC', '+00:00'),
    ('Asia/Tokyo', '+09:00'),
    ('Asia/Kathmandu', '+05:45'),
    ('America/Phoenix', '-07:00'),
    ('Pacific/Marquesas', '-09:30'),
    ('Pacific/Kiritimati', '+14:00'),
])
@pytest.mark.parametrize(('role', 'ids'), [('staff', CLUSTER), ('resident', UNIT)])
def test_sums_by_hour_are_asked_for_in_the_zone_of_the_browser(
    role: str, ids: tuple[str, ...], zone: str, sent: str,
) -> None:
    request = the_only_request(Page(role, zone=zone).call('deal.sumOfCumulateAmountWhsByHour', *ids))
    assert query_of(request)['timezone'] == sent
    assert f'timezone={sent.replace("+", "%2B").replace(":", "%3A")}' in request['url']


@pytest.mark.parametrize(('role', 'ids', 'sent'), [('staff', CLUSTER, CLUSTER_SENT), ('resident', UNIT, UNIT_SENT)])
def test_sums_by_hour_can_be_asked_for_in_any_zone(role: str, ids: tuple[str, ...], sent: dict[str, str]) -> None:
    request = the_only_request(Page(role, zone='Europe/Berlin').call('deal.sumsByHour', *ids, 'Asia/Tokyo'))
    assert request['url'].partition('?')[0] == f'http://h.example/api/{role}/deal/sumOfCumulateAmountWhsByHour'
    assert query_of(request) == sent | {'timezone': 'Asia/Tokyo'}


def test_a_zone_with_summer_time_is_sent_as_it_is_today(staff: Page) -> None:
    request = the_only_request(staff.but(zone='America/St_Johns').call('deal.sumOfCumulateAmountWhsByHour', *CLUSTER))
    assert query_of(request)['timezone'] in {'-03:30', '-02:30'}


class TestLogin:
    TOKEN = json_answer({'csrfmiddlewaretoken': 'a+b/c='})

    def test_fetches_a_token_and_posts_it_with_name_and_password_as_a_form(self, either: Page) -> None:
        page = either.but(answers=[self.TOKEN, json_answer({'user': {'username': 'e001'}})])
        observed = page.call('login', 'e 001&', 'päss+wörd=&%')
        token, login = observed['requests']
        assert (token['method'], token['url']) == ('GET', 'http://h.example/api/core/csrftoken')
        assert (login['method'], login['url']) == ('POST', 'http://h.example/api/core/login')
        assert login['bodyType'] == 'application/x-www-form-urlencoded;charset=UTF-8'
        assert dict(parse_qsl(login['body'], strict_parsing=True)) == {
            'username': 'e 001&', 'password': 'päss+wörd=&%', 'csrfmiddlewaretoken': 'a+b/c=',
        }
        assert observed['outcomes'] == [{'fulfilled': {'user': {'username': 'e001'}}}]
        assert [name for name, _ in observed['told']] == ['success', 'complete']

    def test_that_fails_tells_the_answer_of_the_login(self, either: Page) -> None:
        failed = answer('login failed', status=403, words='Forbidden')
        observed = either.but(answers=[self.TOKEN, failed]).call('login', 'u', 'wrong')
        assert [(name, news[0]['responseText']) for name, news in observed['told']] == [
            ('error', 'login failed'), ('complete', 'login failed'),
        ]

    @pytest.mark.parametrize('token', [answer('busy', status=503, words='Busy'), {'networkFailure': True}])
    def test_without_a_token_sends_no_password(self, either: Page, token: dict[str, object]) -> None:
        observed = either.but(answers=[token]).call('login', 'u', 'p')
        assert [request['url'] for request in observed['requests']] == ['http://h.example/api/core/csrftoken']
        assert [name for name, _ in observed['told']] == ['error', 'complete']

    def test_told_null_for_a_token_object_is_an_error_too(self, either: Page) -> None:
        observed = either.but(answers=[json_answer(None)]).call('login', 'u', 'p')
        assert [name for name, _ in observed['told']] == ['error', 'complete']
        assert len(observed['requests']) == 1


class TestMakingAChoice:
    TOKEN = json_answer({'csrfmiddlewaretoken': 'a+b/c='})

    @pytest.mark.parametrize(('scenario_id', 'sent'), [(7, {'scenarioId': '7'}), (None, {}), (UNDEFINED, {})])
    def test_fetches_a_token_and_posts_it_with_the_choice_as_a_form(
        self, resident: Page, scenario_id: object, sent: dict[str, str],
    ) -> None:
        observed = resident.but(answers=[self.TOKEN, answer('ok')]).call('scenario.makeChoice', *UNIT, scenario_id)
        token, choice = observed['requests']
        assert (token['method'], token['url']) == ('GET', 'http://h.example/api/core/csrftoken')
        assert (choice['method'], choice['url']) == ('POST', 'http://h.example/api/resident/scenario/choice')
        assert dict(parse_qsl(choice['body'], strict_parsing=True)) == UNIT_SENT | sent | {'csrfmiddlewaretoken': 'a+b/c='}
        assert {request['credentials'] for request in observed['requests']} == {'include'}
        assert observed['outcomes'] == [{'fulfilled': 'ok'}]
        assert [name for name, _ in observed['told']] == ['success', 'complete']

    def test_that_is_refused_tells_why(self, resident: Page) -> None:
        refused = answer('bad scenarioId', status=400, words='Bad Request')
        observed = resident.but(answers=[self.TOKEN, refused]).call('scenario.makeChoice', *UNIT, 7)
        assert observed['outcomes'][0]['rejected']['answer']['responseText'] == 'bad scenarioId'


class TestTryingANoticeAgain:
    TOKEN = json_answer({'csrfmiddlewaretoken': 'a+b/c='})

    def test_fetches_a_token_and_posts_it_with_the_notice_as_a_form(self, staff: Page) -> None:
        observed = staff.but(answers=[self.TOKEN, answer('ok')]).call('monitoring.notice.retry', *CLUSTER, 7)
        token, retry = observed['requests']
        assert (token['method'], token['url']) == ('GET', 'http://h.example/api/core/csrftoken')
        assert (retry['method'], retry['url']) == ('POST', 'http://h.example/api/staff/monitoring/notice/retry')
        assert dict(parse_qsl(retry['body'], strict_parsing=True)) == CLUSTER_SENT | {'noticeId': '7', 'csrfmiddlewaretoken': 'a+b/c='}
        assert observed['outcomes'] == [{'fulfilled': 'ok'}]

    def test_that_is_delivered_already_tells_why_not(self, staff: Page) -> None:
        refused = answer('bad noticeId', status=400, words='Bad Request')
        observed = staff.but(answers=[self.TOKEN, refused]).call('monitoring.notice.retry', *CLUSTER, 7)
        assert observed['outcomes'][0]['rejected']['answer']['responseText'] == 'bad noticeId'
