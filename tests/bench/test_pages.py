"""VISUAL of staff in Chromium, from four units to a hundred: when it is first painted, and what a round of news costs the browser."""

import statistics
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import address, browser
from tests.browser.fake_api import FakeApi, dated, many
from tests.browser.staff_visual import all_units, choose, visit

__all__ = ['address', 'browser']

Opens = Callable[..., tuple[Page, FakeApi]]
COUNTS = (4, 9, 25, 49, 100)
ROUNDS = 9
FIRST_PAINT = '() => performance.getEntriesByName("first-contentful-paint")[0].startTime'
FRAMES = 60
MOVE_ON = f'() => new Promise((done) => {{ let n = {FRAMES}; const next = () => (n-- ? requestAnimationFrame(next) : done()); next(); }})'
# what the main thread does, in seconds since the page was opened
WORK = {'ScriptDuration': 'script', 'LayoutDuration': 'layout', 'RecalcStyleDuration': 'style', 'TaskDuration': 'all'}


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opens]:
    """Open VISUAL on a cluster of so many units, one in four of which shares; its clock can be put into our hands."""
    contexts = []

    def open_with(count: int, own_clock: bool = True) -> tuple[Page, FakeApi]:
        context = browser.new_context(
            viewport={'width': 1920, 'height': 1080}, reduced_motion='no-preference' if own_clock else 'reduce',
        )
        contexts.append(context)
        page, api = context.new_page(), FakeApi()
        if not own_clock:
            page.clock.install()
        api.install(page)
        api.units = many(count)
        model = api.deals[0]
        api.deals = [
            model | {'dealId': f'deal {number}', 'dischargeUnitId': f'E{number:03}', 'chargeUnitId': f'E{number + 1:03}'}
            for number in range(1, count, 4)
        ]
        choose(page, address)
        visit(page, address)
        expect(all_units(page)).to_have_count(count)
        return page, api

    yield open_with
    for context in contexts:
        context.close()


def work_during(page: Page, action: Callable[[], object]) -> dict[str, float]:
    """Say what the main thread of a page did meanwhile (ms)."""
    devtools = page.context.new_cdp_session(page)
    devtools.send('Performance.enable')

    def done() -> dict[str, float]:
        told = devtools.send('Performance.getMetrics')['metrics']
        return {WORK[one['name']]: 1000 * one['value'] for one in told if one['name'] in WORK}

    before = done()
    action()
    after = done()
    devtools.detach()
    return {kind: after[kind] - before[kind] for kind in WORK.values()}


def news(page: Page, api: FakeApi, number: int) -> None:
    """Let all units tell something new, and the page ask, draw and lay out."""
    for place, unit in enumerate(api.units.values()):
        unit['battery']['rsoc'] = (number * 13 + place * 37) % 101
    api.units = dated(api.units)
    api.next_round(page)
    page.evaluate('() => document.body.getBoundingClientRect()')


def first_paint(opened: Opens, count: int) -> float:
    """Say when something is seen for the first time, after the address was entered (ms)."""
    paints: list[float] = [opened(count)[0].evaluate(FIRST_PAINT) for _ in range(3)]
    return statistics.median(paints)


def a_round(opened: Opens, count: int) -> float:
    """Say what a round of news costs, in which nothing moves (ms)."""
    page, api = opened(count, own_clock=False)
    rounds = [work_during(page, lambda number=number: news(page, api, number)) for number in range(ROUNDS)]
    return statistics.median(one['all'] for one in rounds)


def a_frame(opened: Opens, count: int) -> tuple[float, float]:
    """Say what a frame costs in which the dots of deals and batteries move on: script, style and layout, and all with painting (ms)."""
    page, _ = opened(count)
    work = work_during(page, lambda: page.evaluate(MOVE_ON))
    painting = work.pop('all')
    return sum(work.values()) / FRAMES, painting / FRAMES


def test_what_a_round_costs_grows_no_quicker_than_the_units(opened: Opens) -> None:
    print('\n  units    first paint        a round        a frame   and its painting')
    costs = {}
    for count in COUNTS:
        costs[count] = a_round(opened, count)
        figures = [first_paint(opened, count), costs[count], *a_frame(opened, count)]
        print(f'  {count:>5}' + ''.join(f'{figure:>12.1f} ms' for figure in figures), flush=True)
    assert costs[COUNTS[-1]] / costs[COUNTS[0]] < COUNTS[-1] / COUNTS[0]
