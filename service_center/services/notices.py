"""Notices: mails about failures, written together with the failure, delivered until the mail server has accepted them."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.utils import make_msgid
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from sqlalchemy import select

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey
from service_center.domain.notices import FailureFacts, facts, recipients, subject
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.monitoring import CommunitySetting, Failure, Notice
from service_center.services import communities
from service_center.services.transaction import transaction

logger = logging.getLogger(__name__)
UNDELIVERED_FIELDS = ('id', 'subject', 'recipients', 'created', 'attempts', 'next_attempt', 'parked', 'last_error')


@dataclass(frozen=True)
class Address:
    """From whom the notices of a community come, to whom they go, what of its setting is no address, and in which zone they tell times."""

    sender: str
    recipients: tuple[str, ...]
    unusable: tuple[str, ...]
    zone: tzinfo


def address_of(community_id: str, sender: str, default_to: str, default_zone: str) -> Address:
    """Find out how a community is notified."""
    zone = ZoneInfo(communities.time_zone_of(community_id, default_zone))
    good, bad = _recipients(community_id, default_to)
    return Address(sender, tuple(good), tuple(bad), zone)


def write(failure: Failure, address: Address, now: datetime, reason: str = '') -> None:
    """Write the notice of a failure that was opened or closed, as a part of the transaction that does so.

    What is no address is left out, and logged with the ids.
    """
    for text in address.unusable:
        logger.warning('community %s is to be notified of failure %d at %r, which is no address', failure.community_id, failure.id, text)
    told = FailureFacts(
        failure.type, failure.community_id, failure.cluster_id, failure.program_id, failure.unit_id,
        failure.detected, failure.closed, failure.description,
    )
    words = {'facts': facts(told, address.zone), 'reason': reason, 'description': failure.description or '', 'subject': subject(told)}
    db.session.add(Notice(
        failure=failure, message_id=_new_message_id(address.sender), sender=address.sender, recipients=list(address.recipients),
        subject=words['subject'], text=render_template('mail/failure.txt', **words), html=render_template('mail/failure.html', **words),
        created=now, tried_since=now, attempts=0, next_attempt=now,
    ))


def list_undelivered(cluster: ClusterKey) -> list[dict[str, Any]]:
    """List the notices of a cluster that no mail server has accepted after a first attempt, oldest first."""
    return [{name: getattr(notice, name) for name in UNDELIVERED_FIELDS} for notice in db.session.scalars(_undelivered(cluster))]


def retry(viewer: Viewer, cluster: ClusterKey, notice_id: str | None, default_to: str, now: datetime) -> None:
    """Try an undelivered notice again at once, to whom the community notifies now, and note who asked; raises BadRequest."""
    if notice_id is None or not (notice_id.isascii() and notice_id.isdigit() and len(notice_id) < 10):
        raise BadRequest('bad noticeId')
    with transaction():
        notice = db.session.scalar(_undelivered(cluster).where(Notice.id == int(notice_id)).with_for_update(of=Notice))
        if notice is None:
            raise BadRequest('bad noticeId')
        notice.recipients = _recipients(cluster.community_id, default_to)[0]
        notice.parked, notice.attempts, notice.tried_since, notice.next_attempt = None, 0, now, now
        db.session.add(Audit(at=now, who=viewer.username, what=f'notice {notice.id}: tried again', before=None, after=None))


def _recipients(community_id: str, default_to: str) -> tuple[list[str], list[str]]:
    setting = db.session.scalar(select(CommunitySetting.notify_to).where(CommunitySetting.community_id == community_id))
    return recipients(setting, default_to)


def _undelivered(cluster: ClusterKey) -> Any:
    of_cluster = Failure.community_id == cluster.community_id, Failure.cluster_id == cluster.cluster_id
    return select(Notice).join(Failure).where(*of_cluster, Notice.sent.is_(None), Notice.last_error.is_not(None)).order_by(Notice.id)


def _new_message_id(sender: str) -> str:
    server = sender.rpartition('@')[2]
    return make_msgid(uuid.uuid4().hex, server if server.isascii() else 'localhost')
