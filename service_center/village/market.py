"""One round of trade in a cluster: which units may trade now, what they would do, and the deals that come of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from service_center.village.bargaining import CHARGE, DISCHARGE, OPPOSITE, Offer, Stance, choose, deal_amount_wh
from service_center.village.deal import Deal

DEALS_AT_ONCE = 2  # deal_interlock_capacity


@dataclass(frozen=True)
class Match:
    """A request, the accept that was chosen, and how much it is about (Wh)."""

    request: Offer
    accept: Offer
    amount_wh: int


@dataclass
class Slots:
    """How many deals each unit has, and which way its battery goes: both ways at once it can't."""

    taken: dict[str, int] = field(default_factory=dict)
    direction: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, deals: Iterable[Deal]) -> 'Slots':
        """Count the live deals of a cluster."""
        slots = cls()
        for deal in deals:
            slots.take(deal.charge_unit_id, CHARGE)
            slots.take(deal.discharge_unit_id, DISCHARGE)
        return slots

    def take(self, unit_id: str, direction: str) -> None:
        """Note one more deal of a unit."""
        self.taken[unit_id] = self.taken.get(unit_id, 0) + 1
        self.direction[unit_id] = direction

    def has_free(self, unit_id: str) -> bool:
        """Say whether a unit has a free slot."""
        return self.taken.get(unit_id, 0) < DEALS_AT_ONCE

    def is_free(self, offer: Offer) -> bool:
        """Say whether the unit of an offer can keep it."""
        return self.has_free(offer.unit_id) and self.direction.get(offer.unit_id, offer.direction) == offer.direction


def trade(stances: list[tuple[str, Stance]], slots: Slots, rng: Random) -> list[Match]:
    """Let each unit make its request once, in an order that changes, and take the best that others accept."""
    accepts: dict[str, list[Offer]] = {CHARGE: [], DISCHARGE: []}
    for _, stance in stances:
        for offer in stance.accepts:
            accepts[offer.direction].append(offer)
    asking = [stance for _, stance in stances if stance.request]
    rng.shuffle(asking)
    return [match for stance in asking if (match := _match(stance, accepts, slots))]


def _match(stance: Stance, accepts: dict[str, list[Offer]], slots: Slots) -> Match | None:
    request = stance.request
    if request is None or not slots.is_free(request):
        return None
    free = [offer for offer in accepts[OPPOSITE[request.direction]] if slots.is_free(offer)]
    accept = choose(request, free, stance.strategy)
    amount = deal_amount_wh(request, accept) if accept else 0
    if accept is None or not amount:
        return None
    for offer in (request, accept):
        slots.take(offer.unit_id, offer.direction)
    return Match(request, accept, amount)
