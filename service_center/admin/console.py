"""The registration console at /admin. Registration comes with a later version; who may enter is decided here."""

from flask import Flask, Response, redirect, request, url_for
from flask_admin import Admin, AdminIndexView, expose
from flask_login import current_user

from service_center.web import answers


class ConsoleHome(AdminIndexView):
    """The first page of the console: for staff."""

    def is_accessible(self) -> bool:
        return bool(current_user.is_authenticated and current_user.is_staff)

    def inaccessible_callback(self, name: str, **kwargs: object) -> Response:
        if current_user.is_authenticated:
            return answers.text('staff required', 403)
        return redirect(url_for('static', filename='ui_example/staff/visual.html', next=request.root_path.rstrip('/') + request.path))  # type: ignore[return-value]

    @expose('/')
    def index(self) -> Response:
        """Say honestly that there is nothing to register yet."""
        return answers.text('The registration console comes with a later version.')


def register(app: Flask) -> None:
    """Hang the console on the application."""
    Admin(app, name='Service Center', index_view=ConsoleHome(url='/admin'))
