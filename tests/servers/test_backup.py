"""What docs/operations.md says of backup and restore works: what was registered is there again."""

import sqlite3
import subprocess
from pathlib import Path

from tests.process.running import call
from tests.servers import real

TAKEN = 'service-center: There is “vera” already.\n'


def register(folder: Path, **settings: str) -> None:
    assert call(folder, 'upgrade', **settings).returncode == 0
    assert call(folder, 'create-user', 'vera', '--password', 'a long word', **settings).returncode == 0


def lose_and_ask(folder: Path, **settings: str) -> str:
    """Ask whether the user is there by trying to register the name again."""
    return call(folder, 'create-user', 'vera', '--password', 'x', **settings).stderr


def test_sqlite(tmp_path: Path) -> None:
    register(tmp_path)
    file, backup = tmp_path / 'center.sqlite3', tmp_path / 'backup.sqlite3'
    with sqlite3.connect(file) as source, sqlite3.connect(backup) as copy:  # as `sqlite3 FILE ".backup BACKUP"` does
        source.backup(copy)
    copy.close()
    source.close()
    for lost in tmp_path.glob('center.sqlite3*'):
        lost.unlink()
    backup.rename(file)
    assert lose_and_ask(tmp_path) == TAKEN


def test_postgresql(tmp_path: Path) -> None:
    with real.postgres(tmp_path) as url:
        binaries = sorted(Path('/usr/lib/postgresql').glob('*/bin'))[-1]
        where = ['--host', '127.0.0.1', '--port', url.rpartition(':')[2].partition('/')[0], '--username', 'postgres']
        dump = tmp_path / 'center.dump'
        register(tmp_path, DATABASE_URL=url)
        subprocess.run([binaries / 'pg_dump', *where, '--format=custom', '--file', dump, 'postgres'], check=True)
        assert call(tmp_path, 'set-password', 'vera', '--password', 'a lost word', DATABASE_URL=url).returncode == 0
        subprocess.run([binaries / 'pg_restore', *where, '--clean', '--if-exists', '--dbname', 'postgres', dump], check=True)
        assert lose_and_ask(tmp_path, DATABASE_URL=url) == TAKEN
