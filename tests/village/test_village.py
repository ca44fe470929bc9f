"""A village as a whole: energy is neither made nor lost, deals run at every hour, the same seed gives the same village."""

import ast
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from service_center.config import ROOT
from service_center.lib.zones import named_zone
from service_center.village.deal import Deal, Stage
from service_center.village.generator import generate, generate_deals
from service_center.village.history import Past, live_through
from service_center.village.journal import INFO
from service_center.village.village import JAPAN, Village

VILLAGE = ROOT / 'service_center' / 'village'
AUTUMN, SUMMER, WINTER = datetime(2026, 11, 18, tzinfo=UTC), datetime(2026, 6, 21, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)
SEED = 20
BESIDE_THE_VILLAGE = {'village_loop', 'process', 'replay'}
SIMULATION = sorted(path for path in VILLAGE.glob('*.py') if path.stem not in BESIDE_THE_VILLAGE)
NO_DEAL = (ROOT / 'service_center' / 'example' / 'scenarios' / 'NO_DEAL.json').read_text('utf-8')


def village(start: datetime = AUTUMN, seed: int = SEED, units: int = 4) -> Village:
    return Village(seed=seed, at=start.timestamp(), units=units)


def running(one: Village) -> list[Deal]:
    return [deal for deal in one.cluster.grid.deals if deal.stage == Stage.RUNNING]


