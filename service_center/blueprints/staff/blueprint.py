"""/api/staff: what staff see of a whole cluster. One module of views per concept."""

from flask import Blueprint

from service_center.web import access

bp = Blueprint('staff', __name__, url_prefix='/api/staff')
access.guard(bp, access.require_login, access.require_staff)
