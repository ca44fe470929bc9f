"""Staff see which jobs are late and which mail was not delivered, and let it be tried again."""

from datetime import datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service_center.domain.keys import ClusterKey
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.monitoring import JobRun, Notice
from service_center.services.transaction import transaction
from tests.client import Browser
from tests.factories import HOUR, MINUTE, NOW, OF_CLUSTER, Maker, Person

STATE, UNDELIVERED, RETRY = (f'/api/staff/monitoring/{words}' for words in ('state', 'notice/undelivered', 'notice/retry'))


@pytest.fixture
def undelivered(make: Maker) -> int:
    return make.notice(attempts=3, last_error='550 no', next_attempt=NOW + HOUR)


def retry(client: Browser, notice_id: object, **others: object) -> TestResponse:
    token = client.get('/api/core/csrftoken').get_json()['csrfmiddlewaretoken']
    form = {**OF_CLUSTER, 'noticeId': notice_id, 'csrfmiddlewaretoken': token, **others}
    return client.post(RETRY, data={name: value for name, value in form.items() if value is not None})


def ran(make: Maker, name: str, at: datetime) -> None:
    with make.another_request(), transaction():
        db.session.add(JobRun(name=name, succeeded=at))


# ---- the state of the jobs


def test_late_jobs_are_named_with_their_last_success(client: Browser, make: Maker, ada: Person, app: Flask) -> None:
    intervals = app.config['JOB_INTERVALS_SEC']
    for name in ('begun', *intervals):
        ran(make, name, NOW - HOUR if name in ('begun', 'downtime') else NOW)
    client.sign_in(ada)
    assert client.get(STATE, query_string=OF_CLUSTER).get_json() == {
        'lateJobs': [{'name': 'downtime', 'succeeded': '2020-01-02T02:04:05Z', 'intervalSec': intervals['downtime']}], 'switches': [],
    }


def test_a_job_that_never_succeeded_is_late_without_a_time(client: Browser, make: Maker, ada: Person) -> None:
    ran(make, 'begun', NOW - 9 * HOUR)
    client.sign_in(ada)
    late = client.get(STATE, query_string=OF_CLUSTER).get_json()['lateJobs']
    assert {job['name']: job['succeeded'] for job in late}['apis_main_alive'] is None


def test_who_switched_a_monitor_last_is_told(client: Browser, make: Maker, ada: Person) -> None:
    client.sign_in(ada)
    client.get('/api/staff/monitoring/job/activate', query_string=OF_CLUSTER | {'type': 'apis_log_severe'})
    assert client.get(STATE, query_string=OF_CLUSTER).get_json()['switches'] == [
        {'type': 'apis_log_severe', 'at': '2020-01-02T03:04:05Z', 'who': 'ada', 'isActive': True},
    ]


def test_late_jobs_are_no_reason_to_ask_another_server(client: Browser, make: Maker, app: Flask) -> None:
    for name in ('begun', *app.config['JOB_INTERVALS_SEC']):
        ran(make, name, NOW - 9 * HOUR if name in ('begun', 'deliver') else NOW)
    answer = client.get('/readyz')
    assert (answer.status_code, answer.data) == (200, b'late : deliver')


# ---- undelivered mail


def test_undelivered_mail_is_shown_whole(client: Browser, make: Maker, ada: Person, undelivered: int) -> None:
    parked = make.notice(
        subject='<b>緑</b>', recipients=['a@example.org', 'b@example.org'],
        attempts=30, last_error='<script>', parked=NOW, next_attempt=None,
    )
    client.sign_in(ada)
    answer = client.get(UNDELIVERED, query_string=OF_CLUSTER)
    assert answer.mimetype == 'application/json'
    assert answer.get_json() == [
        {
            'id': undelivered, 'subject': 'notice 1', 'recipients': ['ops@example.org'], 'created': '2020-01-02T03:03:05Z', 'attempts': 3,
            'next_attempt': '2020-01-02T04:04:05Z', 'parked': None, 'last_error': '550 no',
        },
        {
            'id': parked, 'subject': '<b>緑</b>', 'recipients': ['a@example.org', 'b@example.org'], 'created': '2020-01-02T03:03:05Z',
            'attempts': 30, 'next_attempt': None, 'parked': '2020-01-02T03:04:05Z', 'last_error': '<script>',
        },
    ]


