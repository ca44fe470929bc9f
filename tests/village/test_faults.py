"""What goes wrong on demand: each fault as its traces in the documents, and the mailbox through which it is asked for."""

import re
import stat
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service_center.domain.errors import BadRequest
from service_center.domain.recordings import Step
from service_center.village import faults
from service_center.village.deal import Deal, Stage
from service_center.village.faults import FAULTS, Mailbox, Request, request
from service_center.village.village import Village

Document = dict[str, Any]

START = datetime(2026, 11, 18, 3, tzinfo=UTC).timestamp()


@pytest.fixture
def village() -> Village:
    """A village in which deals run."""
    one = Village(seed=20, at=START - 6 * 3600)
    list(one.skip(START))
    one.step(START + 90)
    assert any(deal.stage == Stage.RUNNING for deal in one.cluster.grid.deals)
    return one


def of(steps: list[Step], label: str) -> list[Document]:
    return [step.document for step in steps if step.label == label]


def lived(village: Village, minutes: float) -> list[Step]:
    return village.step(village.at + minutes * 60)


def units(steps: list[Step]) -> Counter[str]:
    return Counter(document['oesunit']['id'] for document in of(steps, 'unit_data'))


def messages(steps: list[Step], beginning: str, unit_id: str | None = None) -> list[Document]:
    return [line for line in of(steps, 'apis_log') if line['message'].startswith(beginning) and unit_id in (None, line.get('unitId'))]


def a_running_deal(village: Village) -> Deal:
    return next(deal for deal in village.cluster.grid.deals if deal.stage == Stage.RUNNING)


def test_a_stopped_unit_is_missing_everywhere_until_all_is_well(village: Village) -> None:
    village.fault(faults.UNIT_STOPPED, 'E003')
    without = lived(village, 5)
    assert 'E003' not in units(without)
    assert not messages(without, 'uri : ', 'E003')
    assert messages(without, 'uri : ', 'E002')
    assert any('illegal member list : ["E001","E002","E004"]' in line['message'] for line in of(without, 'apis_log'))
    village.fault(faults.WELL)
    assert units(lived(village, 2))['E003'] == 4


def test_the_deals_of_a_stopped_unit_are_aborted_and_without_its_time_if_it_was_the_reference(village: Village) -> None:
    deal = a_running_deal(village)
    village.cluster.grid_master = deal.discharge_unit_id
    village.fault(faults.UNIT_STOPPED, deal.charge_unit_id)
    last = next(one for one in of(lived(village, 1), 'deal') if one['dealId'] == deal.deal_id and 'abortReason' in one)
    assert last['abortReason'].endswith(f'No handlers for address apis.{deal.charge_unit_id}.Controller.data')
    assert last['abortDateTime'] is None
    assert last['deactivateDateTime'] is not None


def test_without_the_unit_of_the_grid_master_two_reports_are_missing(village: Village) -> None:
    master = village.cluster.grid_master
    village.fault(faults.UNIT_STOPPED, master)
    first = lived(village, 1)
    assert not units(first)
    assert not messages(first, 'gridMasterUnitId : ')
    failed = [line for line in of(first, 'apis_log') if 'apis.GridMaster.data.all' in line['message']]
    assert [(line['programId'], line['loglevel']) for line in failed] == [('apis-ccc', 'SEVERE')] * 2
    later = lived(village, 2)
    assert set(units(later)) == {'E001', 'E002', 'E003', 'E004'} - {master}
    assert messages(later, 'gridMasterUnitId : ')


def test_without_apis_ccc_nothing_is_reported_and_the_units_complain(village: Village) -> None:
    deal = a_running_deal(village)
    village.fault(faults.CCC_STOPPED)
    without = lived(village, 60)
    assert not of(without, 'unit_data')
    assert not of(without, 'deal')
    assert not [line for line in of(without, 'apis_log') if line['programId'] == 'apis-ccc']
    complaints = [line for line in of(without, 'apis_log') if 'apis.ControlCenterClient.scenario' in line['message']]
    assert {line['unitId'] for line in complaints} == set(village.cluster.houses)
    assert messages(without, 'uri : ')
    assert deal.stage == Stage.OVER
    village.fault(faults.WELL)
    again = lived(village, 2)
    assert of(again, 'unit_data')
    assert deal.deal_id not in {one['dealId'] for one in of(again, 'deal')}  # its end was never written


def test_without_apis_log_there_are_no_lines_but_data(village: Village) -> None:
    village.fault(faults.LOG_STOPPED)
    without = lived(village, 2)
    assert not of(without, 'apis_log')
    assert of(without, 'unit_data')
    village.fault(faults.WELL)
    assert messages(lived(village, 1), 'uri : ')


