"""Delivery: what is due arrives once, whatever the mail server does; what it does not take is tried again, in the end shown to staff."""

import logging
import smtplib
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask
from sqlalchemy import delete

from service_center import smtp
from service_center.domain.errors import BadRequest
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.monitoring import Notice
from service_center.services import delivery, notices
from tests.factories import CLUSTER, DAY, HOUR, MINUTE, NOW, SECOND, Maker
from tests.postbox import DIES, HANGS, MoodyPostbox, delivering, silent_server

ADA = Viewer(1, 'ada', is_staff=True, is_superuser=False, is_resident=False)


@pytest.fixture(scope='module')
def server() -> Iterator[tuple[MoodyPostbox, int]]:
    box = MoodyPostbox()
    with delivering(box) as (_, port):
        yield box, port


@pytest.fixture(autouse=True)
def box(app: Flask, server: tuple[MoodyPostbox, int], monkeypatch: pytest.MonkeyPatch) -> MoodyPostbox:
    box, port = server
    box.be_well()
    use(app, monkeypatch, port)
    return box


def use(app: Flask, monkeypatch: pytest.MonkeyPatch, port: int, **settings: object) -> None:
    for name, value in {'server': '127.0.0.1', 'port': port, **settings}.items():
        monkeypatch.setattr(app.extensions['mail'], name, value)


def deliver(at: datetime = NOW, per_minute: int = 1000) -> int:
    return delivery.deliver(per_minute, lambda: at)


def state(make: Maker) -> list[tuple[Any, ...]]:
    """Say of each notice: is it sent, how often was it tried, in how many seconds is it tried again, what went wrong."""
    rows = make.rows(Notice, 'sent', 'attempts', 'next_attempt', 'last_error')
    return [(sent is not None, attempts, due and (due - NOW).total_seconds(), error) for sent, attempts, due, error in rows]


def subjects(box: MoodyPostbox) -> list[str]:
    return [letter['Subject'] for letter in box.letters]


def read(letter: Message) -> EmailMessage:
    as_it_came = letter.as_bytes(policy=policy.compat32.clone(max_line_length=0))
    return message_from_bytes(as_it_came, policy=policy.default)


def part(letter: Message, kind: str) -> str:
    found = read(letter).get_body((kind,))
    assert found is not None
    return str(found.get_content())


# ---- all is well


def test_what_is_due_is_sent_once_oldest_first_over_one_connection(make: Maker, box: MoodyPostbox) -> None:
    for name in ('first', 'second', 'third'):
        make.notice(subject=name)
    make.notice(subject='later', next_attempt=NOW + SECOND)
    assert (deliver(), deliver()) == (3, 0)
    assert subjects(box) == ['first', 'second', 'third']
    assert box.connections == 1
    assert state(make) == [(True, 1, None, None)] * 3 + [(False, 0, 1, None)]


def test_with_nothing_due_no_server_is_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    use(app, monkeypatch, 1)
    assert deliver() == 0


def test_a_mail_says_who_when_and_that_a_machine_wrote_it(make: Maker, box: MoodyPostbox) -> None:
    to = ['zoe@example.org', 'ann@example.org', 'bob@example.org']
    make.notice(message_id='<7@example.com>', sender='monitor@example.com', recipients=to, subject='failure', created=NOW - HOUR)
    deliver()
    (letter,) = box.letters
    assert (letter['Message-ID'], letter['From'], letter['To'], letter['Subject']) == (
        '<7@example.com>', 'monitor@example.com', 'zoe@example.org, ann@example.org, bob@example.org', 'failure',
    )
    assert read(letter)['Date'].datetime == NOW - HOUR
    assert letter['Auto-Submitted'] == 'auto-generated'
    assert sorted(box.envelopes[0]) == sorted(to)


@pytest.mark.parametrize('text', [
    'two\nlines\n', '.\n.a line that begins with a dot\n', 'From here on\n', 'grün, 日本語, 🌞\n', '<b>bold</b> & "quoted"\n',
    'x' * 5000 + '\n', '長' * 2000 + '\n', 'tab\tand = and =3D\n', 'blanks at the end   \n', '',
], ids=lambda text: ascii(text)[:30])
def test_bodies_arrive_as_they_were_written_in_short_lines(make: Maker, box: MoodyPostbox, text: str) -> None:
    make.notice(text=text, html=f'<p>{text}</p>\n')
    assert deliver() == 1
    (letter,) = box.letters
    assert (part(letter, 'plain'), part(letter, 'html')) == (text, f'<p>{text}</p>\n')
    assert max(len(line) for line in box.raw[0].split(b'\r\n')) <= 998


