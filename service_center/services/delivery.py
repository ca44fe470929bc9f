"""Delivery of notices: rows are claimed with a lease, sent over one connection, and marked as soon as the server has accepted them.

Killed anywhere, nothing is lost: what was claimed is tried again when its lease is over, with the same Message-ID.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, func, or_, select, update

from service_center.domain.errors import BadRequest
from service_center.domain.notices import is_address, is_to_be_parked, pause_before
from service_center.extensions import db
from service_center.models.monitoring import Notice
from service_center.services.transaction import transaction
from service_center.smtp import TROUBLE, Mail, PatientConnection, Refused, in_words, refused_in_words

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # more than one mail can take
MOST_IN_A_BATCH = 50
MOST_LOST = 3  # connections of a turn: a server that hangs each time must not keep the worker from the monitors
MINUTE = timedelta(minutes=1)

Clock = Callable[[], datetime]


@dataclass
class _Batch:
    """The notices that a turn has claimed and not yet tried, and the name of its claim."""

    claim: str = field(default_factory=lambda: str(uuid.uuid4()))
    waiting: list[int] = field(default_factory=list)


def deliver(per_minute: int, clock: Clock) -> int:
    """Send what is due, at most so many a minute, and say how many the mail server accepted."""
    batch, accepted, connected = _claim(per_minute, clock()), 0, 0
    try:
        while batch.waiting and connected < MOST_LOST:
            connected += 1
            with _connection() as connection:
                accepted += _send_over(connection, batch, clock)
    except TROUBLE as error:
        for notice_id in batch.waiting:
            _put_off(notice_id, batch.claim, in_words(error), clock())
    _release(batch.claim)
    return accepted


def send_test(address: str, sender: str) -> None:
    """Send a mail to an address, so that an operator sees whether mail arrives; raises BadRequest, and SMTPException that says why not."""
    if not is_address(address):
        raise BadRequest('that is no e-mail address')
    words = 'This mail was sent by `service-center send-test-mail`.'
    try:
        with _connection() as connection:
            connection.hand_over(Mail('[service-center] test', [address], words, sender=sender))
    except TROUBLE as error:
        server = current_app.extensions['mail']
        where = f'mail: {server.server}:{server.port}: {in_words(error)}: look at SERVICE_CENTER_MAIL_SERVER'
        raise smtplib.SMTPException(where) from error


def _connection() -> PatientConnection:
    return PatientConnection(current_app.extensions['mail'])


def _send_over(connection: PatientConnection, batch: _Batch, clock: Clock) -> int:
    """Send one after the other; what the server does not take is put off, and when the connection is lost another one is needed."""
    accepted = 0
    while batch.waiting:
        notice_id = batch.waiting.pop(0)
        mail = _renewed(notice_id, batch.claim, clock())
        if mail is None:
            continue
        try:
            refused = connection.hand_over(mail)
        except Exception as error:  # noqa: BLE001 - whatever one mail has must not hold up the others
            _put_off(notice_id, batch.claim, in_words(error), clock())
            if not connection.is_ready_again():
                return accepted
        else:
            _mark_accepted(notice_id, batch.claim, refused, clock())
            accepted += 1
    return accepted


def _claim(per_minute: int, now: datetime) -> _Batch:
    """Claim what is due and nobody else's, oldest first, as many as may be sent now."""
    batch = _Batch()
    with transaction():
        sent_lately, being_sent = _count(Notice.sent > now - MINUTE, Notice.sent <= now), _count(Notice.claimed_until > now)
        room = min(MOST_IN_A_BATCH, per_minute - sent_lately - being_sent)
        if room <= 0:
            return batch
        free = or_(Notice.claimed_until.is_(None), Notice.claimed_until <= now)
        due = select(Notice.id).where(Notice.next_attempt <= now, free).order_by(Notice.id).limit(room).with_for_update(skip_locked=True)
        db.session.execute(
            update(Notice).where(Notice.id.in_(due)).values(claimed_by=batch.claim, claimed_until=now + LEASE)
            .execution_options(synchronize_session=False),
        )
        batch.waiting += db.session.scalars(select(Notice.id).where(Notice.claimed_by == batch.claim).order_by(Notice.id))
    return batch


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Notice).where(*conditions)) or 0


def _release(claim: str) -> None:
    """Give back what was not tried: it is due as before."""
    with transaction():
        ours = update(Notice).where(Notice.claimed_by == claim).values(claimed_by=None, claimed_until=None)
        db.session.execute(ours.execution_options(synchronize_session=False))


def _find(notice_id: int) -> Notice | None:
    return db.session.get(Notice, notice_id, with_for_update=True, populate_existing=True)


def _renewed(notice_id: int, claim: str, now: datetime) -> Mail | None:
    """Take the lease anew before a mail is sent, and give the mail; None if meanwhile somebody else has it, or it is gone."""
    with transaction():
        notice = _find(notice_id)
        if notice is None or notice.claimed_by != claim:
            return None
        notice.claimed_until = now + LEASE
        mail = Mail(notice.subject, [*notice.recipients], notice.text, notice.html, sender=notice.sender)
        mail.msgId = notice.message_id
        mail.date = notice.created.timestamp()
        return mail


def _mark_accepted(notice_id: int, claim: str, refused: Refused, now: datetime) -> None:
    """Mark what the server accepted as sent; if it refused some recipients, the notice is theirs from now on, and put off."""
    with transaction():
        notice = _find(notice_id)
        if notice is not None and not refused:
            notice.sent, notice.next_attempt, notice.parked, notice.last_error = now, None, None, None
            notice.attempts += 1
            notice.claimed_by = notice.claimed_until = None
        elif notice is not None and notice.claimed_by == claim:
            notice.recipients = list(refused)
            _note_failed_attempt(notice, refused_in_words(refused), now)


def _put_off(notice_id: int, claim: str, trouble: str, now: datetime) -> None:
    with transaction():
        notice = _find(notice_id)
        if notice is not None and notice.claimed_by == claim:
            _note_failed_attempt(notice, trouble, now)


def _note_failed_attempt(notice: Notice, trouble: str, now: datetime) -> None:
    notice.attempts += 1
    notice.last_error = trouble
    notice.claimed_by = notice.claimed_until = None
    notice.next_attempt = now + pause_before(notice.attempts)
    if is_to_be_parked(notice.tried_since, now):
        notice.parked, notice.next_attempt = now, None
    logger.warning(
        'notice %d of failure %d to %s was not accepted, attempt %d%s: %s', notice.id, notice.failure_id, ', '.join(notice.recipients),
        notice.attempts, ', parked' if notice.parked else '', notice.last_error,
    )
