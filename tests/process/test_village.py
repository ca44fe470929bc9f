"""The village beside `service-center run`: it trades within two minutes, and takes troubles from another terminal."""

import json
from pathlib import Path

from service_center.village.faults import FAULTS
from tests.process.running import call, running


def test_without_a_running_village_there_is_nobody_to_give_a_fault(registered: Path) -> None:
    refused = call(registered, 'village', 'well')
    assert refused.returncode == 1
    assert refused.stderr.startswith('service-center: no village is running here: ')


def test_a_fault_that_there_is_not_is_refused_with_those_that_there_are(registered: Path) -> None:
    refused = call(registered, 'village', 'earthquake')
    assert refused.returncode == 2
    assert all(name in refused.stderr for name in FAULTS)


def test_every_fault_can_be_given_and_taken_back(registered: Path) -> None:
    with running(registered) as service:
        for name in FAULTS:
            assert call(registered, 'village', name).returncode == 0
        assert service.end() == 0
    assert not list(registered.glob('*.village'))
    assert 'a step of the village failed' not in (registered / 'warning.log').read_text()


def test_a_large_village_registers_its_houses(registered: Path) -> None:
    with running(registered, 'run', '--port', '0', '--units', '30') as service:
        told = service.get_as('admin', '/api/staff/community/outline')
        assert service.end() == 0
    units = json.loads(told)['communities']['oss_community']['clusters']['oss_cluster']['units']
    assert len(units) == 30
