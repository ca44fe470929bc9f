"""Collection `downtimeMark`, our own: how far the downtime job has come with each unit, and what it then has to write.

A mark is the one step that decides: it changes from one version to the next or not at all, and holds what follows from it, so that whoever
comes after one who was stopped writes the very same.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.errors import BulkWriteError

from service_center.domain.downtimes import Downtime, Progress
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import mongo

Document = dict[str, Any]
LABEL = 'downtime_mark'
INDEXES = [IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'unitId')])]
DUPLICATE_KEY = 11000


@dataclass(frozen=True)
class Mark:
    """How far one has come with a unit.

    `before` is the last time of the version before, `changes` what this version adds to `downtime`. `version` is 0 while nothing is stored.
    A unit that `is_caught_up` needs only what is new in its cluster.
    """

    unit: UnitKey
    progress: Progress
    before: datetime | None = None
    changes: tuple[Downtime, ...] = ()
    version: int = 0
    is_caught_up: bool = False


def list_marks(cluster: ClusterKey) -> list[Mark]:
    """Fetch the marks of the units of a cluster."""
    return [_mark(cluster, document) for document in mongo.collection(LABEL).find(_of(cluster) | {'unitId': {'$gte': ''}})]


def commit(marks: Sequence[Mark]) -> set[UnitKey]:
    """Store marks, each only in the place of the version before it, and name the units for which this was done."""
    if not marks:
        return set()
    by = ObjectId()
    try:
        result = mongo.collection(LABEL).bulk_write([_committed(mark, by) for mark in marks], ordered=False)
        if result.modified_count + result.upserted_count == len(marks):
            return {mark.unit for mark in marks}
    except BulkWriteError as error:  # two who make the same mark at once
        if any(problem.get('code') != DUPLICATE_KEY for problem in error.details['writeErrors']):
            raise
    keys = {_key(mark.unit): mark.unit for mark in marks}
    return {keys[found['_id']] for found in mongo.collection(LABEL).find({'_id': {'$in': list(keys)}, 'by': by}, {'_id': 1})}


def find_cursor(cluster: ClusterKey) -> int | None:
    """Find the `datasetId` up to which the units that are caught up have been examined."""
    found = mongo.collection(LABEL).find_one({'_id': _key(cluster)})
    return int(found['datasetId']) if found else None


def move_cursor(cluster: ClusterKey, dataset_id: int) -> None:
    """Move the cursor of a cluster on; it never goes back."""
    change = {'$max': {'datasetId': dataset_id}, '$setOnInsert': _of(cluster) | {'unitId': None}}
    mongo.collection(LABEL).update_one({'_id': _key(cluster)}, change, upsert=True)


def _committed(mark: Mark, by: ObjectId) -> UpdateOne:
    document = _document(mark) | {'by': by}
    if mark.version == 1:
        return UpdateOne({'_id': _key(mark.unit)}, {'$setOnInsert': document}, upsert=True)
    return UpdateOne({'_id': _key(mark.unit), 'version': mark.version - 1}, {'$set': document})


def _document(mark: Mark) -> Document:
    progress = mark.progress
    return {
        **_of(mark.unit.cluster), 'unitId': mark.unit.unit_id, 'version': mark.version, 'isCaughtUp': mark.is_caught_up,
        'lastTime': progress.last_time, 'before': mark.before, 'datasetId': progress.dataset_id, 'streamStart': progress.stream_start,
        'active': progress.active and _of_downtime(progress.active), 'spare': progress.spare and _of_downtime(progress.spare),
        'changes': [_of_downtime(downtime) for downtime in mark.changes],
    }


def _mark(cluster: ClusterKey, document: Document) -> Mark:
    last_time = document['lastTime']
    active, spare = (told and _downtime(told) for told in (document['active'], document['spare']))
    progress = Progress(last_time, last_time, active, spare, document['datasetId'], document['streamStart'])
    changes = tuple(_downtime(told) for told in document['changes'])
    unit = UnitKey(cluster.community_id, cluster.cluster_id, document['unitId'])
    return Mark(unit, progress, document['before'], changes, document['version'], document['isCaughtUp'])


def _of_downtime(downtime: Downtime) -> Document:
    return {'key': downtime.key, 'down': downtime.down, 'recovery': downtime.recovery, 'isNew': downtime.is_new}


def _downtime(told: Document) -> Downtime:
    return Downtime(told['key'], told['down'], told['recovery'], told['isNew'])


def _key(scope: ClusterKey | UnitKey) -> str:
    unit_id = [scope.unit_id] if isinstance(scope, UnitKey) else []
    return json.dumps([scope.community_id, scope.cluster_id, *unit_id])


def _of(cluster: ClusterKey) -> Document:
    return {'communityId': cluster.community_id, 'clusterId': cluster.cluster_id}
