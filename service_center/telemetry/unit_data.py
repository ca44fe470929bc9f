"""Collection `unitData`: what apis-ccc writes of each unit every 30 seconds. Read only."""

from collections.abc import Iterator
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import mongo
from service_center.lib import gaps

Document = dict[str, Any]
LABEL = 'unit_data'
INDEXES = [
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('oesunit.id', ASCENDING), ('time', ASCENDING)]),
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('datasetId', ASCENDING)]),
    # a resident asks for the newest set of one unit, which may have been silent for long
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('oesunit.id', ASCENDING), ('datasetId', ASCENDING)]),
]
MINUTE = 60_000
# servers that sort without an index read all that a question matches: so each question is bounded,
# and wider only if the one before found nothing; the first holds the three newest sets of a cluster that lives
LOOK_BACK_MS = (90_000, 10 * MINUTE, 2 * 60 * MINUTE, 24 * 60 * MINUTE, 30 * 24 * 60 * MINUTE, 366 * 24 * 60 * MINUTE)


def list_unit_ids(cluster: ClusterKey, now_ms: int) -> list[str]:
    """List the ids of the units that ever reported in a cluster, registered or not, sorted: stores have no order of their own."""
    def some(low: str | None, high: str | None) -> str | None:
        # the text after `low` by one NUL is the very next: to begin there spares the server reading all of `low`
        bounds = {'$gte': '' if low is None else low + '\0'} | ({} if high is None else {'$lt': high})
        found = mongo.collection(LABEL).find_one(_of_cluster(cluster) | {'oesunit.id': bounds}, {'oesunit.id': 1})
        return str(found['oesunit']['id']) if found else None

    newest = (document.get('oesunit', {}).get('id') for document in latest_set(cluster, now_ms))
    return gaps.all_between(some, [unit_id for unit_id in newest if isinstance(unit_id, str)])


def latest_set(cluster: ClusterKey, now_ms: int) -> list[Document]:
    """Fetch the documents of the highest `datasetId` of a cluster, in the order they were written; none if there is no set."""
    return _latest(_of_cluster(cluster), now_ms)


def latest_of_unit(unit: UnitKey, now_ms: int) -> list[Document]:
    """Fetch the documents of the highest `datasetId` of one unit, in the order they were written."""
    return _latest(_of_cluster(unit.cluster) | {'oesunit.id': unit.unit_id}, now_ms)


def _latest(scope: Document, now_ms: int) -> list[Document]:
    newest = next((found for since in _bounds(now_ms) if (found := _newest(scope, since))), None)
    if newest is None:
        return []
    # sorted here: hundreds of documents cost a server that sorts without an index more than to find them
    written = sorted(mongo.collection(LABEL).find(scope | {'datasetId': newest['datasetId']}), key=_written)
    for document in written:
        del document['_id']
    return written


def _newest(scope: Document, since: int) -> Document | None:
    return mongo.collection(LABEL).find_one(scope | {'datasetId': {'$gte': since}}, {'datasetId': 1}, sort=[('datasetId', DESCENDING)])


def _written(document: Document) -> str:
    return str(document['_id'])  # 24 hex digits, as text or as ObjectId: the second first, then who wrote it, then a count


def _bounds(now_ms: int) -> Iterator[int]:
    yield from (since for back in LOOK_BACK_MS if (since := now_ms - back) > 1)
    yield 1  # the lowest id that counts: 0 is no set


def _of_cluster(cluster: ClusterKey) -> Document:
    return {'oesunit.communityId': cluster.community_id, 'oesunit.clusterId': cluster.cluster_id}
