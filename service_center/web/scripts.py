"""Scripts that are made from templates."""

from flask import Response, render_template, request


def script(template: str) -> Response:
    """Answer with a script; a browser that has it already is told so."""
    answer = Response(render_template(template), content_type='text/javascript; charset=utf-8')
    answer.headers['Cache-Control'] = 'private, no-cache'
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]
