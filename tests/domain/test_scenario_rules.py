"""The rules for a scenario's day, sections and battery ranges, one by one."""

import json
from typing import Any

import pytest

from service_center.domain.scenarios import problems
from tests.domain.scenario_making import DAY, battery, found, only, scenario

ANY = battery({'-': 'any'})
SELECTION = {'acceptSelection': {'strategy': 'amount'}}


def ranges(*keys: str) -> str:
    """A scenario with these time ranges, in this order."""
    return json.dumps(SELECTION | dict.fromkeys(keys, ANY))


def bands(*keys: str) -> str:
    """A scenario with these battery ranges, in this order."""
    return scenario(battery({key: f'status {n}' for n, key in enumerate(keys)}))


def places(text: str, rule: str) -> list[str]:
    return [problem.place for problem in problems(text) if problem.rule == rule]


@pytest.mark.parametrize('members', [{}, {'#': 1}, {'#a-b': 1}, SELECTION, {'note': 1}])
def test_without_a_time_range_there_is_no_scenario(members: dict[str, Any]) -> None:
    assert ('S02', 'e') in found(json.dumps(members))


@pytest.mark.parametrize(
    'key',
    [
        '-',
        '00:00:00-',
        '-24:00:00',
        '00:00:00-24:00:01',
        '24:00:00-24:00:00',
        '00:00:00-25:00:00',
        '00:60:00-24:00:00',
        '00:00:60-24:00:00',
        '0:00:00-24:00:00',
        '00:00-24:00',
        ' 00:00:00-24:00:00',
        '00:00:00-24:00:00\n',
        '00:00:00 - 24:00:00',
        '00:00:00-24:00:00-',
        '00:00:00-12:00:00-24:00:00',
        '٠٠:00:00-24:00:00',
        'refreshing-period',
    ],
)
def test_a_key_with_a_hyphen_that_is_no_time_range_is_an_error(key: str) -> None:
    problem = only(ranges(key))
    assert (problem.rule, problem.severity.value) == ('S03', 'error')


def test_a_faulty_time_range_is_still_looked_into() -> None:
    assert found(json.dumps(SELECTION | {'0-1': {'batteryStatus': 1}})) == [('S03', 'e'), ('S08', 'e')]


def test_coverage_is_not_judged_while_a_time_range_cannot_be_read() -> None:
    assert found(ranges('00:00:00-10:00:00', '10:00-24:00')) == [('S03', 'e')]


@pytest.mark.parametrize('key', ['22:00:00-06:00:00', '12:00:00-12:00:00', '00:00:00-00:00:00', '12:00:01-12:00:00'])
def test_a_time_range_starts_before_it_ends(key: str) -> None:
    assert found(ranges(DAY, key)) == [('S04', 'e')]


def test_time_ranges_that_touch_do_not_overlap() -> None:
    assert problems(ranges('12:00:00-24:00:00', '00:00:00-12:00:00')) == []


def test_the_later_of_two_overlapping_time_ranges_is_warned_of() -> None:
    text = ranges('11:59:59-24:00:00', '00:00:00-12:00:00')
    problem = only(text)
    assert (problem.rule, problem.severity.value, problem.place) == ('S05', 'warning', '00:00:00-12:00:00')
    assert '"11:59:59-24:00:00"' in problem.message


def test_a_range_within_another_is_found_behind_a_third() -> None:
    text = ranges(DAY, '01:00:00-02:00:00', '03:00:00-04:00:00')
    assert places(text, 'S05') == ['01:00:00-02:00:00', '03:00:00-04:00:00']


@pytest.mark.parametrize(
    ('keys', 'gaps'),
    [
        (['00:00:00-23:59:59'], ['23:59:59 to 24:00:00']),
        (['00:00:01-24:00:00'], ['00:00:00 to 00:00:01']),
        (['12:00:00-24:00:00', '00:00:00-11:30:00'], ['11:30:00 to 12:00:00']),
        (['01:00:00-02:00:00'], ['00:00:00 to 01:00:00', '02:00:00 to 24:00:00']),
        (['12:00:00-11:00:00'], ['00:00:00 to 24:00:00']),
    ],
)
def test_every_part_of_the_day_of_which_nothing_is_said_is_warned_of(keys: list[str], gaps: list[str]) -> None:
    told = [problem for problem in problems(ranges(*keys)) if problem.rule == 'S06']
    assert [problem.severity.value for problem in told] == ['warning'] * len(gaps)
    assert all(gap in problem.message for gap, problem in zip(gaps, told, strict=True))


