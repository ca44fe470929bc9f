"""The DC grid of a cluster: which deals live on it, who holds its voltage, and what its converters show."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

from service_center.village.deal import RESET_LIMIT, Deal, Stage
from service_center.village.house import WAITING, House, Meter
from service_center.village.journal import SEVERE, WARNING, Journal

GRID_V = 350.0
RAMP_SEC = 15.0
RAMP_STEPS = 12
REFERENCE_LIMIT_A = 2.3
DISCHARGE_TARGET_V = 380.0
REFERENCE_TAKES_W, SLAVE_CHARGE_TAKES_W = 55.0, 71.0
UPPER_RSOC, LOWER_RSOC = 95.0, 20.0  # forceStopCondition of the policy
# how often things go wrong: a tenth of the voltage references fails a first checkpoint, the rest are rare
CHECKPOINT_FAILS, AUTHORIZATION_FAILS, FAILS_AGAIN, UNIT_STOPS_PER_SEC, SCRAM_PER_SEC = 0.1, 0.012, 0.3, 8e-6, 1e-6
NOT_AUTHORIZED = '(RECIPIENT_FAILURE,-1) voltage reference authorization failed'
NO_HANDLER = 'Communication failed on EventBus ; (NO_HANDLERS,-1) No handlers for address apis.{}.Controller.data'
WRONG_CURRENT = '(HARDWARE:LOCAL:ERROR:{}) dcdc mode : {} ; invalid dcdc.meter.ig value : 0.0 ; should between 0.875 and 1.125'
NO_CURRENT = '(LOGIC:GLOBAL:ERROR:{}) no dcdc.meter.ig value in charging unit data : null'
Clock = Callable[[str], datetime]


class Grid:
    """The deals in the shared memory of a cluster and the state of its DC grid."""

    def __init__(self, houses: Mapping[str, House], clock: Clock, journal: Journal, rng: Random, at: float) -> None:
        self.deals: list[Deal] = []
        self.reference: str | None = None
        self.scrammed_at = float('-inf')
        self.failed_at: dict[str, float] = {}
        self._houses = houses
        self._clock = clock
        self._journal = journal
        self._rng = rng
        self._ended: list[Deal] = []
        self._up_since: float | None = None
        self._at = at

    def deals_of(self, unit_id: str) -> list[Deal]:
        """List the live deals of a unit, in the order of their creation."""
        return [deal for deal in self.deals if unit_id in deal.unit_ids]

    def go_back(self, at: float) -> None:
        """Go on from an instant before this one."""
        self._at = at
        self.scrammed_at = float('-inf')
        self.failed_at.clear()
        if self._up_since is not None:
            self._up_since = at - RAMP_SEC

    def take_ended(self) -> list[Deal]:
        """Hand out the deals that ended, and forget them."""
        ended, self._ended = self._ended, []
        return ended

    def execute(self, at: float, master: str, silent: frozenset[str]) -> None:
        """Take every deal one step on, as the unit with the GridMaster does; `silent` units don't answer it."""
        seconds, self._at = at - self._at, at
        for deal in list(self.deals):
            if deal.stage != Stage.OVER:  # ended with another one
                self._take_on(deal, seconds, master, silent)
        self.set_meters()

    def scram(self, reason: str, master: str | None) -> None:
        """Drop all deals at once: those of a global error."""
        self.scrammed_at = self._at
        for deal in list(self.deals):
            deal.scram(self._clock(deal.charge_unit_id), reason)
            self._say(master, f'deal scrammed; reason : {reason}')
            self._dispose(deal, master)
        self._go_down()
        self.set_meters()

    def abort_of(self, unit_id: str, error: str, master: str | None) -> None:
        """Break off the deals of a unit that asked to stop them because of an error."""
        self.failed_at[unit_id] = self._at
        reason = json.dumps([error])
        for deal in self.deals_of(unit_id):
            kept = error if self._rng.random() < 0.3 else None  # most often the deal is read anew before it is executed
            deal.abort(self._clock(deal.charge_unit_id), reason, need_to_stop=kept)
            self._wind_up(deal, master, reason)
        self.set_meters()

    def set_meters(self) -> None:
        """Let the converters show what the deals make of them."""
        current: dict[str, float] = {}
        for deal in self.deals:
            if deal.stage == Stage.RUNNING:
                current[deal.charge_unit_id] = current.get(deal.charge_unit_id, 0.0) + 1.0
                current[deal.discharge_unit_id] = current.get(deal.discharge_unit_id, 0.0) - 1.0
        volts = self._volts()
        for unit_id, house in self._houses.items():
            house.meter = _meter(current.get(unit_id), volts, unit_id == self.reference)

    def _take_on(self, deal: Deal, seconds: float, master: str, silent: frozenset[str]) -> None:
        lost = [unit_id for unit_id in deal.unit_ids if unit_id in silent]
        if lost:
            reason = NO_HANDLER.format(lost[0])
            deal.abort(self._clock(deal.charge_unit_id), reason, reference_lost=deal.charge_unit_id in silent)
            self._wind_up(deal, master, reason)
        elif deal.stage == Stage.CREATED:
            self._activate(deal, master)
        elif deal.stage == Stage.RAMPING:
            self._ramp_up(deal, master)
        else:
            self._run(deal, seconds, master)

    def _activate(self, deal: Deal, master: str) -> None:
        if self.reference is None:
            self._power_up(deal, master)
        elif self._is_up():
            deal.activate(self._clock(deal.charge_unit_id), self._current_with(deal), is_master=False)
            self._say(master, 'deal activated')
            self._start(deal, master, ramped_up=False)

    def _power_up(self, deal: Deal, master: str) -> None:
        at = self._clock(deal.charge_unit_id)
        chance = FAILS_AGAIN if 'reset' in deal.record else AUTHORIZATION_FAILS
        if self._rng.random() < chance:
            self._reset(deal, master, at)
            return
        self.reference, self._up_since = deal.discharge_unit_id, self._at
        deal.activate(at, self._current_with(deal), is_master=True)
        for message in ('deal activated', 'deal isMaster : true'):
            self._say(master, message)
        if self._rng.random() < CHECKPOINT_FAILS:
            self._journal.main(
                deal.discharge_unit_id, 'user.ErrorCollection', f'(HARDWARE:LOCAL:WARN:{deal.discharge_unit_id}) checkpoint failed '
                '[jp.co.sony.csl.dcoes.apis.main.app.controller.impl.dcdc.device_controlling.Checkpoint.lambda$execute__$0(Checkpoint.java:167)]',
                WARNING,
            )

    def _reset(self, deal: Deal, master: str, at: datetime) -> None:
        reason = f'{deal.discharge_unit_id} : {NOT_AUTHORIZED}'
        deal.reset(at, reason)
        self._say(master, f'deal reset; reason : {reason}')
        if len(deal.record['reset']) >= RESET_LIMIT:
            too_often = f'deal reset limit exceeded : {RESET_LIMIT}'
            deal.abort(at, too_often)
            self._wind_up(deal, master, too_often)

    def _ramp_up(self, deal: Deal, master: str) -> None:
        if self._is_up():
            self._say(master, 'deal ramped up')
            self._start(deal, master, ramped_up=True)

    def _start(self, deal: Deal, master: str, ramped_up: bool) -> None:
        deal.start(self._clock(deal.charge_unit_id), ramped_up)
        for message in ('deal warmed up', 'deal started'):
            self._say(master, message)

    def _run(self, deal: Deal, seconds: float, master: str) -> None:
        charging, discharging = self._houses[deal.charge_unit_id], self._houses[deal.discharge_unit_id]
        at = self._clock(deal.charge_unit_id)
        deal.cumulate(at, charging.meter.wb / max(1.0, charging.meter.ig))
        if deal.cumulated_wh > deal.amount_wh:
            deal.finish(at)
            self._wind_up(deal, master)
        elif charging.rsoc >= UPPER_RSOC:
            self._break_off(deal, master, at, f'{charging.unit_id} : chargeUnitUpperLimitRsoc')
        elif discharging.rsoc <= LOWER_RSOC:
            self._break_off(deal, master, at, f'{discharging.unit_id} : dischargeUnitLowerLimitRsoc')
        elif self._rng.random() < UNIT_STOPS_PER_SEC * seconds:
            self._fail(charging.unit_id, master)
        elif self._rng.random() < SCRAM_PER_SEC * seconds:
            self.scram(json.dumps([NO_CURRENT.format(master)]), master)

    def _break_off(self, deal: Deal, master: str, at: datetime, reason: str) -> None:
        deal.abort(at, reason)
        self._wind_up(deal, master, reason)

    def _fail(self, unit_id: str, master: str) -> None:
        mode = 'VOLTAGE_REFERENCE' if unit_id == self.reference else 'CHARGE'
        text = WRONG_CURRENT.format(unit_id, mode)
        self._journal.main(unit_id, 'user.ErrorCollection', text, SEVERE)
        self.abort_of(unit_id, text, master)

    def _wind_up(self, deal: Deal, master: str | None, reason: str | None = None) -> None:
        for message in ('deal stopped', *([f'deal aborted; reason : {reason}'] if reason else []), 'deal deactivated'):
            self._say(master, message)
        self._dispose(deal, master)
        if not any(other.is_master for other in self.deals):
            self._hand_over(master)

    def _hand_over(self, master: str | None) -> None:
        # the newest deal that runs becomes the master; without one the grid goes down
        running = [deal for deal in self.deals if deal.stage == Stage.RUNNING]
        if not running:
            self._go_down()
            return
        newest = running[-1]
        newest.record['isMaster'] = True
        self._say(master, 'deal isMaster : true')
        if self.reference not in newest.unit_ids:
            self.reference = newest.charge_unit_id

    def _go_down(self) -> None:
        self.reference = self._up_since = None

    def _dispose(self, deal: Deal, master: str | None) -> None:
        self.deals.remove(deal)
        self._ended.append(deal)
        self._say(master, f'deal removed : {deal.deal_id}')

    def _current_with(self, deal: Deal) -> float:
        others = [other for other in self.deals if other.stage == Stage.RUNNING and other is not deal]
        with_it = [*others, deal]
        return float(sum((self.reference == one.charge_unit_id) - (self.reference == one.discharge_unit_id) for one in with_it))

    def _is_up(self) -> bool:
        return self._up_since is not None and self._at - self._up_since >= RAMP_SEC

    def _volts(self) -> float:
        if self._up_since is None:
            return 0
        if self._is_up():
            return GRID_V
        steps = 1 + int((self._at - self._up_since) / RAMP_SEC * (RAMP_STEPS - 1))
        return int(GRID_V * steps / RAMP_STEPS)

    def _say(self, master: str | None, message: str) -> None:
        if master:
            self._journal.main(master, 'DealUtil', message)


def _meter(current_a: float | None, volts: float, is_reference: bool) -> Meter:
    # whole numbers while nothing flows: so the driver answers, and so MongoDB keeps it
    if current_a is None:
        target = Meter('0x0014', volts, 0, 0, WAITING.wb, REFERENCE_LIMIT_A, GRID_V) if is_reference else WAITING
        return target._replace(vg=volts, wg=0.0 if isinstance(volts, float) else 0)
    watts = current_a * GRID_V
    if is_reference:
        return Meter('0x0014', GRID_V, current_a, watts, watts - REFERENCE_TAKES_W, REFERENCE_LIMIT_A, GRID_V)
    if current_a > 0:
        return Meter('0x0041', GRID_V, current_a, watts, watts - SLAVE_CHARGE_TAKES_W, current_a, GRID_V)
    return Meter('0x0002', GRID_V, current_a, watts, watts - REFERENCE_TAKES_W, -current_a, DISCHARGE_TARGET_V)
