"""Moving in: what an original's database holds comes over in one transaction, or nothing does."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, insert, select, text
from sqlalchemy.exc import IntegrityError

from service_center.domain import importing
from service_center.domain.errors import BadRequest
from service_center.domain.importing import Outcome
from service_center.domain.original import SHAPES, Row, Shape
from service_center.extensions import db
from service_center.models import tables
from service_center.models.audit import Audit
from service_center.security import passwords
from service_center.services import original, startup
from service_center.services.transaction import transaction

BATCH = 500
WHO = 'import-original'
WHAT = 'rows of the original, whose database was set up at'
NOT_EMPTY = (
    'there are users, communities, scenarios or failures already that did not come from the original: begin with an empty database – '
    'set SERVICE_CENTER_DATABASE_URL to a new one, run `service-center upgrade`, and neither `load-example` nor `create-user`'
)
ANOTHER = 'the database was filled from another database of the original'
# what is added later is numbered after what came over; SQLite goes on after the highest id by itself
GO_ON_AFTER = {
    'postgresql': (
        'SELECT setval(pg_get_serial_sequence(\'"{0}"\', \'id\'), '
        'greatest(max(id), nextval(pg_get_serial_sequence(\'"{0}"\', \'id\')) - 1)) FROM "{0}"'
    ),
    'sqlite': 'SELECT max(id) FROM "{0}"',
}
SAME_TIME = 'somebody else wrote at the same time, so nothing came over: stop the other processes, and try again'


def import_original(path: Path, now: datetime, *, dry_run: bool = False) -> list[str]:
    """Bring over what a database of the original holds, and report; with `dry_run` all is written and taken back.

    Raises BadRequest if the file can't be read or is none, and if the database holds what did not come from the original.
    """
    startup.require_schema()
    read = original.read(path)
    try:
        with transaction():
            here = {shape.name: _rows(shape) for shape in SHAPES}
            is_first = _refuse_others(read.begun, is_empty=not any(here.values()))
            outcomes = importing.plan(read, here, now, passwords.is_djangos)
            _write(outcomes)
            if is_first or any(outcome.new for outcome in outcomes):
                db.session.add(Audit(at=now, who=WHO, what=f'{WHAT} {read.begun}'[:512], after=_counts(outcomes)))
            if dry_run:
                db.session.flush()
                db.session.rollback()
            else:
                _follow_ids(outcomes)
    except IntegrityError as error:
        raise BadRequest(SAME_TIME) from error
    return [*importing.report(read, outcomes), *(['dry run: nothing was kept'] if dry_run else [])]


def _refuse_others(begun: str, *, is_empty: bool) -> bool:
    """Make sure that what is here came from this very database; says whether there is nothing yet."""
    marks = db.session.scalars(select(Audit.what).where(Audit.who == WHO)).all()
    if not marks and not is_empty:
        raise BadRequest(NOT_EMPTY)
    if any(mark != f'{WHAT} {begun}'[:512] for mark in marks):
        raise BadRequest(ANOTHER)
    return not marks


def _rows(shape: Shape) -> list[Row]:
    table = _table(shape)
    return [dict(row) for row in db.session.execute(select(*(table.c[name] for name in shape.columns))).mappings()]


def _write(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        for start in range(0, len(outcome.new), BATCH):
            db.session.execute(insert(_table(outcome.shape)), outcome.new[start:start + BATCH])


def _follow_ids(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.new and 'id' in outcome.shape.columns:
            db.session.execute(text(GO_ON_AFTER[db.engine.dialect.name].format(_table(outcome.shape).name)))


def _counts(outcomes: Sequence[Outcome]) -> str:
    return ', '.join(f'{len(outcome.new)} {outcome.shape.plural}' for outcome in outcomes)


def _table(shape: Shape) -> Table:
    named = {'resident': 'unit_user', 'community setting': 'community_setting', 'job setting': 'job_setting'}
    return tables.metadata.tables[named.get(shape.name, shape.name)]
