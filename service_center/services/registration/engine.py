"""Registering, changing and removing: one transaction each, with its row in the audit. What is stale, wrong or still needed is refused.

What is special about a table is said by a `Kind`; those are in the modules beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from service_center.domain.entries import Entry, Facts, Problems, differences, version_of
from service_center.domain.errors import Unacceptable, Unconfirmed
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.services.transaction import once_more, transaction

GONE = 'Somebody else has removed this in the meantime.'
STALE = 'Somebody else has changed this in the meantime: nothing was saved. Open it anew to see what it is like now.'
TURN = 7_301  # any number that nothing else of this database takes for a lock
LONGEST_WHAT = 512


@dataclass(frozen=True)
class Saved:
    """What was saved: its id, and what the one who did it should know."""

    id: int
    notes: tuple[str, ...] = ()


class Kind:
    """What is special about registering the rows of one table; the methods are called inside the transaction."""

    table: type[Any]
    hidden: Sequence[str] = ()  # facts that the audit names without showing them

    def facts(self, row: Any) -> Facts:
        """Say what a row is like: what the audit compares, and by what a stale form is known."""
        raise NotImplementedError

    def named(self, row: Any) -> str:
        """Name a row for the audit, so that it is known when the row is gone."""
        raise NotImplementedError

    def write(self, row: Any, entry: Entry, told: Problems, now: datetime) -> Sequence[str]:
        """Check an entry and put it into a row (without an id: a new one); gives the warnings that have to be confirmed."""
        raise NotImplementedError

    def hindrances(self, row: Any) -> list[str]:
        """Say why a row can't be removed."""
        return []

    def before_removal(self, row: Any) -> None:
        """Remove what is nothing without the row."""

    def notes(self, row: Any) -> list[str]:
        """Say what the one who saved a row should know."""
        return []

    def differences(self, before: Facts | None, after: Facts | None) -> tuple[str | None, str | None]:
        """Write for the audit what changed."""
        return differences(before, after, self.hidden)


def facts_of(kind: Kind, row: Any) -> tuple[Facts, str]:
    """Say what a row is like, and the version that a form about it carries."""
    facts = kind.facts(row)
    return facts, version_of(facts)


def register(kind: Kind, viewer: Viewer, entry: Entry, now: datetime, *, confirmed: bool = False) -> Saved:
    """Add a row; raises Unacceptable, Unconfirmed."""

    def work() -> Saved:
        with transaction():
            _take_turn()
            row = kind.table()
            _write(kind, row, entry, now, confirmed)
            db.session.add(row)
            db.session.flush()
            _record(kind, viewer, row, None, kind.facts(row), now)
            return Saved(row.id, tuple(kind.notes(row)))

    return once_more(work)


def change(kind: Kind, viewer: Viewer, row_id: int, version: str, entry: Entry, now: datetime, *, confirmed: bool = False) -> Saved:
    """Change a row as it was when `version` was drawn; raises Unacceptable, Unconfirmed."""

    def work() -> Saved:
        with transaction():
            row = _current(kind, row_id, version)
            before, what = kind.facts(row), kind.named(row)
            _write(kind, row, entry, now, confirmed)
            db.session.flush()
            _record(kind, viewer, row, before, kind.facts(row), now, what)
            return Saved(row.id, tuple(kind.notes(row)))

    return once_more(work)


def remove(kind: Kind, viewer: Viewer, row_id: int, version: str, now: datetime) -> None:
    """Remove a row that nothing needs any more; raises Unacceptable."""
    with transaction():
        row = _current(kind, row_id, version)
        hindrances = kind.hindrances(row)
        if hindrances:
            raise Unacceptable({'': hindrances})
        _record(kind, viewer, row, kind.facts(row), None, now)
        kind.before_removal(row)
        db.session.delete(row)


def _write(kind: Kind, row: Any, entry: Entry, now: datetime, confirmed: bool) -> None:
    told = Problems()
    with db.session.no_autoflush:  # nothing half entered reaches the database
        warnings = kind.write(row, entry, told, now)
    told.refuse()
    if warnings and not confirmed:
        raise Unconfirmed({'': list(warnings)})


def _current(kind: Kind, row_id: int, version: str) -> Any:
    _take_turn()
    db.session.expire_all()
    row = db.session.get(kind.table, row_id)
    if row is None:
        raise Unacceptable({'': [GONE]})
    if version_of(kind.facts(row)) != version:
        raise Unacceptable({'': [STALE]})
    return row


def _take_turn() -> None:
    """Let no other change of what is registered happen until the end of the transaction: what is read from now on is what counts."""
    # SQLite takes its lock for a write, whatever it writes
    locks: Any = update(Audit).where(Audit.id == 0).values(what=''), select(func.pg_advisory_xact_lock(TURN))
    db.session.execute(locks[db.engine.dialect.name != 'sqlite'])


def _record(
    kind: Kind, viewer: Viewer, row: Any, before: Facts | None, after: Facts | None, now: datetime, what: str | None = None,
) -> None:
    was, is_now = kind.differences(before, after)
    if was == is_now:
        return
    named = (what or kind.named(row))[:LONGEST_WHAT]
    db.session.add(Audit(at=now, who=viewer.username, what=named, before=was, after=is_now))


def count(question: Any) -> int:
    """Count what a question finds."""
    return db.session.scalar(select(func.count()).select_from(question.subquery())) or 0

