"""The cluster of a village: its houses, the deals among them, its GridMaster and its operation modes. `loop` lets time pass."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from random import Random

from service_center.domain.scenarios import TimeRange
from service_center.village.bargaining import Stance, find_range, read, stance
from service_center.village.deal import Deal
from service_center.village.grid import Grid
from service_center.village.house import CAPACITY_WH, House
from service_center.village.households import households
from service_center.village.journal import WARNING, Journal
from service_center.village.market import Match, Slots, trade
from service_center.village.sky import Sky

AUTONOMOUS, HETERONOMOUS = 'autonomous', 'heteronomous'
POLL_SEC = 5
SUSTAINED_SEC = 30  # after an error there are no deals for so long
ABSENT_SEC = 60  # how long it takes until another unit is GridMaster after one died: two reports
COMPLAIN_SEC = 30
LOCK_WARNINGS_PER_SEC = 1 / 9000
EMULATOR_BEGINS = datetime(2019, 12, 31, 15, tzinfo=UTC)  # 2020-01-01 in Japan
NO_REFERENCE = 'no voltage reference unit found ; master deal : {{"dealId":"{}"}}'
ScenarioOf = Callable[[str], str | None]


class Cluster:
    """The state of a cluster at an instant `at` (s since the epoch)."""

    def __init__(self, seed: int, at: float, units: int, zone: tzinfo, scenario_of: ScenarioOf) -> None:
        rng = Random(seed)  # noqa: S311  a village is no secret
        self.at = at
        self.zone = zone
        self.journal = Journal()
        self.houses = {one.unit_id: House(one, Random(rng.random())) for one in households(units, rng)}  # noqa: S311
        self.grid = Grid(self.houses, self.clock, self.journal, rng, at)
        self.grid_master: str | None = next(iter(self.houses))
        self.global_mode = AUTONOMOUS
        self.local_modes: dict[str, str] = {}
        self._rng = rng
        self._sky = Sky(Random(rng.random()))  # noqa: S311
        self._phases = {unit_id: rng.uniform(0, POLL_SEC) for unit_id in self.houses}
        self._shift = 0.0
        self._silent_since: dict[str, float] = {}
        self._master_lost_at = at
        self._scenario_of = scenario_of
        self._texts: dict[str, str | None] = {}
        self._complained: dict[str, float] = {}
        self.ask_for_scenarios()

    @property
    def unit_ids(self) -> list[str]:
        """Name the units whose apis-main runs."""
        return [unit_id for unit_id in self.houses if unit_id not in self._silent_since]

    def clock(self, unit_id: str) -> datetime:
        """Say what time a unit has: that of its last look at its devices, whole seconds."""
        at = self._silent_since.get(unit_id, self.at)
        return datetime.fromtimestamp(int(at - (at - self._phases[unit_id]) % POLL_SEC + self._shift), UTC)

    def polled_at(self, unit_id: str) -> float:
        """Say when (s since the epoch, real) a unit last looked at its devices."""
        return self.at - (self.at - self._phases[unit_id]) % POLL_SEC

    def mode_of(self, unit_id: str) -> str:
        """Say which operation mode a unit is in, all things considered (ecosystem 8.3)."""
        return self.local_modes.get(unit_id, self.global_mode) if self.global_mode in (AUTONOMOUS, HETERONOMOUS) else self.global_mode

    def ask_for_scenarios(self) -> None:
        """Let every unit whose apis-main runs ask for the scenario that is chosen for it."""
        self._texts |= {unit_id: self._scenario_of(unit_id) for unit_id in self.unit_ids}

    def loop(self, at: float) -> None:
        """Let time pass until an instant: energy flows, the GridMaster takes the deals on, the units trade."""
        seconds, self.at = at - self.at, at
        self.journal.at = at
        local = datetime.fromtimestamp(at + self._shift, self.zone)
        light = self._sky.move_on(seconds, local)
        hour = local.hour + local.minute / 60
        for house in self.houses.values():
            house.live(seconds, light, hour)
        if self.grid_master:
            self.grid.execute(at, self.grid_master, frozenset(self._silent_since))
            self._trade()
        self._keep_grid_master()
        self._complain(seconds)

    def silence(self, unit_id: str) -> None:
        """Let the apis-main of a unit die; the house lives on, and its converter waits."""
        self._silent_since.setdefault(unit_id, self.at)
        if self.grid_master == unit_id:
            self.grid_master, self._master_lost_at = None, self.at

    def wake(self, unit_id: str) -> None:
        """Start the apis-main of a unit again."""
        self._silent_since.pop(unit_id, None)

    def restart_emulator(self) -> None:
        """Let the emulator begin anew: its clock jumps back, its batteries are as at its start, the grid is dead."""
        self._shift = EMULATOR_BEGINS.timestamp() - self.at
        master = next((deal.deal_id for deal in self.grid.deals if deal.is_master), '')
        self.grid.scram(NO_REFERENCE.format(master), self.grid_master)
        for house in self.houses.values():
            house.level_wh = CAPACITY_WH * self._rng.uniform(0.45, 0.55)

    def set_clock(self) -> None:
        """Let the units have the time of the wall again; deals of the other time can't go on."""
        if self._shift:
            self._shift = 0.0
            self.grid.scram(NO_REFERENCE.format(''), self.grid_master)

    def go_back(self, at: float) -> None:
        """Go on from an instant before this one, where the clock of the machine was set back."""
        self.at = self._master_lost_at = at
        self._complained = {}
        self.grid.go_back(at)

    def _trade(self) -> None:
        if self.at - self.grid.scrammed_at < SUSTAINED_SEC:
            return
        slots = Slots.of(self.grid.deals)
        stances = [(unit_id, one) for unit_id in self.unit_ids if slots.has_free(unit_id) and (one := self._stance(unit_id))]
        for match in trade(stances, slots, self._rng):
            self._make_deal(match)

    def _stance(self, unit_id: str) -> Stance | None:
        if self.mode_of(unit_id) != AUTONOMOUS or self.at - self.grid.failed_at.get(unit_id, float('-inf')) < SUSTAINED_SEC:
            return None
        section = self._section(unit_id)
        return stance(unit_id, section, self.houses[unit_id].remaining_wh) if section else None

    def _section(self, unit_id: str) -> TimeRange | None:
        scenario = read(self._texts[unit_id])
        if scenario is None:
            return None
        clock = self.clock(unit_id).astimezone(self.zone).strftime('%H:%M:%S')
        section = find_range(scenario, clock)
        if section is None and self._may_complain(f'no entry {unit_id}'):
            self.journal.main(unit_id, 'user.ErrorCollection', f'(USER:LOCAL:WARN:{unit_id}) no entry matched for time : {clock}', WARNING)
        return section

    def _make_deal(self, match: Match) -> None:
        asking, accepting = match.request.unit_id, match.accept.unit_id
        times = (self.clock(asking), self.clock(accepting), self.clock(accepting))
        deal = Deal(match.request, match.accept, match.amount_wh, (self._uuid(), self._uuid()), times)
        self.grid.deals.append(deal)
        self.journal.main(accepting, 'DealUtil', f'deal created : {deal.deal_id}')

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))

    def _keep_grid_master(self) -> None:
        wanted = self.grid.reference if self.grid.reference not in self._silent_since else None
        if self.grid_master is None:
            if self.at - self._master_lost_at >= ABSENT_SEC and self.unit_ids:
                self._move_grid_master(self.unit_ids[0], wanted or self._rng.choice(self.unit_ids))
            return
        self.journal.main(self.grid_master, 'GridMasterManagement', f'gridMasterUnitId : {self.grid_master}')
        if wanted and wanted != self.grid_master:
            self.journal.main(self.grid_master, 'GridMasterManagement', 'should move GridMaster')
            self._move_grid_master(self.grid_master, wanted)

    def _move_grid_master(self, said_by: str, unit_id: str) -> None:
        self.journal.main(said_by, 'GridMasterManagement', f'newGridMasterUnitId : {unit_id}')
        self.grid_master = unit_id

    def _complain(self, seconds: float) -> None:
        self._complain_of_members()
        for unit_id in self.unit_ids:
            mode = self.mode_of(unit_id)
            if mode != AUTONOMOUS and self._may_complain(f'mode {unit_id}'):
                self.journal.main(unit_id, 'HouseKeeping', f'operationMode is not autonomous : {mode}')
        if self.grid_master and self._rng.random() < LOCK_WARNINGS_PER_SEC * seconds:
            name = f'jp.co.sony.csl.dcoes.apis.common.util.vertx.LocalExclusiveLock$Lock_@{self._rng.getrandbits(31):x}'
            self.journal.main(self.grid_master, 'LocalExclusiveLock', f'Lock {name} has been locked for 5001 ms ; limit : 5000', WARNING)

    def _complain_of_members(self) -> None:
        if self._silent_since and self.grid_master and self._may_complain('members'):
            there = ','.join(f'"{unit_id}"' for unit_id in self.unit_ids)
            text = f'illegal member list : [{there}], POLICY.memberUnitIds : [{", ".join(self.houses)}]'
            self.journal.main(self.grid_master, 'gridmaster.ErrorCollection', f'(HARDWARE:GLOBAL:WARN:{self.grid_master}) {text}', WARNING)

    def _may_complain(self, about: str) -> bool:
        if self.at - self._complained.get(about, float('-inf')) < COMPLAIN_SEC:
            return False
        self._complained[about] = self.at
        return True
