"""What a scenario says, as it is told to pages."""

from service_center.domain.scenario_telling import told
from service_center.domain.scenarios import Actions, Band, Condition, Reading, TimeRange, reading
from tests.domain.scenario_making import SAMPLES

NOTHING = {'charge': None, 'discharge': None}


def condition(limit_wh: int, point_per_wh: float | None = None, pair_unit_id: str | None = None) -> dict[str, object]:
    return {'limitWh': limit_wh, 'pointPerWh': point_per_wh, 'pairUnitId': pair_unit_id}


def one_range(requests: dict[str, Actions], accepts: dict[str, Actions], *bands: Band) -> Reading:
    return Reading(30_000, (TimeRange('00:00:00', '24:00:00', bands, requests, accepts, 'amount'),))


def test_a_scenario_is_told_whole() -> None:
    text = (SAMPLES / 'valid' / 'v04_pair_unit_restriction.json').read_text(encoding='utf-8')
    assert told(reading(text)) == {
        'refreshingPeriodMsec': 30_000,
        'timeRanges': [{
            'start': '00:00:00', 'end': '24:00:00', 'strategy': 'pointAndAmount',
            'bands': [
                {'fromWh': 4320, 'toWh': None, 'status': 'excess', 'request': {'charge': None, 'discharge': condition(4320, 10, 'E002')},
                 'accept': {'charge': None, 'discharge': condition(3600, 10, 'E002')}},
                {'fromWh': 3600, 'toWh': 4320, 'status': 'sufficient', 'request': NOTHING, 'accept': NOTHING},
                {'fromWh': 2880, 'toWh': 3600, 'status': 'scarce', 'request': NOTHING, 'accept': NOTHING},
                {'fromWh': None, 'toWh': 2880, 'status': 'short', 'request': {'charge': condition(2880, 12.5, 'E003'), 'discharge': None},
                 'accept': NOTHING},
            ],
        }],
    }


def test_of_a_request_for_both_directions_only_charge_is_told() -> None:
    both = Actions(Condition(100, None, None), Condition(50, None, None))
    (time_range,) = told(one_range({'x': both}, {'x': both}, Band(None, None, 'x')))['timeRanges']
    (band,) = time_range['bands']
    assert band['request'] == {'charge': condition(100), 'discharge': None}
    assert band['accept'] == {'charge': condition(100), 'discharge': condition(50)}


def test_bands_and_time_ranges_stay_in_the_order_of_their_author() -> None:
    bands = (Band(50, None, 'b'), Band(None, 60, 'a'))
    times = (('12:00:00', '24:00:00'), ('00:00:00', '13:00:00'))
    later_first = tuple(TimeRange(start, end, bands, {}, {}, 'amount') for start, end in times)
    ranges = told(Reading(60_000, later_first))['timeRanges']
    assert [(each['start'], [band['status'] for band in each['bands']]) for each in ranges] == [
        ('12:00:00', ['b', 'a']), ('00:00:00', ['b', 'a']),
    ]
