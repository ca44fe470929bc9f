"""The two cookies, `sessionid` and `csrftoken`, and the form token that goes with the second."""

from flask import Response, current_app, g, request

from service_center.domain.errors import StaleForm
from service_center.security import csrf
from service_center.services.sessions import AGE
from service_center.web import access

FORM_COOKIE = 'csrftoken'
FORM_FIELD = 'csrfmiddlewaretoken'
FORM_HEADER = 'X-CSRFToken'
YEAR_SEC = 364 * 24 * 3600


def form_token() -> tuple[str, str]:
    """Give the form cookie, the one that was sent if it can be kept, and a fresh token for it."""
    if 'form_cookie' not in g:
        sent = request.cookies.get(FORM_COOKIE)
        g.form_cookie = sent if csrf.is_well_formed(sent) else csrf.new_cookie()
    return g.form_cookie, csrf.token_for(g.form_cookie, current_app.config['SECRET_KEY'])


def require_form_token() -> None:
    """Refuse a form that does not carry the token of its cookie, or that a foreign site sent; raises NotAllowed, or StaleForm."""
    access.refuse_foreign_sites()
    token = (request.form.getlist(FORM_FIELD) or [''])[-1] or request.headers.get(FORM_HEADER)
    if not csrf.fits(token, request.cookies.get(FORM_COOKIE), current_app.config['SECRET_KEY']):
        raise StaleForm('csrf token missing or wrong')


def new_form_cookie() -> str:
    """Make another form cookie: a login is a new beginning."""
    return csrf.new_cookie()


def set_form_cookie(answer: Response, value: str) -> None:
    """Send the form cookie; scripts may read it."""
    answer.set_cookie(FORM_COOKIE, value, max_age=YEAR_SEC, path='/', samesite='Lax', secure=_is_secure())


def set_session_cookie(answer: Response, key: str) -> None:
    """Send the key of a session; scripts may not read it."""
    age = int(AGE.total_seconds())
    answer.set_cookie(access.SESSION_COOKIE, key, max_age=age, path='/', samesite='Lax', httponly=True, secure=_is_secure())


def delete_session_cookie(answer: Response) -> None:
    """Tell the browser to forget the key of its session."""
    answer.delete_cookie(access.SESSION_COOKIE, path='/', httponly=True, samesite='Lax', secure=_is_secure())


def _is_secure() -> bool:
    return bool(current_app.config['COOKIE_SECURE'])
