"""What must be true before the Service Center serves, and what is made ready while it does."""

import logging
import threading

from flask import Flask
from pymongo.errors import PyMongoError
from sqlalchemy.exc import SQLAlchemyError

from service_center.domain.errors import BadRequest
from service_center.services import accounts, health, indexes, schema
from service_center.services.example import DEMO_ACCOUNTS

logger = logging.getLogger(__name__)


def refuse_unsafe(*, production: bool, is_public: bool = False) -> list[str]:
    """Refuse to serve others with demo passwords, warn where only this machine can ask; gives the accounts that have one.

    Raises BadRequest.
    """
    require_schema()
    demo = _demo_accounts()
    if demo and (is_public or production):
        raise BadRequest(f'demo passwords: {", ".join(demo)} – give them others with `service-center set-password NAME`')
    if demo:
        logger.warning('demo passwords: %s', ', '.join(demo))
    return demo


def accounts_to_try(demo: list[str]) -> list[str]:
    """Name the demo accounts that still work, for the one who tries the example."""
    return [f'log in as {", ".join(demo)}; the password is the name'] if demo else []


def ensure_indexes_in_background(app: Flask) -> None:
    """Make missing indexes without holding up the start; a store that is away gets them from the hourly job."""

    def make() -> None:
        with app.app_context():
            try:
                indexes.ensure()
            except PyMongoError as error:
                logger.warning('indexes were not made : %s', type(error).__name__)

    threading.Thread(target=make, name='indexes', daemon=True).start()


def require_schema() -> None:
    """Make sure that the SQL schema is the one that this version wants; raises BadRequest."""
    try:
        problem = schema.problem()
    except SQLAlchemyError as error:
        raise BadRequest(health.in_words(error)) from error
    if problem:
        raise BadRequest(problem)


def _demo_accounts() -> list[str]:
    return accounts.list_demo_accounts(DEMO_ACCOUNTS)
