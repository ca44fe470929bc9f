"""Who gets in, whose forms are taken, and that nothing stored ever becomes markup: the console as somebody meets it who means harm."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from service_center.admin.view import NOT_REMOVED
from service_center.extensions import db
from service_center.models import tables
from service_center.web import forms
from tests.admin.desk import Desk, changed, messages, said, unescaped
from tests.client import Browser
from tests.factories import E001, LONG_AGO, NOW, Maker, Person

BOMB = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>{{7*7}}'
LISTS = ('clusters', 'communities', 'units', 'users', 'community-settings', 'failures', 'job-settings', 'choices', 'scenarios', 'audit')
READ_ONLY = ('failures', 'audit')


@pytest.fixture
def mined(make: Maker, app: Flask, sam: Person) -> None:
    """Markup stored in every text of every table that the console shows."""
    place = {'community_id': BOMB, 'cluster_id': BOMB, 'unit_id': BOMB}
    community = make.row(tables.Community, code=BOMB, name=BOMB, time_zone='Asia/Tokyo')
    cluster = make.row(tables.Cluster, code=BOMB, name=BOMB, community_id=community)
    make.row(tables.Unit, code=BOMB, name=BOMB, cluster_id=cluster)
    make.user(BOMB, first_name=BOMB, last_name=BOMB, email=BOMB)
    scenario = make.scenario(BOMB, description=BOMB, data=BOMB, **place)
    make.row(tables.Choice, **place, created=LONG_AGO, scenario_id=scenario)
    make.failure(**place, type=BOMB[:64], program_id=BOMB, description=BOMB * 9)
    make.row(tables.CommunitySetting, community_id=BOMB, notify_to=BOMB)
    make.row(tables.JobSetting, community_id=BOMB, cluster_id=BOMB, type=BOMB[:64], is_active=True)
    make.row(tables.Audit, at=NOW, who=BOMB, what=BOMB, before=BOMB, after=BOMB * 9)


def pages(desk: Desk) -> Iterator[tuple[str, str]]:
    """Open every page that there is: the first, lists, forms for new and stored rows, questions before removing."""
    yield '', desk.look('')
    for name in LISTS:
        yield name, desk.look(f'{name}/')
        if name not in READ_ONLY:
            yield f'{name}/new', desk.look(f'{name}/new/')
            for row in newest(desk, name):
                yield f'{name}/edit', desk.look(f'{name}/edit/?id={row}')
                yield f'{name}/delete', desk.look(f'{name}/delete/?id={row}')
    yield 'failures/delete', desk.look('failures/delete/?id=1')
    yield 'password', desk.browser.get('/password').text


def newest(desk: Desk, name: str) -> list[str]:
    return sorted(set(re.findall(rf'/admin/{name}/edit/\?id=(\d+)', desk.look(f'{name}/'))))


@pytest.mark.usefixtures('mined')
def test_stored_markup_is_text_on_every_page(superdesk: Desk) -> None:
    seen = 0
    for where, page in pages(superdesk):
        assert '<script>alert' not in page, where
        assert '<img' not in page, where
        assert '49' not in re.sub(r'token" value="[^"]*"|version" value="[^"]*"', '', page) or '{{7*7}}' in page, where
        seen += '&lt;script&gt;alert(1)' in page
    assert seen >= 29


@pytest.mark.usefixtures('mined')
def test_no_page_has_inline_script_or_style(superdesk: Desk) -> None:
    for where, page in pages(superdesk):
        tags = re.sub(r'="[^"]*"', '=""', page)
        assert re.findall(r'<script(?![^>]* src=)[^>]*>', tags) == [], where
        assert re.findall(r'<style|<[a-z][^>]* style=|<[a-z][^>]* on[a-z]+=|javascript:', tags) == [], where
        assert '<html lang="en">' in page
        assert superdesk.browser.get('/admin/').headers['Content-Security-Policy'].startswith("default-src 'none'; script-src 'self'")


@pytest.mark.usefixtures('mined')
def test_exports_hold_the_rows_that_are_shown_and_nothing_that_a_spreadsheet_reckons_with(superdesk: Desk, make: Maker) -> None:
    for formula in ('=1+1', '+1', '-1', '@SUM(1)'):
        make.row(tables.Community, code=f'c{formula}', name=formula)
    for name in LISTS:
        answer = superdesk.browser.get(f'/admin/{name}/export/csv/')
        assert (answer.status_code, answer.mimetype) == (200, 'text/csv'), name
        assert answer.headers['Content-Disposition'].startswith('attachment')
    lines = superdesk.browser.get('/admin/communities/export/csv/', query_string={'search': 'c=1'}).text.splitlines()
    assert lines == ['Code,Name,Time zone', "c=1+1,'=1+1,"]
    assert "'+1" in superdesk.browser.get('/admin/communities/export/csv/').text
    assert superdesk.browser.get('/admin/communities/export/json/').status_code == 302


def everything() -> dict[str, list[tuple[Any, ...]]]:
    kept = [table for table in tables.metadata.sorted_tables if table.name != 'session']
    return {table.name: [tuple(row) for row in db.session.execute(table.select())] for table in kept}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """List every address of the console with each way to call it."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith('/admin/') and 'filename' not in rule.rule]
    ways = [(rule.rule.replace('<export_type>', 'csv'), way) for rule in rules for way in sorted(rule.methods or ())]
    return [each for each in ways if each[1] in ('GET', 'POST')]


