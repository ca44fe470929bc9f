"""Who trades with whom: requests and accepts by the bands of a scenario, and the choice among offers (ecosystem 6.2)."""

import json
from random import Random
from typing import Any

import pytest

from service_center.config import ROOT
from service_center.village.bargaining import CHARGE, DISCHARGE, Offer, Stance, choose, deal_amount_wh, find_range, read, stance
from service_center.village.market import Slots, trade

EXAMPLES = ROOT / 'service_center' / 'example' / 'scenarios'


def stance_of(text: str | None, remaining_wh: int, clock: str = '12:00:00') -> Stance | None:
    scenario = read(text)
    section = find_range(scenario, clock) if scenario else None
    return stance('E001', section, remaining_wh) if section else None


def offer(unit_id: str, direction: str, amount: int = 200, point: float | None = 10, pair: str | None = None) -> Offer:
    return Offer(unit_id, direction, amount, point, pair)


def scenario(**section: Any) -> str:
    whole = {'batteryStatus': {'-': 'any'}, 'request': {}, 'accept': {}} | section
    return json.dumps({'acceptSelection': {'strategy': 'amount'}, '00:00:00-24:00:00': whole})


@pytest.mark.parametrize(('remaining', 'request_wh', 'accept_wh'), [
    (4800, (DISCHARGE, 480), (DISCHARGE, 1200)),
    (4371, (DISCHARGE, 51), (DISCHARGE, 771)),
    (4370, None, (DISCHARGE, 770)),  # not more than amountMinWh: dropped
    (4000, None, (DISCHARGE, 400)),
    (3650, None, None),
    (3600, None, None),
    (3000, None, (CHARGE, 600)),
    (2399, (CHARGE, 1201), (CHARGE, 1201)),
    (0, (CHARGE, 3600), (CHARGE, 3600)),
])
def test_a_house_asks_and_accepts_by_its_charge(
    remaining: int, request_wh: tuple[str, int] | None, accept_wh: tuple[str, int] | None,
) -> None:
    for text in (None, (EXAMPLES / 'NORMAL.json').read_text('utf-8')):  # the built-in one says the same as the example
        found = stance_of(text, remaining)
        assert found
        assert (found.request and (found.request.direction, found.request.amount_wh)) == request_wh
        assert [(one.direction, one.amount_wh) for one in found.accepts] == ([accept_wh] if accept_wh else [])


def test_no_deal_means_no_deal() -> None:
    assert stance_of((EXAMPLES / 'NO_DEAL.json').read_text('utf-8'), 4800) == Stance(None, (), 'pointAndAmount')


@pytest.mark.parametrize(('clock', 'direction'), [
    ('09:59:59', DISCHARGE), ('10:00:00', CHARGE), ('14:59:59', CHARGE), ('15:00:00', DISCHARGE),
])
def test_the_time_of_the_unit_decides_which_range_applies(clock: str, direction: str) -> None:
    found = stance_of((EXAMPLES / 'JUST_FOR_E001.json').read_text('utf-8'), 3000, clock)
    assert found
    assert found.request
    assert found.request.direction == direction


@pytest.mark.parametrize('text', ['', 'null', '{}', '[]', scenario(batteryStatus={'100-200': 'narrow'})])
def test_a_scenario_that_says_nothing_keeps_a_unit_out_of_trade(text: str) -> None:
    assert stance_of(text, 4000) is None


def test_charge_wins_in_a_request_even_where_it_comes_to_nothing() -> None:
    both = {'any': {'charge': {'limitWh': 1000}, 'discharge': {'limitWh': 1000}}}
    found = stance_of(scenario(request=both), 3000)
    assert found
    assert found.request is None


@pytest.mark.parametrize(('request_of', 'strategy', 'chosen'), [
    (offer('E001', CHARGE), 'amount', 'most'),
    (offer('E001', CHARGE, point=9), 'pointAndAmount', 'cheap, more'),
    (offer('E001', CHARGE, point=7), 'pointAndAmount', None),
    (offer('E001', CHARGE, point=20, pair='most'), 'pointAndAmount', 'most'),
    (offer('E001', CHARGE, pair='absent'), 'amount', None),
    (offer('E001', DISCHARGE, point=10), 'pointAndAmount', None),
])
def test_the_requester_chooses(request_of: Offer, strategy: str, chosen: str | None) -> None:
    accepts = [
        offer('cheap', DISCHARGE, 100, 8), offer('cheap, more', DISCHARGE, 150, 8), offer('most', DISCHARGE, 900, 12),
        offer('no price', DISCHARGE, 500, None), offer('only E009', DISCHARGE, 950, 1, 'E009'), offer('E001', DISCHARGE, 990, 1),
    ]
    found = choose(request_of, accepts, strategy)
    assert (found and found.unit_id) == chosen


@pytest.mark.parametrize(('point', 'chosen'), [(8, 'dear, more'), (12, 'dear, more'), (13, None)])
def test_who_gives_takes_the_dearest(point: float, chosen: str | None) -> None:
    accepts = [offer('cheap', CHARGE, 400, 8), offer('dear', CHARGE, 100, 12), offer('dear, more', CHARGE, 150, 12)]
    found = choose(offer('E001', DISCHARGE, point=point), accepts, 'pointAndAmount')
    assert (found and found.unit_id) == chosen


@pytest.mark.parametrize(('asked', 'accepted', 'amount'), [(51, 900, 50), (99, 99, 50), (149, 900, 100), (900, 140, 100), (900, 900, 100)])
def test_a_deal_is_about_whole_units_of_the_smaller_amount(asked: int, accepted: int, amount: int) -> None:
    assert deal_amount_wh(offer('E001', CHARGE, asked), offer('E002', DISCHARGE, accepted)) == amount


def test_a_unit_has_two_deals_at_most_and_all_of_one_direction() -> None:
    taker = [(unit_id, Stance(offer(unit_id, CHARGE), (), 'amount')) for unit_id in ('E001', 'E002', 'E003')]
    both_ways = Stance(offer('E004', CHARGE), (offer('E004', DISCHARGE),), 'amount')
    giver = ('E005', Stance(None, (offer('E005', DISCHARGE, 9),), 'amount'))
    slots = Slots({'E005': 2}, {'E005': DISCHARGE})
    matches = trade([*taker, ('E004', both_ways), giver], slots, Random(3))
    assert [match.accept.unit_id for match in matches] == ['E004', 'E004']
    assert slots.taken['E004'] == 2
    assert 'E004' not in {match.request.unit_id for match in matches}
