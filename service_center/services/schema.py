"""The SQL schema: where it stands, and how it is brought up to date."""

from pathlib import Path

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service_center.config import ROOT
from service_center.domain.errors import BadRequest
from service_center.extensions import db

MIGRATIONS = ROOT / 'migrations'
MISSING = 'the SQL schema is not there or not up to date: run `service-center upgrade`'
NEWER = 'the database was made by a newer version of the Service Center: run that version, or restore the backup from before its upgrade'


def problem() -> str | None:
    """Say in a sentence what is wrong with the schema, None if it is the one that this version wants; raises SQLAlchemyError."""
    file = _sqlite_file()
    if file and file.parent.is_dir() and not file.exists():
        return MISSING  # to connect would make it, for everyone to read
    with db.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(str(MIGRATIONS))
    if revision == scripts.get_current_head():
        return None
    known = {script.revision for script in scripts.walk_revisions()}
    return NEWER if revision is not None and revision not in known else MISSING


def upgrade() -> None:
    """Bring the schema up to date, from nothing or from any earlier version; raises BadRequest for one of a newer version."""
    _make_room()
    if problem() == NEWER:
        raise BadRequest(NEWER)
    flask_migrate.upgrade(directory=str(MIGRATIONS))


def _make_room() -> None:
    """Make an SQLite file that is not there yet, with its folder, for its owner only: it holds hashes and addresses."""
    file = _sqlite_file()
    if file:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)


def _sqlite_file() -> Path | None:
    url = db.engine.url
    is_file = url.get_backend_name() == 'sqlite' and url.database and url.database != ':memory:'
    return Path(str(url.database)) if is_file else None
