"""The page VISUAL of staff when units, the server or the reader are silent, and when something fails."""

import re
import time
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from .fake_api import FakeApi, dated, recorded_set
from .staff_visual import (
    all_units,
    choose,
    log_in,
    silent_units,
    status,
    title,
    try_now,
    unit,
    visit,
    watch,
)

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 800)]


def watch_step_by_step(page: Page, address: str, api: FakeApi) -> None:
    """Open the page, and let it ask by our steps alone from then on, however busy the machine is."""
    page.clock.install()
    watch(page, address)
    page.clock.pause_at(time.time() + 3600)
    api.next_round(page)  # with what the hour that was left out has made the page ask


# -- silence

def test_a_unit_missing_from_a_set_keeps_its_last_state(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.units = {'E002': recorded_set()['E002'] | {'battery': {'rsoc': 12}}}
    api.next_round(page)
    expect(unit(page, 'E002')).to_contain_text('12%')
    expect(all_units(page)).to_have_count(4)
    expect(unit(page, 'E001')).to_contain_text('71%')
    expect(silent_units(page)).to_have_count(0)


def test_a_unit_whose_time_stands_still_shows_no_data(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.display = {'noDataAfterSec': 60}
    api.units = dated(api.units, -3600)
    watch(page, address)
    for number in range(14):  # rounds of 5 s
        if number < 4:
            expect(silent_units(page)).to_have_count(0)
        api.units = api.units | {'E002': api.units['E002'] | {'time': f'2020-01-02T00:00:{number:02}Z'}}
        api.next_round(page)
    expect(unit(page, 'E001')).to_have_class(re.compile('silent'))
    expect(unit(page, 'E001').locator('.no-data')).to_be_visible()
    expect(unit(page, 'E001')).to_contain_text('71%')
    expect(unit(page, 'E002')).not_to_have_class(re.compile('silent'))
    api.units = api.units | {'E001': api.units['E001'] | {'time': '2020-01-02T00:01:00Z'}}
    api.next_round(page)
    expect(unit(page, 'E001')).not_to_have_class(re.compile('silent'))


def test_a_registered_unit_that_is_not_heard_keeps_its_place_and_shows_no_data_in_the_end(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.units = {unit_id: document for unit_id, document in dated(api.units, -3600).items() if unit_id != 'E003'}
    units = api.outline['communities']['oss_community']['clusters']['oss_cluster']['units']
    units['E008'] = units['E003'] | {'id': 'E008', 'available_to': '2020-02-01T00:00:00Z'}  # no longer in use
    units['E009'] = units['E003'] | {'id': 'E009', 'available_from': '2999-01-01T00:00:00Z'}
    watch(page, address)
    expect(unit(page, 'E003')).to_contain_text('house003')
    expect(unit(page, 'E003')).to_contain_text('--')
    expect(silent_units(page)).to_have_count(0)  # it may come with the next answer
    for number in range(20):
        api.units = {unit_id: document | {'time': f'2020-01-02T00:00:{number:02}Z'} for unit_id, document in api.units.items()}
        api.next_round(page)
    expect(silent_units(page)).to_have_count(1)
    expect(unit(page, 'E003')).to_have_class(re.compile('silent'))
    api.units |= {'E003': recorded_set()['E003']}
    api.next_round(page)
    expect(unit(page, 'E003')).to_contain_text('%')
    expect(silent_units(page)).to_have_count(0)


def test_all_units_show_no_data_when_the_newest_set_is_too_old_by_the_clock_of_the_server(page: Page, address: str, api: FakeApi) -> None:
    api.units = dated(api.units, 91)
    watch(page, address)
    expect(silent_units(page)).to_have_count(4)
    expect(page.locator('#data-time')).to_contain_text('received 2 minutes ago')


def test_a_server_without_a_clock_is_believed_to_share_the_one_of_the_browser(page: Page, address: str, api: FakeApi) -> None:
    api.display = None
    page.clock.set_fixed_time(time.time())
    api.units = dated(api.units, 80)
    watch(page, address)
    expect(silent_units(page)).to_have_count(0)
    page.clock.set_fixed_time(time.time())
    api.units = dated(api.units, 95)
    page.reload()
    expect(silent_units(page)).to_have_count(4)


def test_time_in_a_hidden_tab_is_no_silence_and_nothing_is_asked_in_it(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.display = {'noDataAfterSec': 60}
    api.units = dated(api.units, -3600)
    watch(page, address)
    see(page, False)
    api.hear_all(page)
    asked = len(api.asked)
    api.ahead += 600
    page.clock.run_for(600_000)
    api.hear_all(page)
    assert len(api.asked) == asked
    see(page, True)
    expect(silent_units(page)).to_have_count(0)
    page.clock.run_for(100)
    api.hear_all(page)
    assert len(api.asked) > asked, 'a page that is seen again asks at once'
    api.next_round(page)
    expect(silent_units(page)).to_have_count(0)
    page.evaluate("document.body.dataset.of = 'admin'")
    see(page, False)
    api.user = 'another'
    see(page, True)
    expect(page.locator('body')).not_to_have_attribute('data-of', 'admin')
    expect(all_units(page)).to_have_count(4)


def see(page: Page, seen: bool) -> None:
    page.evaluate("""hidden => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    }""", not seen)


def test_silence_of_the_server_is_no_silence_of_the_units(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.display = {'noDataAfterSec': 60}
    api.units = dated(api.units, -3600)
    watch(page, address)
    api.unreachable = True
    for _ in range(4):
        api.next_round(page)
    api.unreachable = False
    api.next_round(page)
    expect(status(page)).to_have_text('')
    expect(silent_units(page)).to_have_count(0)


def test_the_time_of_the_data_is_shown_in_local_time_with_its_zone(page: Page, address: str, api: FakeApi) -> None:
    watch(page, address)
    expect(page.locator('#data-time')).to_have_text(re.compile(r'^1/2 6:07 GMT\+9 · received \d+ seconds ago$'))



# -- what goes wrong

@pytest.mark.parametrize(('refusal', 'words'), [
    ((503, 'telemetry unavailable'), 'Telemetry unavailable. Trying again.'),
    ((500, ''), 'The service center answered 500. Trying again.'),
    (None, 'The service center cannot be reached. Trying again.'),
])
def test_an_error_is_said_in_words_while_the_picture_stays(
    page: Page, address: str, api: FakeApi, refusal: tuple[int, str] | None, words: str,
) -> None:
    page.clock.install()
    watch(page, address)
    api.refusal, api.unreachable = refusal, refusal is None
    api.next_round(page)
    expect(status(page)).to_have_text(words)
    expect(page.locator('#picture svg')).to_have_class(re.compile('old'))
    expect(all_units(page)).to_have_count(4)
    api.refusal, api.unreachable = None, False
    api.next_round(page)
    expect(status(page)).to_have_text('')
    expect(page.locator('#picture svg')).not_to_have_class(re.compile('old'))


def test_while_no_answer_comes_the_age_grows_and_the_picture_is_called_old(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.unreachable = True
    api.next_round(page)
    expect(status(page)).not_to_contain_text('old')
    expect(page.locator('#deal-panel')).to_have_class('old')
    page.clock.run_for(50_000)
    expect(page.locator('#data-time')).to_contain_text('received 1 minute ago')
    page.clock.run_for(80_000)
    expect(page.locator('#data-time')).to_contain_text('received 2 minutes ago')
    expect(status(page)).to_have_text('The service center cannot be reached. Trying again. The picture is old.')
    api.unreachable = False
    api.ahead += 120
    api.next_round(page)
    expect(status(page)).to_have_text('')
    expect(page.locator('#deal-panel')).not_to_have_class('old')


@pytest.mark.parametrize('window', [(1280, 800), (360, 740)])
def test_an_error_is_seen_without_scrolling_and_no_deals_are_denied_before_any_answer(
    page: Page, address: str, api: FakeApi, window: tuple[int, int],
) -> None:
    page.set_viewport_size({'width': window[0], 'height': window[1]})
    api.refusal = (503, 'telemetry unavailable')
    choose(page, address)
    visit(page, address)
    expect(status(page)).to_have_text('Telemetry unavailable. Trying again.')
    expect(status(page)).to_be_in_viewport(ratio=1)
    expect(page.locator('#deal-panel')).to_contain_text('Not known yet.')
    expect(page.get_by_text('No deal is running.')).to_have_count(0)


def test_a_failing_server_is_asked_less_and_less_often(page: Page, address: str, api: FakeApi) -> None:
    watch_step_by_step(page, address, api)
    api.unreachable = True
    pauses = []
    for _ in range(6):
        before = api.ahead
        api.next_round(page)
        pauses.append(api.ahead - before)
    assert all(later >= earlier - 2 for earlier, later in pairwise(pauses)), 'within the second or two that a busy machine answers late'
    assert pauses[0] <= 6
    assert 59 <= pauses[-1] <= 62, 'a minute, give or take the step it is looked at with'


def test_whoever_does_not_want_to_wait_for_the_next_try_asks_at_once(page: Page, address: str, api: FakeApi) -> None:
    watch_step_by_step(page, address, api)
    expect(try_now(page)).to_be_hidden()
    api.unreachable = True
    api.next_round(page)
    expect(status(page)).to_have_text('The service center cannot be reached. Trying again.')
    api.mute, api.unreachable = True, False
    try_now(page).click()
    page.clock.run_for(10_000)
    expect(status(page)).to_have_text('Trying …')
    expect(try_now(page)).to_be_disabled()
    page.clock.run_for(21_000)
    expect(status(page)).to_contain_text('The service center cannot be reached. Trying again.')
    api.mute = False
    api.units['E001']['battery']['rsoc'] = 7
    try_now(page).focus()
    page.keyboard.press('Enter')
    expect(unit(page, 'E001')).to_contain_text('7%')
    expect(status(page)).to_have_text('')
    expect(try_now(page)).to_be_hidden()
    expect(title(page)).to_be_focused()


def test_a_question_that_hangs_keeps_nobody_from_asking_again(page: Page, address: str, api: FakeApi) -> None:
    watch_step_by_step(page, address, api)
    api.unreachable = True
    api.next_round(page)
    api.mute, api.unreachable = True, False
    api.next_round(page)
    api.mute = False
    api.units['E001']['battery']['rsoc'] = 7
    try_now(page).click()
    expect(unit(page, 'E001')).to_contain_text('7%')
    page.clock.run_for(31_000)
    api.hear_all(page)
    expect(status(page)).to_have_text('')


def test_what_hangs_of_one_cluster_is_nothing_wrong_with_another(page: Page, address: str, api: FakeApi) -> None:
    watch_step_by_step(page, address, api)
    api.mute = True
    api.next_round(page)
    api.mute, api.units, api.deals = False, {}, []
    page.evaluate("location.hash = 'community=oss_community&cluster=quiet'")
    expect(status(page)).to_have_text('No unit data yet.')
    page.clock.run_for(31_000)
    expect(title(page)).to_have_text('APIS VISUAL : Community_A > Cluster_B')
    expect(status(page)).to_have_text('No unit data yet.')


def test_whoever_has_logged_in_again_is_not_said_to_be_logged_out(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.logged_in = False
    api.next_round(page)
    expect(status(page)).to_have_text('Not logged in.')
    expect(try_now(page)).to_be_hidden()
    page.route('**/unitData/latestSet*', lambda _route: None)  # never answered
    log_in(page)
    expect(status(page)).to_have_text('Trying …')


def test_a_server_that_never_answers_is_not_waited_for_for_ever(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    api.mute = True
    api.next_round(page)
    api.mute = False
    api.next_round(page)
    expect(status(page)).to_have_text('')
    api.mute = True
    api.next_round(page)
    page.clock.run_for(31_000)
    expect(status(page)).to_have_text('The service center cannot be reached. Trying again.')
    api.mute = False


def test_a_cluster_without_data_says_so(page: Page, address: str, api: FakeApi) -> None:
    api.units, api.deals = {}, []
    choose(page, address)
    visit(page, address)
    expect(status(page)).to_have_text('No unit data yet.')


def test_a_cluster_that_is_no_longer_registered_says_so(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    del api.outline['communities']['oss_community']['clusters']['oss_cluster']
    api.next_round(page)
    expect(status(page)).to_contain_text('Bad param values : communityId, clusterId. Choose again')


def test_a_device_without_network_says_so_and_goes_on_at_once_when_it_has_one(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    watch(page, address)
    page.context.set_offline(True)
    api.unreachable = True
    api.next_round(page)
    expect(status(page)).to_have_text('This device is offline. The service center cannot be reached. Trying again.')
    api.unreachable = False
    page.context.set_offline(False)
    expect(status(page)).to_have_text('')


def test_a_service_center_that_comes_later_is_waited_for(page: Page, address: str, api: FakeApi) -> None:
    page.clock.install()
    api.unreachable = True
    choose(page, address)
    visit(page, address)
    expect(page.get_by_text('The service center cannot be reached. Trying again.')).to_be_visible()
    api.unreachable = False
    api.next_round(page)
    expect(all_units(page)).to_have_count(4)