@pytest.mark.parametrize('section', ['none', 5, None, True, [], [{}]])
def test_a_section_is_an_object(section: object) -> None:
    assert found(json.dumps({DAY: section})) == [('S07', 'e')]


@pytest.mark.parametrize('status', [None, 5, 'any', [], {}, {'#': 'nothing else'}])
def test_the_battery_status_is_an_object_with_a_range(status: object) -> None:
    assert found(scenario(battery(status))) == [('S08', 'e')]


def test_a_section_has_a_battery_status() -> None:
    assert found(json.dumps(SELECTION | {DAY: {'request': {'any': {}}}})) == [('S08', 'e')]


@pytest.mark.parametrize(
    'key',
    ['', '4320', '50%-', '-50%', 'a-b', '1-2-3', '--', '-1-', ' 1-', '1-\n', '1.5-', '1e3-', '+1-', '١-', '²-'],
)
def test_a_battery_range_is_two_numbers_of_which_each_may_be_left_out(key: str) -> None:
    assert found(bands(key)) == [('S09', 'e')]


def test_a_bound_fits_into_32_bits() -> None:
    assert problems(bands('-2147483647', '2147483647-')) == []
    assert found(bands('-2147483648')) == [('S09', 'e')]
    assert found(bands('2147483648-')) == [('S09', 'e')]
    assert problems(bands('-00000000000002000', '2000-')) == []


def test_the_lower_bound_is_below_the_upper_one() -> None:
    assert found(bands('-', '4320-3600')) == [('S10', 'e')]


@pytest.mark.parametrize('key', ['-0', '0-0', '3600-3600'])
def test_a_range_that_says_never_is_only_warned_of(key: str) -> None:
    assert found(bands('-', key)) == [('S10', 'w')]


@pytest.mark.parametrize(
    ('keys', 'gaps'),
    [
        (['-3600', '3600-4800'], ['4800 Wh and above']),
        (['3600-', '100-3600'], ['0 Wh to 100 Wh']),
        (['-100', '200-'], ['100 Wh to 200 Wh']),
        (['10-20'], ['0 Wh to 10 Wh', '20 Wh and above']),
        (['-0'], ['0 Wh and above']),
    ],
)
def test_every_charge_that_no_range_holds_is_warned_of(keys: list[str], gaps: list[str]) -> None:
    told = [problem for problem in problems(bands(*keys)) if problem.rule == 'S11']
    assert [problem.place for problem in told] == [f'{DAY} > batteryStatus'] * len(gaps)
    assert all(gap in problem.message for gap, problem in zip(gaps, told, strict=True))


def test_ranges_that_touch_neither_overlap_nor_leave_a_gap() -> None:
    assert problems(bands('4320-', '0-2880', '3600-4320', '2880-3600')) == []


def test_of_overlapping_battery_ranges_the_later_one_is_warned_of() -> None:
    problem = only(bands('-3601', '3600-'))
    assert (problem.rule, problem.severity.value) == ('S12', 'warning')
    assert problem.place == f'{DAY} > batteryStatus > 3600-'
    assert '"-3601"' in problem.message


def test_a_range_for_all_the_rest_overlaps_those_before() -> None:
    assert places(bands('-100', '100-200', '-'), 'S12') == [f'{DAY} > batteryStatus > -']


@pytest.mark.parametrize('status', ['', 1, None, True, [], {}])
def test_a_battery_status_has_a_name(status: object) -> None:
    assert found(scenario(battery({'-': status}))) == [('S13', 'e')]


@pytest.mark.parametrize('member', ['request', 'accept', 'acceptSelection'])
@pytest.mark.parametrize('value', [None, 1, 'amount', []])
def test_request_accept_and_selection_are_objects(member: str, value: object) -> None:
    assert found(scenario(ANY | {member: value})) == [('S14', 'e')]


