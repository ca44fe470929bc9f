"""Is the Service Center well: its databases, its servers, its clock."""

import smtplib
from collections.abc import Mapping
from datetime import datetime

import redis
from pymongo.errors import PyMongoError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from service_center.config import Config
from service_center.domain.errors import BadRequest
from service_center.extensions import db, mongo
from service_center.lib import isotime
from service_center.services import indexes, jobs, schema

MOST_CLOCK_DRIFT_SEC = 5
MAIL_SEC = 5


def problems() -> list[str]:
    """Name the databases that do not answer; nothing means that all is well."""
    return [name for name, answers in (('database', _database_answers), ('telemetry', _telemetry_answers)) if not answers()]


def findings(config: Config, intervals_sec: Mapping[str, float], now: datetime) -> list[str]:
    """Say in a sentence each what an operator should mend; nothing means that all is well.

    Where no MongoDB is set, `service-center run` keeps documents in memory, and there is nothing to ask.
    """
    telemetry = _of_telemetry(now) if config.telemetry_is_set or config.PRODUCTION else []
    schema_problem = _of_schema()
    late = [] if schema_problem else _of_jobs(intervals_sec, now)
    found = [schema_problem, *telemetry, _of_redis(config.REDIS_URL), _of_mail(config), *late]
    return [sentence for sentence in found if sentence]


def late_jobs(intervals_sec: Mapping[str, float], now: datetime) -> list[str]:
    """Name the jobs that are late; none where the database can't tell."""
    try:
        return [job['name'] for job in jobs.list_late(intervals_sec, now)]
    except SQLAlchemyError:
        return []


def _of_jobs(intervals_sec: Mapping[str, float], now: datetime) -> list[str]:
    late = late_jobs(intervals_sec, now)
    return [f'jobs: {", ".join(late)} late: look whether beat and worker run, and at their log'] if late else []


def _of_schema() -> str | None:
    try:
        problem = schema.problem()
    except SQLAlchemyError as error:
        return f'database: does not answer ({_brief(error)}): look at SERVICE_CENTER_DATABASE_URL'
    return f'database: {problem}' if problem else None


def _of_telemetry(now: datetime) -> list[str]:
    try:
        mongo.ping()
        missing, drift = indexes.list_missing(), _drift(now)
    except PyMongoError as error:
        return [f'MongoDB: does not answer ({_brief(error)}): look at SERVICE_CENTER_MONGODB_URI']
    slow = [f'MongoDB: without the indexes {", ".join(missing)}: run `service-center ensure-indexes`'] if missing else []
    late = [f'clock: {drift:+.0f} s away from that of MongoDB: let both follow a time server'] if abs(drift) > MOST_CLOCK_DRIFT_SEC else []
    return slow + late


def _drift(now: datetime) -> float:
    theirs = mongo.server_time()
    return (now - isotime.aware(theirs)).total_seconds() if theirs else 0


def _of_redis(url: str) -> str | None:
    if not url:
        return None
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        client.ping()
    except redis.RedisError as error:
        return f'Redis: does not answer ({_brief(error)}): look at SERVICE_CENTER_REDIS_URL'
    finally:
        client.close()
    return None


def _of_mail(config: Config) -> str | None:
    if not config.PRODUCTION and not config.ADMINS:
        return None
    try:
        with smtplib.SMTP(config.MAIL_SERVER, config.MAIL_PORT, timeout=MAIL_SEC) as smtp:
            smtp.noop()
    except (OSError, smtplib.SMTPException) as error:
        return f'mail: {config.MAIL_SERVER}:{config.MAIL_PORT} does not answer ({_brief(error)}): look at SERVICE_CENTER_MAIL_SERVER'
    return None


def _brief(error: BaseException) -> str:
    said = str(getattr(error, 'orig', None) or error).strip().splitlines() or [type(error).__name__]
    return said[0].split(' (configured timeouts', 1)[0][:160]  # what follows are the figures of the MongoDB driver


def _database_answers() -> bool:
    try:
        db.session.execute(text('SELECT id FROM community WHERE id = 0'))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _telemetry_answers() -> bool:
    try:
        mongo.ping()
    except PyMongoError:
        return False
    return True


def in_words(error: Exception) -> str:
    """Say in one sentence what went wrong, and where to mend it."""
    if isinstance(error, SQLAlchemyError):
        return f'database: {_brief(error)}: look at SERVICE_CENTER_DATABASE_URL and at the server'
    if isinstance(error, PyMongoError):
        return f'MongoDB: {_brief(error)}: look at SERVICE_CENTER_MONGODB_URI and at the server'
    return str(error) if isinstance(error, BadRequest) else _brief(error)
