"""Somebody at the console, in a browser: logs in, picks, types, saves."""

from playwright.sync_api import Page, expect

from .staff_visual import log_in


def enter(page: Page, center: str, username: str, path: str = '') -> None:
    """Ask for a page of the console, and be led there by way of the login."""
    page.goto(f'{center}/admin/{path}')
    log_in(page, username, username)
    page.wait_for_url(f'{center}/admin/{path}')


def go(page: Page, center: str, path: str) -> None:
    page.goto(f'{center}/admin/{path}')


def save(page: Page) -> None:
    page.get_by_role('button', name='Save', exact=True).click()


def is_said(page: Page, words: str) -> None:
    expect(page.locator('.said[role="status"]').first).to_contain_text(words)


def is_refused(page: Page, *sentences: str) -> None:
    """The sentences stand above the form, which has the focus there."""
    for sentence in sentences:
        expect(page.get_by_role('alert')).to_contain_text(sentence)
    expect(page.get_by_role('alert')).to_be_focused()


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'))


def broken_words(page: Page) -> list[str]:
    """Codes and names of a few letters that a narrow column has broken over two lines."""
    words: list[str] = page.locator('.rows tbody :is(bdi, a)').evaluate_all(
        'all => all.filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)')
    return [word for word in words if ' ' not in word and len(word) <= 20]
