"""Every recorded case of the interface, in-process and over a real socket."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

from tests.contract.target import Target, in_process, over_socket

OURS = Path(__file__).parent
CASES = Path(os.environ.get('CONTRACT_CASES') or OURS).resolve()
HTTP = {'contract-http-1', 'contract-sequence-1'}
JOBS = {'contract-downtime-1', 'contract-monitoring-1'}


def _reader() -> ModuleType:
    """The cases' own reader is the authority on how answers are compared."""
    spec = importlib.util.spec_from_file_location('contract_replay', CASES / 'replay.py')
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


replay = _reader()
SINGLE = sorted((CASES / 'http').glob('*.json'))
SEQUENCES = sorted((CASES / 'http' / 'sequences').glob('*.json'))


def job_cases(kind: str) -> list[Any]:
    """All cases of one of the formats of JOBS, in whatever files they are."""
    files = [path for path in sorted((CASES / 'jobs').glob('*.json')) if replay.load(path)['format'] == kind]
    return [pytest.param(case, id=case['id']) for path in files for case in replay.job_cases(path)]


@pytest.fixture(params=[in_process, over_socket], ids=['in-process', 'over-http'])
def target(request: pytest.FixtureRequest, app: Flask, quick_hashes: object) -> Iterator[Target]:
    with request.param(app, CASES / 'dataset') as found:
        yield found


@pytest.mark.parametrize('path', SINGLE, ids=lambda p: p.stem)
def test_single_requests_are_answered_as_recorded(path: Path, target: Target) -> None:
    _all_hold(replay.run_cases(path, target), len(replay.load(path)['cases']))


@pytest.mark.parametrize('path', SEQUENCES, ids=lambda p: p.stem)
def test_sequences_run_as_recorded(path: Path, target: Target) -> None:
    _all_hold(replay.run_sequences(path, target), len(replay.load(path)['sequences']))


def test_there_are_cases_to_play() -> None:
    documents = [replay.load(path) for path in (*SINGLE, *SEQUENCES, *(CASES / 'jobs').glob('*.json'))]
    assert any(document.get('cases') or document.get('sequences') for document in documents), f'no cases in {CASES}'
    formats = {document['format'] for document in documents if document['format'] not in HTTP}
    assert formats <= JOBS, f'nothing here plays {sorted(formats - JOBS)}'


def _all_hold(played: Iterator[tuple[str, list[str]]], count: int) -> None:
    results = list(played)
    broken = [f'{case}: {"; ".join(problems)}' for case, problems in results if problems]
    assert len(results) == count
    assert not broken, f'{len(broken)} of {len(results)} cases differ:\n' + '\n'.join(broken[:40])
