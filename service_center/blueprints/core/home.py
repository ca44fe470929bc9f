"""The front door: leads everyone to the display of their role."""

from flask import Blueprint, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

bp = Blueprint('home', __name__)


@bp.get('/')
def home() -> Response:
    """Lead residents to their own display, staff to theirs, and who is not known yet to a login that leads back here."""
    only_resident = current_user.is_authenticated and current_user.is_resident and not current_user.is_staff
    role = 'resident' if only_resident else 'staff'
    way_back = None if current_user.is_authenticated else url_for('home.home')
    return redirect(url_for('static', filename=f'ui_example/{role}/visual.html', next=way_back))
