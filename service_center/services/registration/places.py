"""Communities, clusters and units, as administrators register them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, select, update

from service_center.domain import entries
from service_center.domain.entries import Entry, Facts, Problems
from service_center.domain.keys import ClusterKey
from service_center.domain.scopes import LEVELS
from service_center.extensions import db
from service_center.lib.local_time import local_text
from service_center.models.communities import Cluster, Community, Unit
from service_center.models.monitoring import CommunitySetting, JobSetting, MonitorMark
from service_center.models.scenarios import Choice, Scenario
from service_center.models.users import User
from service_center.services import monitoring
from service_center.services.registration.engine import Kind, count

OF_CLUSTERS = (JobSetting, MonitorMark)  # what is nothing without its cluster
OTHER_CODE = (
    'apis-main, its data and its failures are known by “{code}”: change the code only if config.json says otherwise. '
    'Unit data, deals and downtimes stored so far stay with the old code.'
)
NEW_RESIDENT = '{names}: whoever becomes a resident of {unit} sees its past deals and scenarios too, those of former residents among them.'


class Communities(Kind):
    """Communities of clusters."""

    table = Community

    def facts(self, row: Community) -> Facts:
        return {'Code': row.code, 'Name': row.name, 'Time zone': row.time_zone or ''}

    def named(self, row: Community) -> str:
        return f'community {row.code}'

    def write(self, row: Community, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        code = _check_code(told, entry, Community, row)
        name, zone = entries.check_name(told, entry), entries.check_zone(told, entry)
        warnings = _check_other_code(told, row.code, code, {'community_id': row.code})
        if not told.by_field:
            self._rename(row.code, code)
        row.code, row.name, row.time_zone = code, name, zone
        return warnings

    def hindrances(self, row: Community) -> list[str]:
        clusters = count(select(Cluster.id).where(Cluster.community_id == row.id))
        settings = count(select(CommunitySetting.id).where(CommunitySetting.community_id == row.code))
        return [
            *_still(clusters, 'cluster'), *_still(settings, 'community setting'),
            *_referring(community_id=row.code),
        ]

    @staticmethod
    def _rename(before: str | None, after: str) -> None:
        if before is not None and before != after:
            _move_along((CommunitySetting, *OF_CLUSTERS), {'community_id': before}, {'community_id': after})


class Clusters(Kind):
    """Clusters of units; a new one is monitored from the start."""

    table = Cluster

    def facts(self, row: Cluster) -> Facts:
        return {'Community': row.community.code, 'Code': row.code, 'Name': row.name}

    def named(self, row: Cluster) -> str:
        return f'cluster {row.community.code} / {row.code}'

    def write(self, row: Cluster, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        community = picked(told, entry, 'community', Community)
        code = _check_code(told, entry, Cluster, row, Cluster.community_id == (community.id if community else 0))
        name = entries.check_name(told, entry)
        before = ClusterKey(row.community.code, row.code) if row.id else None
        warnings: Sequence[str] = []
        if community is not None:
            warnings = self._move(told, before, ClusterKey(community.code, code))
            row.community = community
        row.code, row.name = code, name
        return warnings

    def hindrances(self, row: Cluster) -> list[str]:
        units = count(select(Unit.id).where(Unit.cluster_id == row.id))
        return [*_still(units, 'unit'), *_referring(community_id=row.community.code, cluster_id=row.code)]

    def before_removal(self, row: Cluster) -> None:
        _forget(OF_CLUSTERS, _key(row.community.code, row.code))

    def notes(self, row: Cluster) -> list[str]:
        on = [job for job in monitoring.list_jobs(ClusterKey(row.community.code, row.code)) if job['isActive']]
        return [] if on else [f'No monitor is on for {row.name}: nobody will be told of its failures. Job settings switch them on.']

    @staticmethod
    def _move(told: Problems, before: ClusterKey | None, after: ClusterKey) -> Sequence[str]:
        there = _key(after.community_id, after.cluster_id)
        if before is None:
            if not told.by_field:
                _forget(OF_CLUSTERS, there)
                monitoring.offer_jobs(after)
            return []
        here = _key(before.community_id, before.cluster_id)
        warnings = _check_other_code(told, '/'.join(here.values()), '/'.join(there.values()), here)
        if before != after and not told.by_field:
            _move_along(OF_CLUSTERS, here, there)
        return warnings


class Units(Kind):
    """Units, when they are in use, and who lives there. Times are those of the community's zone."""

    table = Unit

    def __init__(self, default_zone: str) -> None:
        self._default_zone = default_zone

    def zone_of(self, cluster: Cluster | None) -> tzinfo:
        """Name the zone in which a cluster's units are told times."""
        return ZoneInfo((cluster.community.time_zone if cluster else None) or self._default_zone)

    def facts(self, row: Unit) -> Facts:
        zone = self.zone_of(row.cluster)
        times = {'Available from': row.available_from, 'Available to': row.available_to}
        return {
            'Community': row.cluster.community.code, 'Cluster': row.cluster.code, 'Code': row.code, 'Name': row.name,
            **{name: f'{local_text(instant, zone)} {zone}' if instant else '' for name, instant in times.items()},
            'Users': ', '.join(sorted(user.username for user in row.residents)),
        }

    def named(self, row: Unit) -> str:
        return f'unit {" / ".join(way_to(row))}'

    def write(self, row: Unit, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        cluster = picked(told, entry, 'cluster', Cluster)
        code = _check_code(told, entry, Unit, row, Unit.cluster_id == (cluster.id if cluster else 0))
        name = entries.check_name(told, entry)
        warnings = list(self._check_identity(told, row, cluster, code))
        if cluster is not None:
            row.cluster = cluster
        self._write_period(row, entry, told)
        residents = listed(told, entry, 'users', User)
        if row.id:
            warnings += new_residents([user.username for user in residents if user not in row.residents], row.name)
        row.residents = residents
        row.code, row.name = code, name
        return warnings

    def hindrances(self, row: Unit) -> list[str]:
        community, cluster, unit = way_to(row)
        hindrances = [*_still(len(row.residents), 'user'), *_referring(community_id=community, cluster_id=cluster, unit_id=unit)]
        return [*hindrances, 'A unit that is no longer in use gets an Available to.'] if hindrances else []

    def _write_period(self, row: Unit, entry: Entry, told: Problems) -> None:
        zone = self.zone_of(row.cluster)
        row.available_from = entries.check_instant(told, entry, 'available_from', zone, row.available_from)
        row.available_to = entries.check_instant(told, entry, 'available_to', zone, row.available_to)
        entries.check_period(told, row.available_from, row.available_to)

    @staticmethod
    def _check_identity(told: Problems, row: Unit, cluster: Cluster | None, code: str) -> Sequence[str]:
        if not row.id or cluster is None:
            return []
        before, after = way_to(row), (cluster.community.code, cluster.code, code)
        return _check_other_code(told, '/'.join(before), '/'.join(after), dict(zip(LEVELS, before, strict=True)))


def way_to(unit: Unit) -> tuple[str, str, str]:
    """Name a unit by the ids of its community, its cluster and its own."""
    return unit.cluster.community.code, unit.cluster.code, unit.code


def list_places() -> dict[tuple[str, ...], str]:
    """List every community, cluster and unit by the ids that lead there, with names to read, in order."""
    found: dict[tuple[str, ...], str] = {}
    for community in db.session.scalars(select(Community)):
        found[community.code,] = community.name
        for cluster in community.clusters:
            found[community.code, cluster.code] = cluster.name
            found |= {(community.code, cluster.code, unit.code): unit.name for unit in cluster.units}
    return dict(sorted(found.items()))


def list_unmonitored() -> list[tuple[str, str]]:
    """List the clusters, by community and own id, that no monitor looks after."""
    on = {(job.community_id, job.cluster_id) for job in db.session.scalars(select(JobSetting).where(JobSetting.is_active))}
    known = db.session.execute(select(Community.code, Cluster.code).join(Cluster.community).order_by(Community.code, Cluster.code))
    return [(community, cluster) for community, cluster in known if (community, cluster) not in on]


def new_residents(names: Sequence[str], unit: str) -> list[str]:
    """Warn that new residents will see what was before them."""
    return [NEW_RESIDENT.format(names=', '.join(names), unit=unit)] if names else []


def picked(told: Problems, entry: Entry, name: str, table: type[Any]) -> Any:
    """Find the row that was picked in a field; None, and a sentence, where there is none."""
    row_id = number(entry.get(name))
    if row_id is None:
        told.add(name, f'Pick a {name}.')
        return None
    row = db.session.get(table, row_id)
    if row is None:
        told.add(name, f'There is no such {name} any more.')
    return row


def listed(told: Problems, entry: Entry, name: str, table: type[Any]) -> list[Any]:
    """Find the rows that were picked in a field that takes several."""
    ids = [number(each) for each in entry.get(name) or []]
    rows = [row for row in (db.session.get(table, row_id) for row_id in ids if row_id) if row is not None]
    if len(rows) < len(ids):
        told.add(name, f'Some of these {name} are no longer there.')
    return rows


def number(typed: Any) -> int | None:
    """Read the id of a row; None for what is none."""
    text = str(typed or '')
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _check_code(told: Problems, entry: Entry, table: type[Any], row: Any, *among: ColumnElement[bool]) -> str:
    """Check the code of a row, which none of those it stands among may have."""
    return entries.check_code(told, entry, db.session.scalars(select(table.code).where(*among, table.id != (row.id or 0))))


def _key(community: str, cluster: str) -> dict[str, str]:
    return {'community_id': community, 'cluster_id': cluster}


def _move_along(tables: Sequence[type[Any]], before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Give rows the new ids of what they belong to; what is left there from something that was is in the way, and nothing."""
    _forget(tables, after)
    for table in tables:
        db.session.execute(update(table).filter_by(**before).values(**after))


def _forget(tables: Sequence[type[Any]], of: Mapping[str, str]) -> None:
    for table in tables:
        db.session.execute(delete(table).filter_by(**of))


def _check_other_code(told: Problems, before: str | None, after: str, known_as: Mapping[str, str | None]) -> Sequence[str]:
    if before is None or before == after:
        return []
    for sentence in _referring(**known_as):
        told.add('code', f'“{before}” can\'t become “{after}”: {sentence}')
    return [OTHER_CODE.format(code=before)]


def _referring(**scope: str | None) -> Iterator[str]:
    """Say how many choices and scenarios speak of a place by its ids."""
    for table, word in ((Choice, 'choice'), (Scenario, 'scenario')):
        yield from _still(count(select(table.id).filter_by(**scope)), word)


def _still(found: int, word: str) -> Iterator[str]:
    if found:
        yield f'{found} {word}{"s" * (found > 1)} still {"belong" if found > 1 else "belongs"} to it.'
