"""Every page, as those meet it who don't see it as we do: axe finds nothing to complain about, in light and in dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .deal_page import open_list, watch
from .fake_api import FakeApi, many
from .fake_monitoring import blindness, notice
from .monitoring_page import watch as watch_monitoring
from .scenario_page import look
from .staff_visual import all_units, choose, login_form, settings, title, visit

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / 'static' / 'ui_example').glob('*/*.html'))

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]


@pytest.fixture
def violations(page: Page, axe: str) -> Callable[[], list[dict[str, Any]]]:
    """Ask axe about the page as it is now; scripts of the tests are not bound by the page's policy."""
    def ask() -> list[dict[str, Any]]:
        page.evaluate(axe)
        found = page.evaluate('async () => (await axe.run()).violations')
        return [{'rule': each['id'], 'at': [node['html'] for node in each['nodes']][:3]} for each in found]

    return ask


def test_there_are_pages() -> None:
    assert len(PAGES) == 7


@pytest.mark.parametrize('path', PAGES)
def test_logged_out(page: Page, address: str, api: FakeApi, violations: Callable[[], object], path: str) -> None:
    api.logged_in = False
    visit(page, address, f'/{path}')
    expect(login_form(page)).to_be_visible()
    assert violations() == []


@pytest.mark.parametrize('path', PAGES)
def test_with_the_settings_open(page: Page, address: str, api: FakeApi, violations: Callable[[], object], path: str) -> None:
    visit(page, address, f'/{path}')
    expect(settings(page)).to_be_visible()
    assert violations() == []


@pytest.mark.parametrize('path', [path for path in PAGES if '/staff/' in path])
def test_with_a_cluster_chosen(page: Page, address: str, api: FakeApi, violations: Callable[[], object], path: str) -> None:
    choose(page, address)
    visit(page, address, f'/{path}')
    expect(title(page)).to_contain_text('Cluster_A')
    assert violations() == []


@pytest.mark.parametrize(('count', 'scheme'), [(4, 'light'), (4, 'dark'), (25, 'light'), (100, 'dark')])
def test_with_the_picture(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], count: int, scheme: Any,
) -> None:
    page.emulate_media(color_scheme=scheme)
    api.units = many(count)
    choose(page, address)
    visit(page, address)
    expect(all_units(page)).to_have_count(count)
    page.get_by_text('Units in words').click()
    assert violations() == []


def test_with_an_error_shown(page: Page, address: str, api: FakeApi, violations: Callable[[], object]) -> None:
    api.refusal = (503, 'telemetry unavailable')
    choose(page, address)
    visit(page, address)
    expect(page.get_by_text('Telemetry unavailable')).to_be_visible()
    assert violations() == []


@pytest.mark.viewport(360, 640)
def test_on_a_phone(page: Page, address: str, api: FakeApi, violations: Callable[[], object]) -> None:
    choose(page, address)
    visit(page, address)
    expect(all_units(page)).to_have_count(4)
    assert violations() == []


# colours are of the theme and words of the language: each is seen once
LOOKS = [('en', 'light'), ('ja', 'dark')]


@pytest.mark.parametrize('path', PAGES)
@pytest.mark.parametrize(('language', 'theme'), LOOKS)
def test_in_both_languages_and_themes(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], path: str, language: str, theme: str,
) -> None:
    for name, value in (('language', language), ('theme', theme)):
        page.context.add_cookies([{'name': f'apis_{name}', 'value': value, 'url': address}])
    page.goto(f'{address}/{path}#community=oss_community&cluster=oss_cluster&unit=E001')
    expect(title(page)).to_contain_text('Cluster_A')
    page.wait_for_load_state('networkidle')
    assert violations() == []
    title(page).click()
    assert violations() == []


@pytest.mark.parametrize(('language', 'theme'), LOOKS)
@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_the_deals_of_a_day_their_list_and_one_of_them(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], role: str, language: str, theme: str,
) -> None:
    for name, value in (('language', language), ('theme', theme)):
        page.context.add_cookies([{'name': f'apis_{name}', 'value': value, 'url': address}])
    api.history[0] = {name: value for name, value in api.history[0].items() if name not in {'deactivateDateTime', 'stopDateTime'}}
    api.history[1]['scramDateTime'] = '2020-01-01T00:00:00Z'
    watch(page, address, role)
    for summary in page.locator('.as-table summary').all():
        summary.click()
    assert violations() == []
    page.locator('#details').click()
    assert violations() == []
    page.locator('td button').first.click()
    page.locator('dialog[open] .as-json summary').click()
    assert violations() == []


