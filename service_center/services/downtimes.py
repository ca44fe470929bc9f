"""Downtimes of the units of a cluster, and the job that finds them."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import PyMongoError
from sqlalchemy import select

from service_center.domain.keys import ClusterKey
from service_center.domain.periods import Period
from service_center.extensions import db
from service_center.lib import isotime
from service_center.models.communities import Cluster, Community, Unit
from service_center.services.downtime_pass import ClusterPass, Rules
from service_center.services.transaction import transaction
from service_center.telemetry import downtimes

logger = logging.getLogger(__name__)


def list_unit_ids(cluster: ClusterKey) -> list[str]:
    """List the units whose downtimes are aggregated."""
    return downtimes.list_unit_ids(cluster)


def list_downtimes(cluster: ClusterKey, unit_id: str | None, period: Period) -> list[dict[str, Any]]:
    """List the downtimes that touch a period, as they are stored."""
    return downtimes.list_overlapping(cluster, unit_id, period)


def aggregate(settings: Mapping[str, Any], now: datetime) -> int:
    """Find the downtimes of all registered units as far as their unit data goes, and say how many documents that took.

    A cluster whose documents can't be had does not keep the others from theirs; after them it raises PyMongoError.
    """
    rules = Rules(timedelta(seconds=settings['data_loss_tolerance_sec']), settings['unit_data_fetch_limit'])
    passes = [ClusterPass(cluster, unit_ids, rules, isotime.milliseconds(now)) for cluster, unit_ids in _registered().items()]
    problems = [problem for one in passes if (problem := _run(one))]
    untimed = sum(one.untimed for one in passes)
    if untimed:
        logger.warning('downtimes: %d documents of unit data without a time were skipped', untimed)
    if problems:
        raise problems[0]
    return sum(one.examined for one in passes)


def _run(one: ClusterPass) -> Exception | None:
    try:
        one.run()
    except PyMongoError as problem:
        logger.warning('downtimes of %s / %s: %s', one.cluster.community_id, one.cluster.cluster_id, problem)
        return problem
    except Exception as problem:  # what a document holds must not keep the other clusters from theirs
        logger.exception('downtimes of %s / %s: left where they are', one.cluster.community_id, one.cluster.cluster_id)
        return problem
    return None


def _registered() -> dict[ClusterKey, list[str]]:
    """List the ids of all registered units by cluster, whether they are in use now or not."""
    found: dict[ClusterKey, list[str]] = {}
    question = select(Community.code, Cluster.code, Unit.code).join(Cluster, Cluster.community_id == Community.id).join(Unit)
    with transaction():  # which ends here: the passes take their time
        for community_id, cluster_id, unit_id in db.session.execute(question.order_by(Community.code, Cluster.code, Unit.code)):
            found.setdefault(ClusterKey(community_id, cluster_id), []).append(unit_id)
    return found