def test_the_selection_of_the_whole_scenario_is_an_object() -> None:
    assert found(scenario(acceptSelection=None)) == [('S14', 'e')]


@pytest.mark.parametrize('strategy', ['', 'Amount', 'point', None, 1, {}, ['amount']])
def test_an_unknown_strategy_is_an_error_wherever_it_is(strategy: object) -> None:
    assert found(scenario(acceptSelection={'strategy': strategy})) == [('S25', 'e')]
    assert found(scenario(ANY | {'acceptSelection': {'strategy': strategy}})) == [('S25', 'e')]


def test_a_section_to_which_no_strategy_applies_is_warned_of() -> None:
    for text in (
        json.dumps({DAY: ANY}),
        scenario(acceptSelection={}),
        scenario(acceptSelection={'#strategy': 'amount'}),
        scenario(ANY | {'acceptSelection': {}}),
    ):
        problem = only(text)
        assert (problem.rule, problem.severity.value, problem.place) == ('S25', 'warning', DAY)


def test_a_strategy_of_its_own_is_enough_for_a_section() -> None:
    section = ANY | {'acceptSelection': {'strategy': 'pointAndAmount'}}
    assert problems(json.dumps({DAY: section})) == []
    assert problems(scenario(section, acceptSelection={})) == []


@pytest.mark.parametrize('period', [0, -1, 2**31, 30000.0, 0.5, 1e400, '30000', None, True, False, [], {}])
def test_the_period_is_a_whole_number_from_1_up(period: object) -> None:
    assert found(scenario(refreshingPeriodMsec=period).replace('Infinity', '1e400')) == [('S26', 'e')]


@pytest.mark.parametrize('period', [1, 4_999, 600_001, 2**31 - 1])
def test_an_uncommon_period_is_warned_of(period: int) -> None:
    assert found(scenario(refreshingPeriodMsec=period)) == [('S26', 'w')]


@pytest.mark.parametrize('period', [5_000, 30_000, 600_000])
def test_a_common_period_is_fine(period: int) -> None:
    assert problems(scenario(refreshingPeriodMsec=period)) == []


def test_members_nobody_reads_are_warned_of_in_the_frame() -> None:
    text = scenario(ANY | {'Request': {}, 'acceptSelection': {'strategy': 'amount', 'Strategy': 1}}, refreshMsec=1)
    assert places(text, 'S32') == [f'{DAY} > Request', f'{DAY} > acceptSelection > Strategy', 'refreshMsec']
    assert found(text) == [('S32', 'w')] * 3


def test_comments_may_stand_anywhere_and_hold_anything() -> None:
    note = {'#': {'limitWh': 'x'}, '#note': [1, None]}
    section = note | {'batteryStatus': note | {'-': 'any'}, 'request': note, 'accept': note | {'any': note}}
    assert problems(scenario(section, **note)) == []


def test_a_commented_out_range_is_warned_of_because_it_may_still_apply() -> None:
    assert found(scenario(**{f'#{DAY}': ANY})) == [('S03', 'w')]
    assert found(scenario(battery({'#-100': 'low', '-': 'any'}))) == [('S09', 'w')]
    assert problems(scenario(battery({'-': 'any'}, **{'#a-b': 1}))) == []


def test_of_a_repeated_key_the_last_one_counts_and_the_others_are_warned_of() -> None:
    text = f'{{"refreshingPeriodMsec": "x", "{DAY}": 5, {scenario()[1:-1]}, "refreshingPeriodMsec": 30000}}'
    assert found(text) == [('S33', 'w'), ('S33', 'w')]
    assert places(text, 'S33') == ['refreshingPeriodMsec', DAY]


def test_a_repeated_key_whose_last_value_is_wrong_is_an_error_there() -> None:
    text = scenario()[:-1] + f', "{DAY}": 5, "{DAY}": 6}}'
    assert found(text) == [('S33', 'w'), ('S33', 'w'), ('S07', 'e')]


def test_comments_may_be_repeated() -> None:
    assert problems('{"#": 1, ' + scenario()[1:-1] + ', "#": 2, "#": 3}') == []
