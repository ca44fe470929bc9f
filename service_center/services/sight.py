"""Since when the store of the logs answers again: what was logged while it was away may be missing, or come late."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from service_center.extensions import db
from service_center.models.monitoring import JobRun
from service_center.services.transaction import once_more, transaction

AWAY, BACK = 'logs_away', 'logs_back'  # no jobs: when the store was last found away, until it answers; when it last answered after that


def note_away(now: datetime) -> None:
    """Note that the store of the logs does not answer."""

    def note() -> None:
        with transaction():
            db.session.merge(JobRun(name=AWAY, succeeded=now))

    once_more(note)


def note_answer(now: datetime) -> None:
    """Note that the store of the logs answers; only the first answer after it was away counts."""
    with transaction():
        if db.session.scalar(select(JobRun.name).where(JobRun.name == AWAY)) is None:
            return
        gone: Any = db.session.execute(delete(JobRun).where(JobRun.name == AWAY))
        if gone.rowcount:  # of two workers one: the other waits for the row, and finds none
            db.session.merge(JobRun(name=BACK, succeeded=now))


def find_back_since() -> datetime | None:
    """Find when the store of the logs first answered after it was last away."""
    back = db.session.get(JobRun, BACK, populate_existing=True)
    return back.succeeded if back else None
