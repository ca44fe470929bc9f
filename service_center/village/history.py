"""The past of a village: deals and downtimes of the week before, unit data of the last hours, lines of the last minutes.

Of the hours before those there is a set of unit data now and then: so it is known that units were there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from service_center.domain.recordings import Step
from service_center.village import faults
from service_center.village.documents import Document
from service_center.village.village import DEAL, Village

DOWNTIME, DOWNTIME_STATUS = 'downtime', 'downtime_status'  # the labels of the collections
OUTAGES = 6
SELDOM = timedelta(hours=6)  # between the sets of unit data of which no more is kept
SHORTEST_MIN, LONGEST_MIN = 8, 100


@dataclass(frozen=True)
class Past:
    """How far back the history of a village goes, for each kind of document."""

    deals: timedelta = timedelta(days=7)
    unit_data: timedelta = timedelta(hours=3)
    lines: timedelta = timedelta(minutes=10)

    @classmethod
    def of(cls, units: int) -> 'Past':
        """Go as far back as so many units allow: a larger village starts as quickly, with as many documents."""
        past = cls()
        return cls(
            _cut(past.deals, units, timedelta(hours=6)), _cut(past.unit_data, units, timedelta(minutes=15)),
            _cut(past.lines, units, timedelta(minutes=2)),
        )


@dataclass(frozen=True)
class Outage:
    """A time (s since the epoch) in which a unit was down: its apis-main had ended, or it was stopped softly."""

    unit_id: str
    begin: float
    end: float
    fault: str


def live_through(village: Village, now: float, past: Past) -> Iterator[Step]:
    """Let a village that began at the beginning of the past live until now, and give what was written; deals only at their end."""
    yield from _quiet_days(village, now - past.unit_data.total_seconds())
    yield from village.skip(now - past.lines.total_seconds(), with_unit_data=True)
    yield from _latest(village.step(now))
    yield from (Step(now, DOWNTIME_STATUS, status) for status in _statuses(village))


def outages(unit_ids: list[str], begin: float, end: float, rng: Random) -> list[Outage]:
    """Make up what went wrong between two instants, one after the other, so that no two units are down at once."""
    slot = (end - begin) / OUTAGES
    found = []
    for number in range(OUTAGES):
        length = rng.uniform(SHORTEST_MIN, LONGEST_MIN) * 60
        first = begin + slot * number + rng.uniform(0.1, 0.5) * slot
        if first + length < begin + slot * (number + 1):
            found.append(Outage(rng.choice(unit_ids), first, first + length, rng.choice([faults.UNIT_STOPPED, faults.SOFT_STOP])))
    return found


def _quiet_days(village: Village, until: float) -> Iterator[Step]:
    rng = Random(int(village.at))  # noqa: S311  a village is no secret
    yield from village.report()
    for outage in outages(village.cluster.unit_ids, village.at, until, rng):
        yield from _hardly_reported(village, outage.begin)
        down = village.cluster.clock(outage.unit_id)
        village.fault(outage.fault, outage.unit_id)
        yield from _hardly_reported(village, outage.end)
        village.fault(faults.WELL, outage.unit_id)
        recovery = village.cluster.clock(outage.unit_id)
        yield Step(outage.end, DOWNTIME, village.papers.of_cluster | _downtime(outage.unit_id, down, recovery))
    yield from _hardly_reported(village, until)


def _hardly_reported(village: Village, until: float) -> Iterator[Step]:
    seldom = SELDOM.total_seconds()
    while (at := (village.at // seldom + 1) * seldom) < until:
        yield from village.skip(at)
        yield from village.report()
    yield from village.skip(until)


def _latest(steps: list[Step]) -> Iterator[Step]:
    # of a deal only the last state would be left: the others needn't be written
    last = {step.document['dealId']: step for step in steps if step.label == DEAL}
    yield from (step for step in steps if step.label != DEAL or last[step.document['dealId']] is step)


def _statuses(village: Village) -> Iterator[Document]:
    for unit_id in village.cluster.houses:
        yield village.papers.of_cluster | {'unitId': unit_id, 'lastTime': village.cluster.clock(unit_id)}


def _downtime(unit_id: str, down: datetime, recovery: datetime) -> Document:
    return {'recoveryDateTime': recovery, 'unitId': unit_id, 'downDateTime': down}


def _cut(period: timedelta, units: int, at_least: timedelta) -> timedelta:
    return max(at_least, min(period, period * 8 / units))
