"""Collection `deal`: what apis-ccc writes of each deal while it lives and once at its end. Read only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.extensions import mongo
from service_center.lib import extremes, isotime
from service_center.telemetry import odd_values

Document = dict[str, Any]
LABEL = 'deal'
INDEXES = [
    IndexModel([('communityId', ASCENDING), ('clusterId', ASCENDING), ('createDateTime', ASCENDING), ('reportTime', ASCENDING)]),
    # live deals are asked for every five seconds by every open page
    IndexModel([('communityId', ASCENDING), ('clusterId', ASCENDING), ('reportTime', ASCENDING)]),
    # apis-ccc upserts by dealId, without an index of its own
    IndexModel([('dealId', ASCENDING)]),
]
WITHOUT_ID = {'_id': 0}
# deals lie within these years, on an emulator's calendar too; the first and last edge are the calendar's
YEARS = [isotime.milliseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in range(2010, 2041)]
EDGES = [isotime.milliseconds(isotime.FIRST), *YEARS, isotime.milliseconds(isotime.LAST)]


def list_live(scope: ClusterKey | UnitKey, reported_after: int) -> list[Document]:
    """Fetch the deals that are not deactivated and were reported after an instant (s since the epoch)."""
    live = {'deactivateDateTime': None, 'reportTime': {'$gt': reported_after}}
    return list(mongo.collection(LABEL).find(_of(scope) | live, WITHOUT_ID))


def list_created(scope: ClusterKey | UnitKey, period: Period) -> list[Document]:
    """Fetch the deals created in a period; with no bound at all, those without `createDateTime` too."""
    return list(mongo.collection(LABEL).find(_of(scope) | _created(period), WITHOUT_ID))


def each_amount(scope: ClusterKey | UnitKey) -> Iterator[Document]:
    """Give creation and energy (Wh) of all deals, and nothing else of them, one after the other: there may be a million."""
    yield from mongo.collection(LABEL).find(_of(scope), {'_id': 0, 'createDateTime': 1, 'cumulateAmountWh': 1})


def has_any(scope: ClusterKey | UnitKey) -> bool:
    """Say whether there are deals at all."""
    return mongo.collection(LABEL).find_one(_of(scope), {'_id': 1}) is not None


def find_first_and_last_creation(scope: ClusterKey | UnitKey) -> tuple[datetime | None, datetime | None]:
    """Find the first and the last `createDateTime`, both None if no deal has one."""
    return _first_and_last_of_all(scope) if mongo.is_embedded else _first_and_last_by_ranges(scope)


def _first_and_last_of_all(scope: ClusterKey | UnitKey) -> tuple[datetime | None, datetime | None]:
    # the embedded store reads everything at each question: one will do
    dated = _of(scope) | {'createDateTime': {'$gte': isotime.FIRST}}
    deals = mongo.collection(LABEL).find(dated, {'createDateTime': 1})
    found = [isotime.aware(created) for deal in deals if isinstance(created := deal['createDateTime'], datetime)]
    return min(found, default=None), max(found, default=None)


def _first_and_last_by_ranges(scope: ClusterKey | UnitKey) -> tuple[datetime | None, datetime | None]:
    def some(low: int, high: int) -> int | None:
        bounds = {'$gte': isotime.from_milliseconds(low), '$lt': isotime.from_milliseconds(high)}
        return odd_values.find_some(LABEL, _of(scope) | {'createDateTime': bounds}, 'createDateTime', odd_values.as_milliseconds)

    # never by sort and limit: not every server sorts by an index
    first, last = extremes.lowest(some, EDGES), extremes.highest(some, EDGES)
    return (None, None) if first is None or last is None else (isotime.from_milliseconds(first), isotime.from_milliseconds(last))


def _of(scope: ClusterKey | UnitKey) -> Document:
    of_cluster: Document = {'communityId': scope.community_id, 'clusterId': scope.cluster_id}
    if isinstance(scope, UnitKey):
        return of_cluster | {'$or': [{'dischargeUnitId': scope.unit_id}, {'chargeUnitId': scope.unit_id}]}
    return of_cluster


def _created(period: Period) -> Document:
    bounds = ({'$gte': period.start} if period.start else {}) | ({'$lt': period.end} if period.end else {})
    return {'createDateTime': bounds} if bounds else {}
