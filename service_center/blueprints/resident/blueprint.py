"""/api/resident: what residents see of their own units. One module of views per concept."""

from flask import Blueprint

from service_center.web import access

bp = Blueprint('resident', __name__, url_prefix='/api/resident')
access.guard(bp, access.require_login, access.require_resident)