@pytest.mark.parametrize('text', ['nul\0and bell\a\n', 'a\rb\n', 'a\r\nb\n', 'a\u2028b\x85c\x0cd\n'], ids=ascii)
def test_odd_characters_of_a_body_hinder_nothing(make: Maker, box: MoodyPostbox, text: str) -> None:
    make.notice(text=text.replace('\0', ''), html='<p></p>')
    assert deliver() == 1


@pytest.mark.parametrize('subject', [
    '[apis_main_alive] failure detected : green > first > apis-main > E001', 'Störung : 緑 > E001', 'x' * 400, '長' * 400, 'a ' * 200 + 'b',
    '=?utf-8?q?not_coded?= ü',
], ids=lambda subject: ascii(subject)[:30])
def test_subjects_arrive_as_they_were_written(make: Maker, box: MoodyPostbox, subject: str) -> None:
    make.notice(subject=subject)
    assert deliver() == 1
    assert read(box.letters[0])['Subject'] == subject
    assert max(len(line) for line in box.raw[0].split(b'\r\n')) <= 998


def test_a_server_with_a_name_of_its_own_script_is_written_to(make: Maker, box: MoodyPostbox) -> None:
    make.notice(recipients=['ops@bücher.example', 'b@example.org'])
    assert deliver() == 1
    assert sorted(box.envelopes[0]) == ['b@example.org', 'ops@xn--bcher-kva.example']


# ---- what the server refuses


@pytest.mark.parametrize('answer', ['451 try again', '554 that looks like spam'])
def test_a_mail_that_is_refused_is_put_off_and_the_others_go(
    make: Maker, box: MoodyPostbox, caplog: pytest.LogCaptureFixture, answer: str,
) -> None:
    for name in ('first', 'poison', 'third'):
        make.notice(subject=name)
    box.of_letters = lambda letter: answer if letter['Subject'] == 'poison' else None
    assert deliver() == 2
    assert subjects(box) == ['first', 'third']
    assert box.connections == 1
    assert state(make) == [(True, 1, None, None), (False, 1, 30, answer), (True, 1, None, None)]
    (line,) = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert line == f'notice 2 of failure 2 to ops@example.org was not accepted, attempt 1: {answer}'


def test_a_mail_whose_only_recipient_is_refused_is_put_off(make: Maker, box: MoodyPostbox) -> None:
    make.notice(recipients=['gone@example.org'])
    box.of_recipients = {'gone@example.org': '550 no such\r\n user'}
    assert deliver() == 0
    assert state(make)[0][3].startswith('gone@example.org: 550 no such')


def test_one_refused_recipient_of_two_is_tried_again_alone(make: Maker, box: MoodyPostbox, caplog: pytest.LogCaptureFixture) -> None:
    make.notice(message_id='<7@example.com>', recipients=['a@example.org', 'gone@bücher.example'])
    box.of_recipients = {'gone@xn--bcher-kva.example': '450 greylisted'}
    assert deliver() == 1
    assert state(make) == [(False, 1, 30, 'gone@bücher.example: 450 greylisted')]
    assert 'notice 1 of failure 1 to gone@bücher.example was not accepted' in caplog.text
    box.of_recipients = {}
    assert deliver(NOW + 30 * SECOND) == 1
    assert box.envelopes == [['a@example.org'], ['gone@xn--bcher-kva.example']]
    assert {letter['Message-ID'] for letter in box.letters} == {'<7@example.com>'}
    assert state(make)[0][:2] == (True, 2)


def test_a_mail_that_nobody_is_to_get_is_put_off_and_says_so(make: Maker, box: MoodyPostbox) -> None:
    make.notice(recipients=[])
    make.notice(subject='the next')
    assert deliver() == 1
    assert state(make)[0] == (False, 1, 30, 'nobody to send it to: set the addresses of the community, or default_notify_to')


