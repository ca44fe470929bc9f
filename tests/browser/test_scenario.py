"""The page SCENARIO: the API is made up, the readings are the domain's own."""

import json
import re
import time

import pytest
from playwright.sync_api import Page, expect

from .fake_api import FakeApi
from .fake_residents import scenario, text_of
from .scenario_page import card, choose, current, fetched, is_chosen, look, names, news, trouble
from .staff_visual import log_in, login_form

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
MARKUP = '<img src=x onerror="document.title=1">'


# -- what is offered

def test_the_scenarios_are_offered_with_name_description_and_none_last(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    assert names(page) == ['NIGHT', 'NORMAL', 'NO_DEAL', 'No scenario']
    expect(card(page, 'NORMAL')).to_contain_text('Give and take around 75 %.')
    for button in page.locator('#scenarios > li .button.main-button').all()[:3]:
        expect(button).to_have_text('Choose')
    is_chosen(page, 'No scenario')


def test_a_picture_shows_when_the_house_asks_and_offers(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    picture = page.get_by_role('img', name='What NIGHT does, by time of day and charge of the battery')
    expect(picture).to_be_visible()
    kinds = picture.locator('rect.cell').evaluate_all("cells => cells.map((cell) => cell.getAttribute('class').split(' ')[1])")
    assert sorted(kinds) == ['asks', 'asks', 'asks', 'both', 'offers', 'rests', 'rests', 'rests']
    assert picture.locator('.axis').all_text_contents()[:6] == ['0', '1,200', '2,400', '3,600', '4,320', '0']
    assert page.locator('svg [style], svg[style]').count() == 0


def test_the_picture_is_told_in_words(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    card(page, 'NIGHT').get_by_text('In words').click()
    expect(card(page, 'NIGHT').locator('h4')).to_have_text(['From 00:00 to 06:00', 'From 06:00 to 22:00', 'From 22:00 to 24:00'])
    expect(card(page, 'NIGHT').locator('.scenario-words li').nth(3)).to_have_text(
        '3,600 to 4,320 Wh: takes what others offer, up to 4,320 Wh, for 10 points per Wh; '
        'gives when others ask, down to 3,600 Wh, for 10 points per Wh')


def test_details_show_the_json_as_it_is_stored(page: Page, address: str, api: FakeApi) -> None:
    text = '{\n  "a": 1,\n  "a": 2\n}'
    api.scenarios.available[0]['data'] = text
    look(page, address)
    page.get_by_role('button', name='Details of NIGHT').click()
    dialog = page.get_by_role('dialog', name='NIGHT')
    assert dialog.locator('pre').text_content() == text
    expect(dialog).to_contain_text('This text is no sound scenario')
    page.keyboard.press('Escape')
    expect(page.get_by_role('button', name='Details of NIGHT')).to_be_focused()
    page.get_by_role('button', name='Details of NORMAL').click()
    dialog = page.get_by_role('dialog', name='NORMAL')
    assert json.loads(dialog.locator('pre').text_content() or '') == json.loads(api.scenarios.available[1]['data'])
    expect(dialog.locator('dd')).to_have_text(['Give and take around 75 %.', 'everybody', '2020-01-01 09:00:00', '30 seconds'])


def test_few_are_not_searched_and_many_are(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    expect(page.get_by_label('Search')).to_be_hidden()
    api.scenarios.available += [scenario(10 + n, f'OWN {n:02}', f'number {n}', text_of()) for n in range(40)]
    page.reload()
    page.get_by_label('Search').fill('number 7')
    assert names(page) == ['OWN 07']
    page.get_by_label('Search').fill('nothing like this')
    expect(page.get_by_text('No scenario matches the search.')).to_be_visible()
    page.get_by_label('Search').fill('')
    assert len(names(page)) == 44


def test_where_none_is_offered_that_is_said(page: Page, address: str, api: FakeApi) -> None:
    api.scenarios.available = []
    look(page, address)
    expect(page.get_by_text('No scenario is offered to this unit.')).to_be_visible()
    assert names(page) == ['No scenario']


# -- choosing

def test_what_is_chosen_counts_at_once_and_the_focus_stays(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    choose(page, 'NORMAL')
    expect(news(page)).to_have_text(re.compile('NORMAL.* counts from now on.'))
    is_chosen(page, 'NORMAL')
    expect(card(page, 'NORMAL').get_by_role('button', name='NORMAL is chosen')).to_be_focused()
    assert api.scenarios.choices == ['1']
    choose(page, 'No scenario')
    is_chosen(page, 'No scenario')
    assert api.scenarios.choices == ['1', None]
    assert not [path for path in api.asked if path.endswith('scenario/choose')], 'nothing is changed by an address'


def test_by_keyboard_alone(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    page.get_by_role('button', name='Choose NIGHT').focus()
    page.keyboard.press('Enter')
    is_chosen(page, 'NIGHT')
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    expect(page.get_by_role('button', name='Details of NIGHT')).to_be_focused()
    page.keyboard.press('Enter')
    expect(page.get_by_role('dialog', name='NIGHT')).to_be_visible()
    assert api.scenarios.choices == ['3'], 'what is chosen is not chosen once more'


def test_one_that_was_taken_off_the_list_meanwhile_is_said_to_be_gone(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    del api.scenarios.available[0]
    choose(page, 'NIGHT')
    expect(news(page)).to_have_text('That scenario is not offered any more.')
    assert names(page) == ['NORMAL', 'NO_DEAL', 'No scenario']


def test_one_that_counts_and_is_not_offered_any_more_is_shown_first(page: Page, address: str, api: FakeApi) -> None:
    api.scenarios.current = scenario(77, 'OLD', None, text_of()) | {'unit_id': 'E009', 'community_id': 'x', 'cluster_id': 'y'}
    look(page, address)
    assert names(page)[0] == 'OLD'
    expect(card(page, 'OLD')).to_contain_text('counts now, not offered any more')
    page.get_by_role('button', name='Details of OLD').click()
    expect(page.get_by_role('dialog', name='OLD').locator('dd').first).to_have_text('others')


def test_what_somebody_else_chooses_is_seen_soon(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    look(page, address)
    api.scenarios.current = api.scenarios.available[2]
    api.next_round(page)
    api.next_round(page)
    is_chosen(page, 'NO_DEAL')


# -- what the house has

def test_when_the_house_fetched_its_scenario_is_told_and_followed(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    look(page, address)
    expect(fetched(page)).to_have_text('The house has not fetched its scenario yet.')
    choose(page, 'NORMAL')
    is_chosen(page, 'NORMAL')
    api.scenarios.fetched = (1577836800, None)
    api.next_round(page)
    expect(fetched(page)).to_have_text('The house last fetched its scenario on 2020-01-01 09:00:00. '
        'It does not have yet what is chosen, and gets it when it asks next.')
    api.scenarios.fetched = (1577836830, api.scenarios.current)
    api.next_round(page)
    expect(fetched(page)).to_have_text('The house last fetched its scenario on 2020-01-01 09:00:30. It has what is chosen.')


# -- what goes wrong

@pytest.mark.parametrize(('refusal', 'words'), [((503, 'database unavailable'), 'Database unavailable. Trying again.'),
    ((403, 'csrf token missing or wrong'), 'Csrf token missing or wrong.'), ((429, 'too many'), 'Too many.')])
def test_a_choice_that_is_refused_is_said_and_can_be_made_again(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str], words: str,
) -> None:
    look(page, address)
    api.scenarios.refusal = refusal
    choose(page, 'NORMAL')
    expect(trouble(page)).to_contain_text(words)
    expect(trouble(page)).to_contain_text('What you see is from')
    expect(current(page)).to_have_text('No scenario')
    api.scenarios.refusal = None
    trouble(page).get_by_role('button', name='Try now').click()
    is_chosen(page, 'NORMAL')
    expect(trouble(page)).to_be_hidden()


def test_a_server_that_goes_away_is_said_and_it_comes_back(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    look(page, address)
    api.unreachable = True
    api.next_round(page)
    expect(trouble(page)).to_contain_text('The service center cannot be reached. Trying again. What you see is from')
    assert names(page)[0] == 'NIGHT', 'what was known stays'
    api.unreachable = False
    api.next_round(page)
    expect(trouble(page)).to_be_hidden()


def test_a_choice_that_takes_long_shows_that_it_is_on_its_way(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    page.route('**/api/resident/scenario/choice', lambda route: (time.sleep(1.5), api.answer(route))[1])
    choose(page, 'NORMAL')
    expect(page.get_by_role('progressbar', name='Loading …')).to_be_visible()
    is_chosen(page, 'NORMAL')
    expect(page.get_by_role('progressbar', name='Loading …')).to_be_hidden()


def test_a_session_that_ends_brings_the_login_and_then_one_is_back(page: Page, address: str, api: FakeApi) -> None:
    look(page, address)
    api.logged_in = False
    choose(page, 'NORMAL')
    expect(login_form(page)).to_be_visible()
    log_in(page, 'e001', 'e001')
    expect(login_form(page)).to_be_hidden()
    choose(page, 'NORMAL')
    is_chosen(page, 'NORMAL')


def test_a_text_that_is_no_scenario_says_so_and_the_others_stay_usable(page: Page, address: str, api: FakeApi) -> None:
    api.scenarios.available[0]['data'] = '{"00:00:00-24:00:00": {"batteryStatus": "<b>"}}'
    api.scenarios.available[1]['data'] = None
    look(page, address)
    expect(card(page, 'NIGHT')).to_contain_text('This text is no sound scenario:')
    expect(card(page, 'NO_DEAL').locator('svg')).to_be_visible()


@pytest.mark.parametrize('name', [MARKUP, 'x' * 200, 'בית שמש', '🏠 👨‍👩‍👧'])
@pytest.mark.parametrize('width', [360, 1920])
def test_any_text_is_text_and_no_page_is_wider_than_its_window(page: Page, address: str, api: FakeApi, name: str, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    hostile = text_of(**{'00:00:00-24:00:00': {'batteryStatus': {'-': name}, 'request': {
        name: {'charge': {'limitWh': 2147483647, 'pointPerWh': 1, 'pairUnitId': name}}}, 'accept': {}}, f'#{name}': name})
    api.scenarios.available[0] |= {'name': name, 'description': name * 30, 'data': hostile}
    look(page, address)
    choose(page, name)
    expect(news(page)).to_contain_text(name)
    page.locator('.in-words summary').first.click()
    expect(page.locator('.scenario-words').first).to_contain_text(name)
    page.locator('#scenarios .button:not(.main-button)').first.click()
    expect(page.locator('dialog[open] pre')).to_contain_text('2147483647')
    expect(page.locator('img')).to_have_count(0)
    assert page.title() == 'APIS SCENARIO : Community_A > Cluster_A > house001'
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    assert page.locator('dialog[open]').evaluate('dialog => dialog.scrollWidth <= dialog.clientWidth')
