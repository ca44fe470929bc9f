"""The page AVAILABILITY of staff: the API is made up, the rest is real."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .fake_api import FakeApi
from .fake_availability import DAY, unit
from .staff_visual import choose

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
PATH = '/static/ui_example/staff/availability.html'
HOSTILE = '<img src=x onerror="document.title = 1">&amp;'


def watch(page: Page, address: str, place: str = '') -> None:
    choose(page, address)
    page.goto(address + PATH + place)
    expect(page.locator('#status')).not_to_be_empty()


def rows(page: Page) -> Locator:
    return page.locator('#by-unit tbody tr')


def cells(page: Page, row: int) -> list[str]:
    texts: list[str] = rows(page).nth(row).locator('td').all_text_contents()
    return texts


def figures(page: Page, row: int) -> list[str]:
    texts = cells(page, row)
    return [texts[1], *texts[3:8]]


def card(page: Page, name: str) -> Locator:
    return page.locator('#averages .sheet', has=page.get_by_text(name, exact=True)).locator('.value')


def details(page: Page, unit_id: str) -> Locator:
    page.get_by_role('button', name=f'Details of {unit_id}').click()
    return page.locator('dialog[open]')


def test_the_last_week_with_data_is_shown_at_first(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#first')).to_have_value('2019-12-28')
    expect(page.locator('#last')).to_have_value('2020-01-03')
    expect(page.locator('#range')).to_have_text('There are data from 2020-01-01 to 2020-01-03.')
    assert api.availability.asked == [('2019-12-27T15:00:00.000Z', '2020-01-03T15:00:00.000Z')]


def test_both_end_days_of_a_period_are_included_and_the_address_keeps_them(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.locator('#first').fill('2020-01-02')
    page.locator('#last').fill('2020-01-03')
    with page.expect_response('**/api/staff/availability/list?*'):
        page.get_by_role('button', name='Aggregate').click()
    expect(page.locator('#status')).to_contain_text('Reckoned from 2020-01-02 00:00:00 until 2020-01-04 00:00:00.')
    assert api.availability.asked[-1] == ('2020-01-01T15:00:00.000Z', '2020-01-03T15:00:00.000Z')
    assert 'from=2020-01-02&to=2020-01-03' in page.url


@pytest.mark.parametrize(('button', 'first'), [('last 7 days', '2019-12-28'), ('last 30 days', '2019-12-05')])
def test_the_latest_days_are_a_click_away(page: Page, address: str, api: FakeApi, button: str, first: str) -> None:
    watch(page, address, '#from=2001-01-01&to=2001-01-02')
    page.get_by_role('button', name=button).click()
    expect(page.locator('#first')).to_have_value(first)
    expect(page.locator('#last')).to_have_value('2020-01-03')


def test_each_unit_shows_its_figures_and_one_without_data_has_no_rate(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    assert cells(page, 0)[0] == 'E001'
    assert figures(page, 0) == ['97.91 %', '47:00:00', '1:00:00', '0:00:00', '48:00:00', '2']
    assert figures(page, 1) == ['50 %', '24:00:00', '24:00:00', '0:00:00', '48:00:00', '2']
    assert figures(page, 2) == ['no data', '0:00:00', '0:00:00', '48:00:00', '48:00:00', '2']


def test_averages_leave_out_units_without_data(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(card(page, 'availability rate')).to_have_text('73.95 %')
    expect(card(page, 'uptime')).to_have_text('35:30:00')
    expect(card(page, 'downtime')).to_have_text('12:30:00')
    expect(card(page, 'without data')).to_have_text('0:00:00')
    expect(card(page, 'total time')).to_have_text('48:00:00')
    expect(card(page, 'days')).to_have_text('2')
    expect(page.locator('#status')).to_contain_text('Averages of 2 of 3 units')
    page.get_by_text('How it is reckoned').click()
    expect(page.locator('#reckoning')).to_contain_text('127,800 s up + 45,000 s down + 0 s without data = 172,800 s')
    expect(page.locator('#reckoning')).to_contain_text('127,800 s up ÷ (127,800 s up + 45,000 s down) = 73.95 %')


def test_where_nothing_is_known_of_any_unit_there_is_no_sum_either(page: Page, address: str, api: FakeApi) -> None:
    api.availability.units = api.availability.units[2:]
    watch(page, address)
    expect(card(page, 'availability rate')).to_have_text('no data')
    page.get_by_text('How it is reckoned').click()
    expect(page.locator('#reckoning')).to_have_text('Nothing is known of this time: there is no rate.')


def test_a_bar_tells_in_words_too_what_it_shows(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    words = 'E001: up 47 h, down 1 h, no data 0 s'
    expect(page.get_by_role('img', name=words)).to_be_visible()
    assert rows(page).nth(0).locator('rect').evaluate_all('all => all.map((rect) => rect.getAttribute("class"))') == ['up', 'up', 'down']
    expect(rows(page).nth(0).locator('.down title')).to_have_text('down: 2020-01-02 09:00:00 to 2020-01-02 10:00:00')


def test_a_rate_opens_into_the_seconds_that_make_it(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    dialog = details(page, 'E001')
    expect(dialog).to_contain_text('169,200 s up + 3,600 s down + 0 s without data = 172,800 s')
    expect(dialog).to_contain_text('169,200 s up ÷ (169,200 s up + 3,600 s down) = 97.91 %')
    assert dialog.locator('tbody td').all_text_contents() == ['2020-01-02 09:00:00', '2020-01-02 10:00:00', '1 h', '3,600 s']
    page.keyboard.press('Escape')
    expect(dialog).to_have_count(0)
    expect(page.get_by_role('button', name='Details of E001')).to_be_focused()


def test_an_outage_going_on_says_so_and_lasts_until_now(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    assert details(page, 'E002').locator('tbody td').all_text_contents() == ['2020-01-03 00:00:00', 'going on', '24 h', '86,400 s']


def test_of_a_downtime_counts_what_lies_in_the_period_and_once(page: Page, address: str, api: FakeApi) -> None:
    api.availability.units[0]['downtimes'] = [
        {'downDateTime': '2019-12-31T15:00:00Z', 'recoveryDateTime': '2020-01-01T16:00:00Z'},
        {'downDateTime': '2020-01-01T15:30:00Z', 'recoveryDateTime': '2020-01-01T16:00:00Z'},
    ]
    watch(page, address)
    dialog = details(page, 'E001')
    assert dialog.locator('tbody td:nth-child(n+3)').all_text_contents() == ['25 h', '3,600 s', '30 min', '1,800 s']
    expect(dialog).to_contain_text('Downtimes that overlap are counted once.')


@pytest.mark.parametrize(
    ('day', 'start', 'end', 'hours'),
    [
        ('2020-03-29', '2020-03-28T23:00:00', '2020-03-29T22:00:00', 23),
        ('2020-10-25', '2020-10-24T22:00:00', '2020-10-25T23:00:00', 25),
    ],
)
def test_a_day_of_23_or_25_hours_is_one_day(page: Page, address: str, api: FakeApi, day: str, start: str, end: str, hours: int) -> None:
    api.zone = 'Europe/Berlin'
    api.availability.bounds = (start + 'Z', end + 'Z')
    api.availability.units = [unit('E001', hours * 3600, 0, 0) | {'from': start + 'Z', 'until': end + 'Z'}]
    watch(page, address, f'#from={day}&to={day}')
    assert api.availability.asked == [(start + '.000Z', end + '.000Z')]
    assert figures(page, 0) == ['100 %', f'{hours}:00:00', '0:00:00', '0:00:00', f'{hours}:00:00', '1']
    expect(card(page, 'days')).to_have_text('1')


def test_a_unit_without_data_has_nothing_to_reckon_with(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    dialog = details(page, 'E003')
    expect(dialog).to_contain_text('Nothing is known of this time: there is no rate.')
    expect(dialog).to_contain_text('There was no downtime.')


@pytest.mark.parametrize(
    ('place', 'words'),
    [('#from=nonsense&to=2020-01-01', '“nonsense” is no date.'), ('#from=2020-01-02&to=2020-01-01', '2020-01-01 is before 2020-01-02.')],
)
def test_what_can_be_no_period_is_said_in_words(page: Page, address: str, api: FakeApi, place: str, words: str) -> None:
    watch(page, address, place)
    expect(page.locator('#status')).to_have_text(words)
    expect(page.get_by_role('heading', name='By unit')).to_be_hidden()  # an empty table would say that there are no units
    assert api.availability.asked == []
    page.get_by_role('button', name='last 7 days').click()
    expect(page.get_by_role('heading', name='By unit')).to_be_visible()


def test_a_period_without_units_and_a_cluster_without_data_say_so(page: Page, address: str, api: FakeApi) -> None:
    api.availability.units = []
    api.availability.range = {'min': None, 'max': None}
    watch(page, address)
    expect(page.locator('#status')).to_have_text('No unit was valid in this period.')
    expect(page.locator('#range')).to_have_text('There are no data yet.')
    expect(page.get_by_role('button', name='last 7 days')).to_be_hidden()


def test_a_period_that_lies_ahead_is_no_period_without_units(page: Page, address: str, api: FakeApi) -> None:
    api.availability.units, api.availability.bounds = [], ('2030-01-01T15:00:00Z', '2030-01-01T15:00:00Z')
    watch(page, address)
    expect(page.locator('#status')).to_have_text(re.compile(r'^The clock of the units has not come to 2030-01-02 00:00:00 yet'))
    expect(page.get_by_role('heading', name='By unit')).to_be_hidden()


def test_a_server_that_fails_is_said_to_and_tried_again(page: Page, address: str, api: FakeApi) -> None:
    choose(page, address)
    api.refusal = (503, 'telemetry unavailable')
    page.goto(address + PATH)
    expect(page.locator('#trouble')).to_contain_text('Telemetry unavailable.')
    api.refusal = None
    page.get_by_role('button', name='Try now').click()
    expect(rows(page)).to_have_count(3)


def test_units_can_be_sorted_searched_and_paged(page: Page, address: str, api: FakeApi) -> None:
    api.availability.units = [unit(f'E{number:03}', number * 3600, DAY, 0) for number in range(1, 26)]
    watch(page, address)
    expect(rows(page)).to_have_count(10)
    page.get_by_role('columnheader', name='availability rate').click()
    page.get_by_role('columnheader', name='availability rate').click()
    assert cells(page, 0)[0] == 'E025'
    page.get_by_label('Search').fill('E007')
    expect(rows(page)).to_have_count(1)


@pytest.mark.parametrize('name', [HOSTILE, 'x' * 200, 'שלום 🏝'])
@pytest.mark.parametrize('window', [(360, 740), (1920, 1080)])
def test_names_are_text_and_never_widen_the_page(page: Page, address: str, api: FakeApi, window: tuple[int, int], name: str) -> None:
    page.set_viewport_size({'width': window[0], 'height': window[1]})
    api.availability.units[0]['name'] = name
    watch(page, address)
    assert name in cells(page, 0)[0]
    assert page.title().startswith('APIS AVAILABILITY')
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    expect(details(page, f'E001 {name}')).to_contain_text(name)


def test_the_way_to_the_details_is_in_reach_on_a_phone(page: Page, address: str, api: FakeApi) -> None:
    page.set_viewport_size({'width': 360, 'height': 740})
    watch(page, address)
    button = page.get_by_role('button', name='Details of E002')
    button.evaluate('one => one.scrollIntoView({block: "center", inline: "nearest"})')
    page.locator('.scrolled').first.evaluate('one => one.scrollTo(0, 0)')
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    expect(page.locator('dialog[open]')).to_be_visible()


def test_the_keyboard_alone_asks_for_a_period_and_opens_a_unit(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.locator('#first').focus()
    page.keyboard.press('Enter')
    expect(page.locator('#first')).to_have_value('2019-12-28')
    page.get_by_role('button', name='Details of E002').focus()
    page.keyboard.press('Enter')
    expect(page.locator('dialog[open]')).to_be_visible()
    page.keyboard.press('Escape')
    expect(page.locator('dialog[open]')).to_have_count(0)
