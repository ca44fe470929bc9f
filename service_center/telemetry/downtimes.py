"""Collections `downtime` and `downtimeStatus`: what the downtime job derives from unit data."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, IndexModel, UpdateOne

from service_center.domain.downtimes import Downtime
from service_center.domain.keys import ClusterKey, UnitKey
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


@dataclass(frozen=True)
class Status:
    """What `downtimeStatus` says of a unit: `told` is its `lastTime` as it stands there, `key` None if there is no document yet."""

    key: Any = None
    told: Any = None

    @property
    def last_time(self) -> datetime | None:
        """Name the time of the last document that was examined."""
        return self.told if isinstance(self.told, datetime) else None


def list_statuses(cluster: ClusterKey) -> dict[str, Status]:
    """Fetch how far the job has come, unit id → status; of several of one unit the first counts."""
    found = sorted(mongo.collection(STATUS_LABEL).find(_of(cluster)), key=_written, reverse=True)
    return {status['unitId']: Status(status['_id'], status.get('lastTime')) for status in found if isinstance(status.get('unitId'), str)}


def list_open(unit: UnitKey) -> list[Downtime]:
    """Fetch the downtimes of a unit that are not over, in the order they were written; without a beginning if that is no date."""
    found = sorted(mongo.collection(LABEL).find(_of_unit(unit) | {'recoveryDateTime': None}), key=_written)
    return [Downtime(document['_id'], down if isinstance(down := document.get('downDateTime'), datetime) else None) for document in found]


def new_key() -> ObjectId:
    """Make the `_id` of a downtime that is new."""
    return ObjectId()


def store(changes: Sequence[tuple[UnitKey, Downtime]]) -> None:
    """Store downtimes that are new or have changed; to do so again, or late, changes nothing: what is over stays as it is."""
    if changes:
        mongo.collection(LABEL).bulk_write([_stored(unit, downtime) for unit, downtime in changes])


def store_statuses(changes: Sequence[tuple[UnitKey, Status, datetime]]) -> None:
    """Store the last times, each only if its status is still what it was."""
    if changes:
        mongo.collection(STATUS_LABEL).bulk_write([_stored_status(*change) for change in changes], ordered=False)


def key_of_status(unit: UnitKey) -> ObjectId:
    """Name the `_id` of a status that we make: always the same, so that two who make it make one."""
    ids = json.dumps([unit.community_id, unit.cluster_id, unit.unit_id])
    return ObjectId(hashlib.sha256(ids.encode()).digest()[:12])


def _stored(unit: UnitKey, downtime: Downtime) -> UpdateOne:
    times = {'downDateTime': downtime.down, 'recoveryDateTime': downtime.recovery}
    if downtime.is_new:
        return UpdateOne({'_id': downtime.key}, {'$setOnInsert': _of_unit(unit) | times}, upsert=True)
    return UpdateOne({'_id': downtime.key, 'recoveryDateTime': None}, {'$set': times})


def _stored_status(unit: UnitKey, status: Status, last_time: datetime) -> UpdateOne:
    if status.key is None:
        made = _of_unit(unit) | {'lastTime': last_time}
        return UpdateOne({'_id': key_of_status(unit)}, {'$setOnInsert': made}, upsert=True)
    return UpdateOne({'_id': status.key, 'lastTime': status.told}, {'$set': {'lastTime': last_time}})


def _written(document: Document) -> str:
    return str(document['_id'])


def _of_unit(unit: UnitKey) -> Document:
    return _of(unit.cluster) | {'unitId': unit.unit_id}


def _of(cluster: ClusterKey) -> Document:
    return {'communityId': cluster.community_id, 'clusterId': cluster.cluster_id}


def _touching(period: Period) -> Document:
    not_before = [{'$or': [{'recoveryDateTime': None}, {'recoveryDateTime': {'$gte': period.start}}]}] if period.start else []
    not_after = [{'$or': [{'downDateTime': None}, {'downDateTime': {'$lt': period.end}}]}] if period.end else []
    return {'$and': not_before + not_after} if not_before or not_after else {}
