"""Who may call what: guards that hang on a blueprint and run before each of its views.

In the contract's order: foreign site, login, role.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Request, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import MethodNotAllowed

from service_center.domain.errors import NotAllowed
from service_center.domain.roles import Viewer
from service_center.extensions import login_manager
from service_center.lib import clock
from service_center.services import sessions

View = TypeVar('View', bound=Callable[..., object])
SESSION_COOKIE = 'sessionid'


def for_everyone(view: View) -> View:
    """Mark a view that needs no login although its blueprint asks for one."""
    view.needs_no_login = True  # type: ignore[attr-defined]
    return view


def changes_something(view: View) -> View:
    """Mark a view that changes something by GET: pages of foreign sites can't call it (D13)."""
    view.changes_something = True  # type: ignore[attr-defined]
    return view


def guard(blueprint: Blueprint, *checks: Callable[[], None]) -> None:
    """Hang the checks of a role on its blueprint."""

    def check_all() -> None:
        view = current_app.view_functions.get(request.endpoint or '')
        if getattr(view, 'changes_something', False):
            if request.method == 'HEAD':  # asks for the headers only, and must not change anything
                raise MethodNotAllowed(['GET'])
            refuse_foreign_sites()
        if not getattr(view, 'needs_no_login', False):
            for check in checks:
                check()

    blueprint.before_request(check_all)


def require_login() -> None:
    """Let in who is logged in; raises NotAllowed."""
    if not current_user.is_authenticated:
        raise NotAllowed('login required')


def require_staff() -> None:
    """Let in staff; raises NotAllowed."""
    if not viewer().is_staff:
        raise NotAllowed('staff required')


def require_resident() -> None:
    """Let in who lives in any unit; raises NotAllowed."""
    if not viewer().is_resident:
        raise NotAllowed('resident required')


def viewer() -> Viewer:
    """Say who is logged in; only behind `require_login`."""
    who: Viewer = current_user._get_current_object()
    return who


def session_key() -> str | None:
    """Read the key of the session that came with the request."""
    return request.cookies.get(SESSION_COOKIE)


def open_session() -> sessions.OpenSession | None:
    """Find the session that came with the request, once a request."""
    if 'open_session' not in g:
        g.open_session = sessions.find(session_key(), clock.now())
    found: sessions.OpenSession | None = g.open_session
    return found


def was_asked_in_vain() -> bool:
    """Say whether a session was looked for that is not there."""
    return session_key() is not None and 'open_session' in g and g.open_session is None


def refuse_foreign_sites() -> None:
    """Refuse what a page of a foreign site asks for (D13); raises NotAllowed."""
    fetched_by, sites = request.headers.get('Sec-Fetch-Site'), _sites(request)
    # another port or subdomain must show who it is, so that it can be looked up among the trusted
    if fetched_by == 'cross-site' or (fetched_by == 'same-site' and not sites) or not all(_is_ours(site) for site in sites):
        raise NotAllowed('cross-site request refused')


def _sites(asked: Request) -> list[str]:
    return [site for site in (asked.headers.get('Origin'), asked.headers.get('Referer')) if site]


def _is_ours(site: str) -> bool:
    try:
        parts = urlsplit(site)
    except ValueError:
        return False
    origin = f'{parts.scheme}://{parts.netloc}'.lower()
    return parts.netloc.lower() == request.host.lower() or origin in current_app.config['TRUSTED_ORIGINS']


@login_manager.request_loader  # type: ignore[untyped-decorator]
def _viewer_of(_request: Request) -> Viewer | None:
    session = open_session()
    return session.viewer if session else None