def test_a_residents_session_opens_no_address_and_changes_nothing(app: Flask, make: Maker, rosa: Person, client: Browser) -> None:
    make.job()
    make.choice(E001, make.scenario())
    client.sign_in(rosa)
    cookie = client.get('/api/core/csrftoken').get_json()['csrfmiddlewaretoken']
    with app.app_context():
        before = everything()
    tried = addresses(app)
    assert len(tried) > 70
    for path, way in tried:
        form = {'csrfmiddlewaretoken': cookie, 'code': 'x', 'name': 'x'}
        answer = client.open(path + '?id=1', method=way, data=form if way == 'POST' else None)
        assert answer.status_code == 403, path
        assert 'The registration console is for staff.' in answer.text
        assert 'green' not in answer.text
    with app.app_context():
        assert everything() == before


def test_who_is_not_logged_in_is_led_to_the_login_and_back(app: Flask, client: Browser) -> None:
    for path, way in addresses(app):
        answer = client.open(path, method=way)
        assert answer.status_code == 302
        assert answer.headers['Location'].endswith(f'/static/ui_example/staff/visual.html?next={path}')


@pytest.mark.parametrize('forged', [
    {'token': ''}, {'token': 'made.up'}, {'headers': {'Origin': 'https://evil.example'}}, {'headers': {'Sec-Fetch-Site': 'cross-site'}},
    {'headers': {'Referer': 'https://evil.example/admin/'}}, {'fresh_cookie': True},
])
def test_a_forged_form_changes_nothing(desk: Desk, make: Maker, forged: dict[str, Any]) -> None:
    form = changed(desk.form('communities/new/'), code='blue', name='Blue')
    if 'token' in forged:
        form['csrfmiddlewaretoken'] = [forged['token']]
    if 'fresh_cookie' in forged:  # the token of another browser
        desk.browser.set_cookie('csrftoken', 'x' * 43)
    answer = desk.browser.post('/admin/communities/new/', data=form, headers=forged.get('headers'))
    assert answer.status_code == 403
    assert make.rows(tables.Community, 'code') == ['green']


def test_a_form_that_was_drawn_before_a_new_login_is_drawn_anew_with_what_was_entered(superdesk: Desk, make: Maker) -> None:
    form = changed(superdesk.form('users/new/'), username='newcomer', password='long enough 42', password_again='long enough 42')
    superdesk.browser.set_cookie('csrftoken', 'x' * 43)  # as another tab's login does
    answer = superdesk.send('users/new/', form)
    assert answer.status_code == 403
    assert said(answer.text) == [forms.STALE]
    assert 'value="newcomer"' in answer.text
    assert 'long enough' not in answer.text
    assert 'newcomer' not in make.rows(tables.User, 'username')
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)[-1]
    assert superdesk.send('users/new/', {**form, 'csrfmiddlewaretoken': [token]}).status_code == 302


def test_a_change_and_a_removal_from_before_a_new_login_are_asked_about_again(desk: Desk, make: Maker) -> None:
    row = make.row(tables.Community, code='blue', name='Blue')
    change, remove = changed(desk.form(f'communities/edit/?id={row}'), name='Azure'), desk.form(f'communities/delete/?id={row}')
    desk.browser.set_cookie('csrftoken', 'x' * 43)
    answer = desk.send(f'communities/edit/?id={row}', change)
    assert (answer.status_code, 'value="Azure"' in answer.text) == (403, True)
    answer = desk.send(f'communities/delete/?id={row}', remove)
    assert (answer.status_code, messages(answer.text)) == (403, [NOT_REMOVED])
    assert 'Yes, remove it' in answer.text
    assert make.rows(tables.Community, 'name') == ['green', 'Blue']


