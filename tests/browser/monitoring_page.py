"""The page MONITORING in the words of its tests: what one does with it, and what one sees."""

from playwright.sync_api import Locator, Page, expect

from .staff_visual import choose

PATH = '/static/ui_example/staff/monitoring.html'


def watch(page: Page, address: str, place: str = '') -> None:
    """Open the page on the cluster, and wait for what it has to say."""
    choose(page, address)
    page.goto(address + PATH + place)
    expect(page.locator('#board')).to_be_visible()
    expect(days_words(page)).not_to_be_empty()


def box(page: Page, monitor: str) -> Locator:
    return page.locator(f'.switch:has(#switch-{monitor}-name) input')


def card(page: Page, monitor: str) -> Locator:
    return page.locator('.switch', has=page.locator(f'#switch-{monitor}-name'))


def state(page: Page, monitor: str) -> Locator:
    return card(page, monitor).locator('.state')


def rows(page: Page, table: str) -> Locator:
    return page.locator(f'#{table}-table tbody tr')


def column(page: Page, table: str, place: int) -> list[str]:
    read = '(rows, place) => rows.map((row) => row.children[place].textContent)'
    texts: list[str] = rows(page, table).evaluate_all(read, place)
    return texts


def days_words(page: Page) -> Locator:
    return page.locator('#days-words')


def trouble(page: Page) -> Locator:
    return page.locator('#trouble')


def aggregate(page: Page, first: str, last: str) -> None:
    page.locator('#first').fill(first)
    page.locator('#last').fill(last)
    page.get_by_role('button', name='Aggregate').click()


def next_round(page: Page) -> None:
    """Let 15 seconds pass, after which the page asks again (it needs `page.clock.install()`)."""
    with page.expect_request('**/monitoring/state?*'):
        page.clock.run_for(15_000)
