"""The page MONITORING against the real application and its database: what is switched is switched, and written down."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.monitoring import JobRun, JobSetting, Notice
from tests.factories import CLUSTER, NOW, Maker, Person
from tests.serving import serving

from .monitoring_page import PATH, box, card, column, days_words, rows, state
from .staff_visual import log_in

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
PLACE = f'#community={CLUSTER.community_id}&cluster={CLUSTER.cluster_id}'


@pytest.fixture
def center(app: Flask, make: Maker, ada: Person) -> Iterator[str]:
    make.job('apis_main_alive')
    make.failure(type='apis_main_severe', program_id='apis-main', unit_id='E001', detected=NOW, description='<b>bold</b>')
    make.failure(detected=NOW, closed=NOW)
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


def visit(page: Page, center: str) -> None:
    page.goto(f'{center}{PATH}{PLACE}')
    log_in(page, 'ada', 'ada')
    expect(page.locator('#board')).to_be_visible()


def test_a_switch_is_kept_audited_and_told_after_a_reload(page: Page, center: str, make: Maker) -> None:
    visit(page, center)
    expect(state(page, 'apis_main_alive')).to_have_text('on')
    expect(card(page, 'apis_main_alive')).to_contain_text('Never switched by anybody.')
    box(page, 'apis_main_alive').click()
    expect(state(page, 'apis_main_alive')).to_have_text('off')
    expect(card(page, 'apis_main_alive')).to_contain_text('Switched off by \u2068ada\u2069 at ')
    page.reload()
    expect(state(page, 'apis_main_alive')).to_have_text('off')
    assert make.rows(JobSetting, 'is_active') == [False]
    audited = [row for row in make.rows(Audit, 'who', 'what', 'after') if 'monitor' in row[1]]
    assert audited == [('ada', f'monitor {CLUSTER.community_id} / {CLUSTER.cluster_id} / apis_main_alive', 'off')]


def test_failures_are_those_of_the_database(page: Page, center: str) -> None:
    visit(page, center)
    expect(page.locator('#open-count')).to_have_text('1 open')
    assert column(page, 'open', 4) == ['<b>bold</b>']
    expect(days_words(page)).to_have_text('All days: 2 failures.')
    assert sorted(column(page, 'by-date', 2)) == ['apis_ccc_alive apis-ccc: signs of life', 'apis_main_severe apis-main: severe errors']


def test_mail_that_was_given_up_is_tried_again(page: Page, center: str, make: Maker) -> None:
    make.notice(parked=NOW, next_attempt=None, attempts=9, last_error='550 no such user')
    visit(page, center)
    expect(rows(page, 'mail').first).to_contain_text('550 no such user')
    expect(rows(page, 'mail').first).to_contain_text('given up')
    page.get_by_role('button', name='Retry').click()
    expect(page.locator('#mail-words')).to_contain_text('is tried again at once.')
    expect(rows(page, 'mail').first).not_to_contain_text('given up')
    assert make.rows(Notice, 'attempts', 'parked') == [(0, None)]


def test_a_job_that_last_succeeded_long_ago_is_late(
    page: Page, center: str, make: Maker, app: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, 'JOB_INTERVALS_SEC', {'downtime': 300})
    with make.another_request():
        db.session.add(JobRun(name='downtime', succeeded=NOW))
        db.session.commit()
    visit(page, center)
    expect(page.locator('#alarms li')).to_contain_text('downtime – finding downtimes; its last success was at ')
    expect(page.locator('#alarms li')).to_contain_text('it should run every 5 minutes')
