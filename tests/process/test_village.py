"""The village beside `service-center run`: it trades within two minutes, and takes troubles from another terminal."""

import json
from pathlib import Path

import pytest

from service_center.village.faults import FAULTS
from tests.process.running import call, running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert call(tmp_path, 'upgrade').returncode == 0
    assert call(tmp_path, 'load-example').returncode == 0
    return tmp_path


def test_without_a_running_village_there_is_nobody_to_give_a_fault(folder: Path) -> None:
    refused = call(folder, 'village', 'well')
    assert refused.returncode == 1
    assert refused.stderr.startswith('service-center: no village is running here: ')


def test_a_fault_that_there_is_not_is_refused_with_those_that_there_are(folder: Path) -> None:
    refused = call(folder, 'village', 'earthquake')
    assert refused.returncode == 2
    assert all(name in refused.stderr for name in FAULTS)


def test_every_fault_can_be_given_and_taken_back(folder: Path) -> None:
    with running(folder) as service:
        for name in FAULTS:
            assert call(folder, 'village', name).returncode == 0
        assert service.end() == 0
    assert not list(folder.glob('*.village'))
    assert 'a step of the village failed' not in (folder / 'warning.log').read_text()


def test_a_large_village_registers_its_houses(folder: Path) -> None:
    with running(folder, 'run', '--port', '0', '--units', '30') as service:
        told = service.get_as('admin', '/api/staff/community/outline')
        assert service.end() == 0
    units = json.loads(told)['communities']['oss_community']['clusters']['oss_cluster']['units']
    assert len(units) == 30
