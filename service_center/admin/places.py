"""The console's lists of communities, clusters and units."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from service_center.admin import fields
from service_center.admin.fields import Form
from service_center.admin.filters import ValueFilter
from service_center.admin.view import ConsoleView
from service_center.domain.keys import ClusterKey
from service_center.extensions import db
from service_center.lib.local_time import local_text
from service_center.models.communities import Cluster, Community, Unit
from service_center.models.users import User
from service_center.services import monitoring
from service_center.services.registration.places import Clusters, Communities, Units

PAST_DEALS = 'Whoever becomes a resident of a unit sees its past deals and scenarios too, those of former residents among them.'


class CommunityForm(Form):
    """A community."""

    code = fields.text('Code', 'The same as communityId in the config.json of apis-main, letter by letter.', autocomplete='off')
    name = fields.text('Name', 'Any name, for people to read.')
    time_zone = fields.pick('Time zone', 'In which the community\'s days begin and end, and its times are told.', is_needed=False)


class CommunityView(ConsoleView):
    """Communities."""

    word, section = 'community', 'Community'
    entry_form = CommunityForm
    cells = {
        'code': ('Code', lambda row: row.code),
        'name': ('Name', lambda row: row.name),
        'time_zone': ('Time zone', lambda row: row.time_zone),
    }
    column_sortable_list = ('code', 'name', 'time_zone')
    column_searchable_list = ('code', 'name')
    column_default_sort = 'code'

    def kind(self) -> Communities:
        return Communities()

    def entry_of(self, row: Community | None) -> dict[str, Any]:
        return {'code': row.code, 'name': row.name, 'time_zone': row.time_zone or ''} if row else {}

    def fill(self, form: Form, row: Community | None) -> None:
        names = sorted(name for name in available_timezones() if '/' in name or name == 'UTC')
        own = [row.time_zone] if row and row.time_zone and row.time_zone not in names else []
        form.time_zone.choices = [('', f'as set for all ({current_app.config["TIME_ZONE"]})'), *((name, name) for name in [*own, *names])]


def monitors_of(row: Cluster) -> str:
    """Say how many of a cluster's monitors are on."""
    jobs = monitoring.list_jobs(ClusterKey(row.community.code, row.code))
    on = sum(job['isActive'] for job in jobs)
    return f'{on} of {len(jobs)} on' if on else 'none: not monitored'


class ClusterForm(Form):
    """A cluster."""

    community = fields.pick('Community')
    code = fields.text('Code', 'The same as clusterId in the config.json of apis-main, letter by letter.', autocomplete='off')
    name = fields.text('Name', 'Any name, for people to read.')


class ClusterView(ConsoleView):
    """Clusters."""

    word, section = 'cluster', 'Community'
    entry_form = ClusterForm
    form_note = 'A new cluster is monitored from the start: its six monitors are switched on.'
    cells = {
        'code': ('Code', lambda row: row.code),
        'name': ('Name', lambda row: row.name),
        'community': ('Community', lambda row: row.community.name),
        'monitors': ('Monitors', monitors_of),
    }
    column_sortable_list = ('code', 'name', ('community', 'community.name'))
    column_searchable_list = ('code', 'name', 'community.code', 'community.name')
    column_default_sort = 'code'
    column_filters = (ValueFilter('community.code', 'Community'),)

    def kind(self) -> Clusters:
        return Clusters()

    def entry_of(self, row: Cluster | None) -> dict[str, Any]:
        return {'community': str(row.community_id), 'code': row.code, 'name': row.name} if row else {}

    def fill(self, form: Form, row: Cluster | None) -> None:
        found = db.session.scalars(select(Community).order_by(Community.name))
        form.community.choices = [('', '---------'), *((str(each.id), named(each.name, each.code)) for each in found)]


class UnitForm(Form):
    """A unit."""

    cluster = fields.pick('Cluster')
    code = fields.text('Code', 'The same as unitId in the config.json of apis-main, letter by letter.', autocomplete='off')
    name = fields.text('Name', 'Any name, for people to read.')
    available_from = fields.instant('Available from', '')
    available_to = fields.instant('Available to', '')
    users = fields.picks('Users', PAST_DEALS)


class UnitView(ConsoleView):
    """Units."""

    word, section = 'unit', 'Community'
    entry_form = UnitForm
    cells = {
        'code': ('Code', lambda row: row.code),
        'name': ('Name', lambda row: row.name),
        'cluster': ('Cluster', lambda row: f'{row.cluster.community.name} > {row.cluster.name}'),
        'available_from': ('Available from', lambda row: times_of(row, row.available_from)),
        'available_to': ('Available to', lambda row: times_of(row, row.available_to)),
        'users': ('Users', lambda row: ', '.join(sorted(user.username for user in row.residents))),
    }
    column_sortable_list = ('code', 'name', ('cluster', ('cluster.community.name', 'cluster.name')), 'available_from', 'available_to')
    column_searchable_list = ('code', 'name')
    column_default_sort = 'code'
    column_filters = (ValueFilter('cluster.community.code', 'Community'), ValueFilter('cluster.code', 'Cluster'))

    def about_times(self) -> str:
        return 'Times are those of the unit\'s community.'

    def kind(self) -> Units:
        return Units(current_app.config['TIME_ZONE'])

    def get_query(self) -> Any:
        loading = joinedload(Unit.cluster).joinedload(Cluster.community), selectinload(Unit.residents)
        return super().get_query().options(*loading)

    def entry_of(self, row: Unit | None) -> dict[str, Any]:
        if row is None:
            return {}
        zone = self.kind().zone_of(row.cluster)
        times = {name: getattr(row, name) for name in ('available_from', 'available_to')}
        return {
            'cluster': str(row.cluster_id), 'code': row.code, 'name': row.name, 'users': [str(user.id) for user in row.residents],
            **{name: local_text(instant, zone) if instant else '' for name, instant in times.items()},
        }

    def fill(self, form: Form, row: Unit | None) -> None:
        found = db.session.scalars(select(Cluster).join(Cluster.community).order_by(Community.name, Cluster.name)).all()
        clusters = ((str(each.id), f'{each.community.name} > {named(each.name, each.code)}') for each in found)
        form.cluster.choices = [('', '---------'), *clusters]
        zone = f'in the time zone {self.kind().zone_of(row.cluster)}' if row else 'in the time zone of the community'
        form.available_from.description = f'When its use begins, {zone}; empty: since ever. Before that nothing counts, downtime included.'
        form.available_to.description = f'When its use ends, {zone}; empty: open. From then on it counts no more.'
        form.users.choices = list_users()


def list_users() -> list[tuple[str, str]]:
    """List the users to pick from."""
    found = db.session.execute(select(User.id, User.username).order_by(User.username))
    return [(str(user_id), username) for user_id, username in found]


def list_units() -> Sequence[tuple[str, str]]:
    """List the units to pick from."""
    found = db.session.scalars(select(Unit).join(Unit.cluster).join(Cluster.community).order_by(Community.name, Cluster.name, Unit.name))
    return [(str(each.id), f'{each.cluster.community.name} > {each.cluster.name} > {named(each.name, each.code)}') for each in found]


def named(name: str, code: str) -> str:
    """Name a place by name and, where that is another, code."""
    return name if name == code else f'{name} ({code})'


def times_of(row: Unit, instant: Any) -> str:
    """Write an instant in the zone of a unit's community."""
    return local_text(instant, Units(current_app.config['TIME_ZONE']).zone_of(row.cluster)).replace('T', ' ') if instant else ''
