"""Collection `apisLog`: the lines that apis-log receives from all programs of a cluster. Kept for a year. Read only."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import Blocked
from service_center.domain.severe_lines import SevereLine
from service_center.extensions import mongo
from service_center.lib import extremes, isotime
from service_center.telemetry import odd_values

Document = dict[str, Any]
LABEL = 'apis_log'
YEAR_SEC = 31_536_000
INDEXES = [
    IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'programId', 'unitId', 'datetime')]),
    # monitors ask for a program's lines of the last minutes, of all units: the first would be read from end to end
    IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'programId', 'datetime')]),
]
RETENTION = IndexModel([('datetime', ASCENDING)], expireAfterSeconds=YEAR_SEC)
BLOCKED_THREAD_CHECKERS = ['io.vertx.core.impl.BlockedThreadChecker', 'io.vertx.core.impl.btc.BlockedThreadChecker']


def list_heard_units(cluster: ClusterKey, program: str, words: str, since: datetime) -> set[str | None]:
    """List the units (None for a tool) of which an INFO line of a program begins with these words since an instant."""
    signs = _since(cluster, since) | {'programId': program, 'loglevel': 'INFO', 'message': {'$regex': f'^{words}'}}
    found = mongo.collection(LABEL).aggregate([{'$match': signs}, {'$group': {'_id': '$unitId'}}])
    return {_text(group['_id']) for group in found}


def list_blocked(cluster: ClusterKey, program: str, since: datetime) -> list[Blocked]:
    """Fetch the lines about threads of a program that were blocked since an instant."""
    question = _since(cluster, since) | {'programId': program, 'loglevel': 'WARNING', 'loggername': {'$in': BLOCKED_THREAD_CHECKERS}}
    found = mongo.collection(LABEL).find(question, {'unitId': 1, 'message': 1})
    return [Blocked(_text(line.get('unitId')), _text(line.get('message'))) for line in found]


def each_severe(cluster: ClusterKey, program: str, since: datetime) -> Iterator[SevereLine]:
    """Fetch the SEVERE lines of a program since an instant, oldest first, one after the other: a storm is many."""
    question = _since(cluster, since) | {'programId': program, 'loglevel': 'SEVERE'}
    wanted = {'unitId': 1, 'datetime': 1, 'loggername': 1, 'message': 1}
    for line in mongo.collection(LABEL).find(question, wanted, sort=[('datetime', ASCENDING)]):
        if not isinstance(line['datetime'], datetime):  # a list of dates is matched too
            continue
        unit, logger, message = (_text(line.get(name)) for name in ('unitId', 'loggername', 'message'))
        yield SevereLine(str(line['_id']), unit, isotime.aware(line['datetime']), logger, message)


def has_heard(cluster: ClusterKey, programs: Collection[str], since: datetime, before: datetime | None = None) -> bool:
    """Say whether there is any line of some programs since an instant, and before another one."""
    bounds = {'$gte': since} | ({'$lt': before} if before else {})
    return mongo.collection(LABEL).find_one(_of(cluster) | _by(programs) | {'datetime': bounds}, {'_id': 1}) is not None


def require_answer() -> None:
    """Make sure that the store answers; raises PyMongoError."""
    mongo.collection(LABEL).find_one({}, {'_id': 1})


def count_unreadable(cluster: ClusterKey, since: datetime, most: int) -> int:
    """Count the lines that apis-log stored since an instant without being able to read them, up to so many.

    They have no `datetime`; but their `_id` begins with the second in which apis-log made it.
    """
    made_since = f'{int(since.timestamp()):08x}'.ljust(24, '0')
    unread = _of(cluster) | {'_id': {'$gte': made_since, '$lt': 'g'}, 'datetime': None, 'loglevel': None}
    return len(list(mongo.collection(LABEL).find(unread, {'_id': 1}, limit=most)))


def find_last_heard(cluster: ClusterKey, programs: Collection[str], now: datetime, within: timedelta) -> datetime | None:
    """Find when some programs logged their last line between `within` ago and now."""

    def some(low: int, high: int) -> int | None:
        bounds = {'$gte': isotime.from_milliseconds(low), '$lt': isotime.from_milliseconds(high)}
        question = _of(cluster) | _by(programs) | {'datetime': bounds}
        return odd_values.find_some(LABEL, question, 'datetime', odd_values.as_milliseconds)

    last = extremes.highest(some, [isotime.milliseconds(now - within), isotime.milliseconds(now) + 1])
    return None if last is None else isotime.from_milliseconds(last)


def _of(cluster: ClusterKey) -> Document:
    return {'communityId': cluster.community_id, 'clusterId': cluster.cluster_id}


def _by(programs: Collection[str]) -> Document:
    return {'programId': {'$in': sorted(programs)}}


def _since(cluster: ClusterKey, since: datetime) -> Document:
    return _of(cluster) | {'datetime': {'$gte': since}}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
