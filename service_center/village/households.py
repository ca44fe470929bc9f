"""The households of a village: their roofs, their habits, and what their storage systems are set to."""

from dataclasses import dataclass, replace
from math import exp
from random import Random


@dataclass(frozen=True)
class Household:
    """What is given about a house: peak of the roof and usual loads in W, charges in %.

    Below `reserve_rsoc` the AC input charges the battery: as a last resort, or as a reserve for power cuts.
    """

    unit_id: str
    number: int
    solar_w: float
    always_w: float
    morning_w: float
    working_w: float
    evening_w: float
    reserve_rsoc: float
    first_rsoc: float


# a workshop that needs more than its roof gives, two homes with about enough and more, and one that keeps a reserve for power cuts
KINDS = (
    Household('', 0, solar_w=600, always_w=330, morning_w=150, working_w=620, evening_w=330, reserve_rsoc=20, first_rsoc=42),
    Household('', 0, solar_w=2300, always_w=170, morning_w=320, working_w=60, evening_w=480, reserve_rsoc=20, first_rsoc=62),
    Household('', 0, solar_w=3600, always_w=80, morning_w=100, working_w=0, evening_w=160, reserve_rsoc=20, first_rsoc=88),
    Household('', 0, solar_w=2500, always_w=120, morning_w=160, working_w=0, evening_w=260, reserve_rsoc=82, first_rsoc=84),
)


def households(count: int, rng: Random) -> list[Household]:
    """Found the households E001, E002 …: the four example houses, then more of their kinds with other roofs and habits."""
    return [_household(number, rng) for number in range(1, count + 1)]


def unit_ids(count: int) -> list[str]:
    """Name the units of so many households."""
    return [_unit_id(number) for number in range(1, count + 1)]


def usual_load_w(household: Household, hour: float) -> float:
    """Say what a household usually needs (W) at a local hour: something always, more around breakfast, at work and in the evening."""
    breakfast, evening = exp(-(((hour - 7.2) / 1.1) ** 2)), exp(-(((hour - 19.5) / 2.4) ** 2))
    work = exp(-(((hour - 13.0) / 4.6) ** 4))
    asleep = 0.65 if hour < 5.5 else 1.0
    return household.always_w * asleep + household.morning_w * breakfast + household.working_w * work + household.evening_w * evening


def _unit_id(number: int) -> str:
    return f'E{number:03d}'


def _household(number: int, rng: Random) -> Household:
    kind = replace(KINDS[(number - 1) % len(KINDS)], unit_id=_unit_id(number), number=number)
    if number <= len(KINDS):
        return kind
    roof, habits = rng.uniform(0.75, 1.25), rng.uniform(0.8, 1.2)
    return replace(
        kind, solar_w=kind.solar_w * roof, always_w=kind.always_w * habits, morning_w=kind.morning_w * habits,
        working_w=kind.working_w * habits, evening_w=kind.evening_w * habits,
        first_rsoc=min(95.0, kind.first_rsoc * rng.uniform(0.8, 1.15)),
    )
