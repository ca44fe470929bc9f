"""The console's lists of choices and scenarios."""

from typing import Any

from flask import Response, request
from flask_admin import expose
from sqlalchemy import select

from service_center.admin import fields
from service_center.admin.fields import Form
from service_center.admin.filters import DateFilter, ValueFilter
from service_center.admin.scopes import NO_PICK, fill_scope, scope_entry
from service_center.admin.view import ConsoleView, local, zone
from service_center.domain.errors import Unacceptable
from service_center.extensions import db
from service_center.lib import clock
from service_center.lib.local_time import local_text
from service_center.models.scenarios import Choice, Scenario
from service_center.services.registration.scenarios import Choices, Scenarios, examine
from service_center.web import answers, forms

FOR_WHOM = (
    'Whom the scenario is for. Nothing picked: all units. A community: all its units. A community and a cluster: all units of the cluster. '
    'Community, cluster and unit: this unit only.'
)


class ChoiceForm(Form):
    """A choice of a unit."""

    community_id = fields.pick('Community id', data_level=0)
    cluster_id = fields.pick('Cluster id', data_level=1)
    unit_id = fields.pick('Unit id', data_level=2)
    created = fields.instant('Created', '', is_needed=True)
    scenario = fields.pick('Scenario', 'One that is offered to the unit; nothing picked: the choice of none.', is_needed=False)


class ChoiceView(ConsoleView):
    """Choices."""

    word, section = 'choice', 'Scenario'
    tells_times = True
    entry_form = ChoiceForm
    cells = {
        'community_id': ('Community id', lambda row: row.community_id),
        'cluster_id': ('Cluster id', lambda row: row.cluster_id),
        'unit_id': ('Unit id', lambda row: row.unit_id),
        'created': ('Created', lambda row: local(row.created)),
        'scenario': ('Scenario', lambda row: row.scenario.name if row.scenario else 'none'),
    }
    column_sortable_list = ('community_id', 'cluster_id', 'unit_id', 'created', ('scenario', 'scenario.name'))
    column_searchable_list = ('community_id', 'cluster_id', 'unit_id')
    column_default_sort = ('created', True)
    column_filters = (
        ValueFilter(Choice.community_id, 'Community id'), ValueFilter(Choice.cluster_id, 'Cluster id'),
        ValueFilter(Choice.unit_id, 'Unit id'), DateFilter(Choice.created, 'Created'),
    )

    def kind(self) -> Choices:
        return Choices(zone())

    def entry_of(self, row: Choice | None) -> dict[str, Any]:
        created = local_text(row.created if row else clock.now(), zone())
        return {**scope_entry(row), 'created': created, 'scenario': str(row.scenario_id or '') if row else ''}

    def fill(self, form: Form, row: Choice | None) -> None:
        fill_scope(form, row)
        form.created.description = f'When the unit chose, in the time zone {zone()}: the latest that is not ahead of the clock counts.'
        found = db.session.scalars(select(Scenario).order_by(Scenario.name, Scenario.id))
        form.scenario.choices = [('', NO_PICK), *((str(each.id), _offered_as(each)) for each in found)]


class ScenarioForm(Form):
    """A scenario."""

    community_id = fields.pick('Community id', FOR_WHOM, is_needed=False, data_level=0)
    cluster_id = fields.pick('Cluster id', is_needed=False, data_level=1)
    unit_id = fields.pick('Unit id', is_needed=False, data_level=2)
    created = fields.instant('Created', '', is_needed=True)
    name = fields.text('Name', 'By which residents find it.')
    description = fields.texts('Description', 'What it is good for, in the words of residents.')
    data = fields.texts('Data', 'The scenario in JSON. It is checked before it is saved.', rows=24, wrap='off', data_check='check/')


class ScenarioView(ConsoleView):
    """Scenarios."""

    word, section = 'scenario', 'Scenario'
    tells_times = True
    entry_form = ScenarioForm
    can_check = True
    cells = {
        'name': ('Name', lambda row: row.name),
        'created': ('Created', lambda row: local(row.created)),
        'community_id': ('Community id', lambda row: row.community_id or '-'),
        'cluster_id': ('Cluster id', lambda row: row.cluster_id or '-'),
        'unit_id': ('Unit id', lambda row: row.unit_id or '-'),
    }
    column_sortable_list = tuple(cells)
    column_searchable_list = ('name', 'description', 'community_id', 'cluster_id', 'unit_id')
    column_default_sort = ('created', True)
    column_filters = (
        ValueFilter(Scenario.community_id, 'Community id'), ValueFilter(Scenario.cluster_id, 'Cluster id'),
        ValueFilter(Scenario.unit_id, 'Unit id'), DateFilter(Scenario.created, 'Created'),
    )

    def kind(self) -> Scenarios:
        return Scenarios(zone())

    def entry_of(self, row: Scenario | None) -> dict[str, Any]:
        if row is None:
            return {'created': local_text(clock.now(), zone())}
        texts = {'name': row.name, 'description': row.description or '', 'data': row.data or ''}
        return {**scope_entry(row), 'created': local_text(row.created, zone()), **texts}

    def fill(self, form: Form, row: Scenario | None) -> None:
        fill_scope(form, row)
        form.created.description = f'In the time zone {zone()}.'

    def check(self, form: Form) -> None:
        """Look at the text as it is saved, and say what is wrong with it or that nothing is."""
        found = examine(forms.entered(form))
        if found['errors']:
            raise Unacceptable({'data': found['errors']})
        form.remarks = ['The scenario is sound. Nothing was saved yet.', *found['warnings']]

    @expose('/check/', methods=('POST',))
    def check_view(self) -> Response:
        """Say what is wrong with a text, and what it means."""
        return answers.json_answer(examine(request.form))


def _offered_as(scenario: Scenario) -> str:
    scope = ' > '.join(filter(None, (scenario.community_id, scenario.cluster_id, scenario.unit_id)))
    return f'{scenario.name} ({scope})' if scope else scenario.name