@pytest.mark.parametrize('broken', [
    {'recipients': ['x@example.com\nBcc: y@example.com']},
    {'sender': 'a@example.com\nBcc: x@example.com'}, {'subject': 'a\nBcc: x@example.com'},
    {'recipients': ['ä@example.com']}, {'recipients': ['a@' + 'ä' * 100 + '.example']}, {'sender': ''},
], ids=lambda broken: next(iter(broken)))
def test_a_row_that_is_no_mail_holds_up_nobody_and_slips_no_header_in(make: Maker, box: MoodyPostbox, broken: dict[str, Any]) -> None:
    make.notice(**broken)
    make.notice(subject='the next')
    assert deliver() == 1
    assert subjects(box) == ['the next']
    assert [row[:3] for row in state(make)] == [(False, 1, 30), (True, 1, None)]
    assert state(make)[0][3]


def test_a_server_that_closes_while_it_refuses_is_connected_to_again(make: Maker, box: MoodyPostbox) -> None:
    for name in ('poison', 'second'):
        make.notice(subject=name)
    box.of_letters = lambda letter: '421 closing' if letter['Subject'] == 'poison' else None
    assert deliver() == 1
    assert (subjects(box), box.connections) == (['second'], 2)
    assert [row[:2] for row in state(make)] == [(False, 1), (True, 1)]


# ---- a server that is away, hangs or dies


def test_a_server_that_is_away_loses_nothing(app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch, box: MoodyPostbox) -> None:
    make.notice()
    make.notice()
    with monkeypatch.context() as patch:
        use(app, patch, 1)
        assert deliver() == 0
    assert state(make) == [(False, 1, 30, '[Errno 111] Connection refused')] * 2
    assert deliver(NOW + 29 * SECOND) == 0
    assert deliver(NOW + 30 * SECOND) == 2


def test_a_server_that_never_greets_is_not_waited_for(app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, 'PATIENCE_SEC', 0.05)
    for _ in range(5):
        make.notice()
    with silent_server() as port:
        use(app, monkeypatch, port)
        assert deliver() == 0
    assert {row[:3] for row in state(make)} == {(False, 1, 30)}
    assert 'timed out' in state(make)[0][3]


def test_a_server_that_hangs_each_time_has_three_chances_a_turn_and_the_rest_stays_due(
    make: Maker, box: MoodyPostbox, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp, 'PATIENCE_SEC', 0.2)
    for _ in range(5):
        make.notice()
    box.of_letters = lambda _: HANGS
    assert deliver() == 0
    assert [row[1:3] for row in state(make)] == [(1, 30)] * 3 + [(0, -60)] * 2
    assert make.rows(Notice, 'claimed_by', 'claimed_until') == [(None, None)] * 5
    box.be_well()
    assert deliver() == 2


@pytest.mark.parametrize('mood', [DIES, HANGS])
def test_a_mail_at_which_the_server_ends_holds_up_nobody(
    make: Maker, box: MoodyPostbox, monkeypatch: pytest.MonkeyPatch, mood: str,
) -> None:
    monkeypatch.setattr(smtp, 'PATIENCE_SEC', 0.2)
    for name in ('first', 'poison', 'third', 'fourth'):
        make.notice(subject=name)
    box.of_letters = lambda letter: mood if letter['Subject'] == 'poison' else None
    assert deliver() == 3
    assert [row[0] for row in state(make)] == [True, False, True, True]


def test_a_server_that_dies_before_it_answers_gets_the_same_mail_again(make: Maker, box: MoodyPostbox) -> None:
    make.notice(message_id='<7@example.com>', created=NOW - DAY)
    box.of_letters = lambda _: DIES
    assert deliver() == 0
    box.of_letters = lambda _: None
    assert deliver(NOW + HOUR) == 1
    first, second = box.letters
    assert first['Message-ID'] == second['Message-ID'] == '<7@example.com>'
    assert first['Date'] == second['Date']


def test_a_server_that_dies_after_it_has_accepted_harms_nothing(make: Maker, box: MoodyPostbox) -> None:
    make.notice()
    box.dies_at_the_end = True
    assert deliver() == 1
    assert (len(box.letters), state(make)) == (1, [(True, 1, None, None)])


def test_a_server_without_encryption_is_told_nothing_where_it_is_wanted(
    app: Flask, make: Maker, box: MoodyPostbox, monkeypatch: pytest.MonkeyPatch, server: tuple[MoodyPostbox, int],
) -> None:
    make.notice()
    use(app, monkeypatch, server[1], use_tls=True, username='ops', password='secret')
    assert (deliver(), box.letters) == (0, [])
    assert state(make)[0][3] == 'STARTTLS extension not supported by server.'


