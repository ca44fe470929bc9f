"""Who may enter the console, and whose forms it takes: every view hangs on this, for Flask-Admin's own gate stands open."""

from collections.abc import Collection
from typing import Any

from flask import Response, request
from flask_login import current_user

from service_center.web import forms

FOR_STAFF = 'The registration console is for staff.'
FOR_SUPERUSERS = 'Users are registered by superusers.'


class Gated:
    """A view of the console: for staff, or for superusers only; what changes something carries the token of its form."""

    for_superusers = False
    draws_stale_forms_anew: Collection[str] = ()  # the views that save nothing then

    def is_accessible(self) -> bool:
        """Say whether who is logged in may use this view."""
        return bool(current_user.is_authenticated and current_user.is_staff and (current_user.is_superuser or not self.for_superusers))

    def inaccessible_callback(self, name: str, **kwargs: object) -> Response:
        """Refuse who is logged in, and lead everybody else to the login and back."""
        if current_user.is_authenticated:
            return forms.refuse(FOR_SUPERUSERS if current_user.is_staff else FOR_STAFF)
        has_entry = name in self.draws_stale_forms_anew and request.form
        return forms.keep_for_later() if has_entry else forms.to_login()

    def _handle_view(self, name: str, **kwargs: Any) -> Response | None:
        refused: Response | None = super()._handle_view(name, **kwargs)  # type: ignore[misc]
        if refused is None:
            forms.take_form(may_be_stale=name in self.draws_stale_forms_anew)
        return refused

