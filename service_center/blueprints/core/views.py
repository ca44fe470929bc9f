"""Login and logout as the specification's section 7 describes them."""

from datetime import datetime

from flask import Response, request

from service_center.blueprints.core.blueprint import bp
from service_center.lib import clock
from service_center.services import accounts, sessions
from service_center.web import access, answers, cookies, params


@bp.get('/csrftoken')
def csrftoken() -> Response:
    """Give a form token and the cookie it belongs to."""
    cookie, token = cookies.form_token()
    answer = answers.json_answer({'csrfmiddlewaretoken': token})
    cookies.set_form_cookie(answer, cookie)
    return answer


@bp.post('/login')
def login() -> Response:
    """Begin a session."""
    cookies.require_form_token()
    now = clock.now()
    username, password = (params.last(request.form, name) or '' for name in ('username', 'password'))
    key = accounts.log_in(username, password, request.remote_addr or '', now, access.session_key())
    answer = _session_answer(sessions.find(key, now), key, now)
    cookies.set_session_cookie(answer, key)
    cookies.set_form_cookie(answer, cookies.new_form_cookie())
    return answer


@bp.get('/session')
def session() -> Response:
    """Say who is logged in, and for how long."""
    access.require_login()
    return _session_answer(access.open_session(), access.session_key(), clock.now())


@bp.get('/logout')
@access.changes_something
def logout() -> Response:
    """End the session, if there is one."""
    ended = sessions.end(access.session_key())
    answer = answers.nothing()
    if ended or access.session_key() is not None:
        cookies.delete_session_cookie(answer)
    return answer


def _session_answer(session: sessions.OpenSession | None, key: str | None, now: datetime) -> Response:
    if session is None:  # the account was deactivated in the instant since it logged in
        return answers.text('login required', 403)
    return answers.json_answer({
        'sessionid': key,
        'expiry_age': int((session.expires - now).total_seconds()),
        'expiry_date': session.expires,
        'user': {
            'username': session.viewer.username,
            'last_name': session.last_name,
            'first_name': session.first_name,
            'email': session.email,
        },
    })
