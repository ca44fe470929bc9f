"""The pages client_example.html: every function of client.js can be called on them by hand."""
import json
import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect, sync_playwright
from playwright.sync_api import Page as Tab

from .engine import defined
from .page import HERE, ROOT, Page, rendered, run_node
from .test_requests import query_of, the_only_request

STATIC = ROOT / 'static' / 'api'
SENT_AS = {
    'community': 'communityId', 'cluster': 'clusterId', 'unit': 'unitId', 'from': 'datetimeFrom', 'to': 'datetimeTo',
    'formatType': 'formatType', 'type': 'type', 'scenarioId': 'scenarioId', 'timezone': 'timezone',
}
CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
       "base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
KINDS = {'.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css'}


@pytest.fixture(scope='module')
def rows() -> dict[str, dict[str, list[str]]]:
    job: dict[str, object] = {'source': (STATIC / 'client_example_calls.js').read_text()}
    return run_node(HERE / 'table.mjs', job)


@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_every_function_of_the_client_has_a_form(role: str, rows: dict[str, dict[str, list[str]]]) -> None:
    assert {f'client.{call}' for call in rows[role]} == defined(rendered(role))


@pytest.mark.parametrize('role', ['staff', 'resident'])
def test_the_inputs_are_the_arguments_in_their_order(role: str, rows: dict[str, dict[str, list[str]]]) -> None:
    for call, names in rows[role].items():
        if call not in {'login', 'scenario.makeChoice', 'monitoring.notice.retry'}:  # what is sent as a form is shown in test_requests
            sent = query_of(the_only_request(Page(role).call(call, *names)))
            if 'timezone' not in names:
                sent.pop('timezone', None)
            assert sent == {SENT_AS[name]: name for name in names}, call


@pytest.fixture(scope='module')
def chromium() -> Iterator[Browser]:
    path = shutil.which('chromium-headless-shell') or shutil.which('chromium') or shutil.which('google-chrome')
    if path is None:
        reason = 'chromium is missing: the pages client_example.html cannot be opened'
        if os.environ.get('CI') == 'true':
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=['--no-sandbox'])
        yield browser
        browser.close()


class Server:
    """Answers a tab under http://house.example/prefix: static files, client.js, and what the test says of the API."""

    def __init__(self, tab: Tab) -> None:
        self.answers: dict[str, tuple[int, str, str]] = {}
        self.asked: list[str] = []
        self.forms: list[dict[str, list[str]]] = []
        self.complaints: list[str] = []
        tab.on('console', lambda message: self.complaints.append(message.text))
        tab.on('pageerror', lambda error: self.complaints.append(str(error)))
        tab.route('**/*', self.answer)

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix('/prefix')
        if path.endswith('/client.js'):
            route.fulfill(body=rendered(path.split('/')[2]), content_type=KINDS['.js'])
        elif path.startswith('/static/'):
            file = ROOT / path.removeprefix('/')
            policy = {'Content-Security-Policy': CSP, 'Content-Type': KINDS[file.suffix]}
            route.fulfill(body=file.read_text(), headers=policy)
        else:
            self.answer_api(route, path)

    def answer_api(self, route: Route, path: str) -> None:
        self.asked.append(route.request.url.removeprefix('http://house.example'))
        if route.request.method == 'POST':
            self.forms.append(parse_qs(route.request.post_data or ''))
        status, kind, body = self.answers.get(path, (200, 'application/json', '{}'))
        route.fulfill(status=status, content_type=kind, body=body)


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    with chromium.new_context(viewport={'width': 360, 'height': 740}, timezone_id='Asia/Tokyo') as context:
        yield context.new_page()


def opened(tab: Tab, role: str) -> Server:
    server = Server(tab)
    tab.goto(f'http://house.example/prefix/static/api/{role}/client_example.html')
    expect(tab.get_by_text('The API at http://house.example/prefix.')).to_be_visible()
    return server


def form(tab: Tab, call: str) -> Any:
    return tab.locator('section', has=tab.get_by_role('heading', name=f'client.{call}('))


@pytest.mark.browser
@pytest.mark.parametrize('role', ['staff', 'resident'])
class TestInABrowser:
    def test_every_input_has_a_label_and_nothing_is_wider_than_a_phone(self, tab: Tab, role: str) -> None:
        server = opened(tab, role)
        unlabelled = "[...document.querySelectorAll('input, select')].filter((input) => !input.labels.length).length"
        assert tab.evaluate(unlabelled) == 0
        assert tab.evaluate('document.documentElement.scrollWidth') <= 360
        assert tab.locator('html').get_attribute('lang') == 'en'
        assert server.complaints == []

    def test_ids_typed_once_stand_in_all_forms_and_dates_are_local(self, tab: Tab, role: str) -> None:
        server = opened(tab, role)
        for label in ('Community', 'Cluster'):
            field = form(tab, 'deal.datetimeRange').get_by_label(label, exact=True)
            field.fill(label.lower())
            field.blur()
        form(tab, 'deal.list').get_by_label('From (local time)').fill('2020-01-02T00:00')
        form(tab, 'deal.list').get_by_role('button').click()
        expect(form(tab, 'deal.list').get_by_role('status')).to_contain_text('success: 200')
        (asked,) = server.asked
        assert asked == (f'/prefix/api/{role}/deal/list?communityId=community&clusterId=cluster'
                         '&datetimeFrom=2020-01-01T15%3A00%3A00.000Z')

    def test_a_login_sends_name_and_password(self, tab: Tab, role: str) -> None:
        server = opened(tab, role)
        server.answers['/api/core/csrftoken'] = (200, 'application/json', '{"csrfmiddlewaretoken": "t"}')
        for label, text in (('User name', 'e001'), ('Password', 'secret')):
            form(tab, 'login').get_by_label(label, exact=True).fill(text)
        form(tab, 'login').get_by_role('button').click()
        expect(form(tab, 'login').get_by_role('status')).to_contain_text('success: 200')
        assert server.asked == ['/prefix/api/core/csrftoken', '/prefix/api/core/login']
        assert server.forms == [{'username': ['e001'], 'password': ['secret'], 'csrfmiddlewaretoken': ['t']}]
        filled_in_by_browser = "[...document.forms].flatMap((form) => [...form]).map((input) => input.autocomplete)"
        assert [kind for kind in tab.evaluate(filled_in_by_browser) if kind not in {'', 'off', None}] == [
            'username', 'current-password',
        ]

    def test_what_the_server_says_is_shown_as_text(self, tab: Tab, role: str) -> None:
        server = opened(tab, role)
        said = '<img src=x onerror="document.title = 1">'
        server.answers['/api/core/session'] = (200, 'application/json', json.dumps({'user': said}))
        server.answers['/api/core/logout'] = (403, 'text/plain; charset=utf-8', said)
        for call in ('session', 'logout'):
            form(tab, call).get_by_role('button').click()
        expect(form(tab, 'session').get_by_role('status')).to_contain_text('<img src=x onerror=\\"document.title')
        expect(form(tab, 'logout').get_by_role('status')).to_contain_text(f'error: 403 Forbidden {said}')
        assert tab.locator('img').count() == 0
        expect(form(tab, 'logout').get_by_role('button')).to_be_enabled()

    def test_a_missing_client_is_said(self, tab: Tab, role: str) -> None:
        server = Server(tab)
        tab.route('**/client.js', lambda route: route.fulfill(status=404, body=''))
        tab.goto(f'http://house.example/prefix/static/api/{role}/client_example.html')
        expect(tab.get_by_text('client.js could not be loaded')).to_be_visible()
        assert tab.locator('form').count() == 0
        assert server.asked == []
