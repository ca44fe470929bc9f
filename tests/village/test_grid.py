"""One loop of the GridMaster after the other: how the grid comes up, who holds its voltage, and what ends a deal before its time."""

from datetime import UTC, datetime
from random import Random

import pytest

from service_center.village.bargaining import CHARGE, DISCHARGE, Offer
from service_center.village.deal import Deal, Stage
from service_center.village.grid import CHECKPOINT_FAILS, RAMP_SEC, Grid
from service_center.village.house import CAPACITY_WH, House
from service_center.village.households import households
from service_center.village.journal import Journal

LOOP_SEC = 5.0
ALL_GOES_WELL, ALL_GOES_WRONG = 1.0, 0.0


class Luck(Random):
    """Chance that always falls the same way, until it is told otherwise."""

    fixed = ALL_GOES_WELL

    def random(self) -> float:
        return self.fixed


class Run:
    """A grid of four houses, loop by loop."""

    def __init__(self) -> None:
        self.at = 1_795_000_000.0
        self.luck = Luck()
        self.journal = Journal()
        self.houses = {one.unit_id: House(one, Random(1)) for one in households(4, Random(1))}
        for house in self.houses.values():
            house.level_wh = CAPACITY_WH / 2
        self.grid = Grid(self.houses, self.clock, self.journal, self.luck, self.at)

    def clock(self, _unit_id: str) -> datetime:
        return datetime.fromtimestamp(int(self.at), UTC)

    def deal(self, charge: str, discharge: str, amount: int = 50) -> Deal:
        offers = Offer(charge, CHARGE, 500, 10, None), Offer(discharge, DISCHARGE, 400, 10, None)
        number = len(self.grid.deals)
        deal = Deal(*offers, amount, (f'deal {number}', f'negotiation {number}'), (self.clock(charge),) * 3)
        self.grid.deals.append(deal)
        return deal

    def loops(self, count: int, silent: frozenset[str] = frozenset()) -> None:
        for _ in range(count):
            self.at += LOOP_SEC
            self.grid.execute(self.at, 'E001', silent)

    def said(self) -> list[str]:
        return [line.message for line in self.journal.take()]

    def status(self) -> dict[str, str]:
        return {unit_id: house.meter.status for unit_id, house in self.houses.items()}


@pytest.fixture
def run() -> Run:
    return Run()


def test_the_first_deal_brings_the_grid_up_and_the_others_wait_for_it(run: Run) -> None:
    first, second = run.deal('E001', 'E002'), run.deal('E003', 'E002')
    volts = []
    for _ in range(6):
        run.loops(1)
        volts.append(run.houses['E003'].meter.vg)
    assert volts == sorted(volts)
    assert all(isinstance(one, int) and 0 < one < 350 for one in volts[:3])
    assert volts[-1] == 350.0
    assert first.record['rampUpDateTime'].timestamp() - first.record['activateDateTime'].timestamp() == RAMP_SEC
    assert 'rampUpDateTime' not in second.record
    assert (first.is_master, second.is_master) == (True, False)
    assert first.record['compensationTargetVoltageReferenceGridCurrentA'] == -1.0
    assert second.record['compensationTargetVoltageReferenceGridCurrentA'] == -2.0
    assert run.status() == {'E001': '0x0041', 'E002': '0x0014', 'E003': '0x0041', 'E004': '0x0000'}


def test_the_life_of_a_deal_is_told_line_by_line(run: Run) -> None:
    run.deal('E001', 'E002')
    run.loops(200)
    assert run.said() == [
        'deal activated', 'deal isMaster : true', 'deal ramped up', 'deal warmed up', 'deal started', 'deal stopped', 'deal deactivated',
        'deal removed : deal 0',
    ]


def test_when_the_last_deal_ends_the_grid_goes_down(run: Run) -> None:
    deal = run.deal('E001', 'E002')
    run.loops(200)
    assert deal.stage == Stage.OVER
    assert run.grid.reference is None
    assert {house.meter.vg for house in run.houses.values()} == {0}
    assert run.grid.take_ended() == [deal]
    assert run.grid.take_ended() == []


