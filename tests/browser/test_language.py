"""English or Japanese, light or dark: chosen on every page, kept from page to page, and nothing left in the other language."""

import re

import pytest
from playwright.sync_api import Page, expect

from .deal_page import open_list, watch
from .fake_api import FakeApi
from .fake_monitoring import blindness, notice
from .monitoring_page import watch as watch_monitoring
from .scenario_page import look
from .staff_visual import login_form, settings
from .test_axe import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]

# What people read or hear, but for names and documents from outside (bdi, pre, dt and dd of records, isolated texts).
READ = """() => {
  const data = 'bdi, pre, option[value]:not([value="browser"]):not([value="community"]), .facts, script, style, noscript, [lang=en]';
  const found = [document.title];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest(data)) continue;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
    else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
  }
  return found.map((text) => text.replace(/\\u2068[^\\u2069]*\\u2069/g, '').trim()).filter(Boolean);
}"""
# what is the same in every language: units, product names, zones, ids of the fakes
ALIKE = re.compile(
    r'\b(APIS|VISUAL|AVAILABILITY|DEAL|MONITORING|SCENARIO|NIGHT|NORMAL|NO_DEAL|JSON|kWh|Wh|Asia/Tokyo|GMT\S*|(Community|Cluster)_[A-Z]|house\d+|E\d{3}|admin|apis-(main|ccc|log))\b',
)
ENGLISH = re.compile(r'[A-Za-z]{3}')


