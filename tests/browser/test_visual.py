"""The page VISUAL of staff, its picture: the API is made up, the rest is real."""

import re

import pytest
from playwright.sync_api import Page, expect

from .fake_api import FakeApi, many
from .staff_visual import (
    all_units,
    assert_says_nothing_strange,
    settings,
    title,
    unit,
    watch,
)

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]
MOVING = pytest.mark.viewport(1280, 800, reduced_motion='no-preference')


# -- the picture

def test_four_units_are_shown_with_their_figures_under_their_registered_names(page: Page, address: str, api: FakeApi) -> None:
    api.units['E001']['apis']['is_grid_master'] = True
    watch(page, address)
    first = unit(page, 'E001')
    for text in ('house001', '71%', '5.3W', '102.8V', '350V', '-700W'):
        expect(first).to_contain_text(text)
    expect(first).to_have_role('img')
    expect(first).to_have_accessible_name(re.compile(r'^house001, grid master, voltage reference, battery 71 %.*discharging 700 W$'))
    expect(first.locator('.crown')).to_be_visible()
    expect(unit(page, 'E003').locator('.crown')).to_be_hidden()
    assert_says_nothing_strange(page)


def test_four_units_stand_two_by_two(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    boxes = [unit(page, f'E00{number}').locator('.fill').bounding_box() or {} for number in (1, 2, 3, 4)]
    left, top = boxes[0]['x'], boxes[0]['y'] + boxes[0]['height']
    places = [(round(box['x'] - left) > 0, round(box['y'] + box['height'] - top) > 0) for box in boxes]
    assert places == [(False, False), (True, False), (False, True), (True, True)]


def test_the_level_of_a_battery_gives_its_colour(page: Page, address: str, api: FakeApi) -> None:
    for unit_id, rsoc in (('E001', 80), ('E002', 35), ('E003', 12), ('E004', None)):
        api.units[unit_id]['battery']['rsoc'] = rsoc
    watch(page, address)
    for unit_id, level in (('E001', 'high'), ('E002', 'middle'), ('E003', 'low'), ('E004', 'unknown')):
        expect(unit(page, unit_id).locator('.fill')).to_have_attribute('data-level', level)
    expect(unit(page, 'E004')).to_contain_text('--%')


@pytest.mark.parametrize('rsoc', [0, 50, 77.9, 78, 88, 91, 100])
def test_the_level_is_written_in_one_part_of_the_battery_and_not_across_its_edge(
    page: Page, address: str, api: FakeApi, rsoc: float,
) -> None:
    api.units['E001']['battery']['rsoc'] = rsoc
    watch(page, address)
    words = unit(page, 'E001').locator('.percent').bounding_box()
    edge = unit(page, 'E001').locator('.fill').evaluate('each => each.getBoundingClientRect().top')
    assert words
    assert edge <= words['y'] or edge >= words['y'] + words['height']


def test_power_flows_only_where_there_is_any(page: Page, address: str, api: FakeApi) -> None:
    api.units['E001']['dcdc']['meter']['wg'] = 0
    api.units['E001']['emu'] |= {'pvc_charge_power': 0, 'ups_output_power': 0}
    watch(page, address)
    expect(unit(page, 'E001').locator('.flow:not([hidden])')).to_have_count(0)
    expect(unit(page, 'E002').locator('.flow:not([hidden])')).to_have_count(3)  # solar, load, grid


def test_a_mode_that_is_not_autonomous_is_named(page: Page, address: str, api: FakeApi) -> None:
    api.units['E002']['apis']['operation_mode']['effective'] = 'heteronomous'
    watch(page, address)
    expect(unit(page, 'E002')).to_contain_text('heteronomous')
    expect(unit(page, 'E001')).not_to_contain_text('autonomous')


@pytest.mark.parametrize('without', ['emu', 'dcdc', 'apis', 'time', 'battery', 'oesunit', 'datasetId', None])
def test_a_document_may_lack_anything(page: Page, address: str, api: FakeApi, without: str | None) -> None:
    for document in api.units.values():
        if without:
            document.pop(without)
        else:
            document.clear()
    watch(page, address)
    expect(all_units(page).first).to_contain_text('house001')
    assert_says_nothing_strange(page)


def test_a_converter_of_the_newer_drivers_is_read_too(page: Page, address: str, api: FakeApi) -> None:
    api.units['E001']['dcdc'] = {'dcdc': api.units['E001']['dcdc']}
    watch(page, address)
    expect(unit(page, 'E001')).to_contain_text('-700W')


@pytest.mark.parametrize('count', [1, 25, 100])
def test_any_number_of_units_fits_the_window(page: Page, address: str, api: FakeApi, count: int) -> None:
    api.units = many(count)
    api.outline['communities']['oss_community']['clusters']['oss_cluster']['units'] = {}
    api.deals = [api.deals[0] | {'dealId': f'deal {number}'} for number in range(30)]  # a list longer than the window
    watch(page, address, count)
    expect(page.locator('#deals li')).to_have_count(30)
    sizes = page.evaluate('() => { const { width, height, bottom } = document.querySelector("#picture svg").getBoundingClientRect();'
                          ' return [width, height, bottom, document.documentElement.scrollWidth]; }')
    assert sizes[2] <= 800
    assert sizes[3] <= 1280
    box = all_units(page).last.bounding_box()
    assert box
    assert box['y'] + box['height'] <= 800


def test_many_deals_are_scrolled_in_their_list_and_the_signs_stay_in_sight(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#deals')).not_to_have_attribute('tabindex', '0')
    api.deals = [api.deals[0] | {'dealId': f'deal {number}'} for number in range(50)]
    page.reload()
    expect(page.locator('#deals li')).to_have_count(50)
    expect(page.get_by_role('heading', name='Signs')).to_be_in_viewport()
    expect(page.locator('#deals')).to_have_attribute('tabindex', '0')


@pytest.mark.viewport(360, 640)
@pytest.mark.parametrize('count', [4, 100])
def test_a_phone_is_never_scrolled_sideways(page: Page, address: str, api: FakeApi, count: int) -> None:
    api.units = many(count)
    watch(page, address, count)
    assert page.evaluate('document.documentElement.scrollWidth') <= 360
    title(page).click()
    box = settings(page).bounding_box()
    assert box
    assert box['x'] >= 0
    assert box['x'] + box['width'] <= 360



# -- deals

@MOVING
def test_running_deals_flow_from_the_discharging_to_the_charging_unit(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#picture .deal.running')).to_have_count(4)
    expect(page.get_by_role('listitem').filter(has_text='house002 → house003')).to_contain_text('19.2 Wh of 200 Wh')
    moves = page.locator('#picture .deal.running .dots').first.evaluate('each => getComputedStyle(each).animationName')
    assert moves == 'travel'


@MOVING
def test_the_more_current_the_faster(page: Page, address: str, api: FakeApi) -> None:
    api.deals[0]['dealGridCurrentA'], api.deals[1]['dealGridCurrentA'] = 1, 4
    watch(page, address)
    slow, fast = (
        page.locator(f'[data-deal="{deal["dealId"]}"] .dots').evaluate('each => parseFloat(getComputedStyle(each).animationDuration)')
        for deal in api.deals[:2]
    )
    assert fast < slow


@MOVING
def test_a_deal_that_has_not_started_is_fainter_and_stands_still(page: Page, address: str, api: FakeApi) -> None:
    del api.deals[1:]
    api.deals[0].pop('startDateTime')
    watch(page, address)
    dots = page.locator('#picture .deal.waiting .dots')
    name, opacity = dots.evaluate('each => { const look = getComputedStyle(each); return [look.animationName, look.opacity]; }')
    assert name == 'none'
    assert float(opacity) < 1
    expect(page.locator('#deals')).to_contain_text('not started yet')


def test_a_deal_with_a_unit_that_is_not_in_the_picture_is_listed_only(page: Page, address: str, api: FakeApi) -> None:
    del api.deals[1:]
    api.deals[0]['chargeUnitId'] = 'E999'
    watch(page, address)
    expect(page.locator('#deals')).to_contain_text('→ E999')
    expect(page.locator('#picture .deal')).to_have_count(0)


def test_a_deal_that_ended_is_gone(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.deals = []
    api.next_round(page)
    expect(page.locator('#picture .deal')).to_have_count(0)
    expect(page.get_by_text('No deal is running.')).to_be_visible()


def test_nothing_moves_for_those_who_want_no_movement(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    assert page.evaluate('document.getAnimations().length') == 0
    expect(page.locator('#picture .deal .head').first).to_be_visible()
