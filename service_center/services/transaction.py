"""One service call is one transaction: committed once at its end, rolled back if anything goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service_center.extensions import db

Result = TypeVar('Result')


@contextmanager
def transaction(patience_ms: int | None = None) -> Iterator[None]:
    """Commit what was changed inside, all or nothing; with `patience_ms` SQLite waits no longer for its lock."""
    try:
        if patience_ms is not None and db.engine.dialect.name == 'sqlite':
            db.session.execute(text(f'PRAGMA busy_timeout={patience_ms}'))  # until the connection is taken anew
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def once_more(work: Callable[[], Result]) -> Result:
    """Do work that is a transaction of its own, and once more if somebody else was quicker to add the row that it adds."""
    try:
        return work()
    except IntegrityError:
        return work()
