"""The page DEAL against the real application and its store: what was written is what is shown, and neighbours are masked."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service_center.lib import isotime
from tests.factories import E001, E002, Maker, Person
from tests.serving import serving

from .deal_page import column, figures, number, of_day, open_list, total
from .fake_deals import instant, recorded_history
from .staff_visual import log_in

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
IDS = {'communityId': E001.community_id, 'clusterId': E001.cluster_id}
PLACE = f'#community={E001.community_id}&cluster={E001.cluster_id}'


@pytest.fixture
def center(app: Flask, make: Maker, ada: Person, rosa: Person) -> Iterator[str]:
    """The application with the recorded deals in its store."""
    for deal in recorded_history():
        written = {name: value for name, value in deal.items() if name.endswith('DateTime') and isinstance(value, str)}
        times = {name: isotime.aware(instant(value)) for name, value in written.items()}
        make.deal(**deal | IDS | times)
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


def visit(page: Page, center: str, person: str, role: str, place: str) -> None:
    page.goto(f'{center}/static/ui_example/{role}/deal.html{place}')
    log_in(page, person, person)
    expect(page.locator('#figures')).to_be_visible()


def test_staff_see_the_deals_of_a_day_by_a_deep_link(page: Page, center: str) -> None:
    visit(page, center, 'ada', 'staff', f'{PLACE}&date=2020-01-01')
    deals = of_day(recorded_history())
    expect(total(page, 'deals')).to_have_text(str(len(deals)))
    amount = sum(deal['cumulateAmountWh'] for deal in deals)
    expect(total(page, 'amount total')).to_have_text(f'{amount / 1000:.2f} kWh')
    hours = figures(page, 'by-hour')
    assert sum(number(row[1]) for row in hours) == pytest.approx(amount, abs=0.2)
    assert sum(number(row[2]) for row in hours) == pytest.approx(sum(deal['cumulateAmountWh'] for deal in recorded_history()) / 2, abs=0.2)
    assert set(column(open_list(page), 0)) <= {deal['dealId'] for deal in deals}


def test_a_resident_sees_the_own_deals_and_no_neighbours(page: Page, center: str) -> None:
    with page.expect_response('**/api/resident/deal/list?*') as answered:
        visit(page, center, 'rosa', 'resident', f'{PLACE}&unit={E001.unit_id}&date=2020-01-01')
    own = [deal for deal in of_day(recorded_history()) if 'E001' in (deal['dischargeUnitId'], deal['chargeUnitId'])]
    assert len(answered.value.json()) == len(own)
    expect(total(page, 'deals')).to_have_text(str(len(own)))
    assert [row[0].split()[0] for row in figures(page, 'by-unit')] == ['E001']
    units = set(column(open_list(page), 1)) | set(column(page.get_by_role('dialog', name='Deals on'), 2))
    assert 'another unit' in units
    assert not any(name in page.content() for name in ('E003', 'E004'))


def test_a_unit_of_somebody_else_is_refused_in_words(page: Page, center: str) -> None:
    page.goto(f'{center}/static/ui_example/resident/deal.html{PLACE}&unit={E002.unit_id}')
    log_in(page, 'rosa', 'rosa')
    expect(page.locator('#notice')).to_contain_text('What was chosen here is not there for this account.')
    expect(page.locator('#figures')).to_be_hidden()
