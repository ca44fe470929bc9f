"""Pages on other web servers: which of them may ask the API with the reader's session, and read what it answers.

Only origins that TRUSTED_ORIGINS lists; without that setting nothing here says a word.
"""

from flask import Flask, Response, current_app, request

METHODS = 'GET, POST'
ASKED_WITH = 'Content-Type, If-None-Match, X-CSRFToken'
READABLE = 'ETag, Retry-After'
AN_HOUR_SEC = 3600


def register(app: Flask) -> None:
    """Hang the permission on the application."""
    app.before_request(answer_preflight)
    app.after_request(permit)


def answer_preflight() -> Response | None:
    """Answer a browser that asks beforehand whether a trusted page may ask; others get the plain answer, without permission."""
    asks_beforehand = request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers
    if not asks_beforehand or _trusted_origin() is None:
        return None
    answer = Response(status=204)
    answer.headers['Access-Control-Allow-Methods'] = METHODS
    answer.headers['Access-Control-Allow-Headers'] = ASKED_WITH
    answer.headers['Access-Control-Max-Age'] = str(AN_HOUR_SEC)
    return answer


def permit(answer: Response) -> Response:
    """Let a page of a trusted origin read the answer, refusals too; no cache may hand it to a page of another."""
    if not request.path.startswith('/api/') or not current_app.config['TRUSTED_ORIGINS']:
        return answer
    answer.vary.add('Origin')
    origin = _trusted_origin()
    if origin is not None:
        answer.headers['Access-Control-Allow-Origin'] = origin
        answer.headers['Access-Control-Allow-Credentials'] = 'true'
        answer.headers['Access-Control-Expose-Headers'] = READABLE
    return answer


def _trusted_origin() -> str | None:
    """The origin that asks, as it was sent: a browser compares letter by letter."""
    origin = request.headers.get('Origin', '')
    return origin if request.path.startswith('/api/') and origin.lower() in current_app.config['TRUSTED_ORIGINS'] else None