@pytest.mark.parametrize(('name', 'program', 'unit_id'), [
    (None, 'apis-main', 'E001'), ('E002', 'apis-main', 'E002'), ('apis-ccc', 'apis-ccc', None), ('apis-log', 'apis-log', None),
])
def test_a_burst_is_twenty_severe_lines_of_whom_it_is_asked_of(
    village: Village, name: str | None, program: str, unit_id: str | None,
) -> None:
    village.fault(faults.SEVERE_BURST, name)
    severe = [line for line in of(lived(village, 5), 'apis_log') if line['loglevel'] == 'SEVERE' and line['programId'] == program]
    assert len(severe) == 20
    assert {line.get('unitId') for line in severe} == {unit_id}


def test_a_local_error_stops_the_deals_of_the_unit(village: Village) -> None:
    deal = a_running_deal(village)
    village.fault(faults.SEVERE_BURST, deal.charge_unit_id)
    last = next(one for one in of(lived(village, 0.5), 'deal') if one['dealId'] == deal.deal_id)
    assert last['abortReason'].startswith(f'["(HARDWARE:LOCAL:ERROR:{deal.charge_unit_id}) ')


def test_a_blocked_thread_is_warned_of_with_growing_times_and_ends_by_itself(village: Village) -> None:
    village.fault(faults.BLOCKED_THREAD, 'E002')
    steps = lived(village, 3)
    warnings = messages(steps, 'Thread Thread[vert.x-eventloop-thread-2,5,main] has been blocked for ', 'E002')
    blocked = [int(re.findall(r'for ([0-9]+) ms, time limit is 2000 ms', line['message'])[0]) for line in warnings]
    assert blocked == sorted(blocked)
    assert blocked[0] > 2000
    assert 50_000 < blocked[-1] <= 60_000
    assert {line['loggername'] for line in warnings} == {'io.vertx.core.impl.BlockedThreadChecker'}
    assert '\nio.vertx.core.VertxException: Thread blocked\n\tat java.base@17' in warnings[-1]['message']
    assert 20 <= len(messages(steps, 'uri : ', 'E002')) <= 26  # none of the minute


@pytest.mark.parametrize(('unit_id', 'stopped'), [(None, {'E001', 'E002', 'E003', 'E004'}), ('E002', {'E002'})])
def test_after_a_soft_stop_deals_run_out_and_none_begins(village: Village, unit_id: str | None, stopped: set[str]) -> None:
    before = {deal.deal_id for deal in village.cluster.grid.deals}
    village.fault(faults.SOFT_STOP, unit_id)
    steps = lived(village, 90)
    modes = {document['oesunit']['id']: document['apis']['operation_mode'] for document in of(steps, 'unit_data')}
    assert {one for one, mode in modes.items() if mode['effective'] == 'heteronomous'} == stopped
    assert modes['E002'] == {'global': 'autonomous' if unit_id else 'heteronomous', 'local': 'heteronomous' if unit_id else None,
                             'effective': 'heteronomous'}
    assert {document['oesunit']['id'] for document in of(steps, 'unit_data') if document['oesunit']['budo'] == '0'} == stopped
    assert {line['unitId'] for line in messages(steps, 'operationMode is not autonomous : heteronomous')} == stopped
    new = [deal for deal in of(steps, 'deal') if deal['dealId'] not in before]
    assert not [deal for deal in new if stopped & {deal['chargeUnitId'], deal['dischargeUnitId']}]
    village.fault(faults.WELL)
    assert {document['apis']['operation_mode']['effective'] for document in of(lived(village, 1), 'unit_data')} == {'autonomous'}


def test_a_soft_stop_of_all_is_set_by_apis_web(village: Village) -> None:
    village.fault(faults.SOFT_STOP)
    [said] = messages(lived(village, 0.2), 'setting global operationMode')
    assert (said['programId'], said['message']) == ('apis-web', 'setting global operationMode : heteronomous ...')
    assert 'unitId' not in said


def test_when_the_emulator_restarts_time_jumps_back(village: Village) -> None:
    deal = a_running_deal(village)
    before = of(lived(village, 1), 'unit_data')[-1]
    village.fault(faults.EMULATOR_RESTARTED)
    after = lived(village, 3)
    sets: dict[int, list[Document]] = {}
    for document in of(after, 'unit_data'):
        sets.setdefault(document['datasetId'], []).append(document)
    stale, *fresh = sets.values()
    assert before['time'] in {document['time'] for document in stale}  # the old state in a new set, then none, then the new time
    assert len(fresh) == 4
    assert {document['time'].year for one in fresh for document in one} == {2019}  # 2020-01-01 in Japan
    last = next(one for one in of(after, 'deal') if one['dealId'] == deal.deal_id)
    assert last['scramReason'].startswith('no voltage reference unit found ; master deal : {')
    assert last['scramDateTime'] < last['createDateTime']


