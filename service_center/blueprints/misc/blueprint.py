"""/api/misc: what apis-ccc asks for the houses, by credentials in the form; no session, no cookie.

The specification also calls it /api/apis.
"""

from flask import Blueprint

bp = Blueprint('misc', __name__)