def test_what_checks_a_scenario_beside_the_form_takes_no_stale_token(desk: Desk) -> None:
    assert desk.browser.post('/admin/scenarios/check/', data={'csrfmiddlewaretoken': 'x', 'data': '{}'}).status_code == 403
    assert desk.browser.post('/admin/logout/', data={'csrfmiddlewaretoken': 'x'}).status_code == 403
    desk.look('')


def test_a_form_is_not_taken_after_logging_out(desk: Desk, make: Maker) -> None:
    form = changed(desk.form('communities/new/'), code='blue', name='Blue')
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', desk.look(''))[0]
    assert desk.browser.post('/admin/logout/', data={'csrfmiddlewaretoken': token}).headers['Location'] == '/'
    assert desk.send('communities/new/', form).status_code == 403
    assert make.rows(tables.Community, 'code') == ['green']


def hidden_fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        found.setdefault(name, []).append(unescaped(value))
    return found


def test_what_was_entered_outlives_a_session_that_ended(superdesk: Desk, sam: Person, make: Maker) -> None:
    typed = {'username': 'newcomer', 'first_name': BOMB, 'password': 'long enough 42', 'password_again': 'long enough 42'}
    form = changed(superdesk.form('users/new/'), **typed)
    superdesk.browser.get('/api/core/logout')
    answer = superdesk.send('users/new/', form)
    assert answer.status_code == 403
    assert 'You are no longer logged in, so nothing was saved.' in answer.text
    assert '<script>alert' not in answer.text
    assert 'long enough' not in answer.text
    superdesk.browser.sign_in(sam)
    answer = superdesk.send('users/new/', hidden_fields(answer.text))
    assert said(answer.text) == [forms.STALE]
    assert 'value="newcomer"' in answer.text
    assert 'newcomer' not in make.rows(tables.User, 'username')


def test_a_foreign_site_gets_no_page_of_ours_filled_in(client: Browser) -> None:
    entry = {'code': 'x', 'name': 'x'}
    assert client.post('/admin/communities/new/', data=entry, headers={'Origin': 'https://evil.example'}).status_code == 403
    assert 'Go on' not in client.post('/admin/communities/new/', data=entry, headers={'Sec-Fetch-Site': 'cross-site'}).text


def test_logging_out_by_a_link_does_nothing(desk: Desk) -> None:
    assert desk.browser.get('/admin/logout/').status_code == 405
    desk.look('')


@pytest.mark.parametrize('query', [
    'page=-1', 'page=99999999999999999999', 'page=x', 'sort=-1', 'sort=99', 'sort=x', 'desc=x', 'page_size=-5', 'page_size=1000000',
    'search=%00', 'search=%25%27%22', 'search=' + 'x ' * 50, 'flt0_community_is=%00', 'flt0_nothing=1', 'flt=1', 'flt_',
    'url=https://evil.example',
])
@pytest.mark.parametrize('name', ['clusters', 'failures', 'users'])
def test_addresses_that_were_made_up_are_answered(superdesk: Desk, name: str, query: str) -> None:
    answer = superdesk.browser.get(f'/admin/{name}/?{query}')
    assert answer.status_code == 200
    assert 'evil' not in answer.text


def test_saving_leads_nowhere_else(desk: Desk) -> None:
    answer = desk.fill('communities/new/?url=https://evil.example/', code='blue', name='Blue')
    assert answer.headers['Location'] == '/admin/communities/'


def test_pages_are_kept_by_nobody(desk: Desk) -> None:
    assert 'no-store' in desk.browser.get('/admin/').headers['Cache-Control']


def test_messages_travel_in_a_cookie_that_scripts_and_foreign_sites_do_not_get(desk: Desk) -> None:
    cookies = desk.fill('communities/new/', code='blue', name='Blue').headers.getlist('Set-Cookie')
    message = next(each for each in cookies if each.startswith('flask='))
    assert 'HttpOnly' in message
    assert 'SameSite=Lax' in message


def test_staff_who_are_no_superusers_are_told_who_registers_users_and_led_on(desk: Desk) -> None:
    answer = desk.browser.get('/admin/users/')
    assert answer.status_code == 403
    assert 'Users are registered by superusers.' in answer.text
    assert 'href="/">On to the Service Center' in answer.text
