"""A deal and its life, as the document of it grows (ecosystem 3.2, 3.3): what each stage sets, and what the ends leave behind."""

import struct
from datetime import datetime
from enum import IntEnum
from typing import Any

from service_center.village.bargaining import CHARGE, Offer

Record = dict[str, Any]
Times = tuple[datetime, datetime, datetime]  # of request, accept and creation

GRID_CURRENT_A = 1.0
EFFICIENT_GRID_VOLTAGE_V = 312.0
RESET_LIMIT = 3
FIRST_TRY_AGAIN = (
    'isMaster', 'activateDateTime', 'rampUpDateTime', 'warmUpDateTime', 'startDateTime', 'stopDateTime', 'deactivateDateTime',
)


class Stage(IntEnum):
    """How far a deal has come."""

    CREATED = 0
    RAMPING = 1
    RUNNING = 2
    OVER = 3


class Deal:
    """One deal: who gives to whom, how far it has come, and the record of it, in the order in which apis-main sets the members."""

    def __init__(self, request: Offer, accept: Offer, amount_wh: int, ids: tuple[str, str], times: Times) -> None:
        charging = request.direction == CHARGE
        self.deal_id = ids[0]
        self.charge_unit_id, self.discharge_unit_id = (
            (request.unit_id, accept.unit_id) if charging else (accept.unit_id, request.unit_id)
        )
        self.amount_wh = amount_wh
        self.cumulated_wh = 0.0
        self.stage = Stage.CREATED
        self.is_stuck = False
        self.record = _first_record(request, accept, amount_wh, ids, times, charging)
        self.record |= {'chargeUnitId': self.charge_unit_id, 'dischargeUnitId': self.discharge_unit_id}

    @property
    def unit_ids(self) -> tuple[str, str]:
        """Name its two units."""
        return self.charge_unit_id, self.discharge_unit_id

    @property
    def is_master(self) -> bool:
        """Say whether it carries the voltage reference."""
        return 'isMaster' in self.record

    @property
    def is_saveworthy(self) -> bool:
        """Say whether apis-ccc stores it: activated, or reset; and no `--` in it, which MongoDB would not take (ecosystem 3.4)."""
        return ('activateDateTime' in self.record or 'reset' in self.record) and not self.is_stuck

    def activate(self, at: datetime, reference_current_a: float, is_master: bool) -> None:
        """Switch on the side with the constant voltage; `reference_current_a` is what the voltage reference will see."""
        self.record |= {'compensationTargetVoltageReferenceGridCurrentA': reference_current_a, 'activateDateTime': at}
        if is_master:
            self.record['isMaster'] = True
        self.stage = Stage.RAMPING

    def start(self, at: datetime, ramped_up: bool) -> None:
        """Switch on the side with the constant current and begin to count."""
        if ramped_up:
            self.record['rampUpDateTime'] = at
        self.record |= {
            'warmUpDateTime': at,
            'dischargeUnitCompensatedGridCurrentA': -GRID_CURRENT_A, 'chargeUnitCompensatedGridCurrentA': GRID_CURRENT_A,
            'startDateTime': at, 'cumulateDateTime': at, 'cumulateAmountWh': 0,
        }
        self.stage = Stage.RUNNING

    def cumulate(self, at: datetime, share_w: float) -> None:
        """Count what came in since the last time at a power (W), in single precision as apis-main does."""
        seconds = max(0.0, (at - self.record['cumulateDateTime']).total_seconds())
        self.cumulated_wh = single(self.cumulated_wh + single(single(share_w) * seconds / 3600))
        self.record |= {'cumulateDateTime': at, 'cumulateAmountWh': shortest(self.cumulated_wh)}

    def finish(self, at: datetime) -> None:
        """Stop it in order: both sides off, no longer the master."""
        if self.stage == Stage.RUNNING:
            self.record['stopDateTime'] = at
        self._deactivate(at)

    def abort(self, at: datetime, reason: str, *, reference_lost: bool = False, need_to_stop: str | None = None) -> None:
        """Break it off; without the data of the reference side there is no time for it, null is written."""
        stamp = None if reference_lost else at
        if self.stage == Stage.RUNNING:
            self.record['stopDateTime'] = at
        if need_to_stop:
            self.record['needToStopReasons'] = [need_to_stop]
        self.record |= {'abortDateTime': stamp, 'abortReason': reason, 'abort': [{'dateTime': stamp, 'reason': reason}]}
        self._deactivate(at)

    def scram(self, at: datetime, reason: str) -> None:
        """Drop it at once, with all others; `isMaster` stays where it is."""
        self.record |= {'scramDateTime': at, 'scramReason': reason, 'deactivateDateTime': at, 'stopDateTime': at}
        self._end()

    def reset(self, at: datetime, reason: str) -> None:
        """Take it back to its creation, to be tried again."""
        for name in FIRST_TRY_AGAIN:
            self.record.pop(name, None)
        self.record['reset'] = [*self.record.get('reset', []), {'dateTime': at, 'reason': reason}]
        self.stage = Stage.CREATED

    def _deactivate(self, at: datetime) -> None:
        self.record['deactivateDateTime'] = at
        self.record.pop('isMaster', None)
        self._end()

    def _end(self) -> None:
        # what never started got `--` for its start: such a document can't be stored, the one that is there stays as it was
        self.is_stuck = 'startDateTime' not in self.record
        self.stage = Stage.OVER


def single(number: float) -> float:
    """Round to single precision."""
    return float(struct.unpack('f', struct.pack('f', number))[0])


def shortest(number: float) -> float:
    """Write a number of single precision with as few digits as tell it from its neighbours, as Java does."""
    for digits in (6, 7, 8):
        short = float(f'{number:.{digits}g}')
        if single(short) == number:
            return short
    return float(f'{number:.9g}')


def _first_record(
    request: Offer, accept: Offer, amount_wh: int, ids: tuple[str, str], times: Times, charging: bool,
) -> Record:
    charging_offer = request if charging else accept
    pairs = {'requestPairUnitId': request.pair_unit_id, 'acceptPairUnitId': accept.pair_unit_id}
    return {
        'unitId': request.unit_id, 'negotiationId': ids[1], 'requestUnitId': request.unit_id, 'acceptUnitId': accept.unit_id,
        'requestDateTime': times[0], 'acceptDateTime': times[1],
        'requestPointPerWh': _point(request), 'acceptPointPerWh': _point(accept),
        'requestDealGridCurrentA': GRID_CURRENT_A, 'acceptDealGridCurrentA': GRID_CURRENT_A,
        **{name: unit_id for name, unit_id in pairs.items() if unit_id},
        'type': request.direction, 'chargeUnitId': '', 'dischargeUnitId': '', 'pointPerWh': _point(charging_offer),
        'chargeUnitEfficientGridVoltageV': EFFICIENT_GRID_VOLTAGE_V, 'dischargeUnitEfficientGridVoltageV': EFFICIENT_GRID_VOLTAGE_V,
        'dealGridCurrentA': GRID_CURRENT_A, 'requestAmountWh': request.amount_wh, 'acceptAmountWh': accept.amount_wh,
        'dealAmountWh': amount_wh, 'dealId': ids[0], 'createDateTime': times[2],
    }


def _point(offer: Offer) -> float | None:
    return None if offer.point_per_wh is None else float(offer.point_per_wh)
