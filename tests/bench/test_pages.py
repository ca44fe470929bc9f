"""VISUAL of staff in Chromium, from four units to a hundred: when it is first painted, and what a round of news costs the browser."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import address, browser
from tests.browser.fake_api import FakeApi, dated, many
from tests.browser.staff_visual import all_units, choose, visit

__all__ = ['address', 'browser']

Opens = Callable[..., AbstractContextManager[tuple[Page, FakeApi]]]
COUNTS = (4, 9, 25, 49, 100)
ROUNDS = 9
FIRST_PAINT = '() => performance.getEntriesByName("first-contentful-paint")[0].startTime'
FRAMES = 60
MOVE_ON = f'() => new Promise((done) => {{ let n = {FRAMES}; const next = () => (n-- ? requestAnimationFrame(next) : done()); next(); }})'
# what the main thread does, in seconds since the page was opened
WORK = {'ScriptDuration': 'script', 'LayoutDuration': 'layout', 'RecalcStyleDuration': 'style', 'TaskDuration': 'all'}


@pytest.fixture
def opened(browser: Browser, address: str) -> Opens:
    """Open VISUAL on a cluster of so many units, one in four of which shares; its clock can be put into our hands."""
    @contextmanager
    def opened(count: int, own_clock: bool = True) -> Iterator[tuple[Page, FakeApi]]:
        motion: Any = 'no-preference' if own_clock else 'reduce'
        with browser.new_context(viewport={'width': 1920, 'height': 1080}, reduced_motion=motion) as context:
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
            yield page, api

    return opened


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
    paints = []
    for _ in range(5):
        with opened(count) as (page, _):
            paints.append(float(page.evaluate(FIRST_PAINT)))
    return statistics.median(paints)


def a_round(opened: Opens, count: int) -> float:
    """Say what a round of news costs, in which nothing moves (ms)."""
    with opened(count, own_clock=False) as (page, api):
        rounds = [work_during(page, lambda number=number: news(page, api, number)) for number in range(ROUNDS)]
    return statistics.median(one['all'] for one in rounds)


def a_frame(opened: Opens, count: int) -> tuple[float, float]:
    """Say what a frame costs in which the dots of deals and batteries move on: script, style and layout, and all with painting (ms)."""
    with opened(count) as (page, _):
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
