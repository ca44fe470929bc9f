"""Who trades with whom: what a house asks for and accepts by its scenario, and which offer it takes (ecosystem 6.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service_center.domain.scenarios import Actions, Condition, Reading, TimeRange, UnsoundScenario, reading

CHARGE, DISCHARGE = 'charge', 'discharge'
OPPOSITE = {CHARGE: DISCHARGE, DISCHARGE: CHARGE}
BY_PRICE = 'pointAndAmount'
# the demo policy, with a deal of two units of amount at most
AMOUNT_MIN_WH, AMOUNT_MAX_WH, AMOUNT_UNIT_WH = 50, 100, 50
DEFAULT_SCENARIO = """{
  "refreshingPeriodMsec": 30000,
  "acceptSelection": {"strategy": "pointAndAmount"},
  "00:00:00-24:00:00": {
    "batteryStatus": {"4320-": "excess", "3600-4320": "sufficient", "2400-3600": "scarce", "-2400": "short"},
    "request": {
      "excess": {"discharge": {"limitWh": 4320, "pointPerWh": 10}},
      "short": {"charge": {"limitWh": 3600, "pointPerWh": 10}}
    },
    "accept": {
      "excess": {"discharge": {"limitWh": 3600, "pointPerWh": 10}},
      "sufficient": {"discharge": {"limitWh": 3600, "pointPerWh": 10}},
      "scarce": {"charge": {"limitWh": 3600, "pointPerWh": 10}},
      "short": {"charge": {"limitWh": 3600, "pointPerWh": 10}}
    }
  }
}"""


@dataclass(frozen=True)
class Offer:
    """What a unit asks for or accepts: which way its own battery goes, how much (Wh), at which price, with whom only (None: any)."""

    unit_id: str
    direction: str
    amount_wh: int
    point_per_wh: float | None
    pair_unit_id: str | None


@dataclass(frozen=True)
class Stance:
    """What a unit would do now: its one request, what it accepts, and how it chooses among the accepts of others."""

    request: Offer | None
    accepts: tuple[Offer, ...]
    strategy: str


@lru_cache(maxsize=256)
def read(text: str | None) -> Reading | None:
    """Read the text of a scenario, None meaning the built-in one; one with errors says nothing, and its unit stays out of trade."""
    try:
        return reading(DEFAULT_SCENARIO if text is None else text)
    except UnsoundScenario:
        return None


def find_range(scenario: Reading, clock: str) -> TimeRange | None:
    """Find what applies at a time of the unit, HH:MM:SS; compared as text, as apis-main does."""
    return next((one for one in scenario.time_ranges if one.start <= clock < one.end), None)


def stance(unit_id: str, section: TimeRange, remaining_wh: int) -> Stance | None:
    """Say what a unit would do with so much left in its battery (Wh); None where no band matches."""
    for band in section.bands:
        if (band.from_wh or 0) <= remaining_wh and (band.to_wh is None or remaining_wh < band.to_wh):
            return _stance(unit_id, section, band.status, remaining_wh)
    return None


def _stance(unit_id: str, section: TimeRange, status: str, remaining_wh: int) -> Stance:
    asked = _offers(unit_id, section.requests.get(status), remaining_wh)
    accepted = _offers(unit_id, section.accepts.get(status), remaining_wh)
    # charge wins over discharge in a request, also where it comes to nothing
    requests = [offer for offer in asked[:1] if offer.amount_wh > AMOUNT_MIN_WH]
    accepts = tuple(offer for offer in accepted if offer.amount_wh > AMOUNT_MIN_WH)
    return Stance(requests[0] if requests else None, accepts, section.strategy)


def _offers(unit_id: str, actions: Actions | None, remaining_wh: int) -> list[Offer]:
    if actions is None:
        return []
    found: list[tuple[str, Condition | None]] = [(CHARGE, actions.charge), (DISCHARGE, actions.discharge)]
    return [_offer(unit_id, direction, condition, remaining_wh) for direction, condition in found if condition]


def _offer(unit_id: str, direction: str, condition: Condition, remaining_wh: int) -> Offer:
    short_of = condition.limit_wh - remaining_wh
    amount = short_of if direction == CHARGE else -short_of
    return Offer(unit_id, direction, amount, condition.point_per_wh, condition.pair_unit_id)


def choose(request: Offer, accepts: Iterable[Offer], strategy: str) -> Offer | None:
    """Choose among what others accept: the cheapest, or for a discharge the dearest, ties by amount; or simply the greatest amount."""
    fitting = [accept for accept in accepts if _fits(request, accept)]
    if strategy != BY_PRICE:
        return max(fitting, key=lambda accept: accept.amount_wh, default=None)
    own = request.point_per_wh if request.point_per_wh is not None else 0.0
    sign = 1 if request.direction == CHARGE else -1
    priced = [(sign * accept.point_per_wh, -accept.amount_wh, accept) for accept in fitting if accept.point_per_wh is not None]
    affordable = [one for one in priced if one[0] <= sign * own]
    return min(affordable, key=lambda one: one[:2])[2] if affordable else None


def deal_amount_wh(request: Offer, accept: Offer) -> int:
    """Say how much of both a deal is about: the smaller amount, capped, in whole units of the policy (Wh; 0: no deal)."""
    return min(request.amount_wh, accept.amount_wh, AMOUNT_MAX_WH) // AMOUNT_UNIT_WH * AMOUNT_UNIT_WH


def _fits(request: Offer, accept: Offer) -> bool:
    return (
        accept.unit_id != request.unit_id
        and accept.direction == OPPOSITE[request.direction]
        and request.pair_unit_id in (None, accept.unit_id)
        and accept.pair_unit_id in (None, request.unit_id)
    )
