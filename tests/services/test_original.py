"""A database of the original is read at one instant, and nothing is written; what is none is refused in a sentence."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from service_center.domain.errors import BadRequest
from service_center.domain.original import Original
from service_center.services import original

SAMPLE = Path(__file__).parent / 'samples' / 'original-example.sqlite3'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / 'original.sqlite3')
    return tmp_path / 'original.sqlite3'


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(original, 'WAIT_SEC', 0.05)


def users(found: Original) -> list[object]:
    return [row['username'] for row in found.tables['core_user']]


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize('name', ['a b.db', 'a?mode=rwc&x#y%41.db', 'é.db'])
def test_a_file_is_read_whatever_its_name(path: Path, name: str) -> None:
    found = original.read(path.rename(path.parent / name))
    assert (found.begun, len(users(found))) == ('2026-11-23 05:19:13.759160', 6)
    assert os.listdir(path.parent) == [name]


@pytest.mark.parametrize('journal', ['delete', 'wal'])
def test_nothing_is_written_into_it_nor_beside_it(path: Path, journal: str) -> None:
    change(path, f'PRAGMA journal_mode={journal}')
    before = path.read_bytes()
    original.read(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize('journal', ['delete', 'wal'])
def test_a_database_that_is_being_written_is_read_as_it_was_committed(path: Path, journal: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute(f'PRAGMA journal_mode={journal}')
        writer.execute("UPDATE core_user SET username = 'kept' WHERE id = 2")
        writer.execute('BEGIN')
        writer.execute("UPDATE core_user SET username = 'half done' WHERE id = 1")
        assert users(original.read(path))[:2] == ['admin', 'kept']


def test_one_that_is_locked_is_tried_again_later(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute('BEGIN EXCLUSIVE')
        with pytest.raises(BadRequest, match='somebody is writing into the database: stop the original, and try again'):
            original.read(path)


def test_one_whose_last_write_was_broken_off_is_left_to_its_owner(path: Path) -> None:
    dead = path.parent / 'dead.sqlite3'
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute('PRAGMA cache_size=2')  # so that the write reaches the file before it is committed
        writer.execute('BEGIN')
        writer.execute('UPDATE scenario_scenario SET data = data || hex(zeroblob(200000))')
        for end in ('', '-journal'):
            shutil.copy(f'{path}{end}', f'{dead}{end}')
    before = dead.read_bytes()
    with pytest.raises(BadRequest, match='a write into the database was broken off: open it once'):
        original.read(dead)
    assert dead.read_bytes() == before


NO_ORIGINALS: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.unlink(), 'there is no such file'),
    (lambda path: (path.unlink(), path.mkdir()), 'there is no such file'),
    (lambda path: path.write_bytes(b''), 'this is no database of the original Service Center'),
    (lambda path: path.write_bytes(b'{"users": []}' * 99), 'this is no SQLite database'),
    (lambda path: path.write_bytes(path.read_bytes()[:9000]), 'the database can\'t be read (database disk image is malformed)'),
    (lambda path: change(path, 'PRAGMA writable_schema=ON', "DELETE FROM sqlite_master WHERE type = 'index'"), 'the file is damaged'),
    (lambda path: change(path, 'DROP TABLE django_migrations'), 'this is no database of the original Service Center'),
    (lambda path: change(path, "DELETE FROM django_migrations WHERE app = 'community'"),
        'this is no database of the original Service Center'),
    (lambda path: change(path, "DELETE FROM django_migrations WHERE name = '0003_auto_20200923_1533'"),
        "another version of the original: it lacks migration 'monitoring 0003_auto_20200923_1533'"),
    (lambda path: change(path, "INSERT INTO django_migrations VALUES (99, 'scenario', '0002_' || char(27), '2027-01-01')"),
        "another version of the original: it has the unknown migration 'scenario 0002_\\x1b'"),
    (lambda path: change(path, 'ALTER TABLE core_user RENAME COLUMN email TO mail'),
        'another version of the original: core_user has no email'),
    (lambda path: change(path, 'DROP TABLE scenario_choice'), 'another version of the original: scenario_choice has no id'),
    (lambda path: change(path, 'ALTER TABLE scenario_choice RENAME TO x', 'CREATE VIEW scenario_choice AS SELECT * FROM x'),
        'of the original: scenario_choice has no id'),
]


@pytest.mark.parametrize(('spoil', 'why'), NO_ORIGINALS, ids=[why for _, why in NO_ORIGINALS])
def test_what_is_no_database_of_the_original_is_refused_in_a_sentence(path: Path, spoil: Callable[[Path], object], why: str) -> None:
    spoil(path)
    with pytest.raises(BadRequest) as refused:
        original.read(path)
    assert str(refused.value).startswith(f'{path}: ')
    assert why in str(refused.value)
    assert '\n' not in str(refused.value)


def test_later_versions_of_django_are_none_of_our_business(path: Path) -> None:
    change(path, "INSERT INTO django_migrations VALUES (99, 'auth', '0012_alter_user_first_name_max_length', '2027-01-01')",
        'DROP TABLE django_session')
    found = original.read(path)
    assert len(users(found)) == 6
    assert found.not_taken == {'single rights of users': 0, 'groups': 0, 'memberships in groups': 0, "lines of the administrator's log": 0}
