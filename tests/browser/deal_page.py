"""The page DEAL in the words of its tests: what one does with it, and what one sees."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from .fake_deals import Deal, instant

DAY = '2020-01-01'
IDS = {'community': 'oss_community', 'cluster': 'oss_cluster', 'unit': 'E001'}


def path(role: str = 'staff', place: str = f'#date={DAY}') -> str:
    return f'/static/ui_example/{role}/deal.html{place}'


def watch(page: Page, address: str, role: str = 'staff', place: str = f'#date={DAY}') -> None:
    """Open the page on the chosen cluster or unit, and wait for its figures."""
    for level, value in IDS.items():
        page.context.add_cookies([{'name': f'apis_{role}_{level}', 'value': value, 'url': address}])
    page.goto(address + path(role, place))
    expect(page.locator('#figures')).to_be_visible()


def of_day(history: list[Deal], first: str = '2019-12-31T15:00:00Z', last: str = '2020-01-01T15:00:00Z') -> list[Deal]:
    """The deals that were created on a day, 2020-01-01 in Tokyo unless another is said."""
    return [deal for deal in history if instant(first) <= instant(deal['createDateTime']) < instant(last)]


def total(page: Page, name: str) -> Locator:
    return page.locator('#totals div', has=page.get_by_text(name, exact=True)).locator('dd')


def figures(page: Page, chart: str) -> list[list[str]]:
    """Read the figures of a chart: what its table says, and what is painted is the same."""
    rows: list[list[str]] = page.locator(f'#{chart} tbody tr').evaluate_all(
        'rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))')
    series = 'id => Chart.getChart(document.querySelector(`#${id} canvas`)).data.datasets.map(({ data }) => data.map((each) => each ?? 0))'
    painted: list[Any] = page.evaluate(series, chart)
    for place, values in enumerate(painted):
        assert [round(value, 2) for value in values] == [number(row[place + 1]) for row in rows]
    return rows


def number(text: str) -> float:
    return 0.0 if text == '--' else float(text.replace(',', ''))


def status(page: Page) -> Locator:
    return page.locator('#status')


def trouble(page: Page) -> Locator:
    return page.locator('#trouble')


def aggregate(page: Page, day: str) -> None:
    page.get_by_label('date', exact=True).and_(page.locator('input')).fill(day)
    page.get_by_role('button', name='Aggregate').click()


def open_list(page: Page) -> Locator:
    page.get_by_role('button', name='Details', exact=True).and_(page.locator('#details')).click()
    dialog = page.get_by_role('dialog', name='Deals on')
    expect(dialog).to_be_visible()
    return dialog


def rows(dialog: Locator) -> Locator:
    return dialog.locator('tbody tr')


def column(dialog: Locator, place: int) -> list[str]:
    texts: list[str] = rows(dialog).evaluate_all('(rows, place) => rows.map((row) => row.children[place].textContent)', place)
    return texts