def test_when_all_is_well_time_is_that_of_the_wall_and_no_deal_counts_years(village: Village) -> None:
    village.fault(faults.EMULATOR_RESTARTED)
    lived(village, 90)
    village.fault(faults.WELL)
    steps = lived(village, 60)
    assert {document['time'].year for document in of(steps, 'unit_data')} == {2026}
    assert max(deal.get('cumulateAmountWh', 0) for deal in of(steps, 'deal')) < 120


def test_all_can_be_well_again_for_one_unit_alone(village: Village) -> None:
    for unit_id in ('E002', 'E003'):
        village.fault(faults.UNIT_STOPPED, unit_id)
    lived(village, 3)
    village.fault(faults.WELL, 'E003')
    assert set(units(lived(village, 2))) == {'E001', 'E003', 'E004'}


@pytest.mark.parametrize('fault', FAULTS)
def test_every_fault_can_be_switched_on_twice_and_survived(village: Village, fault: str) -> None:
    for _ in range(2):
        village.fault(fault)
        lived(village, 2)
    village.fault(faults.WELL)
    lived(village, 3)
    assert set(units(lived(village, 2))) == {'E001', 'E002', 'E003', 'E004'}


@pytest.mark.parametrize(('fault', 'unit_id'), [('earthquake', None), (faults.UNIT_STOPPED, 'E009'), (faults.UNIT_STOPPED, 'apis-ccc')])
def test_what_there_is_not_is_refused(village: Village, fault: str, unit_id: str | None) -> None:
    with pytest.raises(BadRequest, match='there is no'):
        village.fault(fault, unit_id)


def test_all_units_may_stop_and_come_back(village: Village) -> None:
    for unit_id in village.cluster.houses:
        village.fault(faults.UNIT_STOPPED, unit_id)
    assert not units(lived(village, 5))
    village.fault(faults.WELL)
    assert set(units(lived(village, 3))) == set(village.cluster.houses)


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    box = Mailbox(tmp_path / 'var' / 'village.faults')
    box.open()
    return box


def test_a_mailbox_hands_out_each_request_once_in_order(mailbox: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    request(path, faults.UNIT_STOPPED, 'E002')
    request(path, faults.WELL)
    assert mailbox.take() == [Request(faults.UNIT_STOPPED, 'E002'), Request(faults.WELL)]
    assert mailbox.take() == []
    request(path, faults.SOFT_STOP)
    assert mailbox.take() == [Request(faults.SOFT_STOP)]


def test_only_its_owner_may_use_a_mailbox(mailbox: Mailbox, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / 'var' / 'village.faults').stat().st_mode) == 0o600


def test_what_is_not_whole_waits_and_what_says_nothing_is_left_out(mailbox: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    with path.open('ab') as file:
        file.write(b'\xff\n[]\n{"fault": "earthquake"}\n{"fault": "well", "unit": 5}\n{"fault": "wel')
        file.flush()
        assert mailbox.take() == [Request(faults.WELL)]
        file.write(b'l"}\n')
        file.flush()
        assert mailbox.take() == [Request(faults.WELL)]


def test_endless_rubbish_does_not_fill_the_memory(mailbox: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    path.write_bytes(b'x' * 200_000 + b'\n{"fault": "well"}\n')
    assert [one for _ in range(5) for one in mailbox.take()] == [Request(faults.WELL)]


def test_requests_to_a_village_before_are_forgotten(mailbox: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    request(path, faults.WELL)
    another = Mailbox(path)
    another.open()
    assert another.take() == []


def test_a_unit_that_the_village_has_not_is_refused_to_who_asks(mailbox: Mailbox, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    mailbox.open(['E001', 'E002'])
    with pytest.raises(BadRequest, match=r"there is no unit 'E099' in the village, only E001 … E002"):
        request(path, faults.UNIT_STOPPED, 'E099')
    with pytest.raises(BadRequest, match='no unit'):
        request(path, faults.SOFT_STOP, 'apis-ccc')
    request(path, faults.SEVERE_BURST, 'apis-ccc')
    request(path, faults.UNIT_STOPPED, 'E002')
    assert mailbox.take() == [Request(faults.SEVERE_BURST, 'apis-ccc'), Request(faults.UNIT_STOPPED, 'E002')]


def test_where_no_village_is_running_a_request_is_refused_in_one_sentence(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.close()
    assert mailbox.take() == []
    with pytest.raises(BadRequest, match='no village is running here'):
        request(tmp_path / 'var' / 'village.faults', faults.WELL)
    with pytest.raises(BadRequest, match='there is no fault'):
        request(tmp_path / 'var' / 'village.faults', 'earthquake')
