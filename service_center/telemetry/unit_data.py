"""Collection `unitData`: what apis-ccc writes of each unit every 30 seconds. Read only."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, timeout

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import mongo
from service_center.lib import extremes, gaps, isotime
from service_center.telemetry import odd_values

Document = dict[str, Any]
LABEL = 'unit_data'
# numbers of data sets are real times (ms): from the years of APIS on, or small ones of tests and toys
EDGES = [1, *(isotime.milliseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in range(2010, 2041)), isotime.milliseconds(isotime.LAST)]
INDEXES = [
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('oesunit.id', ASCENDING), ('time', ASCENDING)]),
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('datasetId', ASCENDING)]),
    # a resident asks for the newest set of one unit, which may have been silent for long
    IndexModel([('oesunit.communityId', ASCENDING), ('oesunit.clusterId', ASCENDING), ('oesunit.id', ASCENDING), ('datasetId', ASCENDING)]),
]
MINUTE = 60_000
FEW_MS = 10 * MINUTE  # documents of a unit that are read at once rather than looked for by halves
# all that says whether a unit was up, and when
FOR_DOWNTIMES = {'oesunit.id': 1, 'time': 1, 'datasetId': 1, 'apis.operation_mode': 1}
BATCH_SEC = 60  # a batch of a job may take longer than a question behind which someone waits
# servers that sort without an index read all that a question matches: so each question is bounded,
# and wider only if the one before found nothing; the first holds the three newest sets of a cluster that lives
LOOK_BACK_MS = (90_000, 10 * MINUTE, 2 * 60 * MINUTE, 24 * 60 * MINUTE, 30 * 24 * 60 * MINUTE, 366 * 24 * 60 * MINUTE)


def list_unit_ids(cluster: ClusterKey, now_ms: int) -> list[str]:
    """List the ids of the units that ever reported in a cluster, registered or not, sorted: stores have no order of their own."""
    if mongo.is_embedded:  # it reads everything at each question: one will do
        documents = mongo.collection(LABEL).find(_of_cluster(cluster), {'oesunit.id': 1})
        return sorted({found for document in documents if isinstance(found := unit_id_of(document), str)})

    def some(low: str | None, high: str | None) -> str | None:
        # the text after `low` by one NUL is the very next: to begin there spares the server reading all of `low`
        bounds = {'$gte': '' if low is None else low + '\0'} | ({} if high is None else {'$lt': high})
        return odd_values.find_some(LABEL, _of_cluster(cluster) | {'oesunit.id': bounds}, 'oesunit', _id_within)

    newest = (unit_id_of(document) for document in latest_set(cluster, now_ms))
    return gaps.all_between(some, [unit_id for unit_id in newest if isinstance(unit_id, str)])


def latest_set(cluster: ClusterKey, now_ms: int) -> list[Document]:
    """Fetch the documents of the highest `datasetId` of a cluster, in the order they were written; none if there is no set."""
    return _latest(_of_cluster(cluster), now_ms)


def latest_of_unit(unit: UnitKey, now_ms: int) -> list[Document]:
    """Fetch the documents of the highest `datasetId` of one unit, in the order they were written."""
    return _latest(_of(unit), now_ms)


def list_numbered(scope: ClusterKey | UnitKey, low: int, high: int, limit: int) -> list[Document]:
    """Fetch what downtimes need of the documents with a `datasetId` from `low` to before `high`, in no order; no limit if 0."""
    return _batch(_of(scope) | {'datasetId': {'$gte': low, '$lt': high}}, limit)


def find_number(scope: ClusterKey | UnitKey, low: int, high: int) -> int | None:
    """Find any `datasetId` from `low` to before `high`."""
    return odd_values.find_some(LABEL, _of(scope) | {'datasetId': {'$gte': low, '$lt': high}}, 'datasetId', odd_values.as_number)


def find_newest_number(cluster: ClusterKey, now_ms: int, ahead_ms: int) -> int | None:
    """Find the highest `datasetId` of a cluster that is not further ahead of the clock than so much."""
    scope, before = _of_cluster(cluster), now_ms + ahead_ms
    newest = next((found for since in _bounds(now_ms) if (found := _newest(scope, since, before))), None)
    return int(newest['datasetId']) if newest else None


def find_number_at(unit: UnitKey, time: datetime) -> int | None:
    """Find the highest `datasetId` of the documents of one unit with this `time`."""
    found = mongo.collection(LABEL).find(_of(unit) | {'time': time}, {'datasetId': 1})
    return max((number for document in found if (number := odd_values.as_number(document.get('datasetId'))) is not None), default=None)


def find_time(unit: UnitKey, low: int, high: int) -> int | None:
    """Find any `time` (ms since 1970) of one unit from `low` to before `high`."""
    return _some_time(unit, _between(low, high))


def list_times_at_once(cluster: ClusterKey, low: int, high: int) -> dict[str, list[datetime]] | None:
    """Fetch each `time` of each unit from `low` to before `high` (ms since 1970), in no order.

    None where single questions cost less, as they do but for a store that reads everything at each.
    """
    if not mongo.is_embedded:
        return None
    times: dict[str, list[datetime]] = {}
    for document in mongo.collection(LABEL).find(_of_cluster(cluster) | _between(low, high), {'oesunit.id': 1, 'time': 1}):
        times.setdefault(document['oesunit'].get('id'), []).append(isotime.aware(document['time']))
    return times


def find_lowest_number(cluster: ClusterKey) -> int | None:
    """Find the lowest `datasetId` of a cluster."""
    if mongo.is_embedded:  # it reads everything at each question: one will do
        within = {'datasetId': {'$gte': EDGES[0], '$lt': EDGES[-1]}}
        found = mongo.collection(LABEL).find(_of_cluster(cluster) | within, {'datasetId': 1})
        return min((number for document in found if (number := odd_values.as_number(document['datasetId'])) is not None), default=None)
    return extremes.lowest(lambda low, high: find_number(cluster, low, high), EDGES)


def find_first_time(unit: UnitKey, edges: Sequence[int]) -> datetime | None:
    """Find the first `time` of a unit between the first and the last edge (ms since 1970); those between are where to stop first."""
    start, end = edges[0], edges[-1]

    def some(low: int, high: int) -> int | None:
        found = find_time(unit, start + low * FEW_MS, min(start + high * FEW_MS, end))
        return None if found is None else (found - start) // FEW_MS

    if not mongo.is_embedded:  # which reads everything at each question: one will do
        few = extremes.lowest(some, [0, *((edge - start) // FEW_MS + 1 for edge in edges[1:])])
        if few is None:
            return None
        start, end = start + few * FEW_MS, min(start + (few + 1) * FEW_MS, end)
    found = mongo.collection(LABEL).find(_of(unit) | _between(start, end), {'time': 1})
    return min((isotime.aware(time) for document in found if isinstance(time := document['time'], datetime)), default=None)


def find_time_at(cluster: ClusterKey, number: int) -> datetime | None:
    """Find the earliest `time` of the set of a cluster with this `datasetId`."""
    found = mongo.collection(LABEL).find(_of_cluster(cluster) | {'datasetId': number, 'time': {'$gte': isotime.FIRST}}, {'time': 1})
    return min((isotime.aware(time) for document in found if isinstance(time := document['time'], datetime)), default=None)


def has_unnumbered(cluster: ClusterKey) -> bool:
    """Say whether documents without `datasetId` are there; apis-ccc writes none."""
    return mongo.collection(LABEL).find_one(_of(cluster) | {'datasetId': None}, {'_id': 1}) is not None


def list_unnumbered(unit: UnitKey, low: int, high: int, limit: int) -> list[Document]:
    """Fetch what downtimes need of a unit's documents without `datasetId`, with a `time` (ms since 1970) from `low` to before `high`."""
    return _batch(_of(unit) | {'datasetId': None} | _between(low, high), limit)


