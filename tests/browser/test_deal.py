"""The page DEAL of staff and residents: the API is made up, the rest is real."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .deal_page import (
    aggregate,
    column,
    figures,
    number,
    of_day,
    open_list,
    rows,
    status,
    total,
    trouble,
    watch,
)
from .fake_api import FakeApi
from .staff_visual import log_in, login_form

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
HOSTILE = '<img src=x onerror="document.title = 1">&amp;'


def wh(deals: list[dict[str, Any]]) -> float:
    return sum(deal.get('cumulateAmountWh') or 0 for deal in deals)


# -- a day and its figures

@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_the_totals_of_a_day_are_those_of_its_deals(page: Page, address: str, api: FakeApi, role: str) -> None:
    api.history[3]['scramDateTime'] = '2020-01-01T00:00:00Z'
    watch(page, address, role)
    deals = of_day(api.history)
    expect(total(page, 'amount total')).to_have_text(f'{wh(deals) / 1000:.2f} kWh')
    expect(total(page, 'deals')).to_have_text('36')
    expect(total(page, 'aborted deals')).to_have_text('2')
    expect(total(page, 'scrammed deals')).to_have_text('1')
    expect(status(page)).to_have_text('2020-01-01: 36 deals.')


def test_by_hour_the_bars_are_the_day_and_the_line_is_the_average_of_all_days(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    shown = figures(page, 'by-hour')
    assert [row[0] for row in shown] == [f'{hour:02}' for hour in range(24)]
    for hour, row in enumerate(shown):
        utc = (hour - 9) % 24  # Tokyo
        assert number(row[1]) == pytest.approx(wh([d for d in of_day(api.history) if int(d['createDateTime'][11:13]) == utc]), abs=0.01)
        assert number(row[2]) == pytest.approx(wh([d for d in api.history if int(d['createDateTime'][11:13]) == utc]) / 2, abs=0.01)
    expect(page.locator('#average-days')).to_have_text('The line is the average of all 2 days from the first deal to the last.')


def test_by_unit_each_registered_unit_has_what_it_discharged_and_charged(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    for row in figures(page, 'by-unit'):
        unit_id = row[0].split()[0]
        for place, field in ((1, 'dischargeUnitId'), (2, 'chargeUnitId')):
            assert number(row[place]) == pytest.approx(wh([d for d in of_day(api.history) if d[field] == unit_id]), abs=0.01)
    assert [row[0] for row in figures(page, 'by-unit')] == [f'E00{n} house00{n}' for n in range(1, 5)]


def test_a_resident_sees_the_own_unit_and_no_neighbour(page: Page, address: str, api: FakeApi) -> None:
    units = {'dischargeUnitId', 'chargeUnitId', 'requestUnitId', 'acceptUnitId'}
    api.history = [
        {name: '******' if name in units and value != 'E001' else value for name, value in deal.items() if name != 'unitId'}
        for deal in api.history if 'E001' in (deal['dischargeUnitId'], deal['chargeUnitId'])
    ]
    watch(page, address, 'resident')
    assert [row[0] for row in figures(page, 'by-unit')] == ['E001 house001']
    dialog = open_list(page)
    assert set(column(dialog, 1)) | set(column(dialog, 2)) == {'E001 house001', 'another unit'}
    dialog.get_by_role('button', name='Details of').first.click()
    expect(page.get_by_text('to another unit.')).to_be_visible()
    assert not re.search('E00[2-4]', page.locator('body').inner_text())


def test_a_date_is_typed_and_aggregated_and_stands_in_the_address(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    aggregate(page, '2020-01-02')
    expect(total(page, 'deals')).to_have_text('10')
    assert page.url.endswith('#community=oss_community&cluster=oss_cluster&date=2020-01-02')
    page.go_back()
    expect(total(page, 'deals')).to_have_text('36')
    expect(page.locator('#date')).to_have_value('2020-01-01')


def test_without_a_date_the_last_day_with_data_is_shown_and_the_whole_range_is_offered(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address, place='')
    expect(page.locator('#date')).to_have_value('2020-01-02')
    expect(page.locator('#range')).to_have_text('There are deals from 2020-01-01 to 2020-01-02.')
    expect(page.get_by_role('button', name='last day')).to_be_disabled()
    page.get_by_role('button', name='first day').click()
    expect(page.locator('#date')).to_have_value('2020-01-01')
    expect(total(page, 'deals')).to_have_text('36')


def test_days_without_data_are_reached_and_say_so(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.get_by_role('button', name='the day before').click()
    expect(status(page)).to_have_text('There are no deals on 2019-12-31.')
    expect(total(page, 'amount total')).to_have_text('0 kWh')
    expect(page.locator('#details')).to_be_disabled()
    page.get_by_role('button', name='the day after').click()
    expect(total(page, 'deals')).to_have_text('36')


def test_a_cluster_that_never_had_a_deal_says_so(page: Page, address: str, api: FakeApi) -> None:
    api.history = []
    watch(page, address)
    expect(page.locator('#range')).to_have_text('There are no deals yet.')
    assert {row[2] for row in figures(page, 'by-hour')} == {'--'}


def test_an_address_with_a_date_that_is_none_says_so_and_shows_the_last_day(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address, place='#date=2020-02-31')
    expect(page.locator('#range')).to_contain_text('“2020-02-31” is no date.')
    expect(page.locator('#date')).to_have_value('2020-01-02')


# -- the list

def test_the_list_is_sorted_by_start_ten_a_page_and_shows_what_the_api_says(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    dialog = open_list(page)
    expect(rows(dialog)).to_have_count(10)
    expect(dialog.get_by_text('1 to 10 of 36')).to_be_visible()
    heads = dialog.get_by_role('columnheader').all_inner_texts()
    assert [head.strip() for head in heads] == ['id', 'discharge unit', 'charge unit', 'request type', 'request Wh', 'negotiated Wh',
                                                'cumulated Wh', 'status', 'start', 'stop', 'Details']
    starts = column(dialog, 8)
    assert starts == sorted(starts)
    by_id = {deal['dealId']: deal for deal in api.history}
    for place, deal_id in enumerate(column(dialog, 0)):
        deal = by_id[deal_id]
        assert column(dialog, 1)[place].startswith(deal['dischargeUnitId'])
        assert number(column(dialog, 4)[place]) == deal['requestAmountWh']
        assert number(column(dialog, 5)[place]) == deal['dealAmountWh']
        assert number(column(dialog, 6)[place]) == pytest.approx(deal['cumulateAmountWh'], abs=0.005)
    dialog.get_by_role('link', name='4', exact=True).click()
    expect(rows(dialog)).to_have_count(6)


def test_the_list_is_searched_and_sorted_by_figures(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    dialog = open_list(page)
    dialog.get_by_label('Search').fill('aborted')
    expect(rows(dialog)).to_have_count(2)
    expect(dialog.get_by_text('1 to 2 of 2 (found among 36)')).to_be_visible()
    dialog.get_by_label('Search').fill('no such thing')
    expect(dialog.get_by_text('Nothing matches the search.')).to_be_visible()
    dialog.get_by_label('Search').fill('')
    dialog.get_by_role('columnheader', name='cumulated Wh').get_by_role('button').click()
    amounts = [number(text) for text in column(dialog, 6)]
    assert amounts == sorted(amounts)
    assert amounts[0] == pytest.approx(min(deal['cumulateAmountWh'] for deal in of_day(api.history)), abs=0.005)


@pytest.mark.parametrize(('more', 'live', 'words'), [
    ({'deactivateDateTime': '2020-01-01T01:00:00Z'}, False, 'ok'),
    ({'abortDateTime': '2020-01-01T01:00:00Z'}, True, 'aborted'),
    ({'abortDateTime': '2020-01-01T01:00:00Z', 'scramDateTime': '2020-01-01T01:00:00Z'}, False, 'scrammed'),
    ({}, True, 'running'),
    ({}, False, 'ended, result unknown'),
])
def test_the_status_of_a_deal(page: Page, address: str, api: FakeApi, more: dict[str, str], live: bool, words: str) -> None:
    began = '2020-01-01T00:00:00Z'
    deal = {'dealId': 'the one', 'createDateTime': began, 'startDateTime': began, 'chargeUnitId': 'E001'} | more
    api.history, api.deals = [deal], [deal] if live else []
    watch(page, address)
    assert column(open_list(page), 7) == [words]


def test_one_deal_is_shown_in_words_field_by_field_and_as_json(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    dialog = open_list(page)
    deal_id = column(dialog, 0)[0]
    deal = next(each for each in api.history if each['dealId'] == deal_id)
    dialog.get_by_role('button', name=f'Details of {deal_id}').click()
    one = page.get_by_role('dialog', name=deal_id)
    expect(one).to_contain_text(re.compile(f'Energy goes from .*{deal["dischargeUnitId"]}.* to .*{deal["chargeUnitId"]}'))
    expect(one.locator('dt')).to_have_text(list(deal))
    one.get_by_text('As JSON').click()
    assert page.evaluate('text => JSON.parse(text)', one.locator('pre').text_content()) == deal
    page.keyboard.press('Escape')
    expect(one).to_be_hidden()
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role('button', name=f'Details of {deal_id}')).to_be_focused()


# -- what comes from outside

def test_markup_in_every_field_is_text_and_runs_nothing(page: Page, address: str, api: FakeApi) -> None:
    deal = {name: HOSTILE if isinstance(value, str) and not name.endswith('DateTime') else value for name, value in api.history[0].items()}
    api.history = [deal | {'stopDateTime': HOSTILE, 'abortReason': HOSTILE, 'extra': {HOSTILE: [HOSTILE]}, HOSTILE: HOSTILE}]
    api.outline['communities']['oss_community']['clusters']['oss_cluster']['units']['E001']['name'] = HOSTILE
    watch(page, address)
    dialog = open_list(page)
    assert column(dialog, 0) == [HOSTILE]
    dialog.get_by_label('Search').fill('<img src=x')
    expect(dialog.get_by_text('1 to 1 of 1')).to_be_visible()
    dialog.get_by_role('button', name='Details of').click()
    page.get_by_text('As JSON').click()
    assert page.locator('img').count() == 0
    assert page.title().startswith('APIS DEAL')


def test_how_many_deals_are_listed_at_once_can_be_chosen(page: Page, address: str, api: FakeApi) -> None:
    api.history = [api.history[0] | {'dealId': f'deal {number}'} for number in range(30)]
    watch(page, address)
    dialog = open_list(page)
    expect(dialog.locator('tbody tr')).to_have_count(10)
    expect(dialog.get_by_text('Show')).to_contain_text('entries')
    dialog.get_by_role('combobox').select_option('25')
    expect(dialog.locator('tbody tr')).to_have_count(25)
    expect(dialog.get_by_text('1 to 25 of 30')).to_be_visible()


@pytest.mark.parametrize('window', [(360, 740), (1280, 900), (1920, 1080)])
def test_names_of_any_length_script_and_direction_stay_within_the_page(
    page: Page, address: str, api: FakeApi, window: tuple[int, int],
) -> None:
    page.set_viewport_size({'width': window[0], 'height': window[1]})
    cluster = api.outline['communities']['oss_community']['clusters']['oss_cluster']
    cluster['name'] = 'W' * 200
    for unit_id, name in (('E001', 'x' * 200), ('E002', 'بيت مع اسم طويل ' * 8), ('E003', '👩‍👩‍👧‍👦🏠' * 20)):
        cluster['units'][unit_id]['name'] = name
    api.history[0]['dealId'] = 'i' * 200
    watch(page, address)
    inside = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth'
    assert page.evaluate(inside)
    dialog = open_list(page)
    assert page.evaluate(inside)
    dialog.get_by_role('button', name='Details of').first.click()
    assert page.evaluate(inside)


def test_deals_of_which_half_is_missing_are_shown(page: Page, address: str, api: FakeApi) -> None:
    created = {'createDateTime': '2020-01-01T00:00:00Z'}
    api.history = [
        created, created | {'dealId': None, 'cumulateAmountWh': 'much', 'type': 5, 'startDateTime': '--'},
        created | {'dealId': 'a', 'dischargeUnitId': 'E009', 'cumulateAmountWh': 12.5},
        created | {'dealId': 'b', 'abort': 'x', 'startDateTime': '2020-01-01T03:00:00Z', 'stopDateTime': '2020-01-01T00:00:00Z'},
    ]
    watch(page, address)
    expect(total(page, 'amount total')).to_have_text('0.01 kWh')
    assert ['E009', '12.5', '0'] in figures(page, 'by-unit')
    dialog = open_list(page)
    expect(rows(dialog)).to_have_count(4)
    for button in dialog.get_by_role('button', name='Details of').all():
        button.click()
        page.keyboard.press('Escape')
    assert not re.search(r'NaN|undefined|null|Infinity|\[object', page.locator('body').inner_text())


# -- zones

@pytest.mark.viewport(1280, 900, timezone_id='America/New_York')
def test_a_day_is_one_of_the_community_and_the_browsers_is_offered(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#zone')).to_have_text('Days and times in Asia/Tokyo.')
    expect(total(page, 'deals')).to_have_text('36')
    page.get_by_role('heading', level=1).get_by_role('button').click()
    times = page.get_by_role('dialog', name='setting').get_by_label('times')
    expect(times.locator('option')).to_have_text(['of the community (Asia/Tokyo)', 'of this device (America/New_York)'])
    times.select_option('browser')
    page.get_by_role('button', name='ok', exact=True).click()
    expect(page.locator('#zone')).to_have_text('Days and times in America/New_York.')
    there = of_day(api.history, '2020-01-01T05:00:00Z', '2020-01-02T05:00:00Z')
    expect(total(page, 'deals')).to_have_text(str(len(there)))
    page.reload()
    expect(page.locator('#zone')).to_have_text('Days and times in America/New_York.')


@pytest.mark.parametrize(('day', 'before', 'first', 'last', 'after'), [
    ('2024-03-31', '2024-03-30T22:59:59Z', '2024-03-30T23:00:00Z', '2024-03-31T21:59:59Z', '2024-03-31T22:00:00Z'),
    ('2024-10-27', '2024-10-26T21:59:59Z', '2024-10-26T22:00:00Z', '2024-10-27T22:59:59Z', '2024-10-27T23:00:00Z'),
])
def test_days_of_23_and_25_hours_are_whole_and_no_longer(
    page: Page, address: str, api: FakeApi, day: str, before: str, first: str, last: str, after: str,
) -> None:
    api.zone = 'Europe/Berlin'
    api.history = [{'dealId': created, 'createDateTime': created, 'cumulateAmountWh': 10} for created in (before, first, last, after)]
    watch(page, address, place=f'#date={day}')
    expect(total(page, 'deals')).to_have_text('2')
    shown = figures(page, 'by-hour')
    assert (shown[0][1], shown[23][1]) == ('10', '10')


# -- what goes wrong

@pytest.mark.parametrize(('refusal', 'words'), [
    ((503, 'telemetry unavailable'), 'Telemetry unavailable. Trying again.'),
    ((500, ''), 'The service center answered 500. Trying again.'),
    (None, 'The service center cannot be reached. Trying again.'),
])
def test_an_error_is_said_in_words_what_was_seen_stays_and_one_can_try_again(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str] | None, words: str,
) -> None:
    watch(page, address)
    api.refusal, api.unreachable = refusal, refusal is None
    aggregate(page, '2020-01-02')
    expect(trouble(page)).to_contain_text(words)
    expect(trouble(page)).to_contain_text('What you see is from ')
    expect(total(page, 'deals')).to_have_text('36')
    api.refusal, api.unreachable = None, False
    trouble(page).get_by_role('button', name='Try now').click()
    expect(trouble(page)).to_be_hidden()
    expect(total(page, 'deals')).to_have_text('10')


def test_a_server_that_comes_back_is_noticed_without_a_click(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.unreachable = True
    aggregate(page, '2020-01-02')
    expect(trouble(page)).to_be_visible()
    api.unreachable = False
    page.clock.run_for(6000)
    expect(trouble(page)).to_be_hidden()
    expect(total(page, 'deals')).to_have_text('10')


def test_a_device_without_network_says_so_and_goes_on_when_it_has_one(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.context.set_offline(True)
    api.unreachable = True
    aggregate(page, '2020-01-02')
    expect(trouble(page)).to_contain_text('This device is offline.')
    api.unreachable = False
    page.context.set_offline(False)
    expect(total(page, 'deals')).to_have_text('10')


def test_a_session_that_ends_leads_to_the_login_and_back_to_the_same_day(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    api.logged_in = False
    aggregate(page, '2020-01-02')
    expect(login_form(page)).to_be_visible()
    log_in(page)
    expect(total(page, 'deals')).to_have_text('10')
    expect(page.locator('#date')).to_have_value('2020-01-02')


def test_a_slow_answer_shows_progress_and_an_older_one_does_not_overtake(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.mute = True
    aggregate(page, '2020-01-02')
    page.clock.run_for(1000)
    expect(page.get_by_role('progressbar', name='Loading')).to_be_visible()
    page.get_by_role('button', name='the day before').click()
    api.mute = False
    page.get_by_role('button', name='the day before').click()
    expect(status(page)).to_have_text('There are no deals on 2019-12-31.')
    page.clock.run_for(61_000)
    expect(page.get_by_role('progressbar')).to_be_hidden()
    expect(status(page)).to_have_text('There are no deals on 2019-12-31.')
    expect(trouble(page)).to_be_hidden()


def test_a_cluster_that_is_no_longer_registered_says_so(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    del api.outline['communities']['oss_community']['clusters']['oss_cluster']
    aggregate(page, '2020-01-02')
    expect(trouble(page)).to_contain_text('Bad param values : communityId, clusterId. Choose again')


# -- the keyboard

def test_the_keyboard_alone_reaches_a_day_the_list_and_a_deal(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    tab_to(page, '#day-after')
    page.keyboard.press('Enter')
    expect(total(page, 'deals')).to_have_text('10')
    expect(page.locator('#day-after')).to_be_focused()
    tab_to(page, '#details')
    page.keyboard.press('Enter')
    dialog = page.get_by_role('dialog', name='Deals on 2020-01-02')
    expect(dialog).to_be_visible()
    tab_to(page, '[role=button][aria-label^="cumulated Wh"]')
    page.keyboard.press('Enter')
    expect(dialog.get_by_role('columnheader', name='cumulated Wh')).to_have_attribute('aria-sort', 'ascending')
    tab_to(page, 'td button')
    page.keyboard.press('Enter')
    expect(page.get_by_text('Energy goes from')).to_be_visible()
    page.keyboard.press('Escape')
    page.keyboard.press('Escape')
    expect(page.locator('#details')).to_be_focused()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press('Tab')
        if page.evaluate('selector => document.activeElement.matches(selector)', selector):
            return
    raise AssertionError(f'{selector} is not reached')
