"""The rules for what a section requests and accepts, one by one."""

from typing import Any

import pytest

from service_center.domain.scenarios import problems
from tests.domain.scenario_making import DAY, asking, battery, found, only, scenario

SOUND = {'limitWh': 2000}
CHARGE = {'charge': SOUND}


def requesting(actions: object, kind: str = 'request') -> str:
    """A scenario whose status `low` does this."""
    return scenario(battery({'2000-': 'high', '-2000': 'low'}, **{kind: {'low': actions}}))


@pytest.mark.parametrize('kind', ['request', 'accept'])
@pytest.mark.parametrize('actions', [None, 'charge', 1, []])
def test_what_to_do_in_a_status_is_an_object(kind: str, actions: object) -> None:
    assert found(requesting(actions, kind)) == [('S15', 'e')]


@pytest.mark.parametrize('kind', ['request', 'accept'])
@pytest.mark.parametrize('action', ['charge', 'discharge'])
@pytest.mark.parametrize('condition', [None, 2000, '2000', []])
def test_a_condition_is_an_object(kind: str, action: str, condition: object) -> None:
    assert found(asking(action, condition, kind=kind)) == [('S16', 'e')]


def test_a_request_is_for_one_direction() -> None:
    assert found(requesting({'charge': SOUND, 'discharge': {'limitWh': 0}})) == [('S17', 'w')]


def test_an_accept_may_be_for_both() -> None:
    assert problems(requesting({'charge': SOUND, 'discharge': {'limitWh': 0}}, 'accept')) == []


def test_an_empty_request_is_none() -> None:
    assert problems(requesting({})) == []


@pytest.mark.parametrize('names', [['Charge'], ['Charge', 'disCharge'], ['#', 'Charge']])
def test_a_request_without_a_known_direction_is_an_error_for_each_name(names: list[str]) -> None:
    wrong = [name for name in names if name != '#']
    assert found(requesting(dict.fromkeys(names, SOUND))) == [('S18', 'e')] * len(wrong)


def test_a_comment_alone_in_a_request_is_warned_of() -> None:
    assert found(requesting({'#': 'nothing to do'})) == [('S18', 'w')]
    assert problems(requesting(CHARGE | {'#': 'with a reason'})) == []
    assert problems(requesting({'#': 'nothing to do'}, 'accept')) == []


def test_unknown_names_that_do_no_harm_are_warned_of() -> None:
    assert found(requesting(CHARGE | {'Discharge': 1})) == [('S32', 'w')]
    assert found(requesting({'Discharge': SOUND}, 'accept')) == [('S32', 'w')]
    assert found(asking('charge', {'limitWh': 2000, 'pointPerWH': 1})) == [('S32', 'w')]


@pytest.mark.parametrize('kind', ['request', 'accept'])
def test_a_condition_has_a_limit(kind: str) -> None:
    assert found(asking('charge', {}, kind=kind)) == [('S19', 'e')]
    assert found(asking('charge', {'#limitWh': 2000}, kind=kind)) == [('S19', 'e')]


@pytest.mark.parametrize('limit', ['2000', 2000.5, 2000.0, -1, 2**31, True, False, None, [], {}])
def test_a_limit_is_a_whole_number_of_32_bits(limit: object) -> None:
    assert found(asking('charge', {'limitWh': limit})) == [('S20', 'e')]


@pytest.mark.parametrize('written', ['-0', '0'])
def test_a_limit_of_nothing_is_a_limit(written: str) -> None:
    text = asking('discharge', {'limitWh': 4711}).replace('4711', written)
    assert problems(text) == []


def test_a_limit_of_32_bits_is_fine() -> None:
    assert problems(asking('charge', {'limitWh': 2**31 - 1})) == []


@pytest.mark.parametrize(
    'written', ['-1', '-0.001', '"10"', 'null', 'true', '[]', '{}', '1e400', '-1e400', '1e39', '9' * 50, '9' * 5_000]
)
def test_a_point_is_a_number_from_0_up_that_single_precision_can_hold(written: str) -> None:
    text = asking('charge', SOUND | {'pointPerWh': 4711}).replace('4711', written)
    assert found(text) == [('S21', 'e')]


@pytest.mark.parametrize('written', ['0', '10', '10.0', '12.5', '-0', '-0.0', '1e-400', '3.4028234663852886e38'])
def test_whole_and_broken_points_are_fine(written: str) -> None:
    text = asking('charge', SOUND | {'pointPerWh': 4711}, strategy='pointAndAmount').replace('4711', written)
    assert problems(text) == []


def test_where_points_decide_a_request_needs_one() -> None:
    text = asking('charge', SOUND, strategy='pointAndAmount')
    assert found(text) == [('S22', 'e')]
    assert only(text).place == f'{DAY} > request > low > charge'


def test_where_points_decide_an_accept_should_have_one() -> None:
    assert found(asking('charge', SOUND, kind='accept', strategy='pointAndAmount')) == [('S23', 'w')]


def test_a_wrong_point_is_not_called_missing() -> None:
    assert found(asking('charge', SOUND | {'pointPerWh': None}, strategy='pointAndAmount')) == [('S21', 'e')]


