"""A browser, and pages that forgive nothing: no error in the console, no question to a foreign host."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from . import site
from .fake_api import FakeApi

# the same program without windows opens the same pages in half the time
CHROMIUM = [Path('/usr/bin/chromium-headless-shell'), Path('/usr/bin/chromium')]
AXE = site.ROOT / 'node_modules' / 'axe-core' / 'axe.min.js'
QUIET = [
    '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--no-first-run', '--disable-quic', '--in-process-gpu',
]


# a machine that has other things to do as well is waited for
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line('markers', 'viewport(width, height, **context): the window a browser test looks through, in pixels')


def give_up(reason: str) -> None:
    """Skip in words what cannot be run here; where all must run, fail."""
    if os.environ.get('CI') == 'true':
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope='module')
def axe() -> str:
    """Give the script of axe-core."""
    if not AXE.exists():
        give_up('axe-core is missing: run npm ci')
    return AXE.read_text()


@pytest.fixture(scope='module')
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; it must speak with nobody but us."""
    found = next((path for path in CHROMIUM if path.exists()), None)
    if not found:
        give_up('Chromium is missing: pages cannot be looked at')
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(found), args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope='module')
def address() -> Iterator[str]:
    """Serve the pages for tests that make the API's answers up."""
    with site.serving() as served:
        yield served


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    marker = request.node.get_closest_marker('viewport')
    assert marker, 'a browser test says its viewport'
    width, height = marker.args
    # without movement, which would be painted sixty times a second for nobody
    options = {'locale': 'en-US', 'timezone_id': 'Asia/Tokyo', 'reduced_motion': 'reduce'} | marker.kwargs
    opened = browser.new_context(viewport={'width': width, 'height': height}, **options)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a tab that fails the test for what should not be in it."""
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    faults: list[str] = []
    opened.on('console', lambda message: faults.extend(fault_of(message)))
    opened.on('pageerror', lambda error: faults.append(f'thrown: {error}'))
    opened.on('request', lambda request: faults.extend(foreign(request.url)))
    yield opened
    assert not faults


def fault_of(message: ConsoleMessage) -> list[str]:
    """Name a message that should not be; Chromium itself notes every refusal of the API, which the page puts into words."""
    if message.type not in {'error', 'warning'}:
        return []
    url = message.location.get('url', '')
    # of a device that is offline Chromium fetches the icon anew, as it likes
    own = '/api/' in url or (url.endswith('icon.svg') and 'ERR_INTERNET_DISCONNECTED' in message.text)
    refused = message.text.startswith('Failed to load resource') and own
    return [] if refused else [f'{message.type}: {message.text} {url}']


def foreign(url: str) -> list[str]:
    return [] if urlsplit(url).hostname == '127.0.0.1' else [f'foreign request: {url}']


@pytest.fixture
def api(page: Page) -> FakeApi:
    """Answer the page from a fake; a test changes it and sees what the page makes of it."""
    fake = FakeApi()
    fake.install(page)
    return fake
