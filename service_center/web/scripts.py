"""Scripts that are made from templates."""

from flask import Response, current_app, request


def script(template: str) -> Response:
    """Answer with a script; a browser that has it already is told so."""
    # not by `render_template`, which would look up who is logged in: a script is the same for everyone
    text = current_app.jinja_env.get_template(template).render()
    answer = Response(text, content_type='text/javascript; charset=utf-8')
    answer.headers['Cache-Control'] = 'private, no-cache'
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]