def test_the_mail_of_another_cluster_is_not_shown(client: Browser, make: Maker, ada: Person) -> None:
    make.notice(last_error='550 no', failure_id=make.failure(cluster_id='second'))
    client.sign_in(ada)
    assert client.get(UNDELIVERED, query_string=OF_CLUSTER).get_json() == []


@pytest.mark.parametrize('path', [STATE, UNDELIVERED])
@pytest.mark.parametrize('missing', ['communityId', 'clusterId'])
def test_a_cluster_must_be_named(client: Browser, ada: Person, path: str, missing: str) -> None:
    client.sign_in(ada)
    answer = client.get(path, query_string={name: value for name, value in OF_CLUSTER.items() if name != missing})
    assert (answer.status_code, answer.data) == (400, b'no param : communityId, clusterId')


# ---- trying again


def test_staff_let_a_mail_be_tried_again_and_who_did_is_noted(client: Browser, make: Maker, ada: Person, undelivered: int) -> None:
    client.sign_in(ada)
    answer = retry(client, undelivered)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b'ok', 'text/plain')
    assert make.rows(Notice, 'attempts', 'next_attempt', 'tried_since') == [(0, NOW, NOW)]
    assert make.rows(Audit, 'who', 'what') == [('ada', f'notice {undelivered}: tried again')]


def test_what_is_tried_again_stays_on_the_list_until_it_is_delivered(client: Browser, ada: Person, undelivered: int) -> None:
    client.sign_in(ada)
    retry(client, undelivered)
    (shown,) = client.get(UNDELIVERED, query_string=OF_CLUSTER).get_json()
    assert (shown['id'], shown['attempts'], shown['last_error']) == (undelivered, 0, '550 no')


@pytest.mark.parametrize('notice_id', [None, '', 'x', '-1', '1e3', '99', '9' * 30, '<b>', "1' OR '1'='1", '1\0', '١'], ids=ascii)
def test_what_is_no_undelivered_notice_is_refused(
    client: Browser, make: Maker, ada: Person, undelivered: int, notice_id: str | None,
) -> None:
    client.sign_in(ada)
    answer = retry(client, notice_id)
    assert (answer.status_code, answer.data) == (400, b'bad noticeId')
    assert (make.rows(Notice, 'attempts'), make.count(Audit)) == ([3], 0)


def test_the_mail_of_another_cluster_is_not_tried_again(client: Browser, make: Maker, ada: Person) -> None:
    make.cluster(ClusterKey('green', 'second'))
    others = make.notice(last_error='550 no', attempts=3, failure_id=make.failure(cluster_id='second'))
    client.sign_in(ada)
    assert retry(client, others).data == b'bad noticeId'
    assert retry(client, others, clusterId='second').data == b'ok'


@pytest.mark.parametrize('missing', ['communityId', 'clusterId'])
def test_a_retry_must_name_its_cluster(client: Browser, ada: Person, undelivered: int, missing: str) -> None:
    client.sign_in(ada)
    assert retry(client, undelivered, **{missing: None}).data == b'no param : communityId, clusterId'


def test_what_was_delivered_meanwhile_is_not_tried_again(client: Browser, make: Maker, ada: Person) -> None:
    sent = make.notice(sent=NOW, next_attempt=None, created=NOW - MINUTE)
    client.sign_in(ada)
    assert retry(client, sent).data == b'bad noticeId'


@pytest.mark.parametrize('who', ['rosa', 'nora', None])
def test_only_staff_may_let_mail_be_tried_again(
    client: Browser, make: Maker, undelivered: int, request: pytest.FixtureRequest, cluster: object, who: str | None,
) -> None:
    if who:
        client.sign_in(request.getfixturevalue(who))
    assert retry(client, undelivered).status_code == 403
    assert make.rows(Notice, 'attempts') == [3]


@pytest.mark.parametrize('token', [None, '', 'x'])
def test_without_the_form_token_nothing_is_tried_again(
    client: Browser, make: Maker, ada: Person, undelivered: int, token: str | None,
) -> None:
    client.sign_in(ada)
    assert retry(client, undelivered, csrfmiddlewaretoken=token).status_code == 403
    assert client.get(RETRY, query_string={**OF_CLUSTER, 'noticeId': undelivered}).status_code == 405
    assert make.rows(Notice, 'attempts') == [3]
