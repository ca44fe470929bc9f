"""Worker and beat as processes of their own: they log why they did not start, and do what beat says."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.running import ROOT, call, environment


def celery(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, '-m', 'celery', '--app', 'wsgi:celery', *words], cwd=ROOT, env=environment(folder, **settings),
        capture_output=True, text=True, check=False, timeout=60,
    )


@pytest.mark.parametrize('role', ['worker', 'beat'])
def test_a_role_that_must_not_start_says_why_in_the_log(tmp_path: Path, role: str) -> None:
    refused = celery(tmp_path, role, PRODUCTION='1')
    assert refused.returncode != 0
    assert 'not started : SERVICE_CENTER_SECRET_KEY: must be set' in (tmp_path / 'warning.log').read_text()


def test_the_worker_knows_every_job_of_the_schedule(tmp_path: Path) -> None:
    assert call(tmp_path, 'upgrade').returncode == 0
    probe = (
        'from wsgi import celery; celery.loader.import_default_modules(); '
        'print(sorted({e["task"] for e in celery.conf.beat_schedule.values()} - set(celery.tasks)))'
    )
    asked = subprocess.run(
        [sys.executable, '-c', probe], cwd=ROOT, env=environment(tmp_path, MONGODB_URI='memory://'),
        capture_output=True, text=True, check=False,
    )
    assert asked.stdout.strip() == '[]', asked.stderr


def test_a_log_file_that_can_not_be_written_is_named_with_its_setting(tmp_path: Path) -> None:
    for refused in (call(tmp_path, 'upgrade', WARNING_LOG=str(tmp_path)), celery(tmp_path, 'worker', WARNING_LOG=str(tmp_path))):
        assert refused.returncode != 0
        assert f'SERVICE_CENTER_WARNING_LOG: {tmp_path} can\'t be written: Is a directory' in refused.stderr
        assert 'Traceback' not in refused.stderr
