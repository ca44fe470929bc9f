"""What all lists and forms of the console have in common. What is special about a table is in the modules beside.

Flask-Admin lists, searches, filters, sorts, pages and exports; pages are our own templates, and writing is done by services.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, flash, redirect, request
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.model.base import ViewArgs

from service_center.admin.fields import Form
from service_center.admin.gates import Gated
from service_center.domain.errors import Unacceptable, Unconfirmed
from service_center.lib import clock
from service_center.lib.local_time import local_text
from service_center.services.registration import engine
from service_center.services.registration.engine import Kind, Saved
from service_center.services.registration.places import number
from service_center.web import access, forms

CONFIRMED, CHECK = '_confirmed', '_check'
NOT_REMOVED = 'Nothing was removed: this page was drawn before you logged in anew. Answer once more.'
LAST_PAGE = 100_000
LONGEST_NOTES = 1500  # characters: they travel in a cookie
AS_FORMULA = ('=', '+', '-', '@', '\t', '\r')  # at the beginning of a cell a spreadsheet would reckon with it

Cell = Callable[[Any], object]


class ConsoleView(Gated, ModelView):
    """A list of one table with the forms to add, change and remove its rows."""

    word: ClassVar[str]  # one row
    section: ClassVar[str]
    cells: ClassVar[Mapping[str, tuple[str, Cell]]]  # column: its heading, and what stands in it
    entry_form: ClassVar[type[Form]] = Form
    form_note: ClassVar[str] = ''
    words: ClassVar[str] = ''  # several rows, where that is not the name of the list
    tells_times: ClassVar[bool] = False
    can_export = True
    draws_stale_forms_anew = ('create_view', 'edit_view', 'delete_view')
    page_size = 50
    can_set_page_size = True
    page_size_options = (20, 50, 100, 500)
    named_filter_urls = True
    column_display_pk = False
    list_template = 'console/list.html'
    form = Form
    # addresses that this console has no use for
    action_view = ajax_lookup = ajax_update = details_view = None

    def kind(self) -> Kind | None:
        """Say how rows are registered; None where nobody does."""
        return None

    def entry_of(self, row: Any) -> dict[str, Any]:
        """Say with what the form about a row begins; row None is one to be added."""
        return {}

    def fill(self, form: Form, row: Any) -> None:
        """Fill in what can be picked."""

    def shown(self, row: Any) -> Sequence[tuple[str, object]]:
        """List what a form only shows."""
        return ()

    def about_times(self) -> str:
        """Say in which zone the list tells times, if it does."""
        return f'Times are those of {zone()}.' if self.tells_times else ''

    def get_list_columns(self) -> list[tuple[str, str]]:
        return [(name, heading) for name, (heading, _) in self.cells.items()]

    get_export_columns = get_list_columns

    def cell(self, row: Any, name: str) -> str:
        """Write what stands in a cell of the list."""
        return written(self.cells[name][1](row))

    def get_export_value(self, model: Any, name: str) -> str:
        value = self.cell(model, name)
        return f"'{value}" if value.startswith(AS_FORMULA) else value

    def get_one(self, id: Any) -> Any:  # noqa: A002 - Flask-Admin's name
        row_id = number(id)
        return None if row_id is None else self.session.session.get(self.model, row_id)

    def _get_list_extra_args(self) -> ViewArgs:
        asked = super()._get_list_extra_args()
        asked.page = min(max(asked.page or 0, 0), LAST_PAGE)
        asked.search = (asked.search or '').replace('\0', '') or None
        asked.sort = asked.sort if asked.sort is not None and 0 <= asked.sort < len(self.cells) else None
        asked.extra_args = {}
        return asked

    def _get_list_filter_args(self) -> list[tuple[int, str, str]]:
        known = self._filter_args or {}
        asked = [(known[arg.partition('_')[2]], value) for arg, value in request.args.items() if arg.partition('_')[2] in known]
        return [(index, str(each.name), value) for (index, each), value in asked if value and each.validate(value)]

    @expose('/new/', methods=('GET', 'POST'))
    def create_view(self) -> Any:
        kind = self._kind()
        form = self._form(None)
        if request.method == 'POST':
            saved = self._attempt(form, lambda entry, sure: engine.register(kind, access.viewer(), entry, clock.now(), confirmed=sure))
            if saved:
                return self._saved(saved, 'was added')
        return self._draw(form, f'Add {self.word}')

    @expose('/edit/', methods=('GET', 'POST'))
    def edit_view(self) -> Any:
        kind = self._kind()
        row_id, row = self._row()
        version, name = engine.facts_of(kind, row)[1], kind.named(row)
        shown = self.shown(row)
        form = self._form(row)
        if request.method == 'POST':
            version = request.form.get('version', '')
            saved = self._attempt(
                form, lambda entry, sure: engine.change(kind, access.viewer(), row_id, version, entry, clock.now(), confirmed=sure),
            )
            if saved:
                return self._saved(saved, 'was changed')
        return self._draw(form, f'Change {self.word}', row_id=row_id, version=version, name=name, shown=shown)

    @expose('/delete/', methods=('GET', 'POST'))
    def delete_view(self) -> Any:
        kind = self._kind()
        row_id, row = self._row()
        facts, version = engine.facts_of(kind, row)
        name, hindrances = kind.named(row), kind.hindrances(row)
        if forms.is_stale():
            flash(NOT_REMOVED, 'warn')
        elif request.method == 'POST':
            try:
                engine.remove(kind, access.viewer(), row_id, request.form.get('version', ''), clock.now())
            except Unacceptable as refusal:
                hindrances = list(refusal.problems[''])
            else:
                flash(f'{name} was removed.', 'good')
                return redirect(self.get_url('.index_view'))
        shown = [(fact, value) for fact, value in facts.items() if fact not in kind.hidden]
        told = {'name': name, 'facts': shown, 'version': version, 'hindrances': hindrances}
        return self._answer('console/delete.html', title=f'Remove {self.word}', **told)

    def _kind(self) -> Kind:
        kind = self.kind()
        if kind is None:
            abort(404)
        return kind

    def _row(self) -> tuple[int, Any]:
        row = self.get_one(request.args.get('id'))
        if row is None:
            abort(404)
        return row.id, row

    def _form(self, row: Any) -> Form:
        form = self.entry_form(request.form if request.method == 'POST' else None, data=self.entry_of(row))
        self.fill(form, row)
        return form

    def _attempt(self, form: Form, save: Callable[[Mapping[str, Any], bool], Saved]) -> Saved | None:
        if forms.is_stale():
            form.form_errors = [forms.STALE]
            return None
        try:
            if CHECK in request.form:
                self.check(form)
                return None
            return save(forms.entered(form), CONFIRMED in request.form)
        except Unconfirmed as warning:
            form.warnings = warning.problems['']
        except Unacceptable as refusal:
            forms.point_out(form, refusal)
        return None

    def check(self, form: Form) -> None:
        """Look at what was entered without saving it; raises Unacceptable."""

    def _saved(self, saved: Saved, what: str) -> Response:
        flash(f'The {self.word} {what}.', 'good')
        notes = '\n'.join(saved.notes)
        if notes:
            flash(notes if len(notes) <= LONGEST_NOTES else notes[:LONGEST_NOTES] + ' …', 'warn')
        if '_add_another' in request.form:
            return redirect(self.get_url('.create_view'))  # type: ignore[return-value]
        if '_continue_editing' in request.form:
            return redirect(self.get_url('.edit_view', id=saved.id))  # type: ignore[return-value]
        return redirect(self.get_url('.index_view'))  # type: ignore[return-value]

    def _draw(self, form: Form, title: str, **more: Any) -> Any:
        return self._answer('console/form.html', form=form, title=title, **more)

    def _answer(self, template: str, **told: Any) -> Any:
        return self.render(template, **told), 403 if forms.is_stale() else 200


def zone() -> ZoneInfo:
    """Give the zone in which the console tells times that belong to no community."""
    return ZoneInfo(current_app.config['TIME_ZONE'])


def local(instant: Any) -> str:
    """Write an instant in the zone of the settings."""
    return f'{local_text(instant, zone()).replace("T", " ")}' if instant else ''


def written(value: object) -> str:
    """Write a value for people."""
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    return '' if value is None else str(value)
