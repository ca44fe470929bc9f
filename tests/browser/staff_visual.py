"""The page VISUAL of staff in the words of its tests: what one does with it, and what one sees."""

import re

from playwright.sync_api import Locator, Page, expect

PATH = '/static/ui_example/staff/visual.html'


def choose(page: Page, address: str, community: str = 'oss_community', cluster: str = 'oss_cluster') -> None:
    """Remember a cluster, as if it had been chosen at an earlier visit."""
    for level, value in (('community', community), ('cluster', cluster)):
        page.context.add_cookies([{'name': f'apis_staff_{level}', 'value': value, 'url': address}])


def visit(page: Page, address: str, path: str = PATH) -> None:
    page.goto(address + path)


def watch(page: Page, address: str, units: int = 4) -> None:
    """Open the page on the cluster, and wait for its picture."""
    choose(page, address)
    visit(page, address)
    expect(all_units(page)).to_have_count(units)


def all_units(page: Page) -> Locator:
    return page.locator('#picture [data-unit]')


def unit(page: Page, unit_id: str) -> Locator:
    return page.locator(f'#picture [data-unit="{unit_id}"]')


def silent_units(page: Page) -> Locator:
    return page.locator('#picture .unit.silent')


def title(page: Page) -> Locator:
    return page.get_by_role('heading', level=1).get_by_role('button')


def status(page: Page) -> Locator:
    return page.locator('#status')


def try_now(page: Page) -> Locator:
    return page.get_by_role('button', name='Try now')


def login_form(page: Page) -> Locator:
    return page.get_by_role('dialog', name='login')


def settings(page: Page) -> Locator:
    return page.get_by_role('dialog', name='setting')


def log_in(page: Page, username: str = 'admin', password: str = 'admin') -> None:
    login_form(page).get_by_label('username').fill(username)
    login_form(page).get_by_label('password').fill(password)
    login_form(page).get_by_role('button', name='login').click()


def assert_says_nothing_strange(page: Page) -> None:
    """No figure that is none, nowhere."""
    words = page.locator('body').inner_text() + ' '.join(page.locator('#picture text, #picture [aria-label]').all_text_contents())
    assert not re.search(r'NaN|undefined|null|Infinity|\[object', words)