def english_left(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(READ)
    return [text for text in texts if ENGLISH.search(re.sub(r'[0-9a-f]{8}(-[0-9a-f]{4,12}){4}', '', ALIKE.sub('', text)))]


def in_japanese(page: Page, address: str) -> None:
    page.context.add_cookies([{'name': 'apis_language', 'value': 'ja', 'url': address}])


@pytest.mark.parametrize('path', PAGES)
def test_no_page_has_english_left_in_japanese(page: Page, address: str, api: FakeApi, path: str) -> None:
    in_japanese(page, address)
    page.goto(f'{address}/{path}#community=oss_community&cluster=oss_cluster&unit=E001')
    expect(page.locator('html')).to_have_attribute('lang', 'ja')
    expect(page.locator('#display')).to_be_visible()
    page.wait_for_load_state('networkidle')
    assert english_left(page) == []


@pytest.mark.parametrize('path', PAGES)
def test_no_login_and_no_settings_have_english_left_in_japanese(page: Page, address: str, api: FakeApi, path: str) -> None:
    in_japanese(page, address)
    api.logged_in = False
    page.goto(f'{address}/{path}')
    expect(page.get_by_role('dialog', name='ログイン')).to_be_visible()
    page.get_by_label('ユーザー名').fill('admin')
    page.get_by_label('パスワード').fill('x')
    api.login_answer = (403, 'login failed')
    page.get_by_role('button', name='ログイン').click()
    expect(page.get_by_role('dialog', name='ログイン').get_by_role('alert')).to_have_text('ログインできませんでした')
    api.login_answer = (200, '')
    page.get_by_role('button', name='ログイン').click()
    expect(page.get_by_role('dialog', name='設定')).to_be_visible()
    assert english_left(page) == []


def test_the_list_of_deals_and_a_deal_have_none_left(page: Page, address: str, api: FakeApi) -> None:
    in_japanese(page, address)
    api.history[1] = {name: value for name, value in api.history[1].items() if not name.endswith('ateDateTime') or name == 'createDateTime'}
    watch(page, address)
    page.locator('#details').click()
    page.get_by_role('button', name='の詳細').first.click()
    assert english_left(page) == []


def test_scenarios_in_words_and_in_details_have_none_left(page: Page, address: str, api: FakeApi) -> None:
    in_japanese(page, address)
    for each in api.scenarios.available:
        each['description'] = '説明'
    look(page, address)
    page.get_by_role('button', name='NIGHT を選ぶ').click()
    expect(page.locator('#news')).to_have_text(re.compile('これから .*NIGHT.* が有効です。'))
    for summary in page.locator('.in-words summary').all():
        summary.click()
    page.get_by_role('button', name='NIGHT の詳細').click()
    assert english_left(page) == []


def test_alarms_switches_failures_and_mail_have_none_left(page: Page, address: str, api: FakeApi) -> None:
    in_japanese(page, address)
    api.monitoring.failures.append(blindness())
    api.monitoring.notices = [notice(7), notice(8, parked='2020-11-24T07:59:00Z')]
    api.monitoring.late = [{'name': 'downtime', 'succeeded': None, 'intervalSec': 300}]
    watch_monitoring(page, address, '#from=2020-11-03&to=2020-11-20')
    page.get_by_role('switch').first.click()
    expect(page.locator('#monitors-on')).to_have_text('6 件中 5 件がオン')
    page.get_by_role('button', name='再送').first.click()
    expect(page.locator('#mail-words')).to_contain_text('をすぐに再送します')
    assert english_left(page) == []
    api.monitoring.refusal = (503, 'busy')
    page.get_by_role('switch').first.click()
    expect(page.locator('.refusal').first).to_contain_text('オンにできませんでした')
    page.locator('#open-table td button').first.click()
    expect(page.get_by_role('dialog')).to_be_visible()
    assert [text for text in english_left(page) if 'busy' not in text] == []


def test_the_seconds_that_make_an_availability_have_none_left(page: Page, address: str, api: FakeApi) -> None:
    in_japanese(page, address)
    page.goto(f'{address}/static/ui_example/staff/availability.html#community=oss_community&cluster=oss_cluster')
    page.locator('#how summary').click()
    for row in range(3):
        page.locator('#by-unit td button').nth(row).click()
        expect(page.locator('dialog[open] h3')).to_have_count(2)
        assert english_left(page) == []
        page.keyboard.press('Escape')


def test_a_refusal_is_said_in_japanese(page: Page, address: str, api: FakeApi) -> None:
    in_japanese(page, address)
    watch(page, address)
    api.refusal = (503, 'telemetry unavailable')
    page.get_by_role('button', name='集計').click()
    expect(page.locator('#trouble')).to_contain_text('計測データを利用できません。 再試行しています。')
    assert english_left(page) == []


@pytest.mark.viewport(1280, 900, locale='ja-JP')
def test_a_japanese_browser_is_spoken_to_in_japanese_until_one_chooses(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('html')).to_have_attribute('lang', 'ja')
    page.get_by_role('button', name='English').click()
    expect(page.locator('html')).to_have_attribute('lang', 'en')
    expect(page.get_by_role('button', name='Aggregate')).to_be_visible()
    assert page.url.endswith('date=2020-01-01'), 'one stays where one was'
    page.get_by_role('link', name='VISUAL').click()
    expect(page.locator('html')).to_have_attribute('lang', 'en')


def test_the_language_can_be_chosen_before_the_login(page: Page, address: str, api: FakeApi) -> None:
    api.logged_in = False
    page.goto(f'{address}/static/ui_example/staff/deal.html')
    login_form(page).get_by_role('button', name='日本語').click()
    expect(page.get_by_role('dialog', name='ログイン')).to_be_visible()


@pytest.mark.parametrize(('system', 'choose', 'chosen'), [('light', 'dark theme', 'dark'), ('dark', 'light theme', 'light')])
def test_the_theme_is_that_of_the_system_until_one_chooses_and_is_kept(
    page: Page, address: str, api: FakeApi, system: str, choose: str, chosen: str,
) -> None:
    page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
    watch(page, address)
    scheme = "matchMedia('(prefers-color-scheme: dark)').matches"
    ground = 'getComputedStyle(document.documentElement).backgroundColor'
    before, bars = page.evaluate(ground), painted(page)
    page.get_by_role('button', name=choose).click()
    after = page.evaluate(ground)
    assert before != after
    assert bars != painted(page), 'charts follow'
    assert page.evaluate(scheme) is (system == 'dark')
    page.get_by_role('link', name='VISUAL').click()
    expect(page.locator('html')).to_have_attribute('data-theme', chosen)
    assert page.evaluate(ground) == after


def painted(page: Page) -> str:
    colour: str = page.evaluate("Chart.getChart(document.querySelector('#by-hour canvas')).data.datasets[0].backgroundColor")
    assert re.fullmatch('#[0-9a-f]{6}', colour)
    return colour


def test_a_theme_is_there_before_anything_is_painted(page: Page, address: str, api: FakeApi) -> None:
    page.context.add_cookies([{'name': 'apis_theme', 'value': 'dark', 'url': address}])
    page.route('**/js/*.js', lambda route: route.fulfill(content_type='text/javascript', body=''))
    page.goto(f'{address}/static/ui_example/staff/deal.html')
    expect(page.locator('html')).to_have_attribute('data-theme', 'dark')


def test_whose_times_are_shown_is_named_in_the_settings(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.get_by_role('heading', level=1).get_by_role('button').click()
    expect(settings(page).get_by_label('times')).to_have_value('community')
    page.keyboard.press('Escape')
    open_list(page)
