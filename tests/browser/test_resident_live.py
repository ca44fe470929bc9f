"""The pages VISUAL and SCENARIO of residents against the real application and its stores: neighbours masked, choices kept."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, Response, expect

from service_center.models.audit import Audit
from service_center.models.scenarios import Choice
from tests.factories import E001, E002, SOUND, Maker, Person
from tests.serving import serving

from .scenario_page import card, choose, fetched, is_chosen, names, news
from .staff_visual import log_in, settings, status, unit

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
PLACE = f'#community={E001.community_id}&cluster={E001.cluster_id}&unit='
NEIGHBOUR = ('E002', 'otto', 'fd00::2')


@pytest.fixture
def center(app: Flask, make: Maker, rosa: Person, otto: Person) -> Iterator[str]:
    """The application; E001 and E002 have just reported, and share energy."""
    now = int(time.time())
    for key, rsoc in ((E001, 71.2), (E002, 33)):
        reported = {'time': datetime.fromtimestamp(now, UTC).isoformat(), 'ip': f'fd00::{key.unit_id[-1]}'}
        make.unit_data(key, now * 1000, battery={'rsoc': rsoc}, **reported)
    started = datetime.fromtimestamp(now - 60, UTC)
    make.deal(reportTime=now, createDateTime=started, startDateTime=started, dealAmountWh=50, cumulateAmountWh=12.5,
        dischargeUnitSecret='E002', dischargeUnitId='E002', chargeUnitId='E001')
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


def visit(page: Page, center: str, name: str, unit_id: str = 'E001') -> None:
    page.goto(f'{center}/static/ui_example/resident/{name}.html{PLACE}{unit_id}')
    log_in(page, 'rosa', 'rosa')


def test_a_resident_sees_the_own_unit_and_a_shadow_and_is_sent_nothing_of_who_it_is(page: Page, center: str) -> None:
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        if '/api/resident/' in answer.url and answer.ok and not answer.url.endswith('client.js'):
            answers.append(answer)

    page.on('response', keep)
    visit(page, center, 'visual')
    expect(unit(page, 'E001')).to_contain_text('71%')
    expect(page.locator('#picture .shadow')).to_have_count(1)
    expect(page.locator('#deals li')).to_contain_text('another unit → E001 12.5 Wh of 50 Wh')
    expect(status(page)).to_have_text('')
    bodies = {answer.url.split('?')[0].split('/api/resident/')[1]: answer.text() for answer in list(answers)}
    assert {'unitData/latestSet', 'deal/liveList', 'community/outline'} <= set(bodies)
    assert '71.2' in bodies['unitData/latestSet']
    assert '12.5' in bodies['deal/liveList']
    for each in NEIGHBOUR:
        assert each not in page.content()
        assert not [concept for concept, body in bodies.items() if each in body]


def test_a_unit_of_somebody_else_is_refused_in_words(page: Page, center: str) -> None:
    visit(page, center, 'visual', 'E002')
    expect(page.locator('#notice')).to_contain_text('What was chosen here is not there for this account.')
    expect(settings(page)).to_be_visible()
    expect(page.locator('#display')).to_be_hidden()


def test_a_choice_counts_for_the_house_and_the_page_follows_what_it_fetched(page: Page, center: str, make: Maker) -> None:
    make.scenario('OFFERED', description='for all')
    make.scenario('OWN', unit=E001, data='no scenario')
    make.scenario('OF OTTO', unit=E002)
    visit(page, center, 'scenario')
    expect(card(page, 'OFFERED').locator('svg')).to_be_visible()
    assert names(page) == ['OFFERED', 'OWN', 'No scenario']
    expect(card(page, 'OWN')).to_contain_text('This is not JSON: Expecting value, line 1, column 1.')
    expect(fetched(page)).to_have_text('The house has not fetched its scenario yet.')
    choose(page, 'OFFERED')
    is_chosen(page, 'OFFERED')
    expect(news(page)).to_contain_text('counts from now on.')
    fetch = page.request.post(f'{center}/api/misc/scenario/currentData', form={'username': 'rosa', 'password': 'rosa',
        'communityId': E001.community_id, 'clusterId': E001.cluster_id, 'unitId': 'E001'})
    assert fetch.text() == SOUND
    expect(fetched(page)).to_contain_text('It has what is chosen.')
    page.reload()
    is_chosen(page, 'OFFERED')
    choose(page, 'No scenario')
    is_chosen(page, 'No scenario')
    expect(fetched(page)).to_contain_text('It does not have yet what is chosen')
    assert make.rows(Choice, 'scenario_id') == [1, None]
    assert make.rows(Audit, 'who', 'after') == [('rosa', 'OFFERED (1)'), ('rosa', None)]


def test_residents_reach_it_by_the_selection_too(page: Page, center: str) -> None:
    page.goto(f'{center}/static/ui_example/resident/scenario.html')
    log_in(page, 'rosa', 'rosa')
    for level, choice in (('community', 'green'), ('cluster', 'first'), ('unit', 'E001')):
        settings(page).get_by_label(level, exact=True).select_option(choice)
    settings(page).get_by_role('button', name='ok').click()
    is_chosen(page, 'No scenario')
