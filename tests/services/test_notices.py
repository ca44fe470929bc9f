"""Notices: written with their failure in the zone of the community, to whom it wants; what was not delivered is shown and tried again."""

import logging
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.communities import Community
from service_center.models.monitoring import CommunitySetting, Failure, Notice
from service_center.services import notices
from service_center.services.notices import Address
from service_center.services.transaction import transaction
from tests.factories import CLUSTER, DAY, HOUR, MINUTE, NOW, Maker

ADA = Viewer(1, 'ada', is_staff=True, is_superuser=False, is_resident=False)
TOKYO = ZoneInfo('Asia/Tokyo')
OPS = Address('monitor@example.com', ('ops@example.org',), (), TOKYO)


def written(address: Address = OPS, reason: str = '', now: datetime = NOW, **fields: object) -> Notice:
    """Write the notice of a failure of E001, and give it as it is stored."""
    facts = {
        'type': 'apis_main_alive', 'community_id': 'green', 'cluster_id': 'first', 'program_id': 'apis-main', 'unit_id': 'E001',
        'detected': NOW, 'description': 'silent',
    }
    with transaction():
        failure = Failure(**(facts | fields))
        db.session.add(failure)
        db.session.flush()
        notices.write(failure, address, now, reason)
    return db.session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()


def address_of(setting: str | None = None, zone: str | None = None) -> Address:
    if setting is not None:
        db.session.add(CommunitySetting(community_id='green', notify_to=setting))
    db.session.add(Community(code='green', name='green', time_zone=zone))
    db.session.flush()
    return notices.address_of('green', 'monitor@example.com', 'ops@example.com', 'Asia/Tokyo')


# ---- to whom, in which zone


def test_a_community_without_a_setting_is_notified_by_the_defaults() -> None:
    assert address_of() == Address('monitor@example.com', ('ops@example.com',), (), TOKYO)


def test_a_community_is_notified_where_and_when_it_lives() -> None:
    assert address_of('ann@example.org, bob@example.org', 'Europe/Berlin') == Address(
        'monitor@example.com', ('ann@example.org', 'bob@example.org'), (), ZoneInfo('Europe/Berlin'),
    )


def test_an_address_that_is_none_is_left_out_and_logged_once_for_each_notice_with_its_ids(caplog: pytest.LogCaptureFixture) -> None:
    address = address_of('ann, bob@example.org')
    assert caplog.records == []  # each round of each monitor asks
    assert written(address).recipients == ['bob@example.org']
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        "community green is to be notified of failure 1 at 'ann', which is no address",
    ]


# ---- what is written


def test_a_notice_is_due_at_once_and_tells_all_facts_in_the_zone_of_the_community() -> None:
    notice = written(detected=NOW - HOUR, closed=NOW, reason='no longer monitored')
    assert (notice.created, notice.tried_since, notice.next_attempt, notice.attempts) == (NOW, NOW, NOW, 0)
    assert (notice.sent, notice.parked, notice.last_error, notice.claimed_until) == (None, None, None, None)
    assert (notice.sender, notice.recipients) == ('monitor@example.com', ['ops@example.org'])
    assert notice.subject == '[apis_main_alive] failure closed : green > first > apis-main > E001'
    assert notice.text.splitlines() == [
        'type: apis_main_alive', 'communityId: green', 'clusterId: first', 'programId: apis-main', 'unitId: E001',
        'detected: 2020-01-02T11:04:05+09:00', 'closed: 2020-01-02T12:04:05+09:00', '', 'no longer monitored', '', 'silent',
    ]


@pytest.mark.parametrize('description', [None, ''])
def test_a_failure_without_a_description_is_told_by_its_facts(description: str | None) -> None:
    notice = written(description=description)
    assert notice.text.splitlines()[-1] == 'detected: 2020-01-02T12:04:05+09:00'
    assert '<pre>' not in notice.html
    assert 'None' not in notice.text + notice.html


def test_times_follow_summer_time() -> None:
    berlin = Address('a@example.com', ('ops@example.org',), (), ZoneInfo('Europe/Berlin'))
    summer, winter = (datetime(2020, month, 1, 12, tzinfo=UTC) for month in (7, 12))
    notice = written(berlin, detected=summer, closed=winter)
    assert 'detected: 2020-07-01T14:00:00+02:00' in notice.text
    assert 'closed: 2020-12-01T13:00:00+01:00' in notice.text


def test_markup_is_shown_and_not_obeyed() -> None:
    notice = written(unit_id='<b>E001</b>', description='<script>alert(1)</script> & "x"', reason='<i>')
    assert '<script>alert(1)</script> & "x"' in notice.text
    assert '<b>E001</b>' in notice.text
    for markup in ('<script', '<b>', '<i>'):
        assert markup not in notice.html
    assert '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;x&#34;' in notice.html
    assert '&lt;b&gt;E001&lt;/b&gt;' in notice.html