def minutes(one: Village, count: int) -> Iterator[int]:
    for minute in range(count):
        one.step(one.at + 60)
        yield minute


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text('utf-8'))))
    names = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    names += [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return {name.split('.')[0] for name in names} | {'.'.join(name.split('.')[:2]) for name in names}


@pytest.mark.parametrize('path', SIMULATION, ids=lambda path: path.stem)
def test_the_simulation_knows_no_framework_no_store_and_no_clock(path: Path) -> None:
    forbidden = {'flask', 'pymongo', 'sqlalchemy', 'mongomock', 'time', 'service_center.services', 'service_center.telemetry'}
    assert imported(path) & (forbidden | ({'bson'} if path.stem != 'documents' else set())) == set()
    assert 'now()' not in path.read_text('utf-8')


@pytest.mark.parametrize('start', [AUTUMN, SUMMER])
def test_what_is_given_on_the_grid_is_received_there_and_the_rest_is_lost_in_converters(start: datetime) -> None:
    one = village(start)
    before = {house.unit_id: house.level_wh for house in one.cluster.houses.values()}
    for _ in minutes(one, 24 * 60):
        meters = [house.meter for house in one.cluster.houses.values()]
        assert sum(meter.wg for meter in meters) == 0
        assert sum(meter.wb for meter in meters) < 0  # the converters take their part
    books = [house.ledger for house in one.cluster.houses.values()]
    assert sum(book.grid_out for book in books) == pytest.approx(sum(book.grid_in for book in books), abs=1e-6)
    assert sum(book.grid_out for book in books) > 5000
    for house in one.cluster.houses.values():
        assert house.level_wh - before[house.unit_id] == pytest.approx(house.ledger.gained, abs=1e-6)


def test_the_deals_of_a_day_add_up_to_what_the_meters_counted() -> None:
    one = village()
    received, written = 0.0, {}
    for _ in range(12 * 720):
        charging = [house.meter.wb for house in one.cluster.houses.values() if house.meter.ig > 0]
        before = one.at
        written |= {step.document['dealId']: step.document for step in one.step(one.at + 5.03) if step.label == 'deal'}
        received += sum(charging) * (one.at - before) / 3600
    ended = [deal['cumulateAmountWh'] for deal in written.values() if 'deactivateDateTime' in deal]
    dealt = sum(ended) + sum(deal.cumulated_wh for deal in running(one))
    assert len(ended) > 30
    assert dealt == pytest.approx(received, rel=0.01)


@pytest.mark.parametrize('hour', range(24))
def test_at_any_hour_a_deal_runs_within_two_minutes_of_the_start(hour: int) -> None:
    start = datetime(2026, 11, 20, hour, 17, 31, tzinfo=JAPAN)
    past = Past(deals=timedelta(hours=14), unit_data=timedelta(minutes=30), lines=timedelta(minutes=1))
    one = village(start - past.deals, seed=SEED + hour)
    list(live_through(one, start.timestamp(), past))
    assert any(running(one) for _ in minutes(one, 2))


@pytest.mark.parametrize(('start', 'seed'), [(AUTUMN, 1), (SUMMER, 2), (WINTER, 3)])
def test_e001_has_a_deal_most_of_the_time_and_somebody_nearly_always(start: datetime, seed: int) -> None:
    one = village(start, seed)
    one.step(one.at + 6 * 3600)  # the charges of the beginning are made up
    with_e001 = with_any = 0
    for _ in minutes(one, 24 * 60):
        busy = {unit_id for deal in running(one) for unit_id in deal.unit_ids}
        with_e001 += 'E001' in busy
        with_any += bool(busy)
    assert with_e001 / (24 * 60) >= 0.5
    assert with_any / (24 * 60) >= 0.9


def test_batteries_fill_by_day_and_empty_by_night() -> None:
    one = village(datetime(2026, 6, 21, 5, tzinfo=JAPAN))
    levels = []
    for _ in range(3):
        levels.append({house.unit_id: house.level_wh for house in one.cluster.houses.values()})
        list(one.skip(one.at + 8 * 3600))
    morning, noon, evening = levels
    assert all(noon[unit_id] > morning[unit_id] + 300 for unit_id in ('E002', 'E003'))
    assert all(evening[unit_id] < noon[unit_id] - 300 for unit_id in ('E002', 'E003'))


def test_units_follow_the_scenario_that_is_chosen_now() -> None:
    chosen: dict[str, str | None] = {}
    one = Village(seed=SEED, at=AUTUMN.timestamp(), scenario_of=chosen.get)
    list(one.skip(one.at + 3600))
    assert running(one)
    chosen.update(dict.fromkeys(one.cluster.houses, NO_DEAL))
    one.step(one.at + 60)  # they ask every 30 s
    made = {deal.deal_id for deal in one.cluster.grid.deals}
    one.step(one.at + 4 * 3600)
    assert not one.cluster.grid.deals
    chosen.clear()
    one.step(one.at + 300)
    assert {deal.deal_id for deal in one.cluster.grid.deals} - made


def test_a_unit_never_charges_and_discharges_at_once_nor_has_three_deals() -> None:
    one = village(SUMMER)
    for _ in minutes(one, 12 * 60):
        for unit_id in one.cluster.houses:
            deals = one.cluster.grid.deals_of(unit_id)
            assert len(deals) <= 2
            assert len({deal.charge_unit_id == unit_id for deal in deals}) <= 1


def test_one_deal_is_the_master_while_deals_run_and_its_unit_holds_the_voltage() -> None:
    one = village()
    for _ in minutes(one, 12 * 60):
        if running(one):
            master = [deal for deal in one.cluster.grid.deals if deal.is_master]
            assert len(master) == 1
            assert one.cluster.grid.reference in master[0].unit_ids
        holding = [house.unit_id for house in one.cluster.houses.values() if house.meter.status == '0x0014']
        assert holding == ([one.cluster.grid.reference] if one.cluster.grid.reference else [])


def test_the_same_seed_gives_the_same_village_and_another_one_another() -> None:
    def some(seed: int) -> list[object]:
        return list(islice(generate(seed, AUTUMN, timedelta(hours=1)), 3000))

    assert some(1) == some(1)
    assert some(1) != some(2)


def test_it_makes_no_difference_in_how_many_steps_a_time_is_lived() -> None:
    in_one, in_many = village(), village()
    together = in_one.step(in_one.at + 600)
    end = in_many.at + 600
    piecemeal = [step for tenth in range(1, 6001) for step in in_many.step(end - 600 + tenth / 10)]
    assert together == piecemeal


def test_a_village_of_a_hundred_units_comes_from_the_same_generator() -> None:
    documents = list(generate(SEED, AUTUMN, timedelta(minutes=6), units=100))
    units = Counter(document['oesunit']['id'] for label, document in documents if label == 'unit_data')
    assert set(units) == {f'E{number:03d}' for number in range(1, 101)}
    assert set(units.values()) == {12}
    assert len({document['dealId'] for label, document in documents if label == 'deal'}) > 20


def test_deals_alone_come_far_more_quickly_and_are_all_over() -> None:
    deals = list(generate_deals(SEED, AUTUMN, timedelta(days=1)))
    assert 80 < len(deals) < 400
    assert all(deal['deactivateDateTime'] for deal in deals)
    assert max(deal['cumulateAmountWh'] / deal['dealAmountWh'] for deal in deals) < 1.25


def test_a_scenario_without_an_entry_for_the_time_is_complained_of() -> None:
    night = '{"00:00:00-00:00:01": {"batteryStatus": {"-": "any"}}}'
    one = Village(seed=SEED, at=AUTUMN.timestamp(), scenario_of=lambda unit_id: night if unit_id == 'E002' else None)
    lines = [step.document for step in one.step(one.at + 120) if step.label == 'apis_log']
    complaints = [line for line in lines if line['loglevel'] != INFO and 'no entry matched for time : 09:0' in line['message']]
    assert {line['unitId'] for line in complaints} == {'E002'}
    assert 3 <= len(complaints) <= 5


def test_the_end_of_a_deal_that_never_started_fails_to_be_stored_and_apis_ccc_says_so() -> None:
    one = village()
    ramping = next(deal for _ in range(60) if one.step(one.at + 6) for deal in one.cluster.grid.deals if deal.stage == Stage.RAMPING)
    one.cluster.grid.scram('["…"]', one.cluster.grid_master)
    steps = one.step(one.at + 10)
    assert ramping.deal_id not in {step.document['dealId'] for step in steps if step.label == 'deal'}
    severe = [step.document for step in steps if step.document.get('loglevel') == 'SEVERE']
    assert [(line['programId'], line['message']) for line in severe] == [
        ('apis-ccc', 'Communication failed with MongoDB ; java.lang.NullPointerException: text'),
    ]


def test_the_sun_shines_by_the_clock_of_the_place() -> None:
    def roof_w(zone: str) -> float:
        one = Village(seed=SEED, at=datetime(2026, 6, 21, 3, tzinfo=UTC).timestamp(), zone=named_zone(zone))
        one.step(one.at + 10)
        return one.cluster.houses['E003'].solar_w

    assert roof_w('Asia/Tokyo') > 300
    assert roof_w('America/New_York') == 0


def test_a_clock_that_was_set_back_stops_nothing() -> None:
    one = village()
    list(one.skip(one.at + 3 * 3600))
    one.be_at(one.at - 3600)
    first = one.step(one.at + 120)
    assert {step.label for step in first} == {'unit_data', 'deal', 'apis_log'}
    assert all(step.document['cumulateAmountWh'] < 150 for step in first if 'cumulateAmountWh' in step.document)
    one.step(one.at + 3600)
    assert running(one)
