"""The page VISUAL of residents: the own unit, and as shadows those it shares energy with. The API is made up, and masks as ours does."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .fake_api import FakeApi, dated
from .staff_visual import assert_says_nothing_strange, log_in, login_form, settings, status, title, try_now, unit

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]
PATH = '/static/ui_example/resident/visual.html#community=oss_community&cluster=oss_cluster&unit='


def watch(page: Page, address: str, unit_id: str = 'E001') -> None:
    page.goto(address + PATH + unit_id)
    expect(unit(page, unit_id)).to_be_visible()


def shadows(page: Page) -> Locator:
    return page.locator('#picture .shadow')


def fact(page: Page, name: str) -> Locator:
    return page.locator('#unit-facts dt', has_text=name).locator('+ dd')


def share(api: FakeApi, *deals: dict[str, Any]) -> None:
    model = api.deals[0]
    api.deals = [model | {'dealId': f'd{number}'} | deal for number, deal in enumerate(deals)]


def test_the_own_unit_is_shown_with_its_figures_in_picture_and_words(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    for text in ('house001', '71%', '5.3W', '326.7W', '350V', '-700W'):
        expect(unit(page, 'E001')).to_contain_text(text)
    expect(fact(page, 'battery')).to_have_text('71 %')
    expect(fact(page, 'DC grid')).to_have_text('discharging 700 W')
    expect(page.locator('#data-time')).to_have_text(re.compile(r'^1/2 6:07 GMT\+9 · received \d+ seconds ago$'))
    expect(page).to_have_title('APIS VISUAL : Community_A > Cluster_A > house001')
    assert_says_nothing_strange(page)


def test_each_deal_of_the_unit_has_a_shadow_and_a_line(page: Page, address: str, api: FakeApi) -> None:
    share(api, {'dischargeUnitId': 'E001', 'chargeUnitId': 'E003'}, {'dischargeUnitId': 'E002', 'chargeUnitId': 'E001'},
        {'dischargeUnitId': 'E002', 'chargeUnitId': 'E004'})
    watch(page, address)
    expect(shadows(page)).to_have_count(2)
    expect(page.locator('#picture .deal.running')).to_have_count(2)
    expect(page.locator('#deals li strong')).to_have_text(['house001 → another unit', 'another unit → house001'])
    expect(page.get_by_role('img', name='another unit, which takes energy from yours')).to_have_count(1)
    expect(page.get_by_role('img', name='another unit, which gives energy to yours')).to_have_count(1)


def test_nothing_in_the_page_says_who_they_are(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(shadows(page)).to_have_count(2)
    assert not re.search(r'E00[234]|house00[234]|\*\*\*', page.content())


def test_without_deals_there_are_no_shadows_and_the_unit_does_not_move(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    before = unit(page, 'E001').locator('.fill').bounding_box()
    api.deals = []
    api.next_round(page)
    expect(shadows(page)).to_have_count(0)
    expect(page.locator('#no-deals')).to_have_text('No deal is running.')
    assert unit(page, 'E001').locator('.fill').bounding_box() == before


def test_a_deal_that_has_not_started_is_said_to_be_agreed(page: Page, address: str, api: FakeApi) -> None:
    share(api, {'dischargeUnitId': 'E001', 'chargeUnitId': 'E002', 'startDateTime': None, 'dealAmountWh': 50})
    watch(page, address)
    expect(page.locator('#deals li')).to_have_text('house001 → another unit 50 Wh agreed not started yet')
    expect(page.locator('#picture .deal.waiting')).to_have_count(1)


def test_the_state_is_asked_for_every_five_seconds(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.units['E001']['battery']['rsoc'] = 12
    before = api.ahead
    api.next_round(page)
    assert api.ahead - before <= 7
    expect(unit(page, 'E001')).to_contain_text('12%')
    assert not [path for path in api.asked if '/api/staff/' in path]


@pytest.mark.parametrize('without', ['emu', 'dcdc', 'apis', 'time', 'battery', 'oesunit', 'datasetId'])
def test_a_document_may_lack_anything(page: Page, address: str, api: FakeApi, without: str) -> None:
    api.units['E001'].pop(without)
    watch(page, address)
    expect(page.locator('#unit-facts dt')).to_have_count(5)
    assert_says_nothing_strange(page)


@pytest.mark.parametrize('deal', [
    {'dealId': None}, {'startDateTime': None, 'dealAmountWh': None, 'cumulateAmountWh': None}, {'type': None},
])
def test_a_deal_may_lack_anything_but_its_units(page: Page, address: str, api: FakeApi, deal: dict[str, None]) -> None:
    share(api, {'dischargeUnitId': 'E001', 'chargeUnitId': 'E002'} | deal)
    watch(page, address)
    expect(shadows(page)).to_have_count(1)
    assert_says_nothing_strange(page)


# -- silence, and what goes wrong

def test_a_unit_without_data_says_so_and_is_drawn_empty(page: Page, address: str, api: FakeApi) -> None:
    api.units = {}
    watch(page, address)
    expect(status(page)).to_have_text('No unit data yet.')
    expect(fact(page, 'battery')).to_have_text('-- %')


def test_old_data_are_called_no_data_by_the_clock_of_the_server(page: Page, address: str, api: FakeApi) -> None:
    api.units = dated(api.units, 91)
    watch(page, address)
    expect(unit(page, 'E001')).to_have_class(re.compile('silent'))
    expect(page.locator('#unit-silent')).to_have_text('No DATA, last known state')


@pytest.mark.parametrize(('refusal', 'words'), [
    ((503, 'telemetry unavailable'), 'Telemetry unavailable. Trying again.'),
    (None, 'The service center cannot be reached. Trying again.'),
])
def test_an_error_is_said_while_the_picture_stays_and_passes(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str] | None, words: str,
) -> None:
    page.clock.install()
    watch(page, address)
    api.refusal, api.unreachable = refusal, refusal is None
    api.next_round(page)
    expect(status(page)).to_have_text(words)
    expect(page.locator('#picture svg')).to_have_class(re.compile('old'))
    page.clock.run_for(100_000)
    api.hear_all(page)
    expect(status(page)).to_have_text(re.compile('Trying again. The picture is old.$'))
    expect(page.locator('#deal-panel')).to_have_class('old')
    api.refusal, api.unreachable = None, False
    api.ahead += 100
    try_now(page).click()
    expect(status(page)).to_have_text('')


def test_a_session_that_ends_brings_the_login_and_then_one_is_back(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.logged_in = False
    api.next_round(page)
    expect(login_form(page)).to_be_visible()
    log_in(page, 'e001', 'e001')
    expect(status(page)).to_have_text('')
    expect(unit(page, 'E001')).to_be_visible()
    api.logged_in = False
    api.next_round(page)
    api.user = 'e002'
    units = api.outline['communities']['oss_community']['clusters']['oss_cluster']['units']
    api.outline['communities']['oss_community']['clusters']['oss_cluster']['units'] = {'E002': units['E002']}
    log_in(page, 'e002', 'e002')
    expect(page.locator('#notice')).to_have_text('What was chosen here is not there for this account. '
        'Choose a community, a cluster and a unit: the settings open at the title.')
    assert '71%' not in page.content(), 'what one user saw is shown to another'
    expect(settings(page).get_by_label('unit', exact=True)).to_have_value('E002')
    settings(page).get_by_role('button', name='ok').click()
    expect(unit(page, 'E002')).to_be_visible()


def test_logging_out_takes_everything_off_the_screen(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    title(page).click()
    settings(page).get_by_role('button', name='logout').click()
    expect(login_form(page)).to_be_visible()
    expect(page.locator('#display')).to_be_hidden()
    assert '71%' not in page.content()


def test_another_unit_of_the_same_person_is_a_picture_of_its_own(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.evaluate(f"location.hash = '{PATH.partition('#')[2]}E002'")
    expect(unit(page, 'E002')).to_be_visible()
    expect(unit(page, 'E001')).to_have_count(0)


# -- names, windows, keyboard

@pytest.mark.parametrize('name', ['<img src=x onerror="document.title=1">', 'x' * 200, 'בית שמש', '🏠 👨‍👩‍👧'])
@pytest.mark.parametrize('width', [360, 1920])
def test_any_name_is_text_and_no_page_is_wider_than_its_window(page: Page, address: str, api: FakeApi, name: str, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    api.outline['communities']['oss_community']['clusters']['oss_cluster']['units']['E001']['name'] = name
    share(api, *[{'dischargeUnitId': 'E001', 'chargeUnitId': 'E002'}] * 9)
    watch(page, address)
    expect(shadows(page)).to_have_count(9)
    expect(page.locator('#deals li strong').first).to_contain_text(name)
    expect(page.locator('img')).to_have_count(0)
    assert page.evaluate('document.documentElement.scrollWidth') <= width


def test_on_a_phone_the_deals_come_soon_after_the_picture(page: Page, address: str, api: FakeApi) -> None:
    page.set_viewport_size({'width': 360, 'height': 740})
    watch(page, address)
    expect(page.get_by_role('heading', name='Deals')).to_be_in_viewport()
