"""The life of a deal in its document: what each stage sets, what abort, reset and scram leave behind, and what is never stored."""

import struct
from datetime import UTC, datetime, timedelta

import pytest

from service_center.village.bargaining import CHARGE, DISCHARGE, Offer
from service_center.village.deal import Deal, shortest, single

START = datetime(2026, 11, 18, 3, tzinfo=UTC)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def made(direction: str = CHARGE, pair: str | None = None) -> Deal:
    other = DISCHARGE if direction == CHARGE else CHARGE
    request, accept = Offer('E001', direction, 1200, 10, pair), Offer('E002', other, 231, 9.5, None)
    return Deal(request, accept, 50, ('deal', 'negotiation'), (at(0), at(-1), at(0)))


def running() -> Deal:
    deal = made()
    deal.activate(at(1), -1.0, is_master=True)
    deal.start(at(2), ramped_up=True)
    deal.cumulate(at(8), 279.0)
    return deal


@pytest.mark.parametrize(('direction', 'charging', 'point'), [(CHARGE, 'E001', 10.0), (DISCHARGE, 'E002', 9.5)])
def test_the_sides_and_the_price_follow_from_what_was_asked_for(direction: str, charging: str, point: float) -> None:
    record = made(direction).record
    assert (record['type'], record['chargeUnitId'], record['pointPerWh']) == (direction, charging, point)
    assert record['dischargeUnitId'] != charging
    assert record['unitId'] == record['requestUnitId'] == 'E001'


def test_a_partner_is_named_only_where_a_scenario_names_one() -> None:
    assert made(pair='E002').record['requestPairUnitId'] == 'E002'
    assert not {'requestPairUnitId', 'acceptPairUnitId'} & set(made().record)


def test_a_deal_has_every_date_of_its_life() -> None:
    deal = running()
    deal.finish(at(13))
    dates = {name: value for name, value in deal.record.items() if name.endswith('DateTime')}
    assert dates == {
        'requestDateTime': at(0), 'acceptDateTime': at(-1), 'createDateTime': at(0), 'activateDateTime': at(1), 'rampUpDateTime': at(2),
        'warmUpDateTime': at(2), 'startDateTime': at(2), 'cumulateDateTime': at(8), 'stopDateTime': at(13), 'deactivateDateTime': at(13),
    }
    assert 'isMaster' not in deal.record
    assert deal.is_saveworthy


def test_energy_is_zero_as_a_whole_number_first_and_in_single_precision_then() -> None:
    deal = made()
    deal.activate(at(1), 1.0, is_master=False)
    deal.start(at(1), ramped_up=False)
    assert repr(deal.record['cumulateAmountWh']) == '0'
    deal.cumulate(at(1) + timedelta(seconds=110), 629 / 2)
    assert deal.record['cumulateAmountWh'] == 9.609722  # as recorded


@pytest.mark.parametrize('number', [9.609722137451172, 53.670837, 60.45, 0.1, 50.0, 171.49583, 1 / 3])
def test_single_precision_is_written_with_the_fewest_digits(number: float) -> None:
    short = shortest(single(number))
    assert struct.pack('f', short) == struct.pack('f', number)
    assert len(repr(short)) <= 11


def test_only_what_was_activated_or_reset_is_saved() -> None:
    deal = made()
    assert not deal.is_saveworthy
    deal.reset(at(1), 'E002 : no')
    assert deal.is_saveworthy
    deal.activate(at(2), -1.0, is_master=True)
    assert deal.is_saveworthy


def test_a_reset_takes_a_deal_back_and_keeps_count() -> None:
    deal = running()
    deal.reset(at(9), 'first')
    deal.reset(at(10), 'second')
    gone = {'activateDateTime', 'rampUpDateTime', 'warmUpDateTime', 'startDateTime', 'isMaster'}
    assert not gone & set(deal.record)
    assert deal.record['reset'] == [{'dateTime': at(9), 'reason': 'first'}, {'dateTime': at(10), 'reason': 'second'}]
    assert deal.record['cumulateAmountWh'] > 0


def test_an_aborted_deal_says_why_and_keeps_its_energy() -> None:
    deal = running()
    deal.abort(at(9), 'E001 : chargeUnitUpperLimitRsoc')
    assert deal.record['abort'] == [{'dateTime': at(9), 'reason': deal.record['abortReason']}]
    assert deal.record['stopDateTime'] == deal.record['abortDateTime'] == deal.record['deactivateDateTime'] == at(9)
    assert deal.record['cumulateAmountWh'] > 0
    assert 'isMaster' not in deal.record


def test_without_the_reference_unit_an_abort_has_no_time() -> None:
    deal = running()
    deal.abort(at(9), 'no handlers', reference_lost=True)
    assert deal.record['abortDateTime'] is deal.record['abort'][0]['dateTime'] is None


def test_a_scrammed_deal_remains_the_master() -> None:
    deal = running()
    deal.scram(at(9), '["…"]')
    assert deal.record['isMaster'] is True
    assert deal.record['scramDateTime'] == deal.record['stopDateTime'] == deal.record['deactivateDateTime'] == at(9)


def test_the_end_of_what_never_started_can_not_be_stored() -> None:
    for end in (lambda one: one.abort(at(3), 'no'), lambda one: one.scram(at(3), 'no')):
        deal = made()
        deal.activate(at(1), -1.0, is_master=True)
        end(deal)
        assert not deal.is_saveworthy
