"""The console in a browser: a house is registered from nothing, forms are filled wrongly and rightly, by mouse and by keyboard."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service_center.models import tables
from service_center.models.communities import Community
from service_center.models.scenarios import Choice, Scenario
from tests.factories import E001, LONG_AGO, SOUND, Maker, Person, UnitKey
from tests.serving import serving

from .console_desk import broken_words, enter, go, is_refused, is_said, save, scrolls_sideways
from .staff_visual import log_in, settings, unit

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
LISTS = ('communities', 'clusters', 'units', 'users', 'community-settings', 'failures', 'job-settings', 'choices', 'scenarios', 'audit')
READ_ONLY = ('failures', 'audit')
PASSWORD = 'winter-Apfel 47'
BOMB = '<script>document.title="taken"</script>"\'><img src=x onerror=alert(2)>'


@pytest.fixture
def center(app: Flask, make: Maker, sam: Person, rosa: Person) -> Iterator[str]:
    """The application as it is served, with a row in every list."""
    make.choice(E001, make.scenario())
    make.failure(closed=LONG_AGO)
    make.job()
    make.row(tables.CommunitySetting, community_id='green', notify_to='ops@example.org')
    make.row(tables.Audit, at=LONG_AGO, who='sam', what='unit green / first / E001', before='Name: a', after='Name: b')
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


@pytest.fixture
def violations(page: Page, axe: str) -> Callable[[], list[Any]]:
    def ask() -> list[Any]:
        page.evaluate(axe)
        found = page.evaluate('async () => (await axe.run()).violations')
        return [{'rule': each['id'], 'at': [node['html'] for node in each['nodes']][:3]} for each in found]

    return ask


def test_a_house_is_registered_and_its_resident_sees_it(page: Page, center: str, make: Maker) -> None:
    enter(page, center, 'sam')
    page.get_by_role('link', name='Add community', exact=True).click()
    page.get_by_label('Code').fill('blue')
    page.get_by_label('Name').fill('Blue Hill')
    page.get_by_label('Time zone').select_option('Asia/Tokyo')
    save(page)
    is_said(page, 'The community was added.')
    go(page, center, 'clusters/new/')
    page.get_by_label('Community', exact=True).select_option(label='Blue Hill (blue)')
    page.get_by_label('Code').fill('hill')
    page.get_by_label('Name').fill('Hill street')
    save(page)
    go(page, center, 'units/new/')
    page.get_by_label('Cluster').select_option(label='Blue Hill > Hill street (hill)')
    page.get_by_label('Code').fill('E042')
    page.get_by_label('Name').fill('Forty-two')
    page.get_by_label('Available from').fill('2020-11-24T16:06:04')
    save(page)
    expect(page.get_by_role('row', name='E042')).to_contain_text('2020-11-24 16:06:04')
    go(page, center, 'users/new/')
    page.get_by_label('Username').fill('ida')
    page.get_by_label('Password', exact=True).fill(PASSWORD)
    page.get_by_label('Password confirmation').fill(PASSWORD)
    page.get_by_label('Blue Hill > Hill street > Forty-two (E042)').check()
    save(page)
    is_said(page, 'The user was added.')
    page.get_by_role('button', name='Log out').click()
    expect(page).to_have_url(re.compile('/static/ui_example/staff/visual.html'))
    now = int(time.time())
    make.unit_data(UnitKey('blue', 'hill', 'E042'), now * 1000, battery={'rsoc': 71.2}, time='2020-01-01T00:00:00Z')
    page.goto(f'{center}/static/ui_example/resident/visual.html#community=blue&cluster=hill&unit=E042')
    log_in(page, 'ida', PASSWORD)
    expect(unit(page, 'E042')).to_contain_text('71%')


@pytest.mark.parametrize(('path', 'sentence'), [
    ('communities/new/', 'Something has to stand here.'),
    ('clusters/new/', 'Pick a community.'),
    ('units/new/', 'Pick a cluster.'),
    ('users/new/', 'Something has to stand here.'),
    ('community-settings/new/', 'Pick a community.'),
    ('job-settings/new/', 'Pick a cluster.'),
    ('choices/new/', 'Pick a unit.'),
    ('scenarios/new/', 'Something has to stand here.'),
])
def test_an_empty_form_is_refused_at_its_fields(
    page: Page, center: str, violations: Callable[[], object], path: str, sentence: str,
) -> None:
    enter(page, center, 'sam', path)
    save(page)
    is_refused(page, sentence)
    first = page.locator('[aria-invalid]').first
    described = str(first.get_attribute('aria-describedby')).split()
    expect(page.locator(f'#{described[-1]}')).to_be_visible()
    assert violations() == []


def test_community_cluster_and_unit_are_picked_one_after_the_other(page: Page, center: str, make: Maker) -> None:
    make.unit(UnitKey('blue', 'hill', 'E001'))
    enter(page, center, 'sam', 'choices/new/')
    offered = page.get_by_label('Unit id').locator('option')
    expect(offered).to_have_count(1)
    page.get_by_label('Community id').select_option('["blue"]')
    page.get_by_label('Cluster id').select_option('["blue","hill"]')
    assert offered.all_inner_texts() == ['---------', 'E001']
    page.get_by_label('Unit id').select_option('["blue","hill","E001"]')
    page.get_by_label('Community id').select_option('["green"]')
    expect(page.get_by_label('Unit id')).to_have_value('')
    page.get_by_label('Cluster id').select_option('["green","first"]')
    page.get_by_label('Unit id').select_option('["green","first","E002"]')
    page.get_by_label('Scenario', exact=True).select_option(label='NORMAL')
    save(page)
    is_said(page, 'The choice was added.')
    assert make.rows(Choice, 'unit_id', 'scenario_id')[-1] == ('E002', 1)


def test_a_scenario_is_checked_and_previewed_before_it_is_saved(
    page: Page, center: str, make: Maker, violations: Callable[[], object],
) -> None:
    enter(page, center, 'sam', 'scenarios/new/')
    page.get_by_label('Name').fill('NIGHT')
    page.get_by_label('Data').fill('{"a": 1}')
    save(page)
    is_refused(page, 'Nothing was saved.')
    page.get_by_role('button', name='Check and preview').click()
    expect(page.get_by_role('alert')).to_have_count(0)  # what was wrong is said by the check now, and not twice
    expect(page.get_by_label('Data')).not_to_have_attribute('aria-invalid', 'true')
    expect(page.locator('#preview .wrong li').first).to_be_visible()
    page.get_by_label('Data').fill(SOUND)
    page.get_by_role('button', name='Check and preview').click()
    expect(page.locator('#preview svg.scenario-picture')).to_be_visible()
    expect(page.locator('#preview')).to_contain_text('The scenario is sound.')
    expect(page.locator('#preview .scenario-words')).to_contain_text('The whole day')
    assert violations() == []
    assert make.count(Scenario) == 1
    save(page)
    is_said(page, 'The scenario was added.')


def test_a_new_resident_is_confirmed(page: Page, center: str, otto: Person) -> None:
    enter(page, center, 'sam', 'units/edit/?id=1')
    page.get_by_label('otto').check()
    save(page)
    is_refused(page, 'otto: whoever becomes a resident of E001 sees its past deals')
    page.get_by_role('button', name='Save all the same').click()
    is_said(page, 'The unit was changed.')


def test_removing_asks(page: Page, center: str, make: Maker) -> None:
    make.row(Community, code='empty', name='Empty')
    enter(page, center, 'sam', 'communities/')
    page.get_by_role('link', name='Remove community empty').click()
    page.get_by_role('link', name='No, take me back').click()
    page.get_by_role('link', name='Remove community empty').click()
    page.get_by_role('button', name='Yes, remove it').click()
    is_said(page, 'community empty was removed.')
    page.get_by_role('link', name='Remove community green').click()
    expect(page.get_by_role('alert')).to_contain_text('1 cluster still belongs to it.')
    expect(page.get_by_role('button', name='Yes, remove it')).to_have_count(0)


def test_all_is_reached_by_keyboard(page: Page, center: str) -> None:
    enter(page, center, 'sam', 'communities/new/')
    page.keyboard.press('Tab')
    expect(page.get_by_role('link', name='To the content')).to_be_focused()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    expect(page.get_by_label('Code')).to_be_focused()
    page.keyboard.type('blue')
    page.keyboard.press('Tab')
    page.keyboard.type('Blue Hill')
    page.keyboard.press('Enter')
    is_said(page, 'The community was added.')
    expect(page).to_have_url(re.compile('/admin/communities/(#content)?$'))


def test_a_long_list_of_users_is_filtered(page: Page, center: str, make: Maker) -> None:
    for number in range(12):
        make.user(f'user{number:02d}')
    enter(page, center, 'sam', 'units/edit/?id=1')
    page.get_by_label('Filter').fill('user03')
    shown = [each.inner_text().strip() for each in page.locator('.pick-list label:visible').all()]
    assert shown == ['rosa', 'user03']  # who lives there stays in sight


def test_failures_are_filtered_by_date(page: Page, center: str, make: Maker) -> None:
    make.failure(type='grid_master_alive')
    enter(page, center, 'sam', 'failures/')
    page.get_by_label('By closed').select_option(label='No date')
    page.get_by_role('button', name='Show', exact=True).click()
    expect(page.locator('tbody tr')).to_have_count(1)
    expect(page.locator('tbody tr')).to_contain_text('grid_master_alive')
    expect(page.get_by_label('By closed')).to_have_value('no_date')
    page.get_by_role('link', name='All rows').click()
    expect(page.locator('tbody tr')).to_have_count(2)


def test_a_list_is_exported(page: Page, center: str) -> None:
    enter(page, center, 'sam', 'units/')
    with page.expect_download() as download:
        page.get_by_role('link', name='Export as CSV').click()
    assert download.value.path().read_text().splitlines()[0] == 'Code,Name,Cluster,Available from,Available to,Users'


def test_everyone_changes_the_own_password(page: Page, center: str, violations: Callable[[], object]) -> None:
    page.goto(f'{center}/static/ui_example/resident/visual.html')
    log_in(page, 'rosa', 'rosa')
    settings(page).get_by_role('link', name='change password').click()
    page.get_by_label('Old password').fill('rosa')
    page.get_by_label('New password', exact=True).fill('rosarosa')
    page.get_by_label('New password confirmation').fill('rosarosa')
    page.get_by_role('button', name='Change password').click()
    is_refused(page, 'too much like the user name')
    assert violations() == []
    page.get_by_label('Old password').fill('rosa')
    page.get_by_label('New password', exact=True).fill(PASSWORD)
    page.get_by_label('New password confirmation').fill(PASSWORD)
    page.get_by_role('button', name='Change password').click()
    is_said(page, 'Your password was changed.')
    page.get_by_role('link', name='On to the Service Center').click()
    expect(page).to_have_url(re.compile('resident/visual.html'))


def test_markup_typed_into_every_field_is_text(page: Page, center: str, make: Maker) -> None:
    enter(page, center, 'sam', 'communities/new/')
    for path in ('communities', 'clusters', 'units', 'users', 'community-settings', 'scenarios'):
        go(page, center, f'{path}/new/')
        for field in page.locator('form.entry :is(input[type=text], input[type=email], input[type=password], textarea)').all():
            field.fill(BOMB)
        for pick in page.locator('form.entry select').all():
            options = pick.locator('option')
            if options.count() > 1:
                pick.select_option(index=1)
        save(page)
        page.wait_for_load_state()
        assert 'taken' not in page.title()
        go(page, center, f'{path}/')
        assert page.locator('main img').count() == 0
    expect(page.locator('tbody')).to_contain_text('NORMAL')


@pytest.mark.parametrize(('width', 'scheme'), [(1280, 'light'), (360, 'dark')])
def test_every_page_fits_and_has_nothing_that_axe_complains_of(
    page: Page, center: str, violations: Callable[[], object], width: int, scheme: Any,
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({'width': width, 'height': 740})
    enter(page, center, 'sam')
    ways = {name: ('',) if name in READ_ONLY else ('', 'new/', 'edit/?id=1', 'delete/?id=1') for name in LISTS}
    for path in ('', *(f'{name}/{way}' for name, after in ways.items() for way in after)):
        go(page, center, path)
        assert not scrolls_sideways(page), path
        assert broken_words(page) == [], path
        assert violations() == [], path


@pytest.mark.viewport(1280, 900, java_script_enabled=False)
def test_the_console_works_without_scripts(page: Page, center: str, make: Maker, sam: Person, app: Flask) -> None:
    token = page.request.get(f'{center}/api/core/csrftoken').json()['csrfmiddlewaretoken']
    page.request.post(f'{center}/api/core/login', form={'username': 'sam', 'password': 'sam', 'csrfmiddlewaretoken': token})
    go(page, center, 'communities/new/')
    page.get_by_label('Code').fill('blue')
    page.get_by_label('Name').fill('Blue Hill')
    save(page)
    is_said(page, 'The community was added.')
    assert make.rows(Community, 'code') == ['green', 'blue']
