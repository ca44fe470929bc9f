"""What a sound scenario says."""

import json

import pytest

from service_center.domain.scenarios import Actions, Band, Condition, TimeRange, UnsoundScenario, errors, reading
from tests.domain.scenario_making import DAY, SAMPLES, battery, scenario

NOTHING = Actions(charge=None, discharge=None)


def sample(file: str) -> str:
    return (SAMPLES / 'valid' / file).read_text(encoding='utf-8')


def test_a_scenario_with_pairs_and_prices_is_read_whole() -> None:
    told = reading(sample('v04_pair_unit_restriction.json'))
    assert told.refresh_period_ms == 30_000
    assert told.time_ranges == (
        TimeRange(
            start='00:00:00',
            end='24:00:00',
            bands=(
                Band(4320, None, 'excess'),
                Band(3600, 4320, 'sufficient'),
                Band(2880, 3600, 'scarce'),
                Band(None, 2880, 'short'),
            ),
            requests={
                'excess': Actions(charge=None, discharge=Condition(4320, 10, 'E002')),
                'short': Actions(charge=Condition(2880, 12.5, 'E003'), discharge=None),
            },
            accepts={'excess': Actions(charge=None, discharge=Condition(3600, 10, 'E002'))},
            strategy='pointAndAmount',
        ),
    )


def test_an_accept_may_offer_both_directions() -> None:
    (whole_day,) = reading(sample('v05_accept_both_directions.json')).time_ranges
    assert whole_day.accepts['high'] == Actions(Condition(99_999, 5, None), Condition(3000, 8, None))


def test_each_time_range_has_the_strategy_that_applies_in_it() -> None:
    ranges = reading(sample('v03_two_time_ranges_own_strategy.json')).time_ranges
    assert [(r.start, r.end, r.strategy) for r in ranges] == [
        ('00:00:00', '12:00:00', 'pointAndAmount'),
        ('12:00:00', '24:00:00', 'amount'),
    ]
    assert ranges[1].requests['rich'].discharge == Condition(2400, None, None)


def test_what_is_left_out_has_the_value_apis_main_takes() -> None:
    told = reading(sample('v07_minimal_without_optional_members.json'))
    assert told.refresh_period_ms == 60_000
    assert told.time_ranges == (TimeRange('00:00:00', '24:00:00', (Band(None, None, 'x'),), {}, {}, 'amount'),)


def test_comments_and_unknown_members_are_left_out() -> None:
    note = {'#': 'note', '#a-b': 1}
    actions = {'any': {'#': 1, 'charge': {'#': 1, 'limitWh': 5, 'typo': 2}}}
    section = note | {'batteryStatus': note | {'-': 'any'}, 'accept': note | actions, 'typo': {}}
    (whole_day,) = reading(scenario(section, **note)).time_ranges
    assert whole_day.bands == (Band(None, None, 'any'),)
    assert whole_day.accepts == {'any': Actions(Condition(5, None, None), None)}


def test_ranges_keep_the_order_of_the_author_because_the_first_match_wins() -> None:
    later, earlier = battery({'5-': 'b', '-': 'a'}), battery({'-': 'c'})
    text = json.dumps({'12:00:00-24:00:00': later, '00:00:00-13:00:00': earlier})
    told = reading(text)
    assert [r.start for r in told.time_ranges] == ['12:00:00', '00:00:00']
    assert [band.status for band in told.time_ranges[0].bands] == ['b', 'a']


def test_a_repeated_range_has_its_last_meaning_at_its_first_place() -> None:
    text = '{"00:00:00-24:00:00": {"batteryStatus": {"-5": "a", "5-": "b", "-5": "c"}}}'
    (whole_day,) = reading(text).time_ranges
    assert whole_day.bands == (Band(None, 5, 'c'), Band(5, None, 'b'))


def test_an_action_for_nothing_is_read_as_nothing() -> None:
    (whole_day,) = reading(sample('v02_no_deal.json')).time_ranges
    assert (whole_day.requests, whole_day.accepts) == ({'any': NOTHING}, {'any': NOTHING})


@pytest.mark.parametrize('text', ['', 'null', '{}', '{"a": NaN}', scenario(battery({'-': 1})), '[' * 10_000])
def test_an_unsound_scenario_is_not_read_and_the_first_error_says_why(text: str) -> None:
    with pytest.raises(UnsoundScenario) as refusal:
        reading(text)
    assert isinstance(refusal.value, ValueError)
    assert str(refusal.value) == str(errors(text)[0])


def test_the_refusal_names_an_error_not_a_warning_before_it() -> None:
    with pytest.raises(UnsoundScenario, match=f'{DAY} > batteryStatus > 5-: A battery status'):
        reading(scenario(battery({'5-': 1})))
