"""Availability of the units of a cluster over a period, and the days that there are data of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from service_center.domain import availability
from service_center.domain.availability import Known, Stretch
from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.outline import UnitFacts
from service_center.domain.periods import Period
from service_center.extensions import db
from service_center.lib import isotime
from service_center.models.communities import Cluster, Community, Unit
from service_center.services import communities
from service_center.telemetry import downtimes, unit_data

LONGEST = timedelta(days=3700)
DAY = timedelta(days=1)
# where to stop on the way to the first data of a unit: most have it at the very beginning of a period
STEPS = (timedelta(days=1), timedelta(days=7), timedelta(days=31), timedelta(days=366))
Downtimes = dict[str, list[tuple[datetime, datetime | None]]]


def range_of_data(cluster: ClusterKey, now: datetime) -> dict[str, datetime | None]:
    """Say from when to when there is unit data of a cluster, by the units' own time: `min` and `max`, None without any.

    It ends with the newest data, also where an emulator has begun anew since the oldest: there the reckoning ends too.
    """
    first = unit_data.find_lowest_number(cluster)
    oldest = unit_data.find_time_at(cluster, first) if first is not None else None
    newest, number = _newest(cluster, now)
    times = [time for time in (oldest, newest) if time is not None]
    return {'min': min(times, default=None), 'max': max(availability.data_now(now, newest, number), newest) if newest else None}


def of_cluster(cluster: ClusterKey, period: Period, now: datetime) -> dict[str, Any]:
    """Reckon for each unit that was valid in a period how long it was up, down, and without data (s); raises BadRequest.

    `until` is where the reckoning ends: what lies ahead of the units' clock counts for nobody.
    """
    if period.start is None or period.end is None:
        raise BadRequest('no param : datetimeFrom, datetimeTo')
    if period.end - period.start > LONGEST:
        raise BadRequest('bad param values : datetimeFrom, datetimeTo')
    ends = availability.data_now(now, *_newest(cluster, now))
    until = max(period.start, min(period.end, ends))
    found, statuses = _downtimes(cluster, period), downtimes.list_statuses(cluster)
    times = unit_data.list_times_at_once(cluster, isotime.milliseconds(period.start - DAY), isotime.milliseconds(until))
    units = []
    for unit in _registered(cluster):
        begin, end = max(period.start, unit.available_from or period.start), min(until, unit.available_to or until)
        if begin < end:
            status = statuses.get(unit.id)
            last = status.last_time if status else None
            known = _known(cluster, unit.id, begin, end, last) if times is None else _told_by(times.get(unit.id, []), begin, end, last)
            of_unit = found.get(unit.id, [])
            units.append(_row(unit, begin, end, availability.widened(known, of_unit, ends), of_unit))
    return {'from': period.start, 'until': until, 'units': units}


def _row(unit: UnitFacts, begin: datetime, end: datetime, known: Known, found: list[tuple[datetime, datetime | None]]) -> Mapping[str, Any]:
    stretches = availability.stretches(begin, end, known, found)
    seconds = availability.seconds_of(stretches)
    return {
        'unitId': unit.id, 'name': unit.name, 'from': begin, 'until': end, 'totalSec': (end - begin).total_seconds(),
        'upSec': seconds[availability.UP], 'downSec': seconds[availability.DOWN], 'noDataSec': seconds[availability.NO_DATA],
        'rate': availability.rate(seconds), 'stretches': [_told(stretch) for stretch in stretches],
        'downtimes': [{'downDateTime': down, 'recoveryDateTime': recovery} for down, recovery in sorted(found, key=lambda one: one[0])],
    }


def _told(stretch: Stretch) -> dict[str, Any]:
    return {'from': stretch.start, 'until': stretch.end, 'state': stretch.state}


def _known(cluster: ClusterKey, unit_id: str, begin: datetime, end: datetime, last: datetime | None) -> Known:
    """Find from when there is data of a unit, as far as it matters for a period; it lasts until what was examined last."""
    unit = UnitKey(cluster.community_id, cluster.cluster_id, unit_id)
    if last is None:
        return Known(None, None)
    low, high = isotime.milliseconds(begin), isotime.milliseconds(max(end, begin + timedelta(milliseconds=1)))
    day = isotime.milliseconds(begin - DAY)
    if unit_data.find_time(unit, day, low + 1) is not None:
        return Known(begin, last)
    edges = sorted({low, high, *(edge for step in STEPS if low < (edge := isotime.milliseconds(begin + step)) < high)})
    return Known(unit_data.find_first_time(unit, edges), last)


def _told_by(times: list[datetime], begin: datetime, end: datetime, last: datetime | None) -> Known:
    """Find the same in all times of a unit."""
    if any(begin - DAY <= time <= begin for time in times):
        return Known(begin, last)
    return Known(min((time for time in times if begin < time < end), default=None), last)


def _newest(cluster: ClusterKey, now: datetime) -> tuple[datetime | None, int | None]:
    """Find the newest time of the newest set of a cluster, and its number."""
    documents = unit_data.latest_set(cluster, isotime.milliseconds(now))
    dated = [document for document in documents if isinstance(document.get('time'), datetime)]
    newest = max(dated, key=lambda document: document['time'], default=None)
    return (isotime.aware(newest['time']), int(newest['datasetId'])) if newest else (None, None)


def _downtimes(cluster: ClusterKey, period: Period) -> Downtimes:
    found: Downtimes = {}
    for downtime in downtimes.list_overlapping(cluster, None, period):
        down, recovery = downtime.get('downDateTime'), downtime.get('recoveryDateTime')
        if isinstance(down, datetime) and isinstance(downtime.get('unitId'), str):
            over = isotime.aware(recovery) if isinstance(recovery, datetime) else None
            found.setdefault(downtime['unitId'], []).append((isotime.aware(down), over))
    return found


def _registered(cluster: ClusterKey) -> list[UnitFacts]:
    of_cluster = Community.code == cluster.community_id, Cluster.code == cluster.cluster_id
    units = db.session.scalars(select(Unit).join(Cluster).join(Community).where(*of_cluster).order_by(Unit.code))
    return [communities.facts_of(unit) for unit in units]
