"""The day of the move, as an operator lives it: a new database, a dry run, the import, the old passwords, the way back."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.running import ROOT, call, environment, running

SAMPLE = Path(__file__).parent.parent / 'services' / 'samples' / 'original-example.sqlite3'
KILLED_HALF_WAY = '''
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from service_center.app import create_app
from service_center.extensions import db
from service_center.lib import clock
from service_center.services import importing

def kill(connection, cursor, statement, *_):
    if statement.startswith('INSERT INTO scenario'):
        os.kill(os.getpid(), signal.SIGKILL)

with create_app().app_context():
    event.listen(db.engine, 'before_cursor_execute', kill)
    importing.import_original(Path(sys.argv[1]), clock.now())
'''


@pytest.fixture(scope='session')
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('upgraded')
    assert call(folder, 'upgrade').returncode == 0
    return folder


@pytest.fixture
def empty(upgraded: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder with an empty database that is up to date."""
    for file in upgraded.glob('center.sqlite3*'):
        shutil.copy2(file, tmp_path)
    yield tmp_path
    assert not list(SAMPLE.parent.glob('original-example.sqlite3?*')), 'something was written beside the original'


def test_a_dry_run_the_import_and_a_second_one(empty: Path) -> None:
    tried = call(empty, 'import-original', str(SAMPLE), '--dry-run')
    assert (tried.returncode, tried.stdout.splitlines()[0], tried.stdout.splitlines()[-1]) == (
        0, 'users: 6 came over', 'dry run: nothing was kept')
    done = call(empty, 'import-original', str(SAMPLE))
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == tried.stdout.removesuffix('dry run: nothing was kept\n')
    again = call(empty, 'import-original', str(SAMPLE))
    assert again.stdout.startswith('users: 0 came over, 6 were here already\n')
    assert call(empty, 'load-example').stdout == 'the example stays out: there are communities or users already\n'


def test_what_came_over_is_served_to_those_who_know_their_old_passwords(empty: Path) -> None:
    assert call(empty, 'import-original', str(SAMPLE)).returncode == 0
    with running(empty, MONGODB_URI='memory://') as service:
        for _ in ('with the old hash', 'with the new one'):
            assert '"oss_cluster"' in service.get_as('e001', '/api/resident/community/outline')
        assert '"E004"' in service.get_as('admin', '/api/staff/community/outline?communityId=oss_community&clusterId=oss_cluster')
        assert service.end() == 0


def test_an_import_that_is_killed_leaves_an_empty_database_to_begin_with_again(empty: Path) -> None:
    died = subprocess.run(
        [sys.executable, '-c', KILLED_HALF_WAY, str(SAMPLE)], cwd=ROOT, env=environment(empty), capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert call(empty, 'import-original', str(SAMPLE)).stdout.startswith('users: 6 came over\n')


@pytest.mark.parametrize(('path', 'said'), [
    ('nowhere', 'nowhere: there is no such file'),
    ('.', '.: there is no such file'),
    ('center.sqlite3', 'center.sqlite3: this is no database of the original Service Center'),
    ('text', 'text: this is no SQLite database'),
])
def test_what_can_not_be_moved_in_is_said_in_a_sentence(empty: Path, path: str, said: str) -> None:
    (empty / 'text').write_text('no database\n')
    refused = call(empty, 'import-original', path)
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, '', f'service-center: {said}\n')


def test_a_database_with_the_example_is_not_moved_into(registered: Path) -> None:
    refused = call(registered, 'import-original', str(SAMPLE))
    assert (refused.returncode, refused.stdout) == (1, '')
    assert refused.stderr.endswith(
        'begin with an empty database – set SERVICE_CENTER_DATABASE_URL to a new one, run `service-center upgrade`, '
        'and neither `load-example` nor `create-user`\n')


def test_without_a_schema_the_operator_is_told_how_to_get_one(tmp_path: Path) -> None:
    assert call(tmp_path, 'import-original', str(SAMPLE)).stderr == (
        'service-center: the SQL schema is not there or not up to date: run `service-center upgrade`\n')
