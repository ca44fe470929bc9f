"""A round of a monitor: what the logs of each cluster say, and what follows from it.

Evidence is read first, without a lock; then one transaction per cluster settles the failures, writes the notices and notes how far
the monitor has come. Killed in between, the next round sees the same evidence again.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import pymongo
from pymongo.errors import PyMongoError
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from service_center.domain import monitors
from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import BLIND, PROGRAMS, AliveMonitor, Monitor, SevereMonitor, Stream, Verdict
from service_center.domain.severe_lines import Counted, Counting, Gathering, descriptions, is_excluded, reading_on
from service_center.extensions import db
from service_center.models.communities import Cluster, Community
from service_center.models.monitoring import JobSetting, MonitorMark
from service_center.services import communities, failures, notices, sight
from service_center.services.notices import Address
from service_center.services.transaction import transaction
from service_center.telemetry import apis_log

logger = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
# lines may arrive late: apis-log queues them while its MongoDB is away, and clocks differ
OVERLAP = timedelta(minutes=10)
MOST_REMEMBERED = 2000
MOST_IN_A_ROUND = 100_000  # lines: what more of a storm there is, later rounds read
MOST_UNREADABLE = 10
PATIENCE_SEC = 30  # a round has time, a page has not


class RoundFailed(Exception):
    """A round that could not look at all clusters; its text names them."""


@dataclass(frozen=True)
class _Place:
    """A cluster that a monitor watches: its valid units, and how it is notified."""

    key: ClusterKey
    unit_ids: tuple[str, ...]
    address: Address


@dataclass(frozen=True)
class _Mark:
    """How far a monitor has come with a cluster."""

    examined_until: datetime | None = None
    counted: Counted | None = None


@dataclass(frozen=True)
class _Past:
    """What is known from the rounds before."""

    mark: _Mark
    was_away: bool  # the log stream, or what it brought could not be read
    is_back: bool  # not for long enough to fill a look-back
    is_store_back: bool  # likewise: that nothing arrived meanwhile says nothing of the stream


@dataclass(frozen=True)
class _Evidence:
    """What a round found: verdicts (None: the monitor is blind), blindness in words, which lines it has counted, and whether all."""

    verdicts: list[Verdict] | None
    blindness: str | None
    counted: Counted
    is_all_read: bool = True


def sweep(name: str, settings: Mapping[str, Any], time_zone: str, now: datetime) -> int:
    """Let a monitor look at every cluster where it is on, and say how many those were; `settings` are MONITORING.

    Raises RoundFailed after all others were looked at if a cluster could not be, and PyMongoError if the logs can't be read at all.
    """
    monitor = monitors.BY_NAME[name]
    _require_sight(now)
    troubled, looked_at = [], 0
    for cluster in _list_active(name):
        try:
            with pymongo.timeout(PATIENCE_SEC):
                _look(monitor, cluster, settings, time_zone, now)
            looked_at += 1
        except Exception:  # says nothing of the store: a storm may be too much to read
            logger.exception('%s could not look at %s / %s', name, cluster.community_id, cluster.cluster_id)
            db.session.rollback()
            troubled.append(f'{cluster.community_id} / {cluster.cluster_id}')
    _close_unseen_blindness(settings, time_zone, now)
    if troubled:
        raise RoundFailed(f'{name} could not look at {", ".join(troubled)}')
    return looked_at


def _require_sight(now: datetime) -> None:
    """Make sure that the logs can be read, else each cluster would wait in vain; and remember when they could not."""
    try:
        apis_log.require_answer()
    except PyMongoError:
        sight.note_away(now)
        raise
    sight.note_answer(now)


def _look(monitor: Monitor, cluster: ClusterKey, settings: Mapping[str, Any], time_zone: str, now: datetime) -> None:
    with transaction():
        place = _place(cluster, settings, time_zone, now)
        past = _past(cluster, monitor.name, settings, now)
    if place is None:
        return
    found = _gather(monitor, place, past, settings, now)
    with transaction():
        communities.lock_cluster(cluster)
        if _mark(cluster, monitor.name) != past.mark:
            return  # another worker was quicker: it has seen what we saw
        _settle(monitor, place, found, now)
        if found.verdicts is not None:
            _note(cluster, monitor.name, now, found.counted)


def _settle(monitor: Monitor, place: _Place, found: _Evidence, now: datetime) -> None:
    failures.settle(place.key, BLIND, BLIND, [Verdict(BLIND, None, found.blindness)], place.address, now)
    if found.verdicts is not None:
        program = monitor.program_id
        failures.settle(place.key, monitor.name, program, found.verdicts, place.address, now, is_all_read=found.is_all_read)


def _gather(monitor: Monitor, place: _Place, past: _Past, settings: Mapping[str, Any], now: datetime) -> _Evidence:
    """Read what the logs say; without units that are valid now there is nothing to read (contract: cluster-without-units)."""
    nothing = Counted(now - OVERLAP)
    if not place.unit_ids:
        return _Evidence([], None, nothing)
    stream = _stream(place.key, past.was_away, settings, now)
    blindness = _blindness(place, stream, past.was_away, now) if past.was_away or not past.is_store_back else None
    is_back = past.is_back or (past.was_away and blindness is None)
    if monitors.is_blind(monitor, stream, was_away=past.was_away, is_back=is_back):
        return _Evidence(None, blindness, nothing)
    since = now - timedelta(seconds=settings['interval_sec'][monitor.name])
    if isinstance(monitor, AliveMonitor):
        verdicts = _alive(monitor, place, since, settings['thread_blocking_limit_msec'])
        is_doubtful = any(verdict.problem for verdict in verdicts) and _has_hole(place.key, past.mark, since, now)
        return _Evidence(None if is_doubtful else verdicts, blindness, nothing)
    return _severe(monitor, place, blindness, reading_on(past.mark.counted, since, now), now)


def _alive(monitor: AliveMonitor, place: _Place, since: datetime, limit_msec: int) -> list[Verdict]:
    heard = apis_log.list_heard_units(place.key, monitor.heard_of, monitor.words, since)
    blocked = apis_log.list_blocked(place.key, monitor.heard_of, since) if monitor.threads_count else []
    return monitors.alive_verdicts(monitor, place.unit_ids, heard, blocked, limit_msec)


def _has_hole(cluster: ClusterKey, mark: _Mark, since: datetime, now: datetime) -> bool:
    """Say whether the stream was silent for a part of the look-back, as while the store was away from one round to the next.

    It is asked only where something seems wrong, and only right after a round that judged: a cluster of few words is judged all the same.
    """
    if mark.examined_until is None or not monitors.is_next_round(mark.examined_until, since, now):
        return False
    return len(_heard(PROGRAMS, cluster, now - HOUR)) >= 2 and any(
        not apis_log.has_heard(cluster, PROGRAMS, begin, end) for begin, end in monitors.parts(since, now)
    )


def _severe(monitor: SevereMonitor, place: _Place, blindness: str | None, before: Counted, now: datetime) -> _Evidence:
    """Read on from a little before where the last round stopped, leaving out what was counted, and what is not watched."""
    counting, gathered = Counting(before, MOST_REMEMBERED), dict[str | None, Gathering]()
    watched, read, newest = set(monitors.things(monitor, place.unit_ids)), 0, now
    for line in islice(apis_log.each_severe(place.key, monitor.program_id, before.reads_on_from), MOST_IN_A_ROUND):
        read, newest = read + 1, line.at
        thing = line.unit_id if monitor.is_per_unit else None
        if thing in watched and not is_excluded(line, monitor.excluded) and counting.is_new(line):
            gathered.setdefault(thing, Gathering(with_frames=monitor.with_frames)).add(line)
    verdicts = monitors.severe_verdicts(monitor, place.unit_ids, descriptions(gathered, place.address.zone))
    is_all_read = read < MOST_IN_A_ROUND
    # what comes late to a storm too large for one round is not waited for
    return _Evidence(verdicts, blindness, counting.counted(now - OVERLAP if is_all_read else min(newest, now), now), is_all_read)


def _stream(cluster: ClusterKey, was_away: bool, settings: Mapping[str, Any], now: datetime) -> Stream:
    """Ask which programs are heard; of apis-log, which says little, only if there is no other."""
    look_back = _look_back(settings)
    recently = _heard((monitors.MAIN, monitors.CCC), cluster, now - look_back) or _heard((monitors.LOG,), cluster, now - look_back)
    is_lively = apis_log.has_heard(cluster, PROGRAMS, now - look_back / 2)
    if {monitors.MAIN, monitors.CCC} <= recently:
        return Stream(recently, is_lively)
    unreadable = apis_log.count_unreadable(cluster, now - look_back, MOST_UNREADABLE)
    asks = not is_lively and (recently or not was_away)
    return Stream(recently, is_lively, _heard(PROGRAMS, cluster, now - HOUR) if asks else frozenset(), unreadable)


def _heard(programs: tuple[str, ...], cluster: ClusterKey, since: datetime) -> frozenset[str]:
    return frozenset(program for program in programs if apis_log.has_heard(cluster, [program], since))


def _look_back(settings: Mapping[str, Any]) -> timedelta:
    """The shortest of the alive monitors, so that all six agree on what is blind."""
    return timedelta(seconds=min(settings['interval_sec'][name] for name in monitors.ALIVE))


def _blindness(place: _Place, stream: Stream, was_away: bool, now: datetime) -> str | None:
    if monitors.blindness(stream, None, was_away=was_away) is None:
        return None
    last = apis_log.find_last_heard(place.key, monitors.unreadable_programs(stream) or PROGRAMS, now, HOUR)
    return monitors.blindness(stream, last.astimezone(place.address.zone) if last else None, was_away=was_away)


def _close_unseen_blindness(settings: Mapping[str, Any], time_zone: str, now: datetime) -> None:
    """Close what no round would close any more: all monitors of its cluster are off."""
    with transaction():
        watched = set(_active(monitors.MONITORS))
        for cluster in failures.list_clusters(BLIND) - watched:
            communities.lock_cluster(cluster)
            address = notices.address_of(cluster.community_id, settings['notify_from'], settings['default_notify_to'], time_zone)
            failures.settle(cluster, BLIND, BLIND, [], address, now)


def _list_active(name: str) -> list[ClusterKey]:
    with transaction():
        return _active([name])


def _active(names: Collection[str]) -> list[ClusterKey]:
    question = (
        select(Community.code, Cluster.code).join(Cluster.community)
        .join(JobSetting, (JobSetting.community_id == Community.code) & (JobSetting.cluster_id == Cluster.code))
        .where(JobSetting.type.in_(names), JobSetting.is_active).order_by(Community.code, Cluster.code)
    )
    return [ClusterKey(community, cluster) for community, cluster in db.session.execute(question)]


def _place(key: ClusterKey, settings: Mapping[str, Any], time_zone: str, now: datetime) -> _Place | None:
    of_key = select(Cluster).join(Community).where(Community.code == key.community_id, Cluster.code == key.cluster_id)
    cluster = db.session.scalar(of_key.options(selectinload(Cluster.units)))
    if cluster is None:
        return None
    units = sorted(unit.code for unit in cluster.units if communities.facts_of(unit).is_valid(now))
    address = notices.address_of(key.community_id, settings['notify_from'], settings['default_notify_to'], time_zone)
    return _Place(key, tuple(units), address)


def _past(cluster: ClusterKey, name: str, settings: Mapping[str, Any], now: datetime) -> _Past:
    interval = timedelta(seconds=settings['interval_sec'][name])
    stream, store = (
        since is not None and timedelta() <= now - since < interval
        for since in (failures.find_last_closed(cluster, BLIND), sight.find_back_since())
    )
    return _Past(_mark(cluster, name), bool(failures.list_open(cluster, BLIND)), stream or store, store)


def _mark(cluster: ClusterKey, name: str) -> _Mark:
    row = db.session.get(MonitorMark, (cluster.community_id, cluster.cluster_id, name), populate_existing=True)
    return _Mark(row.examined_until, Counted(row.reads_on_from, tuple((ms, line_id) for ms, line_id in row.counted))) if row else _Mark()


def _note(cluster: ClusterKey, name: str, now: datetime, counted: Counted) -> None:
    db.session.merge(MonitorMark(
        community_id=cluster.community_id, cluster_id=cluster.cluster_id, type=name, examined_until=now,
        reads_on_from=counted.reads_on_from, counted=list(counted.lines),
    ))
