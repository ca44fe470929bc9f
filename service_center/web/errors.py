"""The one place that turns refusals and failures into answers: short words, never a trace, never what was sent."""

import logging

from flask import Flask, Response, request
from pymongo.errors import AutoReconnect, PyMongoError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from service_center.domain.errors import BadRequest, NotAllowed, TooManyAttempts
from service_center.extensions import mongo
from service_center.web import answers

logger = logging.getLogger(__name__)

WORDS = {400: 'bad request', 404: 'not found', 413: 'request too large', 414: 'address too long', 431: 'header too large'}


def register(app: Flask) -> None:
    """Hang the handlers on the application."""
    app.register_error_handler(BadRequest, lambda refusal: answers.text(str(refusal), 400))
    app.register_error_handler(NotAllowed, lambda refusal: answers.text(str(refusal), 403))
    app.register_error_handler(TooManyAttempts, _too_many)
    app.register_error_handler(MethodNotAllowed, _method)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(PyMongoError, _telemetry_away)
    app.register_error_handler(DBAPIError, _database_away)
    app.register_error_handler(PoolTimeoutError, _database_away)
    app.register_error_handler(Exception, _failed)


def _too_many(refusal: TooManyAttempts) -> Response:
    answer = answers.text(str(refusal), 429)
    answer.headers['Retry-After'] = str(refusal.retry_after)
    return answer


def _method(error: MethodNotAllowed) -> Response:
    answer = answers.nothing(405)
    answer.headers['Allow'] = ', '.join(sorted(error.valid_methods or []))
    return answer


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return Response(error.response.get_data(), error.response.status_code, error.response.headers)  # type: ignore[attr-defined]
    code = error.code or 500
    answer = answers.text(WORDS.get(code, (error.name or 'error').lower()), code)
    location = getattr(error, 'new_url', None)
    if location:
        answer.headers['Location'] = location
    return answer


def _telemetry_away(error: PyMongoError) -> Response:
    if error.timeout or isinstance(error, AutoReconnect):
        mongo.note_away()
    logger.warning('%s : the telemetry store does not answer : %s', request.path, type(error).__name__)
    return answers.text('telemetry unavailable', 503)


def _database_away(error: SQLAlchemyError) -> Response:
    logger.error('%s : the database does not answer : %s', request.path, type(error).__name__, exc_info=error)
    return answers.text('database unavailable', 503)


def _failed(error: Exception) -> Response:
    logger.error('%s %s failed', request.method, request.path, exc_info=error)
    return answers.text('internal error', 500)