def test_template_words_in_a_description_are_words() -> None:
    notice = written(description='{{ 7 * 7 }} {% if x %}')
    assert '{{ 7 * 7 }} {% if x %}' in notice.text
    assert '{{ 7 * 7 }} {% if x %}' in notice.html


def test_lines_of_a_description_stay_lines() -> None:
    notice = written(description='one\ntwo\n\nthree')
    assert notice.text.endswith('\n\none\ntwo\n\nthree\n')
    assert '<pre>one\ntwo\n\nthree</pre>' in notice.html


@pytest.mark.parametrize('unit', ['E001\r\nBcc: x@example.org', 'E001\nx', 'E001\u2028x', 'E001\x85x'], ids=ascii)
def test_an_id_slips_no_header_into_a_mail(unit: str) -> None:
    subject = written(unit_id=unit).subject
    assert len(subject.splitlines()) == 1
    assert subject.startswith('[apis_main_alive] failure detected : green > first > apis-main > E001 ')


@pytest.mark.parametrize(('sender', 'domain'), [
    ('monitor@example.com', 'example.com'), ('monitor@bücher.example', 'localhost'),
])
def test_every_notice_has_a_message_id_of_its_own(sender: str, domain: str) -> None:
    address = Address(sender, ('ops@example.org',), (), TOKYO)
    ids = {written(address, unit_id=unit).message_id for unit in ('E001', 'E002')}
    assert len(ids) == 2
    assert all(one.startswith('<') and one.endswith(f'@{domain}>') and one.isascii() for one in ids)


# ---- what staff see of it


def test_what_failed_and_was_not_sent_since_is_shown_oldest_first(make: Maker) -> None:
    make.notice(subject='waiting for its first attempt')
    make.notice(subject='sent', sent=NOW, next_attempt=None)
    parked = make.notice(subject='parked', parked=NOW, next_attempt=None, attempts=9, last_error='550 no')
    make.notice(subject="another cluster's", last_error='550 no', failure_id=make.failure(cluster_id='second'))
    again = make.notice(subject='again', next_attempt=NOW + MINUTE, attempts=2, last_error='451 later')
    assert notices.list_undelivered(CLUSTER) == [
        {
            'id': parked, 'subject': 'parked', 'recipients': ['ops@example.org'], 'created': NOW - MINUTE, 'attempts': 9,
            'next_attempt': None, 'parked': NOW, 'last_error': '550 no',
        },
        {
            'id': again, 'subject': 'again', 'recipients': ['ops@example.org'], 'created': NOW - MINUTE, 'attempts': 2,
            'next_attempt': NOW + MINUTE, 'parked': None, 'last_error': '451 later',
        },
    ]


def test_a_retry_is_due_at_once_for_another_day_to_whom_the_community_wants_now_and_noted(make: Maker) -> None:
    number = make.notice(parked=NOW - DAY, next_attempt=None, attempts=9, last_error='550 no', message_id='<7@example.com>')
    db.session.add(CommunitySetting(community_id='green', notify_to='new@example.org'))
    db.session.commit()
    notices.retry(ADA, CLUSTER, str(number), 'ops@example.com', NOW)
    assert make.rows(Notice, 'parked', 'attempts', 'tried_since', 'next_attempt', 'recipients', 'message_id') == [
        (None, 0, NOW, NOW, ['new@example.org'], '<7@example.com>'),
    ]
    assert make.rows(Audit, 'at', 'who', 'what', 'before', 'after') == [(NOW, 'ada', f'notice {number}: tried again', None, None)]


@pytest.mark.parametrize('number', [None, '', ' ', '0', '-1', '+1', '1.0', '١', '1' * 10, '9' * 9, 'x', '1\0'], ids=ascii)
def test_what_is_no_undelivered_notice_is_not_tried_again(make: Maker, number: str | None) -> None:
    make.notice(last_error='550 no')
    with pytest.raises(BadRequest, match='bad noticeId'):
        notices.retry(ADA, CLUSTER, number, 'ops@example.com', NOW)
    assert make.count(Audit) == 0


def test_what_was_sent_or_not_tried_yet_or_is_anothers_is_not_tried_again(make: Maker) -> None:
    sent = make.notice(sent=NOW, next_attempt=None)
    waiting = make.notice()
    others = make.notice(last_error='550 no', failure_id=make.failure(cluster_id='second'))
    for number in (sent, waiting, others):
        with pytest.raises(BadRequest, match='bad noticeId'):
            notices.retry(ADA, CLUSTER, str(number), 'ops@example.com', NOW)
    notices.retry(ADA, ClusterKey('green', 'second'), str(others), 'ops@example.com', NOW)
    assert make.count(Audit) == 1
