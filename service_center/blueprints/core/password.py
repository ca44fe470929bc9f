"""The page on which everyone who is logged in changes the own password."""

from flask import Blueprint, Response, render_template, request
from flask_login import current_user
from wtforms import Form, PasswordField
from wtforms.widgets import PasswordInput

from service_center.domain.errors import Unacceptable
from service_center.domain.password_rules import HELP
from service_center.lib import clock
from service_center.services.registration import users
from service_center.web import access, forms

bp = Blueprint('password', __name__)
HIDDEN = PasswordInput(hide_value=True)
TITLE = 'Change password'


class OwnPasswordForm(Form):
    """The old password, and the new one twice."""

    old_password = PasswordField('Old password', widget=HIDDEN, render_kw={'autocomplete': 'current-password'})
    password = PasswordField('New password', description=' '.join(HELP), widget=HIDDEN, render_kw={'autocomplete': 'new-password'})
    password_again = PasswordField('New password confirmation', widget=HIDDEN, render_kw={'autocomplete': 'new-password'})


@bp.route('/password', methods=('GET', 'POST'))
def password() -> Response | str | tuple[str, int]:
    """Draw the form, or take it."""
    if not current_user.is_authenticated:
        return forms.to_login()
    forms.take_form(may_be_stale=True)
    form = OwnPasswordForm(request.form)
    if forms.is_stale():
        form.form_errors = [forms.STALE]
    elif request.method == 'POST':
        try:
            users.change_own_password(access.viewer(), forms.entered(form), request.remote_addr or '', access.session_key(), clock.now())
        except Unacceptable as refusal:
            forms.point_out(form, refusal)
        else:
            return render_template('console/password_done.html', title=TITLE)
    return render_template('console/password.html', form=form, title=TITLE), 403 if forms.is_stale() else 200
