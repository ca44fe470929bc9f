"""What the page SCENARIO is told beside the scenarios: what they mean, and when the house last fetched its own."""

import pytest
import time_machine

from service_center.domain.scenario_telling import told
from service_center.domain.scenarios import reading
from service_center.lib import clock as the_clock
from service_center.services import scenarios
from tests.factories import E001, E002, MINUTE, NOW, SOUND, Maker

OTHER = SOUND.replace('30000', '60000')
NEVER = {'fetchedAt': None, 'scenarioId': None, 'isUpToDate': False}


@pytest.fixture
def e001(cluster: dict[str, int]) -> int:
    return cluster['E001']


def readings() -> list[dict[str, object]]:
    return scenarios.list_readings(E001, the_clock.now())


# ---- what scenarios mean


def test_the_readings_are_of_what_may_be_chosen_in_the_same_order(make: Maker) -> None:
    for name, unit in (('b', None), ('a', E001), ('of the other', E002)):
        make.scenario(name, unit=unit)
    assert [each['id'] for each in readings()] == [each['id'] for each in scenarios.list_available(E001)]
    assert readings()[0] == {'id': 2, 'fault': None, 'reading': told(reading(SOUND))}


def test_what_counts_is_read_too_though_it_may_not_be_chosen_any_more(make: Maker) -> None:
    offered, gone = make.scenario('offered'), make.scenario('gone', unit=E002)
    make.choice(E001, gone)
    assert [each['id'] for each in readings()] == [offered, gone]


def test_what_counts_and_may_be_chosen_is_read_once(make: Maker) -> None:
    chosen = make.chosen(E001)
    assert [each['id'] for each in readings()] == [chosen]


@pytest.mark.parametrize('data', ['this is { not json', 'null', '{}', '', None])
def test_of_a_text_that_is_no_scenario_its_first_fault_is_told(make: Maker, data: str | None) -> None:
    make.scenario('broken', data=data)
    make.scenario('sound')
    broken, sound = readings()
    assert broken['reading'] is None
    assert broken['fault']
    assert (sound['fault'], sound['reading']) == (None, told(reading(SOUND)))


# ---- when the house last fetched


def test_a_house_that_never_fetched_has_no_time_of_it(e001: int, make: Maker) -> None:
    make.chosen(E001)
    assert scenarios.last_fetch(E001, NOW) == NEVER


def test_a_fetch_is_told_with_what_was_fetched(e001: int, make: Maker, clock: time_machine.Traveller) -> None:
    chosen = make.chosen(E001)
    scenarios.deliver(E001, e001, NOW)
    clock.shift(60)
    assert scenarios.last_fetch(E001, the_clock.now()) == {'fetchedAt': NOW, 'scenarioId': chosen, 'isUpToDate': True}
    assert scenarios.last_fetch(E002, the_clock.now()) == NEVER


@pytest.mark.parametrize(('data', 'up_to_date'), [(OTHER, False), (SOUND, True), ('null', False)])
def test_a_house_is_up_to_date_if_it_would_be_given_the_same_text(e001: int, make: Maker, data: str, up_to_date: bool) -> None:
    before = make.chosen(E001)
    scenarios.deliver(E001, e001, NOW - 2 * MINUTE)
    make.choice(E001, make.scenario('after', data=data), NOW - MINUTE)
    assert scenarios.last_fetch(E001, NOW) == {'fetchedAt': NOW - 2 * MINUTE, 'scenarioId': before, 'isUpToDate': up_to_date}


def test_a_house_that_fetched_none_is_up_to_date_while_none_is_chosen(e001: int, make: Maker) -> None:
    scenarios.deliver(E001, e001, NOW)
    assert scenarios.last_fetch(E001, NOW) == {'fetchedAt': NOW, 'scenarioId': None, 'isUpToDate': True}
    make.chosen(E001)
    assert scenarios.last_fetch(E001, NOW)['isUpToDate'] is False