@pytest.mark.parametrize(
    ('of_all', 'of_section', 'needed'),
    [
        ('amount', {'strategy': 'pointAndAmount'}, True),
        ('pointAndAmount', {'strategy': 'amount'}, False),
        ('pointAndAmount', {}, False),
    ],
)
def test_the_strategy_of_the_section_goes_before_that_of_all(of_all: str, of_section: object, needed: bool) -> None:
    section = battery({'-2000': 'low', '2000-': 'high'}, request={'low': CHARGE}, acceptSelection=of_section)
    rules = {rule for rule, _ in found(scenario(section, acceptSelection={'strategy': of_all}))}
    assert ('S22' in rules) is needed


@pytest.mark.parametrize('pair', ['', 2, None, True, [], {}])
def test_a_pair_is_the_id_of_a_unit(pair: object) -> None:
    assert found(asking('charge', SOUND | {'pairUnitId': pair})) == [('S24', 'e')]


@pytest.mark.parametrize(
    ('known', 'faults'),
    [
        ({}, []),
        ({'unit_ids': ['E001', 'E002']}, []),
        ({'unit_ids': ['E001', 'e002']}, [('S24', 'w')]),
        ({'unit_ids': []}, [('S24', 'w')]),
        ({'own_unit_id': 'E002'}, [('S24', 'w')]),
        ({'own_unit_id': 'E002', 'unit_ids': ['E001', 'E002']}, [('S24', 'w')]),
        ({'own_unit_id': 'E001', 'unit_ids': ['E001', 'E002']}, []),
    ],
)
def test_a_pair_is_another_unit_of_the_cluster(known: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert found(asking('charge', SOUND | {'pairUnitId': 'E002'}), **known) == faults


@pytest.mark.parametrize('kind', ['request', 'accept'])
@pytest.mark.parametrize(
    ('action', 'limit', 'band', 'misses'),
    [
        ('charge', 2000, '1000-2000', False),
        ('charge', 1999, '1000-2000', True),
        ('discharge', 1000, '1000-2000', False),
        ('discharge', 1001, '1000-2000', True),
        ('charge', 0, '-0', False),
        ('charge', 0, '2000-2000', False),
        ('discharge', 1, '0-2000', True),
    ],
)
def test_a_limit_leaves_no_part_of_its_status_out(kind: str, action: str, limit: int, band: str, misses: bool) -> None:
    text = asking(action, {'limitWh': limit}, kind=kind, bands={band: 'low', '-': 'high'})
    assert (('S27', 'w') in found(text)) is misses


def test_a_limit_is_measured_by_every_range_of_its_status() -> None:
    bands = {'-1000': 'low', '1000-2000': 'mid', '2000-3000': 'low', '3000-': 'high'}
    assert found(asking('charge', {'limitWh': 2999}, bands=bands)) == [('S27', 'w')]
    assert problems(asking('charge', {'limitWh': 3000}, bands=bands)) == []


def test_an_open_end_counts_for_requests_but_not_for_accepts() -> None:
    for action, band in (('charge', '1000-'), ('discharge', '-1000')):
        for kind, faults in (('request', [('S27', 'w')]), ('accept', [])):
            told = found(asking(action, {'limitWh': 900}, kind=kind, bands={band: 'low', '-': 'high'}))
            assert [fault for fault in told if fault[0] == 'S27'] == faults


def test_a_battery_that_has_no_lower_bound_begins_with_nothing() -> None:
    assert found(asking('discharge', {'limitWh': 1})) == [('S27', 'w')]
    assert problems(asking('discharge', {'limitWh': 0})) == []


@pytest.mark.parametrize(('action', 'side'), [('charge', 'above'), ('discharge', 'below')])
def test_it_is_told_on_which_side_of_the_limit_the_status_goes_on(action: str, side: str) -> None:
    assert (
        side in only(asking(action, {'limitWh': 1500}, bands={'1000-2000': 'low', '-1000': 'a', '2000-': 'b'})).message
    )


def test_an_open_upper_end_ends_with_the_capacity_where_that_is_known() -> None:
    text = asking('charge', {'limitWh': 4800}, bands={'-': 'low'})
    assert found(text) == [('S27', 'w')]
    assert problems(text, capacity_wh=4800) == []
    assert found(text, capacity_wh=4801) == [('S27', 'w')]


@pytest.mark.parametrize('kind', ['request', 'accept'])
def test_a_status_that_no_range_leads_to_is_warned_of(kind: str) -> None:
    text = scenario(battery({'-': 'any'}, **{kind: {'Any': {}}}))
    assert only(text).place == f'{DAY} > {kind} > Any'
    assert found(text) == [('S28', 'w')]


def test_statuses_are_not_judged_without_a_battery_status() -> None:
    assert found(scenario(battery(None, request={'any': CHARGE}))) == [('S08', 'e')]


def test_a_status_of_a_faulty_range_is_known_all_the_same() -> None:
    assert found(scenario(battery({'half-': 'any'}, request={'any': CHARGE}))) == [('S09', 'e')]


@pytest.mark.parametrize(('capacity', 'faults'), [(None, []), (2000, []), (1999, [('S29', 'w')])])
def test_a_limit_is_not_above_what_the_battery_holds(capacity: int | None, faults: list[tuple[str, str]]) -> None:
    assert found(asking('charge', SOUND), capacity_wh=capacity) == faults
