"""The page SCENARIO in the words of its tests: what one does with it, and what one sees."""

from playwright.sync_api import Locator, Page, expect

PATH = '/static/ui_example/resident/scenario.html#community=oss_community&cluster=oss_cluster&unit=E001'


def look(page: Page, address: str) -> None:
    """Open the page on the unit, and wait for its scenarios."""
    page.goto(address + PATH)
    expect(page.locator('#figures')).to_be_visible()


def card(page: Page, name: str) -> Locator:
    return page.locator('#scenarios > li', has=page.get_by_role('heading', name=name, exact=True))


def names(page: Page) -> list[str]:
    return page.locator('#scenarios > li:visible h3').all_text_contents()


def choose(page: Page, name: str) -> None:
    page.get_by_role('button', name=f'Choose {name}', exact=True).click()


def current(page: Page) -> Locator:
    return page.locator('#current')


def news(page: Page) -> Locator:
    return page.locator('#news')


def fetched(page: Page) -> Locator:
    return page.locator('#fetched')


def trouble(page: Page) -> Locator:
    return page.locator('#trouble')


def is_chosen(page: Page, name: str) -> None:
    """Exactly this one is marked."""
    expect(current(page)).to_have_text(name)
    expect(page.locator('#scenarios > li[aria-current=true]')).to_have_count(1)
    expect(card(page, name)).to_have_attribute('aria-current', 'true')
    expect(card(page, name)).to_contain_text('counts now')
    expect(card(page, name).get_by_role('button', name=f'{name} is chosen')).to_have_text('Chosen')
