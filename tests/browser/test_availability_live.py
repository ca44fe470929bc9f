"""The page AVAILABILITY against the real application and its store: its figures are those of the API, and add up."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service_center.domain.keys import UnitKey
from service_center.extensions import mongo
from tests.factories import CLUSTER, DAY, E001, HOUR, NOW, OF_CLUSTER, Maker, Person
from tests.serving import serving

from .staff_visual import log_in

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
PATH = '/static/ui_example/staff/availability.html'
PLACE = f'#community={CLUSTER.community_id}&cluster={CLUSTER.cluster_id}&from=2020-01-01&to=2020-01-02'
LATE = UnitKey(CLUSTER.community_id, CLUSTER.cluster_id, 'E004')
MIDNIGHT = NOW.replace(hour=15, minute=0, second=0) - 2 * DAY  # in Tokyo, as 2020 begins


@pytest.fixture
def center(app: Flask, make: Maker, ada: Person) -> Iterator[str]:
    """Two days of four units: one with an outage, one that began late and is silent now, two without data."""
    make.unit(LATE, available_from=MIDNIGHT + DAY)
    for unit, begin, hours in ((E001, MIDNIGHT - HOUR, 50), (LATE, MIDNIGHT + 30 * HOUR, 40)):
        make.unit_data(unit, int(begin.timestamp() * 1000), time=begin)
        mongo.collection('downtime_status').insert_one({**OF_CLUSTER, 'unitId': unit.unit_id, 'lastTime': MIDNIGHT + hours * HOUR})
    make.downtime(downDateTime=MIDNIGHT - HOUR, recoveryDateTime=MIDNIGHT + HOUR)
    make.downtime(downDateTime=MIDNIGHT + 20 * HOUR, recoveryDateTime=MIDNIGHT + 23 * HOUR)
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


def figures(page: Page, row: int) -> list[str]:
    texts = page.locator('#by-unit tbody tr').nth(row).locator('td').all_text_contents()
    return [texts[0], texts[1], *texts[3:8]]


def test_what_was_written_is_what_is_reckoned(page: Page, center: str) -> None:
    page.goto(center + PATH + PLACE)
    with page.expect_response('**/api/staff/availability/list?*') as answered:
        log_in(page, 'ada', 'ada')
    expect(page.locator('#status')).to_contain_text('Reckoned from 2020-01-01 00:00:00 until 2020-01-03 00:00:00.')
    assert figures(page, 0) == ['E001', '91.66 %', '44:00:00', '4:00:00', '0:00:00', '48:00:00', '2']
    assert figures(page, 1) == ['E002', 'no data', '0:00:00', '0:00:00', '48:00:00', '48:00:00', '2']
    assert figures(page, 3) == ['E004', '100 %', '10:00:00', '0:00:00', '14:00:00', '24:00:00', '1']
    for unit in answered.value.json()['units']:
        assert unit['upSec'] + unit['downSec'] + unit['noDataSec'] == unit['totalSec']
    expect(page.locator('#range')).to_contain_text('There are data from 2019-12-31 to ')


def test_another_period_is_asked_for_and_stays_in_the_address(page: Page, center: str) -> None:
    page.goto(center + PATH + PLACE)
    log_in(page, 'ada', 'ada')
    expect(page.locator('#status')).not_to_be_empty()
    page.locator('#last').fill('2020-01-01')
    page.get_by_role('button', name='Aggregate').click()
    expect(page.locator('#status')).to_contain_text('until 2020-01-02 00:00:00.')
    page.reload()
    expect(page.locator('#status')).to_contain_text('until 2020-01-02 00:00:00. Averages of 1 of 3 units')
    assert figures(page, 0) == ['E001', '83.33 %', '20:00:00', '4:00:00', '0:00:00', '24:00:00', '1']


def test_who_is_no_staff_sees_nothing(page: Page, center: str, rosa: Person) -> None:
    page.goto(center + PATH + PLACE)
    log_in(page, 'rosa', 'rosa')
    expect(page.locator('#notice')).to_be_visible()
    expect(page.locator('#display')).to_be_hidden()
