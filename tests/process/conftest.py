"""The example, loaded by its commands once; each test has a copy of its own."""

import shutil
from pathlib import Path

import pytest

from tests.process.running import call


@pytest.fixture(scope='session')
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('loaded')
    for command in ('upgrade', 'load-example'):
        done = call(folder, command)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def registered(loaded: Path, tmp_path: Path) -> Path:
    """A folder with a database that is up to date and holds the example."""
    for file in loaded.glob('center.sqlite3*'):
        shutil.copy2(file, tmp_path)
    return tmp_path
