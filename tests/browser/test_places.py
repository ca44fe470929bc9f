"""Where one is on the pages: deep links, ways to other displays, the way back. Shown at DEAL and VISUAL of staff."""

import re

import pytest
from playwright.sync_api import Page, expect

from .deal_page import watch
from .fake_api import FakeApi
from .staff_visual import all_units, choose, log_in, login_form, settings, title, visit

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
DEAL = '/static/ui_example/staff/deal.html'


def test_a_link_leads_to_its_cluster_and_date_whatever_was_chosen_before(page: Page, address: str, api: FakeApi) -> None:
    choose(page, address, cluster='quiet')
    visit(page, address, f'{DEAL}#community=oss_community&cluster=oss_cluster&date=2020-01-02')
    expect(title(page)).to_have_text('APIS DEAL : Community_A > Cluster_A')
    expect(page.locator('#date')).to_have_value('2020-01-02')
    visit(page, address, '/static/ui_example/staff/visual.html')
    expect(title(page)).to_have_text('APIS VISUAL : Community_A > Cluster_A')


def test_a_link_waits_for_the_login(page: Page, address: str, api: FakeApi) -> None:
    api.logged_in = False
    visit(page, address, f'{DEAL}#community=oss_community&cluster=oss_cluster&date=2020-01-02')
    expect(login_form(page)).to_be_visible()
    log_in(page)
    expect(page.locator('#date')).to_have_value('2020-01-02')


def test_the_address_can_be_copied_once_something_is_chosen(page: Page, address: str, api: FakeApi) -> None:
    choose(page, address)
    visit(page, address)
    expect(all_units(page)).to_have_count(4)
    assert page.url.endswith('visual.html#community=oss_community&cluster=oss_cluster')


def test_a_typed_address_and_the_way_back_lead_there(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.evaluate("location.hash = '#community=oss_community&cluster=quiet'")
    expect(title(page)).to_have_text('APIS DEAL : Community_A > Cluster_B')
    page.go_back()
    expect(title(page)).to_have_text('APIS DEAL : Community_A > Cluster_A')
    expect(page.locator('#date')).to_have_value('2020-01-01')


def test_each_display_is_a_link_away_and_the_shown_one_is_marked(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    ways = page.get_by_role('navigation', name='Displays').get_by_role('link')
    expect(ways).to_have_text(['VISUAL', 'AVAILABILITY', 'DEAL', 'MONITORING'])
    expect(page.locator('header [aria-current=page]')).to_have_text('DEAL')
    ways.filter(has_text='VISUAL').click()
    expect(all_units(page)).to_have_count(4)
    assert re.search('visual.html#community=oss_community&cluster=oss_cluster', page.url)


def test_another_cluster_begins_without_the_date_of_the_last(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    title(page).click()
    settings(page).get_by_label('cluster').select_option('Cluster_B')
    settings(page).get_by_role('button', name='ok').click()
    expect(title(page)).to_have_text('APIS DEAL : Community_A > Cluster_B')
    expect(page.locator('#date')).to_have_value('2020-01-02')
    assert 'date=' not in page.url


@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_the_title_names_what_is_looked_at(page: Page, address: str, api: FakeApi, role: str) -> None:
    watch(page, address, role)
    unit = ' > house001' if role == 'resident' else ''
    expect(page).to_have_title(f'APIS DEAL : Community_A > Cluster_A{unit}')


def test_days_are_not_guessed_while_nobody_says_where_they_are(page: Page, address: str, api: FakeApi) -> None:
    api.zone_answer = (500, '')
    choose(page, address)
    visit(page, address, DEAL)
    expect(page.get_by_text('The service center answered 500. Trying again.')).to_be_visible()
    expect(page.locator('#display')).to_be_hidden()
    api.zone_answer = None
    page.get_by_role('button', name='Try now').click()
    expect(page.locator('#figures')).to_be_visible()


def test_a_script_that_does_not_arrive_is_asked_for_again(page: Page, address: str, api: FakeApi) -> None:
    choose(page, address)
    page.route('**/api/staff/client.js', lambda route: route.abort())
    visit(page, address, DEAL)
    expect(page.get_by_text('The service center cannot be reached. Trying again.')).to_be_visible()
    page.unroute('**/api/staff/client.js')
    page.get_by_role('button', name='Try now').click()
    expect(page.locator('#figures')).to_be_visible()
