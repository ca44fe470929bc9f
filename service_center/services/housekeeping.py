"""Keeps the house tidy: removes what has reached its documented age. Unit data and deals are never touched."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.monitoring import Notice
from service_center.models.scenarios import Delivery
from service_center.models.users import Session
from service_center.services.transaction import transaction


def purge(retention_days: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Remove sessions that are over, and deliveries, sent notices and audit rows older than so many days; says how many of each."""
    deliveries = now - timedelta(days=retention_days['deliveries'])
    audit = now - timedelta(days=retention_days['audit'])
    notices = now - timedelta(days=retention_days['notices'])
    with transaction():
        return {
            'sessions': _removed(delete(Session).where(Session.expires <= now)),
            'deliveries': _removed(delete(Delivery).where(Delivery.delivered_at < deliveries)),
            'notices': _removed(delete(Notice).where(Notice.sent < notices)),
            'audit': _removed(delete(Audit).where(Audit.at < audit)),
        }


def _removed(statement: Any) -> int:
    result: Any = db.session.execute(statement)
    return int(result.rowcount)
