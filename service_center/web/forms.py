"""Forms that pages drawn here carry: their tokens, the way to the login, and what is wrong at its field."""

from typing import Any

from flask import Flask, Response, after_this_request, g, redirect, render_template, request, url_for

from service_center.domain.errors import StaleForm, Unacceptable
from service_center.web import access, cookies

STALE = (
    'Nothing was saved: this form was drawn before you logged in anew, or before the server was started anew. '
    'What you entered is still here – passwords are not. Look it through, and send it once more.'
)
LARGEST_FORM = 8 * 1024 * 1024  # bytes: a scenario text that is much too long is refused at its field, and not by a bare 413


def register(app: Flask) -> None:
    """Give templates the token of the form that they draw."""
    app.jinja_env.globals['form_token'] = lambda: cookies.form_token()[1]


def take_form(*, may_be_stale: bool = False) -> None:
    """Make sure that a form that came is one of ours, and let the answer carry the cookie of the next; raises NotAllowed.

    With `may_be_stale` the view itself asks `is_stale`, saves nothing then, and draws the form anew.
    """
    after_this_request(_send_form_cookie)
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM
    if request.method == 'POST':
        try:
            cookies.require_form_token()
        except StaleForm:
            if not may_be_stale:
                raise
            g.is_stale_form = True


def is_stale() -> bool:
    """Say whether the form that came does not carry the token of now, so that nobody knows who filled it in."""
    return 'is_stale_form' in g


def to_login() -> Response:
    """Lead to the login, and from there back here."""
    here = request.root_path.rstrip('/') + (request.full_path.rstrip('?') if request.method == 'GET' else request.path)
    return redirect(url_for('static', filename='ui_example/staff/visual.html', next=here))  # type: ignore[return-value]


def keep_for_later() -> Response:
    """Draw what was entered by somebody who is no longer logged in, to go on with after a login; raises NotAllowed."""
    access.refuse_foreign_sites()
    kept = [(name, value) for name, value in request.form.items(multi=True) if 'password' not in name and name != cookies.FORM_FIELD]
    login = url_for('static', filename='ui_example/staff/visual.html', next=url_for('admin.index'))
    return Response(render_template('console/kept.html', title='Log in once more', kept=kept, login=login), 403)


def refuse(words: str) -> Response:
    """Say in a page who may not enter, with a way on."""
    return Response(render_template('console/refused.html', title='Not for this account', words=words), 403)


def entered(form: Any) -> dict[str, Any]:
    """Give what was entered, by field; not `form.data`, for a field may be called so."""
    return {field.short_name: field.data for field in form}


def point_out(form: Any, refusal: Unacceptable) -> None:
    """Hang what is wrong on the fields that it is about, and what is about no field of the form on the whole."""
    for name, sentences in refusal.problems.items():
        if name in form:
            form[name].errors = list(sentences)
        else:
            form.form_errors = [*form.form_errors, *sentences]


def _send_form_cookie(answer: Response) -> Response:
    cookie = cookies.form_token()[0]
    if request.cookies.get(cookies.FORM_COOKIE) != cookie:
        cookies.set_form_cookie(answer, cookie)
    return answer
