"""Delivery of notices: rows are claimed with a lease, sent over one connection, and marked as soon as the server has accepted them.

Killed anywhere, nothing is lost: what was claimed is tried again when its lease is over, with the same Message-ID.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, or_, select, update

from service_center.domain.errors import BadRequest
from service_center.domain.notices import ADDRESS, is_to_be_parked, pause_before
from service_center.extensions import db
from service_center.models.monitoring import Notice
from service_center.services.transaction import transaction
from service_center.smtp import Mail, PatientConnection

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # more than one mail can take
MOST_IN_A_BATCH = 50
MINUTE = timedelta(minutes=1)
LONGEST_ERROR = 500
SERVER_TROUBLE = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)
TROUBLE = (OSError, smtplib.SMTPException, ValueError)

Clock = Callable[[], datetime]


def deliver(per_minute: int, clock: Clock) -> int:
    """Send what is due, at most so many a minute, and say how many the mail server accepted."""
    waiting = _claim(per_minute, clock())
    accepted = 0
    try:
        while waiting:
            with _connection() as connection:
                accepted += _send_over(connection, waiting, clock)
    except TROUBLE as error:
        for notice_id in waiting:
            _put_off(notice_id, error, clock())
    return accepted


def send_test(address: str, sender: str) -> None:
    """Send a mail to an address, so that an operator sees whether mail arrives; raises BadRequest, OSError or SMTPException."""
    if not ADDRESS.fullmatch(address):
        raise BadRequest('that is no e-mail address')
    with _connection() as connection:
        words = 'This mail was sent by `service-center send-test-mail`.'
        connection.send(Mail('[service-center] test', [address], words, sender=sender))


def _send_over(connection: PatientConnection, waiting: list[int], clock: Clock) -> int:
    """Send one after the other; what the server does not take is put off, and when the connection is lost another one is needed."""
    accepted = 0
    while waiting:
        notice_id = waiting.pop(0)
        message = _renewed(notice_id, clock())
        if message is None:
            continue
        try:
            connection.send(message)
        except SERVER_TROUBLE as error:
            _put_off(notice_id, error, clock())
            return accepted
        except TROUBLE as error:
            _put_off(notice_id, error, clock())
            _begin_anew(connection)
        else:
            _mark_sent(notice_id, clock())
            accepted += 1
    return accepted


def _begin_anew(connection: PatientConnection) -> None:
    if connection.host is not None:
        connection.host.rset()


@contextmanager
def _connection() -> Iterator[PatientConnection]:
    with PatientConnection(current_app.extensions['mail']) as connection:
        yield connection


def _claim(per_minute: int, now: datetime) -> list[int]:
    """Claim what is due and nobody else's, oldest first, as many as may be sent now."""
    with transaction():
        sent_lately = db.session.scalar(select(func.count()).select_from(Notice).where(Notice.sent > now - MINUTE)) or 0
        room = min(MOST_IN_A_BATCH, per_minute - sent_lately)
        if room <= 0:
            return []
        claim = str(uuid.uuid4())
        free = or_(Notice.claimed_until.is_(None), Notice.claimed_until <= now)
        due = select(Notice.id).where(Notice.next_attempt <= now, free).order_by(Notice.id).limit(room).with_for_update(skip_locked=True)
        db.session.execute(
            update(Notice).where(Notice.id.in_(due)).values(claimed_by=claim, claimed_until=now + LEASE)
            .execution_options(synchronize_session=False),
        )
        return list(db.session.scalars(select(Notice.id).where(Notice.claimed_by == claim).order_by(Notice.id)))


def _renewed(notice_id: int, now: datetime) -> Mail | None:
    """Take the lease anew before a mail is sent, and give the mail; None if meanwhile somebody else has it."""
    with transaction():
        notice = db.session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
        if notice is None or notice.next_attempt is None or notice.claimed_until is None or notice.claimed_until <= now:
            return None
        notice.claimed_until = now + LEASE
        message = Mail(notice.subject, [*notice.recipients], notice.text, notice.html, sender=notice.sender)
        message.msgId = notice.message_id
        message.date = notice.created.timestamp()
        return message


def _mark_sent(notice_id: int, now: datetime) -> None:
    with transaction():
        notice = db.session.get_one(Notice, notice_id)
        notice.sent, notice.next_attempt, notice.attempts, notice.last_error = now, None, notice.attempts + 1, None
        notice.claimed_by = notice.claimed_until = None


def _put_off(notice_id: int, error: Exception, now: datetime) -> None:
    with transaction():
        notice = db.session.get_one(Notice, notice_id)
        notice.attempts += 1
        notice.last_error = _in_words(error)
        notice.claimed_by = notice.claimed_until = None
        notice.next_attempt = now + pause_before(notice.attempts)
        if is_to_be_parked(notice.tried_since, now):
            notice.parked, notice.next_attempt = now, None
        logger.warning(
            'notice %d of failure %d to %s was not accepted, attempt %d%s: %s', notice.id, notice.failure_id, ', '.join(notice.recipients),
            notice.attempts, ', parked' if notice.parked else '', notice.last_error,
        )


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        told = '; '.join(f'{address}: {code} {_decoded(said)}' for address, (code, said) in error.recipients.items())
    elif isinstance(error, smtplib.SMTPResponseException):
        told = f'{error.smtp_code} {_decoded(error.smtp_error)}'
    else:
        told = str(error) or type(error).__name__
    return told.replace('\0', '')[:LONGEST_ERROR]


def _decoded(said: bytes | str) -> str:
    return said.decode('utf-8', 'replace') if isinstance(said, bytes) else said
