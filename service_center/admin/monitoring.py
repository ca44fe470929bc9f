"""The console's lists of community settings, failures and job settings."""

from typing import Any

from service_center.admin import fields
from service_center.admin.fields import Form
from service_center.admin.filters import DateFilter, ValueFilter, YesNoFilter
from service_center.admin.scopes import fill_scope
from service_center.admin.view import ConsoleView, local, zone
from service_center.domain.monitors import MONITORS
from service_center.domain.scopes import pick_of
from service_center.models.monitoring import CommunitySetting, Failure, JobSetting
from service_center.services.registration.monitoring import CommunitySettings, Failures, JobSettings


class CommunitySettingForm(Form):
    """Whom a community notifies."""

    community_id = fields.pick('Community id', data_level=0)
    notify_to = fields.texts(
        'Notify to', 'Mail addresses at which failures are told, separated by commas or line ends.', rows=3, **{'aria-required': 'true'},
    )


class CommunitySettingView(ConsoleView):
    """Community settings."""

    word, section = 'community setting', 'Monitoring'
    entry_form = CommunitySettingForm
    cells = {
        'community_id': ('Community id', lambda row: row.community_id),
        'notify_to': ('Notify to', lambda row: row.notify_to.replace(',', ', ')),
    }
    column_sortable_list = tuple(cells)
    column_searchable_list = tuple(cells)
    column_default_sort = 'community_id'

    def kind(self) -> CommunitySettings:
        return CommunitySettings()

    def entry_of(self, row: CommunitySetting | None) -> dict[str, Any]:
        return {'community_id': pick_of(row.community_id), 'notify_to': row.notify_to.replace(',', ',\n')} if row else {}

    def fill(self, form: Form, row: CommunitySetting | None) -> None:
        fill_scope(form, row)


class JobSettingForm(Form):
    """A switch of a monitor."""

    community_id = fields.pick('Community id', data_level=0)
    cluster_id = fields.pick('Cluster id', data_level=1)
    type = fields.pick('Type')
    is_active = fields.BooleanField('Is active', description='The same switch as on MONITORING.')


class JobSettingView(ConsoleView):
    """Job settings."""

    word, section = 'job setting', 'Monitoring'
    entry_form = JobSettingForm
    cells = {
        'community_id': ('Community id', lambda row: row.community_id),
        'cluster_id': ('Cluster id', lambda row: row.cluster_id),
        'type': ('Type', lambda row: row.type),
        'is_active': ('Is active', lambda row: row.is_active),
    }
    column_sortable_list = tuple(cells)
    column_searchable_list = ('community_id', 'cluster_id', 'type')
    column_default_sort = [('community_id', False), ('cluster_id', False), ('type', False)]
    column_filters = (
        ValueFilter(JobSetting.community_id, 'Community id'), ValueFilter(JobSetting.cluster_id, 'Cluster id'),
        ValueFilter(JobSetting.type, 'Type'), YesNoFilter(JobSetting.is_active, 'Is active'),
    )

    def kind(self) -> JobSettings:
        return JobSettings()

    def entry_of(self, row: JobSetting | None) -> dict[str, Any]:
        return {'is_active': row.is_active if row else True}

    def fill(self, form: Form, row: JobSetting | None) -> None:
        if row is not None:  # which monitor of which cluster a switch is for stays
            for name in ('community_id', 'cluster_id', 'type'):
                del form[name]
            return
        fill_scope(form, row)
        form.type.choices = [('', '---------'), *((name, name) for name in MONITORS)]

    def shown(self, row: JobSetting) -> list[tuple[str, object]]:
        return [('Community id', row.community_id), ('Cluster id', row.cluster_id), ('Type', row.type)]


class FailureView(ConsoleView):
    """Failures: monitors open and close them; what no monitor will ever close can be removed."""

    word, section = 'failure', 'Monitoring'
    tells_times = True
    can_create = can_edit = False
    cells = {
        'type': ('Type', lambda row: row.type),
        'community_id': ('Community id', lambda row: row.community_id),
        'cluster_id': ('Cluster id', lambda row: row.cluster_id),
        'program_id': ('Program id', lambda row: row.program_id),
        'unit_id': ('Unit id', lambda row: row.unit_id),
        'detected': ('Detected', lambda row: local(row.detected)),
        'closed': ('Closed', lambda row: local(row.closed)),
        'description': ('Description', lambda row: row.description),
    }
    column_sortable_list = tuple(cells)
    column_searchable_list = ('type', 'community_id', 'cluster_id', 'program_id', 'unit_id', 'description')
    column_default_sort = ('detected', True)
    column_filters = (
        ValueFilter(Failure.type, 'Type'), ValueFilter(Failure.community_id, 'Community id'), ValueFilter(Failure.cluster_id, 'Cluster id'),
        ValueFilter(Failure.program_id, 'Program id'), ValueFilter(Failure.unit_id, 'Unit id'),
        DateFilter(Failure.detected, 'Detected'), DateFilter(Failure.closed, 'Closed'),
    )
    create_view = edit_view = None

    def kind(self) -> Failures:
        return Failures(zone())
