"""Whom a community notifies, which monitors look after a cluster, and failures that are to be forgotten, as administrators see to them."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy import select

from service_center.domain import entries
from service_center.domain.entries import Entry, Facts, Problems, text_of
from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import BLIND, MONITORS
from service_center.domain.scopes import check_scope
from service_center.extensions import db
from service_center.lib.local_time import local_text
from service_center.models.communities import Cluster, Community
from service_center.models.monitoring import CommunitySetting, Failure, JobSetting, Notice
from service_center.services import monitoring
from service_center.services.registration.engine import Kind, count
from service_center.services.registration.places import list_places, list_unmonitored


class CommunitySettings(Kind):
    """To which addresses the notices of a community go."""

    table = CommunitySetting

    def facts(self, row: CommunitySetting) -> Facts:
        return {'Community id': row.community_id, 'Notify to': row.notify_to}

    def named(self, row: CommunitySetting) -> str:
        return f'community setting {row.community_id}'

    def write(self, row: CommunitySetting, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        scope = check_scope(told, entry, list_places(), 1, is_whole=True)
        community = scope.community_id or ''
        same = select(CommunitySetting.id).where(CommunitySetting.community_id == community, CommunitySetting.id != (row.id or 0))
        if db.session.scalar(same):
            told.add('community_id', 'This community has a setting already: change that one.')
        row.community_id, row.notify_to = community, entries.check_addresses(told, entry)
        return []


class JobSettings(Kind):
    """Whether a monitor looks after a cluster; the same switches as on MONITORING."""

    table = JobSetting

    def facts(self, row: JobSetting) -> Facts:
        return {
            'Community id': row.community_id, 'Cluster id': row.cluster_id, 'Type': row.type, 'Is active': monitoring.WORDS[row.is_active],
        }

    def named(self, row: JobSetting) -> str:
        return monitoring.audited(ClusterKey(row.community_id, row.cluster_id), row.type)

    def write(self, row: JobSetting, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        is_active = bool(entry.get('is_active'))
        if row.id is None:
            self._place(row, entry, told)
        if not told.by_field and bool(row.is_active) != is_active:
            monitoring.begin_anew(ClusterKey(row.community_id, row.cluster_id), row.type)
        row.is_active = is_active
        return []

    def before_removal(self, row: JobSetting) -> None:
        monitoring.begin_anew(ClusterKey(row.community_id, row.cluster_id), row.type)

    def notes(self, row: JobSetting) -> list[str]:
        dark = (row.community_id, row.cluster_id) in list_unmonitored()
        return [f'No monitor is on for {row.community_id} / {row.cluster_id} now: nobody will be told of its failures.'] if dark else []

    def differences(self, before: Facts | None, after: Facts | None) -> tuple[str | None, str | None]:
        """Write on and off only, as the switches of MONITORING do: what is missing is off."""
        was, is_now = (facts['Is active'] if facts else monitoring.WORDS[False] for facts in (before, after))
        return was, is_now

    @staticmethod
    def _place(row: JobSetting, entry: Entry, told: Problems) -> None:
        scope = check_scope(told, entry, list_places(), 2, is_whole=True)
        monitor = text_of(entry, 'type')
        if monitor not in MONITORS:
            told.add('type', 'Pick one of the six monitors.')
        row.community_id, row.cluster_id, row.type = scope.community_id or '', scope.cluster_id or '', monitor
        place = {'community_id': row.community_id, 'cluster_id': row.cluster_id, 'type': row.type}
        if db.session.scalar(select(JobSetting.id).filter_by(**place)):
            told.add('type', 'This cluster has a setting for this monitor already: change that one.')


class Failures(Kind):
    """Failures: monitors open and close them. What they look after stays, and so does what is still to be mailed."""

    table = Failure

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def facts(self, row: Failure) -> Facts:
        instants = {'Detected': row.detected, 'Closed': row.closed}
        times = {name: f'{local_text(at, self._zone)} {self._zone}' if at else '' for name, at in instants.items()}
        return {
            'Type': row.type, 'Community id': row.community_id or '', 'Cluster id': row.cluster_id or '',
            'Program id': row.program_id or '', 'Unit id': row.unit_id or '', **times, 'Description': row.description or '',
        }

    def named(self, row: Failure) -> str:
        place = ' / '.join(filter(None, (row.community_id, row.cluster_id, row.program_id, row.unit_id)))
        return f'failure {row.id}: {row.type} of {place}'

    def hindrances(self, row: Failure) -> list[str]:
        watched = ['It is open, and its monitor is on: it is closed when all is well. Removed, it would be opened anew.']
        waiting = count(select(Notice.id).where(Notice.failure_id == row.id, Notice.next_attempt.is_not(None)))
        mailed = ['A mail about it is still to be delivered.'] if waiting else []
        return [*(watched if row.closed is None and _is_watched(row) else []), *mailed]


def _is_watched(failure: Failure) -> bool:
    """Say whether a monitor is on that would close this failure, or open it anew."""
    wanted = MONITORS if failure.type == BLIND else (failure.type,)
    on = (
        select(JobSetting.id).where(JobSetting.is_active, JobSetting.type.in_(wanted))
        .join(Community, Community.code == JobSetting.community_id)
        .join(Cluster, (Cluster.community_id == Community.id) & (Cluster.code == JobSetting.cluster_id))
        .where(JobSetting.community_id == failure.community_id, JobSetting.cluster_id == failure.cluster_id)
    )
    return count(on) > 0