@pytest.mark.filterwarnings('ignore:Requiring AUTH while not requiring TLS')
@pytest.mark.parametrize(('password', 'accepted'), [('secret', 1), ('wrong', 0)])
def test_a_server_that_knows_us_by_a_password(
    app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch, password: str, accepted: int,
) -> None:
    def knows(_server: object, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b'ops', b'secret'), handled=False)

    make.notice()
    with delivering(MoodyPostbox(), authenticator=knows, auth_require_tls=False, auth_required=True) as (box, port):
        use(app, monkeypatch, port, username='ops', password=password)
        assert deliver() == len(box.letters) == accepted
    assert state(make)[0][3] == (None if accepted else '535 5.7.8 Authentication credentials invalid')


# ---- how many a minute


def test_no_more_than_the_cap_are_sent_in_a_minute(make: Maker) -> None:
    for _ in range(7):
        make.notice()
    sent = [deliver(NOW + seconds * SECOND, per_minute=3) for seconds in (0, 10, 59, 60, 61, 120)]
    assert sent == [3, 0, 0, 3, 0, 1]


def test_what_another_worker_is_sending_counts(make: Maker) -> None:
    make.notice(claimed_by='another', claimed_until=NOW + MINUTE)
    make.notice(claimed_by='one that was killed', claimed_until=NOW - MINUTE, next_attempt=NOW + HOUR)
    make.notice()
    make.notice()
    assert deliver(per_minute=2) == 1


def test_a_clock_that_was_set_back_does_not_use_up_the_cap(make: Maker) -> None:
    make.notice(sent=NOW + DAY, next_attempt=None)
    make.notice()
    assert deliver(per_minute=1) == 1


def test_a_turn_takes_no_more_than_fifty(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, 'MOST_IN_A_BATCH', 2)
    for _ in range(3):
        make.notice()
    assert [deliver(), deliver()] == [2, 1]


# ---- two workers, leases


def in_another_worker(app: Flask, at: datetime = NOW) -> int:
    with app.app_context():
        return deliver(at)


def test_two_workers_claim_different_rows(app: Flask, make: Maker, box: MoodyPostbox) -> None:
    for name in ('first', 'second', 'third'):
        make.notice(subject=name)
    counts: list[int] = []

    def deliver_a_new_one_meanwhile() -> None:
        box.before_answer = lambda: None
        make.notice(subject='new')
        counts.append(in_another_worker(app))

    box.before_answer = deliver_a_new_one_meanwhile
    assert deliver() == 3
    assert counts == [1]
    assert sorted(subjects(box)) == ['first', 'new', 'second', 'third']


def test_a_lease_that_ran_out_is_claimed_anew(make: Maker) -> None:
    make.notice(claimed_by='one that was killed', claimed_until=NOW + 5 * MINUTE)
    assert deliver(NOW + 5 * MINUTE - SECOND) == 0
    assert deliver(NOW + 5 * MINUTE) == 1


def test_a_worker_that_was_too_slow_leaves_to_another_what_that_one_took(app: Flask, make: Maker, box: MoodyPostbox) -> None:
    """The first takes six minutes for its first mail: the second is another's by then, and sent but once."""
    for name in ('first', 'second'):
        make.notice(subject=name)
    late = NOW + 6 * MINUTE
    waiting = [lambda: in_another_worker(app, late)]
    box.before_answer = lambda: waiting and waiting.pop()()
    times = iter([NOW, NOW])
    assert delivery.deliver(1000, lambda: next(times, late)) == 1
    assert sorted(subjects(box)) == ['first', 'first', 'second']  # the one that hung may come twice
    assert state(make) == [(True, 2, None, None), (True, 1, None, None)]


@pytest.mark.parametrize('answer', ['451 no', DIES])
def test_a_worker_that_was_too_slow_puts_off_nothing_that_another_has_sent(
    app: Flask, make: Maker, box: MoodyPostbox, answer: str,
) -> None:
    make.notice()
    late = NOW + 6 * MINUTE
    answers = iter([answer])
    box.of_letters = lambda _: next(answers, None)
    waiting = [lambda: in_another_worker(app, late)]
    box.before_answer = lambda: waiting and waiting.pop()()
    times = iter([NOW, NOW])
    assert delivery.deliver(1000, lambda: next(times, late)) == 0
    assert state(make) == [(True, 1, None, None)]


