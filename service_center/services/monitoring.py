"""Failures of a cluster, and which of its monitors are on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import MONITORS
from service_center.domain.periods import Period
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.monitoring import Failure, JobSetting, MonitorMark
from service_center.services import communities
from service_center.services.transaction import transaction

WORDS = {True: 'on', False: 'off'}
FAILURE_FIELDS = ('id', 'type', 'community_id', 'cluster_id', 'program_id', 'unit_id', 'detected', 'closed', 'description')


def list_open_failures(cluster: ClusterKey) -> list[dict[str, Any]]:
    """List the failures of a cluster that are not closed, by `detected`, then `id` (D19)."""
    return _failures(cluster, Failure.closed.is_(None))


def list_failures(cluster: ClusterKey, period: Period) -> list[dict[str, Any]]:
    """List the failures of a cluster that touch a period."""
    bounds: list[ColumnElement[bool]] = []
    if period.start:
        bounds.append(or_(Failure.closed.is_(None), Failure.closed >= period.start))
    if period.end:
        bounds.append(Failure.detected < period.end)
    return _failures(cluster, *bounds)


def list_jobs(cluster: ClusterKey) -> list[dict[str, Any]]:
    """Say of each of the six monitors whether it is on; one without a setting is off."""
    settings = db.session.scalars(select(JobSetting).where(*_of(JobSetting, cluster)))
    found = {setting.type: setting.is_active for setting in settings}
    return [{'type': monitor, 'isActive': found.get(monitor, False)} for monitor in MONITORS]


def switch_job(viewer: Viewer, cluster: ClusterKey, monitor: str, now: datetime, *, on: bool) -> None:
    """Switch a monitor on or off and note who did it; raises BadRequest for a monitor that there is not."""
    if monitor not in MONITORS:
        raise BadRequest('unknown type')
    with transaction():
        communities.lock_cluster(cluster)
        setting = db.session.scalar(select(JobSetting).where(*_of(JobSetting, cluster), JobSetting.type == monitor))
        was_on = setting is not None and setting.is_active
        if setting is None and on:
            db.session.add(JobSetting(community_id=cluster.community_id, cluster_id=cluster.cluster_id, type=monitor, is_active=True))
        elif setting is not None:
            setting.is_active = on
        if was_on != on:
            begin_anew(cluster, monitor)
            db.session.add(_switched(viewer, cluster, monitor, now, on))


def list_switches(cluster: ClusterKey) -> list[dict[str, Any]]:
    """Say of each monitor that was ever switched who did it last, and when."""
    found = []
    for monitor in MONITORS:
        question = select(Audit).where(Audit.what == audited(cluster, monitor)).order_by(Audit.at.desc(), Audit.id.desc()).limit(1)
        last = db.session.scalar(question)
        if last:
            found.append({'type': monitor, 'at': last.at, 'who': last.who, 'isActive': last.after == WORDS[True]})
    return found


def offer_jobs(cluster: ClusterKey) -> None:
    """Switch all six monitors on for a cluster that is being registered, as a part of that transaction."""
    db.session.add_all(
        JobSetting(community_id=cluster.community_id, cluster_id=cluster.cluster_id, type=monitor, is_active=True) for monitor in MONITORS
    )


def audited(cluster: ClusterKey, monitor: str) -> str:
    """Name the switch of a monitor for the audit."""
    return f'monitor {cluster.community_id} / {cluster.cluster_id} / {monitor}'


def _switched(viewer: Viewer, cluster: ClusterKey, monitor: str, now: datetime, on: bool) -> Audit:
    return Audit(at=now, who=viewer.username, what=audited(cluster, monitor), before=WORDS[not on], after=WORDS[on])


def begin_anew(cluster: ClusterKey, monitor: str) -> None:
    """Forget how far a monitor had come: what is logged while it is off is nothing to report when it is on again."""
    here = MonitorMark.community_id == cluster.community_id, MonitorMark.cluster_id == cluster.cluster_id
    db.session.execute(delete(MonitorMark).where(*here, MonitorMark.type == monitor))


def _failures(cluster: ClusterKey, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
    question = select(Failure).where(*_of(Failure, cluster), *conditions).order_by(Failure.detected, Failure.id)
    return [{name: getattr(failure, name) for name in FAILURE_FIELDS} for failure in db.session.scalars(question)]


def _of(table: type[Failure] | type[JobSetting], cluster: ClusterKey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.community_id == cluster.community_id, table.cluster_id == cluster.cluster_id