@pytest.mark.parametrize(('language', 'theme'), LOOKS)
@pytest.mark.parametrize('width', [360, 1920])
def test_scenarios_in_words_and_in_details(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], language: str, theme: str, width: int,
) -> None:
    page.set_viewport_size({'width': width, 'height': 900})
    for name, value in (('language', language), ('theme', theme)):
        page.context.add_cookies([{'name': f'apis_{name}', 'value': value, 'url': address}])
    api.scenarios.current = api.scenarios.available[1]
    api.scenarios.available[2]['data'] = 'no scenario'
    look(page, address)
    for summary in page.locator('.in-words summary').all():
        summary.click()
    page.locator('#scenarios .main-button').first.click()
    expect(page.locator('#news')).to_contain_text('NIGHT')
    assert violations() == []
    page.locator('#scenarios .button:not(.main-button)').first.click()
    assert violations() == []


@pytest.mark.parametrize('with_data', [True, False])
def test_the_picture_of_a_unit(page: Page, address: str, api: FakeApi, violations: Callable[[], object], with_data: bool) -> None:
    api.units = api.units if with_data else {}
    page.goto(f'{address}/static/ui_example/resident/visual.html#community=oss_community&cluster=oss_cluster&unit=E001')
    expect(page.locator('#picture .shadow')).to_have_count(2)
    assert violations() == []


@pytest.mark.viewport(360, 740)
def test_deals_on_a_phone_and_with_an_error(page: Page, address: str, api: FakeApi, violations: Callable[[], object]) -> None:
    watch(page, address)
    open_list(page)
    assert violations() == []
    page.keyboard.press('Escape')
    api.refusal = (503, 'telemetry unavailable')
    page.get_by_role('button', name='Aggregate').click()
    expect(page.locator('#trouble')).to_be_visible()
    assert violations() == []


@pytest.mark.parametrize('width', [360, 1280])
@pytest.mark.parametrize(('language', 'theme'), LOOKS)
def test_monitoring_with_all_that_may_be_wrong(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], language: str, theme: str, width: int,
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    for name, value in (('language', language), ('theme', theme)):
        page.context.add_cookies([{'name': f'apis_{name}', 'value': value, 'url': address}])
    api.monitoring.failures.append(blindness())
    api.monitoring.notices = [notice(7), notice(8, parked='2020-11-24T07:59:00Z')]
    api.monitoring.late = [{'name': 'downtime', 'succeeded': None, 'intervalSec': 300}]
    api.monitoring.on['apis_log_severe'] = False
    watch_monitoring(page, address)
    assert violations() == []
    api.monitoring.refusal = (503, 'busy')
    page.get_by_role('switch').first.click()
    expect(page.locator('.refusal').first).to_be_visible()
    page.locator('#mail-table td button').first.click()
    expect(page.locator('#mail-trouble')).to_be_visible()
    assert violations() == []
    page.locator('#open-table td button').last.click()
    page.locator('dialog[open] .as-json summary').click()
    assert violations() == []


@pytest.mark.parametrize('width', [360, 1280])
@pytest.mark.parametrize(('language', 'theme'), LOOKS)
def test_availability_with_bars_and_the_seconds_of_a_unit(
    page: Page, address: str, api: FakeApi, violations: Callable[[], object], language: str, theme: str, width: int,
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    for name, value in (('language', language), ('theme', theme)):
        page.context.add_cookies([{'name': f'apis_{name}', 'value': value, 'url': address}])
    page.goto(f'{address}/static/ui_example/staff/availability.html#community=oss_community&cluster=oss_cluster')
    page.locator('#how summary').click()
    assert violations() == []
    page.locator('#by-unit td button').nth(1).click()
    expect(page.locator('dialog[open] tbody tr')).to_have_count(1)
    assert violations() == []
