"""/api/core: login, logout, session, csrftoken. Its views are in `views`."""

from flask import Blueprint

from service_center.web import access

bp = Blueprint('core', __name__, url_prefix='/api/core')
access.guard(bp)
