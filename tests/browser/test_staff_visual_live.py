"""The page VISUAL of staff against the real server with its example and replayed documents: nothing is made up."""

import math
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .staff_visual import (
    all_units,
    assert_says_nothing_strange,
    log_in,
    login_form,
    settings,
    silent_units,
    status,
    title,
    unit,
    visit,
)

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]
PAIR = 'communityId=oss_community&clusterId=oss_cluster'


def test_staff_log_in_choose_their_cluster_and_see_it(page: Page, live_server: str) -> None:
    see_the_cluster(page, live_server)
    expect(page).to_have_title('APIS VISUAL : OSS Community > OSS Cluster')
    expect(all_units(page)).to_have_count(4)
    expect(page.locator('#data-time')).to_contain_text('received')
    expect(silent_units(page)).to_have_count(0)
    expect(status(page)).to_have_text('')
    assert_says_nothing_strange(page)


def test_the_picture_shows_what_the_api_answers(page: Page, live_server: str) -> None:
    see_the_cluster(page, live_server)
    expect(all_units(page)).to_have_count(4)
    with page.expect_response('**/api/staff/unitData/latestSet?*') as answered:
        pass
    documents: dict[str, Any] = answered.value.json()
    assert documents
    for unit_id, document in documents.items():
        expect(unit(page, unit_id)).to_contain_text(f'{math.floor(document["battery"]["rsoc"] + 0.5)}%')
    masters = [unit_id for unit_id, document in documents.items() if document['apis'].get('is_grid_master')]
    for unit_id in masters:
        expect(unit(page, unit_id).locator('.crown')).to_be_visible()


def test_every_live_deal_is_listed(page: Page, live_server: str) -> None:
    see_the_cluster(page, live_server)
    expect(all_units(page)).to_have_count(4)
    with page.expect_response('**/api/staff/deal/liveList?*') as answered:
        pass
    ends = ('stopDateTime', 'abortDateTime', 'scramDateTime')
    live = {deal['dealId'] for deal in answered.value.json() if not any(deal.get(end) for end in ends)}
    expect(page.locator('#deals li')).to_have_count(len(live))


def test_a_wrong_password_is_refused_in_words(page: Page, live_server: str) -> None:
    visit(page, live_server)
    log_in(page, password='not it')
    expect(login_form(page).get_by_role('alert')).to_have_text('Login failed')


def test_a_resident_is_told_that_this_page_is_for_staff(page: Page, live_server: str) -> None:
    visit(page, live_server)
    log_in(page, 'e001', 'e001')
    expect(page.get_by_text('This account has no staff rights.')).to_be_visible()
    expect(all_units(page)).to_have_count(0)


def test_a_session_ended_elsewhere_brings_the_login_form(page: Page, live_server: str) -> None:
    see_the_cluster(page, live_server)
    expect(all_units(page)).to_have_count(4)
    assert page.request.get(f'{live_server}/api/core/logout').ok
    expect(login_form(page)).to_be_visible()
    log_in(page)
    expect(login_form(page)).to_be_hidden()
    expect(all_units(page)).to_have_count(4)


def test_logging_out_ends_the_session(page: Page, live_server: str) -> None:
    see_the_cluster(page, live_server)
    title(page).click()
    settings(page).get_by_role('button', name='logout').click()
    expect(login_form(page)).to_be_visible()
    assert page.request.get(f'{live_server}/api/staff/deal/liveList?{PAIR}').status == 403


@pytest.mark.parametrize('name', ['availability', 'deal', 'monitoring'])
def test_the_other_pages_of_staff_know_the_cluster(page: Page, live_server: str, name: str) -> None:
    see_the_cluster(page, live_server)
    visit(page, live_server, f'/static/ui_example/staff/{name}.html')
    expect(title(page)).to_have_text(f'APIS {name.upper()} : OSS Community > OSS Cluster')


@pytest.mark.parametrize('name', ['visual', 'deal', 'scenario'])
def test_the_pages_of_residents_know_their_units(page: Page, live_server: str, name: str) -> None:
    visit(page, live_server, f'/static/ui_example/resident/{name}.html')
    log_in(page, 'e001', 'e001')
    for level, choice in (('community', 'OSS Community'), ('cluster', 'OSS Cluster'), ('unit', 'E001')):
        settings(page).get_by_label(level, exact=True).select_option(choice)
    settings(page).get_by_role('button', name='ok').click()
    expect(title(page)).to_have_text(f'APIS {name.upper()} : OSS Community > OSS Cluster > E001')


def see_the_cluster(page: Page, address: str) -> None:
    """Log in for the first time, and choose."""
    visit(page, address)
    log_in(page)
    settings(page).get_by_label('community').select_option('OSS Community')
    settings(page).get_by_label('cluster').select_option('OSS Cluster')
    settings(page).get_by_role('button', name='ok').click()
    expect(settings(page)).to_be_hidden()
