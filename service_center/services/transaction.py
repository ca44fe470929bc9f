"""One service call is one transaction: committed once at its end, rolled back if anything goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from service_center.extensions import db

Result = TypeVar('Result')


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what was changed inside, all or nothing."""
    try:
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
