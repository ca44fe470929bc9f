"""Is the Service Center well: its databases."""

from pymongo.errors import PyMongoError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from service_center.extensions import db, mongo


def problems() -> list[str]:
    """Name what does not answer; nothing means that all is well."""
    return [name for name, answers in (('database', _database_answers), ('telemetry', _telemetry_answers)) if not answers()]


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
