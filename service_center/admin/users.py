"""The console's list of users: for superusers."""

from typing import Any

from service_center.admin import fields
from service_center.admin.fields import Form
from service_center.admin.filters import YesNoFilter
from service_center.admin.places import PAST_DEALS, list_units
from service_center.admin.view import ConsoleView, local
from service_center.domain.password_rules import HELP
from service_center.models.users import User
from service_center.services.registration.users import Users, units_of
from service_center.web import access

OTHER_PASSWORD = 'Empty: stays as it is. Another one ends the user\'s sessions, and apis-ccc has to be given it too.'  # noqa: S105


class UserForm(Form):
    """A user."""

    username = fields.text('Username', 'At most 150 characters: letters, digits and @ . + - _ only.', autocomplete='off')
    password = fields.password('Password')
    password_again = fields.password('Password confirmation', 'The same password again.')
    first_name = fields.text('First name', is_needed=False, autocomplete='off')
    last_name = fields.text('Last name', is_needed=False, autocomplete='off')
    email = fields.email('Email address')
    is_active = fields.BooleanField('Active', description='Who is not active can\'t log in. Better than to remove accounts.')
    is_staff = fields.BooleanField('Staff status', description='Staff see all clusters, and may enter this console.')
    is_superuser = fields.BooleanField('Superuser status', description='Superusers are staff who may register users too.')
    units = fields.picks('Units', PAST_DEALS)


class UserView(ConsoleView):
    """Users."""

    for_superusers = True
    word, section = 'user', 'Core'
    tells_times = True
    entry_form = UserForm
    cells = {
        'username': ('Username', lambda row: row.username),
        'email': ('Email address', lambda row: row.email),
        'first_name': ('First name', lambda row: row.first_name),
        'last_name': ('Last name', lambda row: row.last_name),
        'is_staff': ('Staff status', lambda row: row.is_staff),
        'is_active': ('Active', lambda row: row.is_active),
        'is_superuser': ('Superuser status', lambda row: row.is_superuser),
        'last_login': ('Last login', lambda row: local(row.last_login)),
    }
    column_sortable_list = tuple(cells)
    column_searchable_list = ('username', 'email', 'first_name', 'last_name')
    column_default_sort = 'username'
    column_filters = (
        YesNoFilter(User.is_staff, 'Staff status'), YesNoFilter(User.is_superuser, 'Superuser status'),
        YesNoFilter(User.is_active, 'Active'),
    )

    def kind(self) -> Users:
        return Users(access.viewer(), access.session_key())

    def entry_of(self, row: User | None) -> dict[str, Any]:
        if row is None:
            return {'is_active': True}
        names = ('username', 'first_name', 'last_name', 'email', 'is_active', 'is_staff', 'is_superuser')
        return {name: getattr(row, name) for name in names} | {'units': [str(unit.id) for unit in units_of(row)]}

    def fill(self, form: Form, row: User | None) -> None:
        form.password.description = ' '.join([*HELP, *([OTHER_PASSWORD] if row else [])])
        form.units.choices = list_units()

    def shown(self, row: User) -> list[tuple[str, object]]:
        return [('Last login', local(row.last_login) or 'never'), ('Date joined', local(row.date_joined))]