def test_a_worker_that_was_too_slow_leaves_the_refused_to_the_other(app: Flask, make: Maker, box: MoodyPostbox) -> None:
    make.notice(recipients=['a@example.org', 'b@example.org'])
    box.of_recipients = {'b@example.org': '450 later'}
    waiting = [lambda: in_another_worker(app, NOW + 6 * MINUTE)]
    box.before_answer = lambda: waiting and waiting.pop()()
    deliver()
    assert make.rows(Notice, 'attempts', 'recipients') == [(1, ['b@example.org'])]


@pytest.mark.parametrize('answer', [None, '451 no'])
def test_a_notice_that_is_removed_while_it_is_sent_harms_nothing(
    app: Flask, make: Maker, box: MoodyPostbox, answer: str | None,
) -> None:
    make.notice()
    make.notice()
    box.of_letters = lambda _: answer

    def remove() -> None:
        with app.app_context():
            db.session.execute(delete(Notice))
            db.session.commit()

    box.before_answer = remove
    deliver()
    assert len(box.envelopes) == (1 if answer is None else 0)
    assert make.count(Notice) == 0


def test_many_workers_at_once_send_each_mail_once(app: Flask, make: Maker, box: MoodyPostbox) -> None:
    for number in range(20):
        make.notice(subject=str(number))
    workers = [threading.Thread(target=in_another_worker, args=(app,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    deliver()
    assert sorted(subjects(box), key=int) == [str(number) for number in range(20)]


# ---- growing pauses, and the end


def test_pauses_grow_and_after_a_day_the_notice_is_parked_for_staff_who_may_retry(
    make: Maker, box: MoodyPostbox, caplog: pytest.LogCaptureFixture,
) -> None:
    made = {'message_id': '<7@example.com>', 'created': NOW, 'tried_since': NOW, 'next_attempt': NOW}
    number = make.notice(recipients=['old@example.org'], **made)
    box.of_letters = lambda _: '451 no'
    at, attempts = NOW, list[timedelta]()
    while (due := make.rows(Notice, 'next_attempt')[0]) is not None:
        attempts.append(due - at)
        at = due
        assert deliver(at) == 0
    assert attempts[:9] == [timedelta(), *(30 * SECOND * 2 ** n for n in range(7)), HOUR]
    assert NOW + DAY <= at < NOW + DAY + HOUR
    assert make.rows(Notice, 'parked') == [at]
    assert f'attempt {len(attempts)}, parked: 451 no' in caplog.text
    box.be_well()
    assert deliver(at + 9 * DAY) == 0
    (shown,) = notices.list_undelivered(CLUSTER)
    assert (shown['id'], shown['parked'], shown['attempts'], shown['last_error']) == (number, at, len(attempts), '451 no')
    notices.retry(ADA, CLUSTER, str(number), 'new@example.org', at + 9 * DAY)
    assert deliver(at + 9 * DAY) == 1
    assert (box.letters[0]['Message-ID'], box.letters[0]['To']) == ('<7@example.com>', 'new@example.org')
    assert read(box.letters[0])['Date'].datetime == NOW
    assert notices.list_undelivered(CLUSTER) == []


# ---- a test mail


def test_a_test_mail_is_sent_at_once(box: MoodyPostbox) -> None:
    delivery.send_test('ada@example.org', 'monitor@example.com')
    (letter,) = box.letters
    assert (letter['To'], letter['From'], letter['Subject']) == ('ada@example.org', 'monitor@example.com', '[service-center] test')


@pytest.mark.parametrize('address', [
    '', 'ada', 'ada@', '@example.org', 'a@b@c', 'ada@example.org\nBcc: x@example.org', 'a@b, c@d', 'x' * 300 + '@b',
])
def test_no_test_mail_is_sent_to_what_is_no_address(box: MoodyPostbox, address: str) -> None:
    with pytest.raises(BadRequest, match='that is no e-mail address'):
        delivery.send_test(address, 'monitor@example.com')
    assert box.letters == []


def test_a_test_mail_that_is_refused_says_where_and_why(box: MoodyPostbox, server: tuple[MoodyPostbox, int]) -> None:
    box.of_recipients = {'ada@example.org': '550 who?'}
    with pytest.raises(smtplib.SMTPException) as refused:
        delivery.send_test('ada@example.org', 'monitor@example.com')
    assert str(refused.value) == f'mail: 127.0.0.1:{server[1]}: ada@example.org: 550 who?: look at SERVICE_CENTER_MAIL_SERVER'
