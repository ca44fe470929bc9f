"""The pages as another web server delivers them: same site, other port, the API's base set, the real service center behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.process.running import call, running

from . import site
from .staff_visual import log_in, login_form, settings, title

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
PATH = '/static/ui_example/staff/deal.html'


@pytest.fixture(scope='module')
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Pages]:
    """The other web server; its pages ask a service center that trusts them."""
    folder = tmp_path_factory.mktemp('center')
    for command in ('upgrade', 'load-example'):
        assert call(folder, command).returncode == 0
    with site.serving_pages() as beside, running(folder, TRUSTED_ORIGINS=beside.address) as center:
        beside.api_base = center.url
        yield beside


def test_the_base_is_one_line_in_one_file() -> None:
    source = Path(site.ROOT / 'static' / 'ui_example' / 'shared' / 'api_base.js').read_text()
    assert source.count("API_BASE = ''") == 1


def test_staff_log_in_and_see_their_cluster_from_there(page: Page, pages: site.Pages) -> None:
    page.goto(pages.address + PATH)
    log_in(page)
    expect(login_form(page)).to_be_hidden()
    settings(page).get_by_label('community').select_option('OSS Community')
    settings(page).get_by_label('cluster').select_option('OSS Cluster')
    settings(page).get_by_role('button', name='ok').click()
    expect(title(page)).to_have_text('APIS DEAL : OSS Community > OSS Cluster')
    expect(page.locator('#figures')).to_be_visible()
    page.reload()
    expect(page.locator('#figures')).to_be_visible()
    assert page.evaluate('client.base') == pages.api_base
    title(page).click()
    settings(page).get_by_role('button', name='logout').click()
    expect(login_form(page)).to_be_visible()


def test_a_wrong_password_is_said_there_too(page: Page, pages: site.Pages) -> None:
    page.goto(pages.address + PATH)
    log_in(page, password='wrong')
    expect(login_form(page).get_by_role('alert')).to_have_text('Login failed')


def test_a_service_center_that_does_not_trust_the_pages_tells_them_nothing(context: BrowserContext, live_server: str) -> None:
    page = context.new_page()  # not the fixture: here Chromium complains, and that is right
    with site.serving_pages() as stranger:
        stranger.api_base = live_server
        page.goto(stranger.address + PATH)
        expect(page.get_by_text('The service center cannot be reached. Trying again.')).to_be_visible()
        page.close()
