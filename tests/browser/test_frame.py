"""What every page is set in: login, rights, settings. Shown at VISUAL of staff."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .fake_api import FakeApi
from .staff_visual import (
    all_units,
    choose,
    log_in,
    login_form,
    settings,
    status,
    title,
    unit,
    visit,
    watch,
)

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]


def test_a_page_whose_modules_did_not_arrive_says_so_and_begins_anew_by_itself(context: BrowserContext, address: str) -> None:
    page = context.new_page()  # not the fixture: here Chromium complains, and that is right
    api = FakeApi()
    api.install(page)
    page.clock.install()
    page.route('**/picture/layout.js', lambda route: route.abort('connectionrefused'))
    choose(page, address)
    visit(page, address)
    expect(page.get_by_text('The service center cannot be reached. Trying again.')).to_be_visible()
    page.unroute('**/picture/layout.js')
    page.clock.run_for(5000)
    expect(all_units(page)).to_have_count(4)


# -- who may see it

def test_whoever_is_not_logged_in_gets_a_login_form(page: Page, address: str, api: FakeApi) -> None:
    api.logged_in = False
    choose(page, address)
    visit(page, address)
    expect(login_form(page).get_by_label('username')).to_be_focused()
    expect(login_form(page).get_by_label('username')).to_have_attribute('autocomplete', 'username')
    expect(login_form(page).get_by_label('password')).to_have_attribute('autocomplete', 'current-password')
    log_in(page)
    expect(all_units(page)).to_have_count(4)
    expect(login_form(page)).to_be_hidden()


@pytest.mark.parametrize(('answer', 'words'), [
    ((403, 'login failed'), 'Login failed'),
    ((429, 'too many attempts'), 'Too many attempts, try again in a few minutes'),
    ((500, ''), 'The service center answered 500'),
])
def test_a_login_that_fails_says_why(page: Page, address: str, api: FakeApi, answer: tuple[int, str], words: str) -> None:
    api.logged_in, api.login_answer = False, answer
    visit(page, address)
    log_in(page, password='wrong')
    expect(login_form(page).get_by_role('alert')).to_have_text(words)
    expect(login_form(page).get_by_label('password')).to_be_focused()
    page.keyboard.press('Escape')
    page.keyboard.press('Escape')
    expect(login_form(page)).to_be_visible()


def test_a_session_that_ends_brings_the_login_form_and_then_back_to_where_one_was(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    title(page).click()
    api.logged_in = False
    api.next_round(page)
    expect(login_form(page)).to_be_visible()
    expect(all_units(page)).to_have_count(4)
    log_in(page)
    expect(login_form(page)).to_be_hidden()
    expect(settings(page)).to_be_visible()
    api.units['E001']['battery']['rsoc'] = 7
    api.next_round(page)
    expect(unit(page, 'E001')).to_contain_text('7%')


def test_whoever_is_no_staff_is_told_so_and_can_log_out(page: Page, address: str, api: FakeApi) -> None:
    api.staff = False
    choose(page, address)
    visit(page, address)
    expect(page.get_by_text('This account has no staff rights.')).to_be_visible()
    link = page.get_by_role('link', name="Go to the residents' page")
    expect(link).to_have_attribute('href', '../resident/visual.html')
    page.get_by_role('button', name='logout').click()
    api.staff = True
    log_in(page)
    expect(all_units(page)).to_have_count(4)
    expect(page.get_by_text('This account has no staff rights.')).to_be_hidden()


def test_whoever_is_no_resident_is_told_so_and_led_to_the_page_of_the_staff(page: Page, address: str, api: FakeApi) -> None:
    page.route('**/api/resident/community/outline*', lambda route: route.fulfill(status=403, body='resident required'))
    visit(page, address, '/static/ui_example/resident/visual.html')
    expect(page.get_by_text('This account is not registered as the resident of any unit.')).to_be_visible()
    page.get_by_role('link', name='Go to the page of the staff').click()
    page.wait_for_url(re.compile('/ui_example/staff/visual.html'))


def test_logging_out_leaves_nothing_to_be_seen_in_any_tab_and_a_login_counts_in_all(page: Page, address: str, api: FakeApi) -> None:
    other = page.context.new_page()
    api.install(other)
    for tab in (other, page):
        watch(tab, address)
    title(page).click()
    settings(page).get_by_role('button', name='logout').click()
    for tab in (page, other):
        expect(login_form(tab)).to_be_visible()
        expect(all_units(tab)).to_have_count(0)
        expect(title(tab)).to_have_text('APIS VISUAL')
    log_in(other)
    expect(login_form(page)).to_be_hidden()
    expect(all_units(page)).to_have_count(4)


# -- settings

def test_the_first_visit_asks_what_to_look_at_and_the_next_one_remembers(page: Page, address: str, api: FakeApi) -> None:
    visit(page, address)
    dialog = settings(page)
    expect(dialog.get_by_label('community').locator('option')).to_have_text(['--', 'Community_A', 'Community_B'])
    expect(dialog.get_by_label('cluster').locator('option')).to_have_text(['--'])
    dialog.get_by_label('community').select_option('Community_A')
    expect(dialog.get_by_label('cluster').locator('option')).to_have_text(['--', 'Cluster_A', 'Cluster_B'])
    dialog.get_by_label('cluster').select_option('Cluster_A')
    dialog.get_by_role('button', name='ok').click()
    expect(all_units(page)).to_have_count(4)
    expect(page).to_have_title('APIS VISUAL : Community_A > Cluster_A')
    page.reload()
    expect(all_units(page)).to_have_count(4)
    expect(settings(page)).to_be_hidden()
    cookie = next(cookie for cookie in page.context.cookies() if cookie['name'] == 'apis_staff_cluster')
    assert (cookie['value'], cookie['sameSite'], cookie['path']) == ('oss_cluster', 'Lax', '/')


def test_what_leaves_nothing_to_choose_is_chosen_already(page: Page, address: str, api: FakeApi) -> None:
    del api.outline['communities']['other']
    del api.outline['communities']['oss_community']['clusters']['quiet']
    visit(page, address)
    expect(settings(page).get_by_label('community')).to_have_value('oss_community')
    expect(settings(page).get_by_label('cluster')).to_have_value('oss_cluster')
    expect(settings(page).get_by_role('button', name='ok')).to_be_focused()
    settings(page).get_by_label('community').select_option('--')
    expect(settings(page).get_by_label('cluster')).to_have_value('')
    settings(page).get_by_label('community').select_option('Community_A')
    expect(settings(page).get_by_label('cluster')).to_have_value('oss_cluster')
    settings(page).get_by_role('button', name='ok').click()
    expect(all_units(page)).to_have_count(4)


def test_what_is_left_to_choose_is_said_in_a_sentence(page: Page, address: str, api: FakeApi) -> None:
    visit(page, address, '/static/ui_example/resident/visual.html')
    settings(page).get_by_role('button', name='close').click()
    expect(page.get_by_text('Choose a community, a cluster and a unit: the settings open at the title.')).to_be_visible()


def test_the_console_is_a_click_away_for_staff_only(page: Page, address: str, api: FakeApi) -> None:
    visit(page, address)
    expect(settings(page).get_by_role('link', name='administration')).to_have_attribute('href', f'{address}/admin/')
    visit(page, address, '/static/ui_example/resident/visual.html')
    expect(settings(page).get_by_role('link', name='change password')).to_be_visible()
    expect(settings(page).get_by_role('link', name='administration')).to_have_count(0)


def test_a_menu_asks_what_is_registered_when_it_opens(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    title(page).click()
    page.clock.run_for(2000)
    api.outline['communities']['new'] = {'id': 'new', 'name': 'Community_C', 'clusters': {}}
    settings(page).get_by_label('cluster').focus()
    expect(settings(page).get_by_label('community').locator('option')).to_have_text(['--', 'Community_A', 'Community_B', 'Community_C'])
    expect(settings(page).get_by_label('community')).to_have_value('oss_community')


def test_another_cluster_starts_from_an_empty_picture(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    title(page).click()
    api.units, api.deals = {}, []
    settings(page).get_by_label('cluster').select_option('Cluster_B')
    settings(page).get_by_role('button', name='ok').click()
    expect(status(page)).to_have_text('No unit data yet.')
    expect(all_units(page)).to_have_count(0)
    expect(title(page)).to_have_text('APIS VISUAL : Community_A > Cluster_B')


@pytest.mark.parametrize('display', ['AVAILABILITY', 'DEAL', 'MONITORING'])
def test_other_displays_are_one_choice_away(page: Page, address: str, api: FakeApi, display: str) -> None:
    watch(page, address)
    title(page).click()
    settings(page).get_by_label('display').select_option(display)
    settings(page).get_by_role('button', name='ok').click()
    page.wait_for_url(re.compile(rf'/{display.lower()}\.html'))
    expect(title(page)).to_have_text(f'APIS {display} : Community_A > Cluster_A')
    title(page).click()
    settings(page).get_by_label('display').select_option('VISUAL')
    settings(page).get_by_role('button', name='ok').click()
    expect(all_units(page)).to_have_count(4)


def test_the_keyboard_is_enough(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.keyboard.press('Tab')
    expect(title(page)).to_be_focused()
    page.keyboard.press('Enter')
    expect(settings(page)).to_be_visible()
    page.keyboard.press('Escape')
    expect(settings(page)).to_be_hidden()
    expect(title(page)).to_be_focused()
    for _ in range(4 + 2):  # the ways to the displays, language and theme
        page.keyboard.press('Tab')
    expect(page.get_by_role('button', name='dark theme')).to_be_focused()
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    expect(page.locator('#units li')).to_have_count(4)
    expect(page.locator('#units li').first).to_contain_text('house001')


def test_the_page_works_below_a_prefix(page: Page, address: str, api: FakeApi) -> None:
    choose(page, address)
    visit(page, address, '/some/prefix/static/ui_example/staff/visual.html')
    expect(all_units(page)).to_have_count(4)
    title(page).click()
    settings(page).get_by_label('display').select_option('DEAL')
    settings(page).get_by_role('button', name='ok').click()
    page.wait_for_url(re.compile('/some/prefix/static/ui_example/staff/deal.html'))
