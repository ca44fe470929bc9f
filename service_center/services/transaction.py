"""One service call is one transaction: committed once at its end, rolled back if anything goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from service_center.extensions import db


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what was changed inside, all or nothing."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
