"""A house and its energy: a battery between roof, household, AC input and the converter to the DC grid. Every Wh is accounted for.

The figures of the storage system are those of the emulator as recorded: what the inverter takes, and what it needs itself.
"""

from dataclasses import dataclass
from math import exp, sqrt
from random import Random
from typing import NamedTuple

from service_center.village.households import Household, usual_load_w

CAPACITY_WH = 4800.0
INVERTER_TAKES = 1.14  # of each W of load
INVERTER_NEEDS_W = 128.1
SYSTEM_NEEDS_W = 18.4  # also in bypass
BYPASS_AT, BYPASS_UNTIL = 30.0, 35.0
CHARGER_W, CHARGER_GIVES = 1200.0, 0.9
RESERVE_BAND = 4.0
HABITS_LAST_SEC = 600.0
APPLIANCES_AN_HOUR = 0.9


class Meter(NamedTuple):
    """What the DC/DC converter shows: grid side (V, A, W; charging is positive), battery side (W), current limit (A), target (V)."""

    status: str
    vg: float
    ig: float
    wg: float
    wb: float
    dig: float
    dvg: float


WAITING = Meter('0x0000', 0, 0, 0, -4.5, 0.0, 350.0)


@dataclass
class Ledger:
    """Energy in Wh since the beginning: into the battery, out of it, and lost on the way."""

    solar: float = 0.0
    mains: float = 0.0
    load: float = 0.0
    grid_in: float = 0.0
    grid_out: float = 0.0
    lost: float = 0.0
    curtailed: float = 0.0
    load_on_mains: float = 0.0

    @property
    def gained(self) -> float:
        """Say what the battery must have gained (Wh)."""
        return self.solar + self.mains - self.load + self.grid_in - self.grid_out - self.lost


class House:
    """The state of a house: charge of its battery (Wh), powers of the last moment (W), and its ledger."""

    def __init__(self, household: Household, rng: Random) -> None:
        self.household = household
        self.unit_id = household.unit_id
        self.level_wh = CAPACITY_WH * household.first_rsoc / 100
        self.is_bypassed = False
        self.is_charging_from_mains = False
        self.solar_w = self.load_w = self.battery_w = 0.0
        self.meter = WAITING
        self.ledger = Ledger()
        self._rng = rng
        self._mood = 0.0
        self._appliance_w = self._appliance_sec = 0.0

    @property
    def rsoc(self) -> float:
        """Say how full the battery is, in %, as the storage system shows it."""
        return round(self.level_wh * 100 / CAPACITY_WH, 2)

    @property
    def remaining_wh(self) -> int:
        """Say what apis-main makes of the charge: whole Wh (ecosystem 2.2)."""
        return int(CAPACITY_WH * self.rsoc / 100)

    def live(self, seconds: float, light: float, hour: float) -> None:
        """Let some time (s) pass, under a light of 0 … 1, at a local hour."""
        self._switch()
        self.load_w = self._draw_load(seconds, hour)
        self.solar_w = self.household.solar_w * light
        self._move_energy(seconds / 3600)

    def _switch(self) -> None:
        rsoc = self.level_wh * 100 / CAPACITY_WH
        reserve = self.household.reserve_rsoc
        self.is_charging_from_mains = rsoc < reserve + (RESERVE_BAND if self.is_charging_from_mains else 0)
        self.is_bypassed = self.is_charging_from_mains or rsoc <= BYPASS_AT or (self.is_bypassed and rsoc < BYPASS_UNTIL)

    def _draw_load(self, seconds: float, hour: float) -> float:
        kept = exp(-seconds / HABITS_LAST_SEC)
        self._mood = self._mood * kept + self._rng.gauss(0.0, 0.22) * sqrt(1 - kept * kept)
        self._appliance_sec -= seconds
        if self._appliance_sec <= 0:
            self._appliance_w = 0.0
            if self._rng.random() < 1 - exp(-APPLIANCES_AN_HOUR * seconds / 3600):
                self._appliance_w, self._appliance_sec = self._rng.uniform(300, 1100), self._rng.uniform(120, 900)
        awake = 1.0 if hour > 6 else 0.15
        return usual_load_w(self.household, hour) * exp(self._mood) + self._appliance_w * awake

    def _move_energy(self, hours: float) -> None:
        book, meter = self.ledger, self.meter
        on_battery = 0.0 if self.is_bypassed else self.load_w
        charged = CHARGER_W if self.is_charging_from_mains else 0.0
        lost = (
            on_battery * (INVERTER_TAKES - 1) + (0.0 if self.is_bypassed else INVERTER_NEEDS_W) + SYSTEM_NEEDS_W
            + charged * (1 - CHARGER_GIVES) + meter.wg - meter.wb
        )
        before = self.level_wh
        gain = self.solar_w + charged - on_battery + meter.wg - lost
        self._curtail(gain, hours)
        spilt = max(0.0, before + (gain - self._curtailed_w) * hours - CAPACITY_WH)
        self.level_wh = before + (gain - self._curtailed_w) * hours - spilt
        self.solar_w -= self._curtailed_w
        self.battery_w = (self.level_wh - before) / hours if hours else 0.0
        book.solar += self.solar_w * hours
        book.curtailed += self._curtailed_w * hours
        book.mains += charged * hours
        book.load += on_battery * hours
        book.load_on_mains += (self.load_w - on_battery) * hours
        book.grid_in += max(0.0, meter.wg) * hours
        book.grid_out += max(0.0, -meter.wg) * hours
        book.lost += lost * hours + spilt

    def _curtail(self, gain: float, hours: float) -> None:
        # a full battery takes no more: the roof is turned down, first of all
        room = (CAPACITY_WH - self.level_wh) / hours if hours else gain
        self._curtailed_w = min(self.solar_w, max(0.0, gain - room))
