"""A database that the original wrote, an SQLite file: read at one instant, and nothing written, neither into it nor beside it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from service_center.domain.errors import BadRequest
from service_center.domain.original import SHAPES, Original, Raw

WAIT_SEC = 5
WAL = b'\2\2'  # bytes 18 and 19 of the file: its journal is a file of its own
# the state that version of the original had which is known here; Django's own tables may be of any version that has the columns
MIGRATIONS = {
    ('core', '0001_initial'),
    ('community', '0001_initial'),
    ('community', '0002_auto_20200713_1409'),
    ('monitoring', '0001_initial'),
    ('monitoring', '0002_communitysetting_jobsetting'),
    ('monitoring', '0003_auto_20200923_1533'),
    ('scenario', '0001_initial'),
}
APPS = {app for app, _ in MIGRATIONS}
RIGHTS, GROUPS = 'core_user_user_permissions', 'core_user_groups'
NOT_TAKEN = {
    RIGHTS: 'single rights of users',
    'auth_group': 'groups',
    GROUPS: 'memberships in groups',
    'django_session': 'sessions: everybody logs in once more',
    'django_admin_log': 'lines of the administrator\'s log',
}

# what SQLite says, and what an operator should do
WHY = {
    'locked': 'somebody is writing into the database: stop the original, and try again',
    'not a database': 'this is no SQLite database',
    'readonly': 'a write into the database was broken off: open it once with `sqlite3 FILE .tables`, which takes that back, and try again',
}


def read(path: Path) -> Original:
    """Read a database of the original; raises BadRequest that says in a sentence why it can't be read, or is none."""
    if not path.is_file():
        raise BadRequest(f'{path}: there is no such file')
    try:
        with closing(_opened(path)) as connection:
            return _read(path, connection)
    except (sqlite3.Error, OSError) as error:
        raise BadRequest(f'{path}: {_why(error)}') from error


def _opened(path: Path) -> sqlite3.Connection:
    with path.open('rb') as file:
        is_wal = file.read(20)[18:] == WAL
    # a finished database with a journal of its own would get files beside it from whoever merely reads it
    is_at_rest = is_wal and not Path(f'{path}-wal').exists()
    mode = 'immutable=1' if is_at_rest else 'mode=ro'
    connection = sqlite3.connect(f'{path.absolute().as_uri()}?{mode}', uri=True, timeout=WAIT_SEC, isolation_level=None)
    connection.text_factory = lambda text: text.decode('utf-8', 'surrogateescape')
    connection.row_factory = lambda cursor, row: {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
    return connection


def _read(path: Path, connection: sqlite3.Connection) -> Original:
    connection.execute('PRAGMA trusted_schema=OFF')
    connection.execute('BEGIN')  # all that follows is of one instant
    if connection.execute('PRAGMA quick_check(1)').fetchone()['quick_check'] != 'ok':
        raise BadRequest(f'{path}: the file is damaged: take a backup, or let `sqlite3 {path} .recover` save what there is')
    there = {str(row['name']) for row in connection.execute('SELECT name FROM sqlite_master WHERE type = \'table\'')}
    begun = _begun(path, connection, there)
    return Original(
        begun=begun,
        tables={shape.table: _rows(path, connection, there, shape.table, shape.columns) for shape in SHAPES},
        rights=Counter(row['user_id'] for table in (RIGHTS, GROUPS) if table in there for row in _all(connection, table)),
        not_taken={words: len(_all(connection, table)) for table, words in NOT_TAKEN.items() if table in there},
    )


def _begun(path: Path, connection: sqlite3.Connection, there: set[str]) -> str:
    """Make sure that this is the original, in the state that is known, and say when it was set up: that tells databases apart."""
    rows = _rows(path, connection, there, 'django_migrations', ('app', 'name', 'applied')) if 'django_migrations' in there else []
    applied = {(row['app'], row['name']) for row in rows if row['app'] in APPS}
    if {app for app, _ in applied} != APPS:
        raise BadRequest(f'{path}: this is no database of the original Service Center')
    for words, names in (('lacks', MIGRATIONS - applied), ('has the unknown', applied - MIGRATIONS)):
        if names:
            listed = ', '.join(sorted(f'{app} {name}' for app, name in names))
            raise BadRequest(f'{path}: the database is of another version of the original: it {words} migration {listed!a}')
    return min(str(row['applied']) for row in rows)


def _rows(path: Path, connection: sqlite3.Connection, there: set[str], table: str, columns: Iterable[str]) -> list[Raw]:
    has = {row['name'] for row in connection.execute(f'PRAGMA table_info({table})')} if table in there else set()  # a view is no table
    missing = [column for column in columns if column not in has]
    if missing:
        raise BadRequest(f'{path}: the database is of another version of the original: {table} has no {missing[0]}')
    return _all(connection, table)


def _all(connection: sqlite3.Connection, table: str) -> list[Raw]:
    return connection.execute(f'SELECT * FROM {table}').fetchall()  # noqa: S608 - a name of this module


def _why(error: Exception) -> str:
    said = str(error)
    return next((words for part, words in WHY.items() if part in said), f'the database can\'t be read ({said})')
