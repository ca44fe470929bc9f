"""A house and its energy: what is in the battery is what came in, less what went out and was lost."""

from random import Random

import pytest

from service_center.village.grid import GRID_V
from service_center.village.house import CAPACITY_WH, WAITING, House, Meter
from service_center.village.households import KINDS, households

LOOP_SEC = 5.0
NIGHT, NOON = 0.0, 1.0
CHARGING = Meter('0x0041', GRID_V, 1.0, 350.0, 279.0, 1.0, GRID_V)
DISCHARGING = Meter('0x0002', GRID_V, -1.0, -350.0, -405.0, 1.0, 380.0)


def house(number: int = 2, rsoc: float = 60.0, seed: int = 1) -> House:
    made = House(households(4, Random(seed))[number - 1], Random(seed))
    made.level_wh = CAPACITY_WH * rsoc / 100
    return made


def live(one: House, hours: float, light: float, hour: float = 12.0) -> None:
    for _ in range(int(hours * 3600 / LOOP_SEC)):
        one.live(LOOP_SEC, light, hour)


@pytest.mark.parametrize('meter', [WAITING, CHARGING, DISCHARGING], ids=['alone', 'charging', 'discharging'])
@pytest.mark.parametrize(('light', 'rsoc'), [(NIGHT, 60.0), (NIGHT, 12.0), (0.4, 60.0), (NOON, 99.0)])
@pytest.mark.parametrize('number', [1, 2, 3, 4])
def test_a_battery_gains_what_came_in_less_what_went_out_and_was_lost(number: int, light: float, rsoc: float, meter: Meter) -> None:
    one = house(number, rsoc)
    one.meter = meter
    before = one.level_wh
    live(one, 3, light)
    book = one.ledger
    assert one.level_wh - before == pytest.approx(book.gained, abs=1e-6)
    assert book.gained == pytest.approx(book.solar + book.mains - book.load + book.grid_in - book.grid_out - book.lost)
    assert book.lost > 0
    assert 0 < one.level_wh <= CAPACITY_WH


def test_a_battery_without_sun_or_deals_empties_by_load_and_losses() -> None:
    one = house()
    live(one, 2, NIGHT)
    assert one.ledger.solar == one.ledger.mains == one.ledger.grid_in == one.ledger.grid_out == 0
    assert one.level_wh == pytest.approx(CAPACITY_WH * 0.6 - one.ledger.load - one.ledger.lost)


def test_the_converter_takes_its_part_of_what_is_given_and_of_what_is_got() -> None:
    giving, getting, alone = house(), house(), house()
    giving.meter, getting.meter = DISCHARGING, CHARGING
    for one in (giving, getting, alone):
        live(one, 1, NIGHT)
    assert alone.level_wh - giving.level_wh == pytest.approx(405 - 4.5)
    assert getting.level_wh - alone.level_wh == pytest.approx(279 + 4.5)


def test_a_full_battery_turns_the_roof_down() -> None:
    one = house(3, rsoc=99.9)
    live(one, 1, NOON)
    assert one.level_wh == pytest.approx(CAPACITY_WH)
    assert one.ledger.curtailed > 1000
    assert one.solar_w < KINDS[2].solar_w / 2
    assert one.rsoc == 100.0
    assert one.remaining_wh == 4800


def test_mains_take_over_the_load_at_30_percent_and_until_35() -> None:
    one = house(1)
    seen = []
    for rsoc in (30.1, 30.0, 29.0, 34.9, 35.0, 31.0):
        one.level_wh = CAPACITY_WH * rsoc / 100
        one.live(LOOP_SEC, NIGHT, 3.0)
        seen.append(one.is_bypassed)
    assert seen == [False, True, True, True, False, False]


def test_on_mains_the_load_costs_the_battery_nothing() -> None:
    one = house(1, rsoc=25)
    live(one, 1, NIGHT, hour=13.0)
    assert one.ledger.load == 0
    assert one.ledger.load_on_mains > 300
    assert CAPACITY_WH / 4 - one.level_wh == pytest.approx(18.4 + 4.5, abs=0.1)


def test_a_reserve_is_charged_from_mains_while_the_others_wait_for_the_sun() -> None:
    keeping, others = house(4, rsoc=70), house(2, rsoc=70)
    live(keeping, 2, NIGHT)
    live(others, 2, NIGHT)
    assert keeping.ledger.mains > 0
    assert 81 < keeping.rsoc < 87
    assert others.ledger.mains == 0
    assert others.rsoc < 70


def test_remaining_wh_are_cut_as_apis_main_cuts_them() -> None:
    one = house()
    one.level_wh = 2712.9
    assert (one.rsoc, one.remaining_wh) == (56.52, 2712)


def test_a_larger_village_begins_with_the_same_four_houses() -> None:
    four, many = households(4, Random(1)), households(100, Random(2))
    assert [one.unit_id for one in many[:4]] == ['E001', 'E002', 'E003', 'E004']
    assert many[:4] == four
    assert many[-1].unit_id == 'E100'
    assert len({one.solar_w for one in many}) == 100
