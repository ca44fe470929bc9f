"""The registration console at /admin: which lists it has, and its first page."""

from collections import defaultdict
from typing import Any

from flask import Flask, redirect, url_for
from flask_admin import Admin, AdminIndexView, expose
from flask_admin.theme import Bootstrap4Theme

from service_center.admin.audit import AuditView
from service_center.admin.gates import Gated
from service_center.admin.monitoring import CommunitySettingView, FailureView, JobSettingView
from service_center.admin.places import ClusterView, CommunityView, UnitView
from service_center.admin.scenarios import ChoiceView, ScenarioView
from service_center.admin.users import UserView
from service_center.admin.view import ConsoleView
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.communities import Cluster, Community, Unit
from service_center.models.monitoring import CommunitySetting, Failure, JobSetting
from service_center.models.scenarios import Choice, Scenario
from service_center.models.users import User
from service_center.services import sessions
from service_center.services.registration.places import list_unmonitored
from service_center.web import access, cookies, forms

LISTS: tuple[tuple[type[ConsoleView], type[Any], str], ...] = (
    (ClusterView, Cluster, 'Clusters'),
    (CommunityView, Community, 'Communities'),
    (UnitView, Unit, 'Units'),
    (UserView, User, 'Users'),
    (CommunitySettingView, CommunitySetting, 'Community settings'),
    (FailureView, Failure, 'Failures'),
    (JobSettingView, JobSetting, 'Job settings'),
    (ChoiceView, Choice, 'Choices'),
    (ScenarioView, Scenario, 'Scenarios'),
    (AuditView, Audit, 'Audit'),
)


class ConsoleHome(Gated, AdminIndexView):
    """The first page of the console, and the way out."""

    @expose('/')
    def index(self) -> str:
        """Show what can be registered, and what nobody looks after."""
        drawn: str = self.render('console/home.html', title='Site administration', unmonitored=list_unmonitored())
        return drawn

    @expose('/logout/', methods=('POST',))
    def logout(self) -> Any:
        """End the session."""
        sessions.end(access.session_key())
        answer = redirect(url_for('home.home'))
        cookies.delete_session_cookie(answer)  # type: ignore[arg-type]
        return answer


def register(app: Flask) -> None:
    """Hang the console on the application."""
    app.config['SESSION_COOKIE_SAMESITE'], app.config['SESSION_COOKIE_SECURE'] = 'Lax', app.config['COOKIE_SECURE']
    theme = Bootstrap4Theme(base_template='console/base.html')
    admin = Admin(app, name='Service Center', index_view=ConsoleHome(url='/admin'), theme=theme)
    for view, table, name in LISTS:
        path = name.lower().replace(' ', '-')
        admin.add_view(view(table, db, name=name, endpoint=f'console_{path}', url=f'/admin/{path}'))
    app.jinja_env.globals['console_sections'] = lambda: _sections(admin)
    forms.register(app)


def _sections(admin: Admin) -> dict[str, list[ConsoleView]]:
    """Group the lists that who is logged in may use."""
    sections: dict[str, list[ConsoleView]] = defaultdict(list)
    for view in admin._views:
        if isinstance(view, ConsoleView) and view.is_accessible():
            sections[view.section].append(view)
    return dict(sections)
