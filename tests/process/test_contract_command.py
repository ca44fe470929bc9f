"""`make contract CASES=DIR` on a folder that is not ours: what is there is played, and what is false is named."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from service_center.config import ROOT
from tests.contract.target import TABLES, Target

OURS = ROOT / 'tests' / 'contract'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few cases in a folder with blanks in its name, on a data set without choices and failures."""
    folder = tmp_path / "other people's cases"
    shutil.copytree(OURS / 'dataset', folder / 'dataset')
    shutil.copy(OURS / 'replay.py', folder)
    for table in ('choice', 'failure'):
        (folder / 'dataset' / f'sql_{table}.json').write_text('[]')
    _keep(folder, 'jobs/downtime_cases.json', 'cases', 2)
    _keep(folder, 'http/core.login.json', 'cases', 0)
    never_chosen = next(s for s in _read('http/sequences/choose.json')['sequences'] if s['id'] == 'seq/choose-never-chosen')
    never_chosen['state_after']['choice'] = [never_chosen['state_after']['choice'][-1] | {'id': 1}]
    _write(folder, 'http/sequences/choose.json', _read('http/sequences/choose.json') | {'sequences': [never_chosen]})
    return folder


def test_what_is_there_is_played_wherever_it_is_and_a_false_case_is_named(folder: Path) -> None:
    _keep(folder, 'http/core.session.json', 'cases', 2)
    false = json.loads((folder / 'http/core.session.json').read_text('utf-8'))
    false['cases'][1]['response']['body'] = 'login wanted'
    _write(folder, 'http/core.session.json', false)
    played = _make_contract(os.path.relpath(folder, ROOT))
    assert played.returncode == 2
    assert '1 of 2 cases differ' in played.stdout
    assert f"{false['cases'][1]['id']}: body: 'login required', expected 'login wanted'" in played.stdout
    assert re.search('2 failed, [0-9]+ passed', played.stdout), 'in-process and over a socket, and nothing else'


@pytest.mark.parametrize(('node', 'ci', 'is_run'), [(None, '', False), (None, 'true', True), ('/usr/bin/node', '', True)])
def test_without_node_scripts_are_read_and_not_run(
    app: Flask, monkeypatch: pytest.MonkeyPatch, node: str | None, ci: str, is_run: bool,
) -> None:
    monkeypatch.setattr(shutil, 'which', lambda _name: node)
    monkeypatch.setenv('CI', ci)
    assert hasattr(Target(app, OURS / 'dataset'), 'defined') == is_run


def test_tables_are_dumped_as_the_data_set_writes_them(app: Flask, quick_hashes: object) -> None:
    target = Target(app, OURS / 'dataset')
    target.reset()
    for table in TABLES:
        assert target.dump_table(table) == json.loads((OURS / 'dataset' / f'sql_{table}.json').read_text('utf-8'))


def _make_contract(cases: str) -> 'subprocess.CompletedProcess[str]':
    kept = {name: value for name, value in os.environ.items() if name not in ('MAKEFLAGS', 'MAKELEVEL', 'MFLAGS')}
    ours = kept | {'SERVICE_CENTER_TRUSTED_HOSTS': 'elsewhere.example'}  # what is set for a server is nothing to the cases
    command = ['make', 'contract', f'CASES={cases}']
    return subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, check=False, timeout=120)


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((OURS / name).read_text('utf-8'))
    return found


def _keep(folder: Path, name: str, what: str, count: int) -> None:
    _write(folder, name, _read(name) | {what: _read(name)[what][:count]})


def _write(folder: Path, name: str, document: dict[str, Any]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), 'utf-8')