@pytest.mark.parametrize(('newest', 'reference'), [(('E003', 'E002'), 'E002'), (('E003', 'E004'), 'E003')])
def test_when_the_master_ends_the_newest_deal_takes_over_and_the_voltage_moves_if_it_must(
    run: Run, newest: tuple[str, str], reference: str,
) -> None:
    master = run.deal('E001', 'E002')
    run.loops(20)
    run.deal('E001', 'E004', amount=100)
    last = run.deal(*newest, amount=100)
    while master.stage != Stage.OVER:
        run.loops(1)
    assert last.is_master
    assert run.grid.reference == reference
    assert run.status()[reference] == '0x0014'


@pytest.mark.parametrize(('unit_id', 'rsoc', 'reason'), [
    ('E001', 95.0, 'E001 : chargeUnitUpperLimitRsoc'), ('E002', 20.0, 'E002 : dischargeUnitLowerLimitRsoc'),
])
def test_a_deal_is_aborted_at_the_limits_of_the_policy(run: Run, unit_id: str, rsoc: float, reason: str) -> None:
    deal = run.deal('E001', 'E002')
    run.loops(10)
    run.houses[unit_id].level_wh = CAPACITY_WH * rsoc / 100
    run.loops(1)
    assert deal.record['abortReason'] == reason
    assert f'deal aborted; reason : {reason}' in run.said()


def test_after_three_resets_a_deal_is_given_up_and_never_stored_as_over(run: Run) -> None:
    deal = run.deal('E001', 'E002')
    run.luck.fixed = ALL_GOES_WRONG
    run.loops(1)
    assert deal.record['reset'][0]['reason'] == 'E002 : (RECIPIENT_FAILURE,-1) voltage reference authorization failed'
    assert deal.is_saveworthy
    run.loops(2)
    assert len(deal.record['reset']) == 3
    assert deal.record['abortReason'] == 'deal reset limit exceeded : 3'
    assert not deal.is_saveworthy
    assert run.grid.deals == []


def test_a_deal_that_was_reset_once_can_still_be_made(run: Run) -> None:
    deal = run.deal('E001', 'E002')
    run.luck.fixed = ALL_GOES_WRONG
    run.loops(1)
    run.luck.fixed = ALL_GOES_WELL
    run.loops(200)
    assert deal.record['deactivateDateTime']
    assert len(deal.record['reset']) == 1


def test_a_checkpoint_may_fail_with_a_warning_and_no_harm(run: Run) -> None:
    deal = run.deal('E001', 'E002')
    run.luck.fixed = CHECKPOINT_FAILS / 2
    run.loops(5)
    [warning] = [line for line in run.journal.take() if line.level == 'WARNING']
    assert (warning.unit_id, warning.message.split(' [')[0]) == ('E002', '(HARDWARE:LOCAL:WARN:E002) checkpoint failed')
    assert deal.stage == Stage.RUNNING


def test_a_unit_may_ask_to_stop_its_deals(run: Run) -> None:
    asked, other = run.deal('E001', 'E002'), run.deal('E003', 'E002')
    run.loops(10)
    run.luck.fixed = ALL_GOES_WRONG
    run.loops(1)
    assert asked.record['abortReason'] == other.record['abortReason'].replace('E003', 'E001')
    assert asked.record['abortReason'].startswith('["(HARDWARE:LOCAL:ERROR:E001) dcdc mode : CHARGE ; invalid dcdc.meter.ig value')
    assert asked.record['needToStopReasons'] == [asked.record['abortReason'][2:-2]]
    assert [line.level for line in run.journal.take() if line.message.startswith('(HARDWARE')] == ['SEVERE', 'SEVERE']


def test_a_global_error_drops_all_deals_at_once(run: Run) -> None:
    deals = [run.deal('E001', 'E002'), run.deal('E003', 'E002')]
    run.loops(10)
    run.grid.scram('["…"]', 'E001')
    assert all(deal.record['scramReason'] == '["…"]' for deal in deals)
    assert [deal.record.get('isMaster') for deal in deals] == [True, None]
    assert run.grid.deals == []
    assert run.grid.scrammed_at == run.at
    assert set(run.status().values()) == {'0x0000'}
    run.loops(2)  # nothing left to do


def test_without_the_unit_that_holds_the_voltage_its_deals_end_and_the_others_go_on(run: Run) -> None:
    run.deal('E001', 'E002')
    run.loops(10)
    staying = run.deal('E003', 'E004', amount=100)
    run.loops(3)
    run.loops(1, silent=frozenset({'E002'}))
    assert run.grid.deals == [staying]
    assert staying.is_master
    assert run.grid.reference == 'E003'