def find_unnumbered_time(unit: UnitKey, low: int, high: int) -> int | None:
    """Find any `time` (ms) of a unit's documents without `datasetId` from `low` to before `high`."""
    return _some_time(unit, {'datasetId': None} | _between(low, high))


def count_untimed_unnumbered(cluster: ClusterKey, unit_ids: list[str]) -> int:
    """Count the documents of units that have neither `datasetId` nor a `time` that is a date."""
    untimed = {'datasetId': None, 'oesunit.id': {'$in': unit_ids}, 'time': {'$not': {'$gte': isotime.FIRST}}}
    return mongo.collection(LABEL).count_documents(_of(cluster) | untimed)


def unit_id_of(document: Document) -> Any:
    """Give what a document says of its unit; None if it has no place for that."""
    unit = document.get('oesunit')
    return unit.get('id') if isinstance(unit, dict) else None


def _id_within(unit: Any) -> str | None:
    return unit['id'] if isinstance(unit, dict) and isinstance(unit.get('id'), str) else None


def _batch(question: Document, limit: int) -> list[Document]:
    fields = None if mongo.is_embedded else FOR_DOWNTIMES  # it fails at fields of what holds none, such as a list of texts
    with timeout(BATCH_SEC):
        return list(mongo.collection(LABEL).find(question, fields, limit=limit))


def _some_time(unit: UnitKey, question: Document) -> int | None:
    return odd_values.find_some(LABEL, _of(unit) | question, 'time', odd_values.as_milliseconds)


def _between(low: int, high: int) -> Document:
    return {'time': {'$gte': isotime.from_milliseconds(low), '$lt': isotime.from_milliseconds(high)}}


def _latest(scope: Document, now_ms: int) -> list[Document]:
    newest = next((found for since in _bounds(now_ms) if (found := _newest(scope, since))), None)
    if newest is None:
        return []
    # sorted here: hundreds of documents cost a server that sorts without an index more than to find them
    of_set = mongo.collection(LABEL).find(scope | {'datasetId': newest['datasetId']})
    written = sorted((document for document in of_set if odd_values.as_number(document['datasetId']) is not None), key=_written)
    for document in written:
        del document['_id']
    return written


def _newest(scope: Document, since: int, before: int | None = None) -> Document | None:
    question = scope | {'datasetId': {'$gte': since, '$lt': EDGES[-1] if before is None else before}}
    newest = mongo.collection(LABEL).find_one(question, {'datasetId': 1}, sort=[('datasetId', DESCENDING)])
    if newest is None or odd_values.as_number(newest['datasetId']) is not None:
        return newest
    every = mongo.collection(LABEL).find(question, {'datasetId': 1}, sort=[('datasetId', DESCENDING)])
    return next((document for document in every if odd_values.as_number(document['datasetId']) is not None), None)


def _written(document: Document) -> str:
    return str(document['_id'])  # 24 hex digits, as text or as ObjectId: the second first, then who wrote it, then a count


def _bounds(now_ms: int) -> Iterator[int]:
    yield from (since for back in LOOK_BACK_MS if (since := now_ms - back) > 1)
    yield 1  # the lowest id that counts: 0 is no set


def _of(scope: ClusterKey | UnitKey) -> Document:
    return _of_cluster(scope.cluster) | {'oesunit.id': scope.unit_id} if isinstance(scope, UnitKey) else _of_cluster(scope)


def _of_cluster(cluster: ClusterKey) -> Document:
    return {'oesunit.communityId': cluster.community_id, 'oesunit.clusterId': cluster.cluster_id}
