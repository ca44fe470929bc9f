"""Collections `downtime` and `downtimeStatus`: what the downtime job derives from unit data."""

from typing import Any

from pymongo import ASCENDING, IndexModel

from service_center.domain.keys import ClusterKey
from service_center.domain.periods import Period
from service_center.extensions import mongo

Document = dict[str, Any]
LABEL = 'downtime'
STATUS_LABEL = 'downtime_status'
INDEXES = [
    IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'unitId', 'downDateTime', 'recoveryDateTime')]),
]
STATUS_INDEXES = [IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'unitId')])]
WITHOUT_ID = {'_id': 0}


def list_unit_ids(cluster: ClusterKey) -> list[str]:
    """List the ids of the units whose downtimes are aggregated, sorted."""
    found = mongo.collection(STATUS_LABEL).distinct('unitId', _of(cluster))
    return sorted(unit_id for unit_id in found if isinstance(unit_id, str))


def list_overlapping(cluster: ClusterKey, unit_id: str | None, period: Period) -> list[Document]:
    """Fetch the downtimes of a cluster, or of one unit of it, that touch a period; what is missing counts as open."""
    question = _of(cluster) | ({'unitId': unit_id} if unit_id else {}) | _touching(period)
    return list(mongo.collection(LABEL).find(question, WITHOUT_ID))


def _of(cluster: ClusterKey) -> Document:
    return {'communityId': cluster.community_id, 'clusterId': cluster.cluster_id}


def _touching(period: Period) -> Document:
    not_before = [{'$or': [{'recoveryDateTime': None}, {'recoveryDateTime': {'$gte': period.start}}]}] if period.start else []
    not_after = [{'$or': [{'downDateTime': None}, {'downDateTime': {'$lt': period.end}}]}] if period.end else []
    return {'$and': not_before + not_after} if not_before or not_after else {}
