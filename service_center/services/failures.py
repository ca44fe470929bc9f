"""Failures are opened and closed as monitors judge, each together with its notice."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import NO_LONGER_MONITORED, Verdict
from service_center.extensions import db
from service_center.models.monitoring import Failure
from service_center.services import notices
from service_center.services.notices import Address


def list_open(cluster: ClusterKey, monitor: str) -> list[Failure]:
    """List the open failures that a monitor found in a cluster, by id."""
    of_cluster = Failure.community_id == cluster.community_id, Failure.cluster_id == cluster.cluster_id
    question = select(Failure).where(*of_cluster, Failure.type == monitor, Failure.closed.is_(None)).order_by(Failure.id)
    return list(db.session.scalars(question))


def list_clusters(monitor: str) -> set[ClusterKey]:
    """List the clusters in which failures that a monitor found are open."""
    question = select(Failure.community_id, Failure.cluster_id).where(Failure.type == monitor, Failure.closed.is_(None)).distinct()
    return {ClusterKey(community or '', cluster or '') for community, cluster in db.session.execute(question)}


def find_last_closed(cluster: ClusterKey, monitor: str) -> datetime | None:
    """Find when the last failure that a monitor found in a cluster was closed."""
    of_cluster = Failure.community_id == cluster.community_id, Failure.cluster_id == cluster.cluster_id
    return db.session.scalar(select(func.max(Failure.closed)).where(*of_cluster, Failure.type == monitor))


def settle(
    cluster: ClusterKey, monitor: str, program_id: str | None, verdicts: Iterable[Verdict], address: Address, now: datetime,
    *, is_all_read: bool = True,
) -> None:
    """Open what is wrong and not open yet, close what is well (all of it, J5), and what is not watched any more (J8).

    While not all was read nothing is known to be well.
    """
    open_ones = [failure for failure in list_open(cluster, monitor) if failure.program_id == program_id]
    watched = set()
    for verdict in verdicts:
        watched.add(verdict.unit_id)
        same = [failure for failure in open_ones if failure.unit_id == verdict.unit_id]
        if verdict.problem is None:
            for failure in same if is_all_read else ():
                _close(failure, address, now)
        elif not same:
            _open(cluster, monitor, verdict, address, now)
    for failure in open_ones:
        if failure.unit_id not in watched:
            _close(failure, address, now, NO_LONGER_MONITORED)


def _open(cluster: ClusterKey, monitor: str, verdict: Verdict, address: Address, now: datetime) -> None:
    failure = Failure(
        type=monitor, community_id=cluster.community_id, cluster_id=cluster.cluster_id, program_id=verdict.program_id,
        unit_id=verdict.unit_id, detected=now, description=(verdict.problem or '').replace('\0', ' '),  # which PostgreSQL can't store
    )
    db.session.add(failure)
    db.session.flush()  # one by one: ids follow the order of the verdicts
    notices.write(failure, address, now)


def _close(failure: Failure, address: Address, now: datetime, reason: str = '') -> None:
    failure.closed = now
    notices.write(failure, address, now, reason)
