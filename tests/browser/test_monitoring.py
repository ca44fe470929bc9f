"""The page MONITORING of staff: the API is made up, the rest is real."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .fake_api import FakeApi
from .fake_monitoring import MONITORS, blindness, failure, notice
from .monitoring_page import (
    aggregate,
    box,
    card,
    column,
    days_words,
    next_round,
    rows,
    state,
    trouble,
    watch,
)
from .staff_visual import log_in, login_form

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
HOSTILE = '<img src=x onerror="document.title = 1">&amp;'
LONG = 'x' * 200 + ' שלום 🏝'


# -- switches

def test_each_of_the_six_monitors_says_in_words_and_colour_whether_it_is_on(page: Page, address: str, api: FakeApi) -> None:
    api.monitoring.on['apis_ccc_severe'] = False
    watch(page, address)
    expect(page.locator('.switch .technical')).to_have_text(list(MONITORS))
    colours = {}
    for monitor in MONITORS:
        on = monitor != 'apis_ccc_severe'
        expect(state(page, monitor)).to_have_text('on' if on else 'off')
        expect(box(page, monitor)).to_be_checked(checked=on)
        colours[on] = state(page, monitor).evaluate('element => getComputedStyle(element).color')
    assert colours == {True: 'rgb(19, 112, 58)', False: 'rgb(179, 18, 11)'}
    expect(page.locator('#monitors-on')).to_have_text('5 of 6 on')


def test_a_switch_says_who_used_it_and_when_and_the_page_tells_the_time_of_the_server(page: Page, address: str, api: FakeApi) -> None:
    api.display = {'now': '2020-11-24T08:12:00Z'}
    watch(page, address)
    expect(page.locator('#as-of')).to_contain_text('As of 2020-11-24 17:12:')
    expect(card(page, 'apis_ccc_alive')).to_contain_text('Switched on by \u2068admin\u2069 at 2020-11-20 09:00:00.')
    expect(card(page, 'apis_main_alive')).to_contain_text('Never switched by anybody.')


def test_a_monitor_is_switched_off_and_on_again(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.get_by_role('switch', name='apis-log: severe errors').click()
    expect(state(page, 'apis_log_severe')).to_have_text('off')
    expect(card(page, 'apis_log_severe')).to_contain_text('Switched off by \u2068ada\u2069 at 2020-11-24 17:00:00.')
    page.get_by_role('switch', name='apis-log: severe errors').click()
    expect(state(page, 'apis_log_severe')).to_have_text('on')
    assert api.monitoring.changes == ['job/deactivate apis_log_severe', 'job/activate apis_log_severe']


def test_somebody_elses_switch_is_seen_with_the_next_round(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.monitoring.change('job/deactivate', {'type': ['grid_master_alive']})
    next_round(page)
    expect(state(page, 'grid_master_alive')).to_have_text('off')
    expect(card(page, 'grid_master_alive')).to_contain_text('ada')


@pytest.mark.parametrize(('refusal', 'words'), [
    ((503, 'database unavailable'), 'Not switched off: database unavailable.'),
    ((500, ''), 'Not switched off: the service center answered 500.'),
    ((400, 'unknown type'), 'Not switched off: unknown type.'),
])
def test_a_switch_that_is_refused_says_so_stays_and_can_be_tried_again(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str], words: str,
) -> None:
    watch(page, address)
    api.monitoring.refusal = refusal
    box(page, 'apis_ccc_alive').click()
    expect(card(page, 'apis_ccc_alive').get_by_role('alert')).to_have_text(words)
    expect(state(page, 'apis_ccc_alive')).to_have_text('on')
    expect(box(page, 'apis_ccc_alive')).to_be_checked()
    assert api.monitoring.changes == [], 'nothing is switched by itself'
    api.monitoring.refusal = None
    card(page, 'apis_ccc_alive').get_by_role('button', name='Try now').click()
    expect(state(page, 'apis_ccc_alive')).to_have_text('off')
    expect(card(page, 'apis_ccc_alive').get_by_role('alert')).to_have_count(0)
    expect(box(page, 'apis_ccc_alive')).to_be_focused()


def test_a_slow_server_is_waited_for_in_words_and_asked_once(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.mute = True
    box(page, 'apis_ccc_alive').click()
    expect(state(page, 'apis_ccc_alive')).to_have_text('switching off …')
    box(page, 'apis_ccc_alive').click(force=True)
    page.clock.run_for(1000)
    expect(page.get_by_role('progressbar', name='Loading')).to_be_visible()
    api.hear_all(page)
    assert api.asked.count('/api/staff/monitoring/job/deactivate') == 1
    api.mute = False
    page.clock.run_for(60_000)
    expect(card(page, 'apis_ccc_alive').get_by_role('alert')).to_have_text('Not switched off: the service center cannot be reached.')
    expect(state(page, 'apis_ccc_alive')).to_have_text('on')


def test_a_session_that_ends_while_switching_leads_to_the_login_and_back(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address, '#from=2020-11-05')
    api.logged_in = False
    box(page, 'apis_ccc_alive').click()
    expect(login_form(page)).to_be_visible()
    log_in(page)
    expect(login_form(page)).to_be_hidden()
    expect(card(page, 'apis_ccc_alive').get_by_role('alert')).to_have_text('Not switched off: the login had ended.')
    expect(state(page, 'apis_ccc_alive')).to_have_text('on')
    expect(page.locator('#first')).to_have_value('2020-11-05')
    card(page, 'apis_ccc_alive').get_by_role('button', name='Try now').click()
    expect(state(page, 'apis_ccc_alive')).to_have_text('off')


def test_no_switch_of_one_cluster_stands_under_the_title_of_another(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    api.mute = True
    page.evaluate("location.hash = '#community=oss_community&cluster=quiet'")
    expect(page.get_by_role('heading', level=1)).to_contain_text('Cluster_B')
    expect(page.locator('#board')).to_be_hidden()
    expect(page.locator('.switch')).to_have_count(0)
    expect(page.locator('#by-date-table')).to_be_hidden()


# -- open failures

def test_open_failures_are_those_of_the_api_newest_first(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#open-count')).to_have_text('2 open')
    heads = page.locator('#open-table').get_by_role('columnheader').all_inner_texts()
    assert [head.strip() for head in heads] == ['detected', 'type', 'program', 'unit', 'description', 'Details']
    assert column(page, 'open', 0) == ['2020-11-24 16:54:20', '2020-11-24 12:16:10']
    assert column(page, 'open', 1) == ['apis_ccc_alive apis-ccc: signs of life', 'apis_main_severe apis-main: severe errors']
    assert column(page, 'open', 2) == ['apis-ccc', 'apis-main']
    assert column(page, 'open', 3) == ['--', 'E001 house001']
    assert column(page, 'open', 4)[0] == 'The program may not be running.'


def test_failures_come_and_go_every_15_seconds_in_both_tables(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.monitoring.failures[1]['closed'] = '2020-11-24T08:00:00Z'
    api.monitoring.failures.append(failure(50, 'apis_log_severe', 'apis-log', None, '2020-11-24T08:10:00Z'))
    next_round(page)
    expect(rows(page, 'open').first).to_contain_text('apis_log_severe')
    expect(page.locator('#open-table')).not_to_contain_text('apis_ccc_alive')
    expect(rows(page, 'by-date').nth(1)).to_contain_text('2020-11-24 17:00:00')
    expect(days_words(page)).to_have_text('All days: 15 failures.')


def test_a_page_that_nobody_sees_asks_nothing(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    hide = """hidden => {
        Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(hide, True)
    api.hear_all(page)
    before = len(api.asked)
    page.clock.run_for(60_000)
    api.hear_all(page)
    assert len(api.asked) == before
    api.monitoring.on['apis_ccc_alive'] = False
    page.evaluate(hide, False)
    expect(state(page, 'apis_ccc_alive')).to_have_text('off')
    next_round(page)


@pytest.mark.parametrize(('off', 'blind', 'words'), [
    (False, False, 'There are no open failures.'),
    (True, False, 'No open failures are known, but not every monitor is on.'),
    (True, True, 'No open failures are known, but the monitors are blind.'),
])
def test_no_open_failures_are_good_news_only_if_somebody_looked(
    page: Page, address: str, api: FakeApi, off: bool, blind: bool, words: str,
) -> None:
    api.monitoring.failures = [blindness()] if blind else []
    api.monitoring.on['apis_main_alive'] = not off
    watch(page, address)
    expect(page.locator('#none-open')).to_have_text(words)
    expect(page.locator('#open-table')).to_be_hidden()
    expect(page.locator('#open-count')).to_be_hidden()


def test_a_failure_is_told_in_detail(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    rows(page, 'open').nth(1).get_by_role('button', name='Details of apis-main: severe errors, 2020-11-24 12:16:10').click()
    dialog = page.get_by_role('dialog', name='apis_main_severe')
    facts = dict(zip(dialog.locator('dt').all_inner_texts(), dialog.locator('dd').all_inner_texts(), strict=True))
    assert facts == {
        'id': '27', 'type': 'apis_main_severe', 'community_id': 'oss_community', 'cluster_id': 'oss_cluster', 'program_id': 'apis-main',
        'unit_id': 'E001', 'detected': '2020-11-24 12:16:10', 'closed': '--', 'description': api.monitoring.failures[0]['description'],
    }
    dialog.get_by_text('As JSON').click()
    expect(dialog.locator('pre')).to_contain_text('"detected": "2020-11-24T03:16:10Z"')


def test_the_keyboard_keeps_its_place_when_failures_change(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    details = page.locator('#open-table button[data-id="27"]')
    details.focus()
    api.monitoring.failures.append(failure(50, 'apis_log_severe', 'apis-log', None, '2020-11-24T08:10:00Z'))
    next_round(page)
    expect(page.locator('#open-count')).to_have_text('3 open')
    expect(details).to_be_focused()
    for each in api.monitoring.failures:
        each['closed'] = each['closed'] or '2020-11-24T09:00:00Z'
    next_round(page)
    expect(page.locator('#none-open')).to_be_focused()


# -- what must not be overlooked

def test_blindness_is_said_on_top_and_not_among_the_others(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    expect(page.locator('#alarms')).to_be_hidden()
    api.monitoring.failures.append(blindness())
    next_round(page)
    alarm = page.locator('#alarms').get_by_role('alert')
    expect(alarm).to_contain_text('The monitors are blind: \u2068The log stream of the cluster is away.\u2069')
    expect(alarm).to_contain_text('Since 2020-11-24 16:30:00.')
    expect(page.locator('#open-count')).to_have_text('2 open')
    expect(page.locator('#open-table')).not_to_contain_text('service_center')
    page.locator('#alarms').get_by_role('button', name='Details of').click()
    expect(page.get_by_role('dialog', name='service_center')).to_contain_text('The log stream of the cluster is away.')


def test_late_jobs_are_named_with_what_they_do_and_when_they_succeeded(page: Page, address: str, api: FakeApi) -> None:
    api.monitoring.late = [
        {'name': 'downtime', 'succeeded': '2020-11-24T05:00:00Z', 'intervalSec': 300},
        {'name': 'apis_ccc_alive', 'succeeded': None, 'intervalSec': 60},
        {'name': HOSTILE},
    ]
    watch(page, address)
    alarm = page.locator('#alarms').get_by_role('alert')
    expect(alarm).to_contain_text('Jobs of the service center are late')
    expect(alarm.locator('li')).to_have_text([
        'downtime – finding downtimes; its last success was at 2020-11-24 14:00:00; it should run every 5 minutes',
        'apis_ccc_alive – apis-ccc: signs of life; it has never succeeded; it should run every 1 minute',
        f'{HOSTILE} – it has never succeeded',
    ])


def test_an_alarm_that_stands_is_not_raised_again(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.monitoring.failures.append(blindness())
    watch(page, address)
    page.evaluate("document.querySelector('#alarms [role=alert]').dataset.seen = 'yes'")
    next_round(page)
    expect(page.locator('#alarms [data-seen]')).to_be_visible()
    api.monitoring.failures.pop()
    next_round(page)
    expect(page.locator('#alarms')).to_be_hidden()


# -- failures by date

def asked_for(page: Page, act: Any) -> dict[str, str]:
    with page.expect_request('**/failure/list?*') as asked:
        act()
    query = parse_qs(urlsplit(asked.value.url).query)
    return {name: values[0] for name, values in query.items() if name.startswith('datetime')}


def test_without_dates_all_failures_are_shown_sorted_and_ten_a_page(page: Page, address: str, api: FakeApi) -> None:
    assert asked_for(page, lambda: watch(page, address)) == {}
    expect(days_words(page)).to_have_text('All days: 14 failures.')
    heads = page.locator('#by-date-table').get_by_role('columnheader').all_inner_texts()
    assert [head.strip() for head in heads] == ['detected', 'closed', 'type', 'program', 'unit', 'description', 'Details']
    expect(rows(page, 'by-date')).to_have_count(10)
    assert column(page, 'by-date', 0) == sorted(column(page, 'by-date', 0), reverse=True)
    assert column(page, 'by-date', 1)[:3] == ['open', 'open', '2020-11-13 01:00:00']
    page.locator('#by-date-table').get_by_role('link', name='2', exact=True).click()
    expect(rows(page, 'by-date')).to_have_count(4)
    page.locator('#by-date-table').get_by_role('button', name='detected').click()
    expect(rows(page, 'by-date').first).to_contain_text('2020-11-02 00:30:00')


def test_dates_are_those_of_the_community_both_included_and_stand_in_the_address(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    bounds = asked_for(page, lambda: aggregate(page, '2020-11-03', '2020-11-04'))
    assert bounds == {'datetimeFrom': '2020-11-02T15:00:00.000Z', 'datetimeTo': '2020-11-04T15:00:00.000Z'}
    expect(days_words(page)).to_have_text('2020-11-03 to 2020-11-04: 2 failures.')
    assert column(page, 'by-date', 0) == ['2020-11-04 00:30:00', '2020-11-03 00:30:00']
    assert page.url.endswith('#community=oss_community&cluster=oss_cluster&from=2020-11-03&to=2020-11-04')
    page.reload()
    expect(days_words(page)).to_have_text('2020-11-03 to 2020-11-04: 2 failures.')
    page.get_by_role('button', name='all days').click()
    expect(days_words(page)).to_have_text('All days: 14 failures.')
    page.go_back()
    expect(days_words(page)).to_have_text('2020-11-03 to 2020-11-04: 2 failures.')
    expect(page.locator('#first')).to_have_value('2020-11-03')


@pytest.mark.parametrize(('first', 'last', 'words', 'names'), [
    ('2020-11-12', '', 'From 2020-11-12 on: 4 failures.', {'datetimeFrom'}),
    ('', '2020-11-02', 'Up to 2020-11-02: 1 failure.', {'datetimeTo'}),
])
def test_either_date_may_be_left_out(
    page: Page, address: str, api: FakeApi, first: str, last: str, words: str, names: set[str],
) -> None:
    watch(page, address)
    assert set(asked_for(page, lambda: aggregate(page, first, last))) == names
    expect(days_words(page)).to_have_text(words)


@pytest.mark.parametrize(('place', 'words'), [
    ('#from=2020-02-31', '“2020-02-31” is no date.'),
    ('#to=soon', '“soon” is no date.'),
    ('#from=2020-11-04&to=2020-11-03', 'No day lies between 2020-11-04 and 2020-11-03: the last comes before the first.'),
])
def test_an_address_with_days_that_are_none_says_so(page: Page, address: str, api: FakeApi, place: str, words: str) -> None:
    watch(page, address, place)
    expect(days_words(page)).to_have_text(words)
    expect(page.locator('#by-date-table')).to_be_hidden()
    assert '/api/staff/monitoring/failure/list' not in api.asked
    page.get_by_role('button', name='all days').click()
    expect(days_words(page)).to_have_text('All days: 14 failures.')


def test_a_day_of_25_hours_is_whole_and_the_clocks_of_the_device_are_offered(page: Page, address: str, api: FakeApi) -> None:
    api.zone = 'Europe/Berlin'
    bounds = asked_for(page, lambda: watch(page, address, '#from=2024-10-27&to=2024-10-27'))
    assert bounds == {'datetimeFrom': '2024-10-26T22:00:00.000Z', 'datetimeTo': '2024-10-27T23:00:00.000Z'}
    expect(page.locator('#zone')).to_have_text('Days and times in Europe/Berlin.')
    assert column(page, 'open', 0)[0] == '2020-11-24 08:54:20'
    page.get_by_role('heading', level=1).get_by_role('button').click()
    page.get_by_role('dialog', name='setting').get_by_label('times').select_option('browser')
    page.get_by_role('button', name='ok', exact=True).click()
    expect(page.locator('#zone')).to_have_text('Days and times in Asia/Tokyo.')
    expect(rows(page, 'open').first).to_contain_text('2020-11-24 16:54:20')
    expect(card(page, 'apis_ccc_alive')).to_contain_text('2020-11-20 09:00:00')


def test_failures_are_searched(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    page.get_by_label('Search').fill('apis-main: severe')
    expect(rows(page, 'by-date')).to_have_count(1)
    page.get_by_label('Search').fill('nothing like that')
    expect(rows(page, 'by-date')).to_have_text(['Nothing matches the search.'])


# -- mail

def test_mail_that_was_not_delivered_is_listed_and_tried_again(page: Page, address: str, api: FakeApi) -> None:
    api.monitoring.notices = [notice(7), notice(8, parked='2020-11-24T07:59:00Z', next_attempt=None, attempts=24)]
    watch(page, address)
    expect(page.locator('#mail-count')).to_have_text('2 undelivered')
    row = rows(page, 'mail').filter(has_text='(8)')
    expect(row.locator('td')).to_have_text([
        '2020-11-24 16:54:20', '[APIS] apis_ccc_alive (8)', 'ops@example.com, night@example.com', '24', 'given up 2020-11-24 16:59:00',
        '451 try again later', 'Retry',
    ])
    row.get_by_role('button', name='Retry').click()
    expect(page.locator('#mail-words')).to_have_text('\u2068[APIS] apis_ccc_alive (8)\u2069 is tried again at once.')
    expect(row.locator('td').nth(3)).to_have_text('0')
    expect(row.locator('td').nth(4)).to_have_text('2020-11-24 17:00:00')
    expect(row.get_by_role('button')).to_be_focused()
    assert api.monitoring.changes == ['notice/retry 8']


def test_mail_that_has_arrived_meanwhile_is_no_error(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.monitoring.notices = [notice(7)]
    watch(page, address)
    api.monitoring.notices = []
    page.get_by_role('button', name='Retry').click()
    expect(page.locator('#mail-words')).to_have_text('\u2068[APIS] apis_ccc_alive (7)\u2069 is no longer undelivered.')
    expect(page.locator('#mail-words')).to_be_focused()
    expect(page.locator('#mail-table')).to_be_hidden()
    next_round(page)
    expect(page.locator('#mail-words')).to_have_text('No mail is undelivered.')


def test_a_retry_that_fails_says_so_and_is_not_repeated_by_itself(page: Page, address: str, api: FakeApi) -> None:
    api.monitoring.notices = [notice(7)]
    watch(page, address)
    expect(page.locator('#mail-words')).to_be_hidden()
    api.monitoring.refusal = (503, 'database unavailable')
    page.get_by_role('button', name='Retry').click()
    expect(page.locator('#mail-trouble')).to_contain_text('Not tried again: database unavailable.')
    api.monitoring.refusal = None
    page.locator('#mail-trouble').get_by_role('button', name='Try now').click()
    expect(page.locator('#mail-words')).to_contain_text('is tried again at once.')
    expect(page.locator('#mail-trouble')).to_be_hidden()
    assert api.monitoring.changes == ['notice/retry 7']


# -- what goes wrong

@pytest.mark.parametrize(('refusal', 'words'), [
    ((503, 'database unavailable'), 'Database unavailable. Trying again.'),
    ((500, ''), 'The service center answered 500. Trying again.'),
    (None, 'The service center cannot be reached. Trying again.'),
])
def test_a_server_that_is_away_is_said_to_be_and_what_is_seen_is_dated(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str] | None, words: str,
) -> None:
    page.clock.install()
    watch(page, address)
    api.refusal, api.unreachable = refusal, refusal is None
    next_round(page)
    expect(trouble(page)).to_contain_text(words)
    expect(trouble(page)).to_contain_text('What you see is from ')
    expect(state(page, 'apis_ccc_alive')).to_have_text('on')
    api.refusal, api.unreachable = None, False
    page.clock.run_for(11_000)
    expect(trouble(page)).to_be_hidden()


def test_failures_by_date_that_cannot_be_had_are_asked_for_again(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    api.refusal = (503, 'database unavailable')
    aggregate(page, '2020-11-03', '2020-11-04')
    expect(page.locator('#by-date-trouble')).to_contain_text('Database unavailable.')
    api.refusal = None
    page.locator('#by-date-trouble').get_by_role('button', name='Try now').click()
    expect(days_words(page)).to_have_text('2020-11-03 to 2020-11-04: 2 failures.')
    expect(page.locator('#by-date-trouble')).to_be_hidden()


def test_an_address_of_a_cluster_that_is_not_registered_asks_to_choose(page: Page, address: str, api: FakeApi) -> None:
    page.goto(f'{address}/static/ui_example/staff/monitoring.html#community=oss_community&cluster=gone')
    expect(page.locator('#notice')).to_contain_text('What was chosen here is not there for this account. Choose a community and a cluster')
    expect(page.get_by_role('dialog', name='setting')).to_be_visible()
    expect(page.locator('#board')).to_be_hidden()


@pytest.mark.parametrize('text', [HOSTILE, LONG])
def test_texts_from_elsewhere_are_shown_as_they_are(page: Page, address: str, api: FakeApi, text: str) -> None:
    strange = failure(1, text, text, text, '2020-11-24T03:16:10Z', description=text)
    api.monitoring.failures = [strange, strange | {'id': text, 'detected': text, 'closed': text}, blindness(description=text), {}]
    api.monitoring.switches = [{'type': 'apis_ccc_alive', 'at': text, 'who': text, 'isActive': True}]
    api.monitoring.notices = [notice(1, subject=text, recipients=[text], last_error=text, created=text, attempts=text), {}]
    api.monitoring.late = [{'name': text, 'succeeded': text, 'intervalSec': text}]
    watch(page, address)
    for place in ('#alarms', '#switches', '#mail-table', '#by-date-table'):
        expect(page.locator(place)).to_contain_text(text)
    page.locator('#by-date-table button[data-id]').first.click()
    expect(page.get_by_role('dialog').locator('pre')).to_have_count(1)
    assert page.locator('img').count() == 0
    assert page.title().startswith('APIS MONITORING')
    assert page.evaluate('document.documentElement.scrollWidth') <= 1280


# -- the keyboard, and windows of all widths

def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press('Tab')
        if page.evaluate('selector => document.activeElement.matches(selector)', selector):
            return
    raise AssertionError(f'{selector} is not reached')


def test_the_keyboard_alone_switches_opens_and_aggregates(page: Page, address: str, api: FakeApi) -> None:
    api.monitoring.notices = [notice(7)]
    watch(page, address)
    tab_to(page, '[role=switch][aria-labelledby^=switch-apis_ccc_alive]')
    page.keyboard.press('Space')
    expect(state(page, 'apis_ccc_alive')).to_have_text('off')
    expect(box(page, 'apis_ccc_alive')).to_be_focused()
    tab_to(page, '#open-table td button')
    page.keyboard.press('Enter')
    expect(page.get_by_role('dialog', name='apis_ccc_alive')).to_be_visible()
    page.keyboard.press('Escape')
    tab_to(page, '#mail-table td button')
    page.keyboard.press('Enter')
    expect(page.locator('#mail-words')).to_contain_text('is tried again at once.')
    tab_to(page, '#first')
    page.keyboard.type('11032020')
    tab_to(page, '#last')
    page.keyboard.type('11042020')
    page.keyboard.press('Enter')
    expect(days_words(page)).to_have_text('2020-11-03 to 2020-11-04: 2 failures.')


@pytest.mark.parametrize('width', [360, 768, 1920])
def test_nothing_is_wider_than_the_window(page: Page, address: str, api: FakeApi, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    api.monitoring.notices = [notice(7)]
    api.monitoring.failures.append(blindness())
    watch(page, address)
    assert page.evaluate('document.documentElement.scrollWidth') == width
    box(page, 'apis_log_severe').click()
    expect(state(page, 'apis_log_severe')).to_have_text('off')
