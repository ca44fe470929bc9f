"""What every answer carries: a strict policy for its content, and who may keep it."""

import mimetypes
import re

from flask import Flask, Response, current_app, request
from werkzeug.http import parse_date

from service_center.web import access, answers, cors

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NOT_KEPT = 'max-age=0, no-cache, no-store, must-revalidate, private'
DATA = ('/api/staff/', '/api/resident/')  # /api/core answers with tokens and sessions, each of them new
PREFIX = re.compile(r'(?:/[^/\\\s?#]+)*/?')  # of paths on this site: two slashes would begin the name of another one
HOST = re.compile(r'(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[0-9]{1,5})?')


def register(app: Flask) -> None:
    """Hang the checks and headers on the application."""
    mimetypes.add_type('text/javascript', '.js')  # Python 3.11 has an older name for it where the machine knows none
    app.before_request(refuse_foreign_hosts)
    app.before_request(ignore_hopeless_dates)
    app.before_request(refuse_unreadable_questions)
    cors.register(app)
    app.after_request(add_headers)
    app.after_request(leave_out_what_is_known)
    app.after_request(drop_dead_session)


def refuse_foreign_hosts() -> Response | None:
    """Refuse a request for a name that is not ours: nothing we answer may be built from it."""
    match = HOST.fullmatch(request.host.lower())
    is_ours = match and any(_fits(match[1], trusted) for trusted in current_app.config['TRUSTED_HOSTS_OURS'])
    if is_ours and PREFIX.fullmatch(request.root_path):
        return None
    return answers.text('bad host', 400)


def refuse_unreadable_questions() -> Response | None:
    """Refuse an address whose parameters are no UTF-8: Werkzeug can't read them, and says so by failing."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        return answers.text('bad request', 400)
    return None


def ignore_hopeless_dates() -> None:
    """Drop conditions on dates beyond the calendar, which Werkzeug fails to read: without them the answer is whole, and right."""
    for name in ('HTTP_IF_MODIFIED_SINCE', 'HTTP_IF_UNMODIFIED_SINCE', 'HTTP_IF_RANGE'):
        try:
            parse_date(request.environ.get(name))
        except (OverflowError, ValueError):
            del request.environ[name]


def add_headers(answer: Response) -> Response:
    """Add what belongs to every answer."""
    answer.headers.setdefault('Content-Security-Policy', POLICY)
    answer.headers.setdefault('X-Content-Type-Options', 'nosniff')
    answer.headers.setdefault('Referrer-Policy', 'same-origin')
    answer.headers.setdefault('Cross-Origin-Opener-Policy', 'same-origin')
    if current_app.config['HSTS_SEC']:
        answer.headers.setdefault('Strict-Transport-Security', f'max-age={current_app.config["HSTS_SEC"]}')
    if request.path.startswith(('/api/', '/admin')) and 'Cache-Control' not in answer.headers:
        answer.headers['Cache-Control'] = NOT_KEPT
    return answer


def leave_out_what_is_known(answer: Response) -> Response:
    """Mark data by its text, and answer 304 without it to who shows the same mark (RFC 9110, 13.1.2)."""
    is_data = request.path.startswith(DATA) and answer.mimetype == 'application/json' and answer.status_code == 200
    if not is_data or request.method not in ('GET', 'HEAD'):
        return answer
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def drop_dead_session(answer: Response) -> Response:
    """Tell a browser to forget the key of a session that is over or never was."""
    set_already = any(c.startswith(access.SESSION_COOKIE + '=') for c in answer.headers.getlist('Set-Cookie'))
    if access.was_asked_in_vain() and not set_already:
        answer.delete_cookie(access.SESSION_COOKIE, path='/', httponly=True, samesite='Lax')
    return answer


def _fits(host: str, trusted: str) -> bool:
    return host == trusted or (trusted.startswith('.') and host.endswith(trusted))
