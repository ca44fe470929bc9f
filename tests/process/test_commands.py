"""The commands, as an operator types them."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.running import call

AWAY = 'mongodb://127.0.0.1:1/apis'


def test_commands_that_serve_nothing_need_neither_key_nor_mongodb(tmp_path: Path) -> None:
    settings = {'MONGODB_URI': AWAY, 'PRODUCTION': '1'}
    assert call(tmp_path, 'upgrade', **settings).stdout == 'the SQL schema is up to date\n'
    loaded = call(tmp_path, 'load-example', **settings)
    assert loaded.stdout.startswith('the example is loaded: oss_community > oss_cluster > E001, E002, E003, E004')
    assert call(tmp_path, 'create-user', 'vera', '--password', 'a long word', **settings).stdout == 'user vera is registered\n'
    assert call(tmp_path, 'set-password', 'vera', stdin='another word\n', **settings).stdout == 'user vera has another password\n'


def test_production_is_not_served_without_a_key(tmp_path: Path) -> None:
    refused = call(tmp_path, 'run', '--port', '0', PRODUCTION='1')
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[1:] == ['  SERVICE_CENTER_SECRET_KEY: must be set when SERVICE_CENTER_PRODUCTION is on']


def test_an_upgrade_leaves_an_empty_schema(tmp_path: Path) -> None:
    call(tmp_path, 'upgrade')
    made = call(tmp_path, 'create-user', 'admin', '--password', 'a long word')
    assert made.returncode == 0, made.stderr  # nobody has the name


def test_the_example_is_loaded_once_and_never_over_something_else(registered: Path) -> None:
    again = call(registered, 'load-example')
    assert again.returncode == 0
    assert again.stdout == 'the example stays out: there are communities or users already\n'


def test_the_database_is_made_where_the_setting_says(tmp_path: Path) -> None:
    made = call(tmp_path, 'upgrade', DATABASE_URL=f'sqlite:///{tmp_path}/deep/down/center.sqlite3')
    assert made.returncode == 0, made.stderr
    assert (tmp_path / 'deep/down/center.sqlite3').exists()


WRITING = [
    ['create-user', 'vera', '--password', 'a long word'], ['set-password', 'admin', '--password', 'another word'], ['load-example'],
    ['job', 'purge'],
]


@pytest.mark.parametrize('words', WRITING)
def test_nothing_is_written_into_a_database_that_a_newer_version_made(registered: Path, words: list[str]) -> None:
    with closing(sqlite3.connect(registered / 'center.sqlite3')) as database, database:
        database.execute('UPDATE alembic_version SET version_num = "9999"')
        before = list(database.iterdump())
    refused = call(registered, *words)
    assert refused.returncode == 1
    assert refused.stderr.startswith('service-center: the database was made by a newer version of the Service Center')
    with closing(sqlite3.connect(registered / 'center.sqlite3')) as database:
        assert list(database.iterdump()) == before


@pytest.mark.parametrize('words', [['check'], *WRITING])
def test_a_database_that_is_not_there_is_not_made_by_asking_for_it(tmp_path: Path, words: list[str]) -> None:
    refused = call(tmp_path, *words)
    assert refused.returncode == 1
    assert 'run `service-center upgrade`' in refused.stdout + refused.stderr
    assert not list(tmp_path.glob('center.sqlite3*'))


@pytest.mark.parametrize(('words', 'said'), [
    (['create-user', 'admin', '--password', 'x'], 'There is “admin” already.'),
    (['create-user', 'vera v', '--password', 'x'], 'A user name is made of letters, digits and @ . + - _ only.'),
    (['create-user', 'vera', '--password', '12345'], 'This password is too short: it has to have at least 8 characters. '
        'This password is made of digits only. This password is one that many people use.'),
    (['set-password', 'nobody', '--password', 'x'], 'there is no such user'),
    (['set-password', 'admin', '--password', 'admin-22'],
        'This password is too much like the user name, the names or the mail address.'),
])
def test_what_can_not_be_done_is_said_in_a_line(registered: Path, words: list[str], said: str) -> None:
    refused = call(registered, *words)
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, '', f'service-center: {said}\n')


def test_a_password_from_a_pipe_must_not_be_empty(registered: Path) -> None:
    assert call(registered, 'set-password', 'admin', stdin='').stderr == (
        'service-center: This password is too short: it has to have at least 8 characters.\n')


def test_check_names_what_does_not_answer(registered: Path) -> None:
    checked = call(registered, 'check', MONGODB_URI=AWAY)
    assert checked.returncode == 1
    assert checked.stdout.startswith('MongoDB: does not answer (127.0.0.1:1: ')


def test_check_calls_well_only_what_it_looked_at(registered: Path) -> None:
    checked = call(registered, 'check')
    assert checked.stdout == 'all is well: settings, database, servers, clock, jobs; no MongoDB is set: `run` makes a village up\n'
    assert checked.returncode == 0


def test_check_says_that_the_schema_is_missing(tmp_path: Path) -> None:
    checked = call(tmp_path, 'check', MONGODB_URI='memory://', DATABASE_URL=f'sqlite:///{tmp_path}/empty.sqlite3')
    assert checked.returncode == 1
    assert checked.stdout.startswith('database: the SQL schema is not there or not up to date: run `service-center upgrade`\n')


def test_wrong_settings_are_named_all_together_and_logged(tmp_path: Path) -> None:
    refused = call(tmp_path, 'check', TIME_ZONE='Mars', PROXY_HOPS='many', MONGODB_URI='x')
    assert refused.returncode == 1
    assert set(refused.stderr.splitlines()[1:]) == {
        '  SERVICE_CENTER_MONGODB_URI: must begin with mongodb:// or be memory://',
        '  SERVICE_CENTER_TIME_ZONE: must be an IANA time zone such as Asia/Tokyo',
        '  SERVICE_CENTER_PROXY_HOPS: must be a whole number',
    }
    log = tmp_path / 'warning.log'
    assert 'SERVICE_CENTER_TIME_ZONE: must be an IANA time zone' in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize('words', [['run', '--port', 'http'], ['fly'], ['load'], ['load', '/nowhere'], ['replay', '.', '--speed', '0']])
def test_a_call_whose_words_are_off_explains_itself(tmp_path: Path, words: list[str]) -> None:
    called = call(tmp_path, *words)
    assert called.returncode == 2
    assert 'Usage: ' in called.stderr
