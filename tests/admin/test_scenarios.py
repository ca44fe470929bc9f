"""Scenarios and choices: for whom, since when, sound or refused with every problem at its place."""

from datetime import UTC, datetime
from typing import Any

import pytest

from service_center.models.audit import Audit
from service_center.models.scenarios import Choice, Scenario
from tests.admin.desk import Desk, changed, messages, said
from tests.factories import E001, E002, LONG_AGO, NOW, SOUND, Maker, Person

GREEN, FIRST, HOME = '["green"]', '["green","first"]', '["green","first","E001"]'
NEW = {'name': 'NIGHT', 'description': 'for the night', 'data': SOUND}
OF_HOME = {'community_id': GREEN, 'cluster_id': FIRST, 'unit_id': HOME}
SCOPE = ('community_id', 'cluster_id', 'unit_id')


@pytest.mark.parametrize(('picks', 'scope'), [
    ({}, (None, None, None)),
    ({'community_id': GREEN}, ('green', None, None)),
    ({'community_id': GREEN, 'cluster_id': FIRST}, ('green', 'first', None)),
    (OF_HOME, ('green', 'first', 'E001')),
])
def test_a_scenario_is_for_all_a_community_a_cluster_or_a_unit(
    desk: Desk, make: Maker, picks: dict[str, str], scope: tuple[str | None, ...],
) -> None:
    desk.saves('scenarios/new/', **NEW, **picks)
    assert make.rows(Scenario, *SCOPE) == [scope]
    assert make.rows(Scenario, 'name', 'description', 'data', 'created') == [('NIGHT', 'for the night', SOUND, NOW)]
    assert desk.form('scenarios/edit/?id=1')['unit_id'] == [picks.get('unit_id', '')]


def test_a_scope_with_a_gap_is_refused(desk: Desk) -> None:
    assert desk.refused('scenarios/new/', **NEW, community_id=GREEN, unit_id=HOME) == [
        'Unit id: This unit is not in the cluster picked above.']


def test_every_problem_of_a_text_is_named_at_its_place(desk: Desk, make: Maker) -> None:
    broken = SOUND.replace('30000', '0').replace('"pointAndAmount"', '"luck"')
    answer = desk.fill('scenarios/new/', **NEW | {'data': broken})
    wrong = answer.text.split('id="data-wrong">')[1].split('</ul>')[0]
    assert wrong.count('<li>') == 2
    assert 'refreshingPeriodMsec' in wrong
    assert 'acceptSelection &gt; strategy' in wrong
    assert make.count(Scenario) == 0


@pytest.mark.parametrize(('text', 'sentence'), [
    ('{', 'Data: This is not JSON: Expecting property name enclosed in double quotes, line 1, column 2.'),
    ('[]', 'Data: The text has to be a JSON object: { … }.'),
    ('x' * 1_100_000, 'Data: The text is longer than 65536 bytes.'),
    (SOUND + '\0', 'Data: The text holds a NUL character.'),
])
def test_a_text_that_is_no_scenario_is_refused_in_a_sentence(desk: Desk, make: Maker, text: str, sentence: str) -> None:
    assert desk.refused('scenarios/new/', **NEW | {'data': text}) == [sentence]
    assert make.count(Scenario) == 0


def test_a_text_is_stored_as_it_was_written_whatever_ends_browsers_give_its_lines(desk: Desk, make: Maker) -> None:
    desk.saves('scenarios/new/', **NEW | {'data': SOUND.replace(',', ',\r\n'), 'description': 'two\r\nlines'})
    assert make.rows(Scenario, 'data', 'description') == [(SOUND.replace(',', ',\n'), 'two\nlines')]


@pytest.mark.parametrize('stored', [SOUND.replace(',', ',\r\n'), '\n' + SOUND, 'broken before there was a check', None, ''])
def test_a_text_that_is_not_touched_stays_byte_for_byte(desk: Desk, make: Maker, stored: str | None) -> None:
    make.scenario(data=stored)
    form = desk.form('scenarios/edit/?id=1')
    as_sent = {'data': form['data'][0].replace('\r\n', '\n').replace('\n', '\r\n')}
    desk.send('scenarios/edit/?id=1', changed(form, name='OTHER', **as_sent))
    assert make.rows(Scenario, 'name', 'data') == [('OTHER', stored or None)]


def test_a_scenario_may_have_no_text_at_all(desk: Desk, make: Maker) -> None:
    make.scenario()
    desk.saves('scenarios/edit/?id=1', data=' \r\n')
    assert make.rows(Scenario, 'data') == [None]


def test_a_name_is_given_once_for_the_same_units(desk: Desk, make: Maker) -> None:
    make.scenario('NIGHT')
    sentence = 'Name: There is a scenario of this name for the same community, cluster and unit already.'
    assert desk.refused('scenarios/new/', **NEW) == [sentence]
    desk.saves('scenarios/new/', **NEW, **OF_HOME)


@pytest.mark.parametrize(('changes', 'sentence'), [
    ({'name': ' '}, 'Name: Something has to stand here.'),
    ({'name': 'x' * 129}, 'Name: This has at most 128 characters.'),
    ({'description': 'x' * 10_001}, 'Description: This has at most 10000 characters.'),
    ({'created': ''}, 'Created: Something has to stand here.'),
])
def test_other_fields_are_checked_too(desk: Desk, changes: dict[str, Any], sentence: str) -> None:
    assert desk.refused('scenarios/new/', **NEW | changes) == [sentence]


def test_warnings_are_told_and_do_not_hinder(desk: Desk, make: Maker) -> None:
    offer = '"request":{"neutral":{"discharge":{"limitWh":100,"pointPerWh":1,"pairUnitId":"E009"}}}'
    text = SOUND.replace('"request":{}', offer)
    page = desk.saves('scenarios/new/', **NEW | {'data': text}, community_id=GREEN, cluster_id=FIRST)
    assert 'The cluster has no unit "E009".' in messages(page)[1]


def test_a_scenario_in_use_says_that_houses_get_it_and_is_not_removed(desk: Desk, make: Maker) -> None:
    make.choice(E001, make.scenario())
    page = desk.saves('scenarios/edit/?id=1', data=SOUND.replace('30000', '60000'))
    assert 'Units that chose it are given the new text the next time they ask.' in messages(page)[-1]
    assert said(desk.look('scenarios/delete/?id=1')) == ['1 choice of units still refer to it.']
    assert make.rows(Audit, 'what')[-1] == 'scenario NORMAL (1)'


def test_a_scenario_nobody_chose_is_removed(desk: Desk, make: Maker) -> None:
    make.scenario(unit=E001)
    desk.saves('scenarios/delete/?id=1')
    assert make.count(Scenario) == 0
    assert make.rows(Audit, 'what', 'after') == [('scenario NORMAL (1) for green / first / E001', None)]


def test_created_can_be_written_and_is_kept(desk: Desk, make: Maker) -> None:
    desk.saves('scenarios/new/', **NEW, created='2019-12-31T09:00:00')
    assert make.rows(Scenario, 'created') == [datetime(2019, 12, 31, tzinfo=UTC)]


def test_a_text_is_checked_and_told_without_being_saved(desk: Desk, make: Maker) -> None:
    form = changed(desk.form('scenarios/new/'), **NEW)
    told = desk.send('scenarios/check/', form).get_json()
    assert (told['errors'], told['warnings'], told['reading']['refreshingPeriodMsec']) == ([], [], 30000)
    told = desk.send('scenarios/check/', changed(form, data='')).get_json()
    assert (len(told['errors']), told['reading']) == (1, None)
    assert make.count(Scenario) == 0


def test_checking_works_without_scripts_too(desk: Desk, make: Maker) -> None:
    answer = desk.fill('scenarios/new/', **NEW, _check=1)
    assert 'The scenario is sound. Nothing was saved yet.' in answer.text
    assert said(desk.fill('scenarios/new/', **NEW | {'data': '['}, _check=1).text)[0].startswith('Data: This is not JSON')
    assert make.count(Scenario) == 0


def test_a_choice_is_made_for_a_unit_now_or_at_another_time(desk: Desk, make: Maker, rosa: Person) -> None:
    make.scenario()
    desk.saves('choices/new/', **OF_HOME, scenario=1)
    assert make.rows(Choice, *SCOPE, 'created', 'scenario_id') == [('green', 'first', 'E001', NOW, 1)]
    assert make.rows(Audit, 'who', 'what', 'after')[0][:2] == ('ada', 'scenario of green / first / E001')
    desk.browser.sign_in(rosa)
    assert desk.browser.ask('/api/resident/scenario/current', communityId='green', clusterId='first', unitId='E001').get_json()['id'] == 1


def test_a_choice_ahead_of_the_clock_does_not_count_yet(desk: Desk, make: Maker, rosa: Person) -> None:
    make.scenario()
    desk.saves('choices/new/', **OF_HOME, scenario=1, created='2020-01-02T12:04:06')
    desk.browser.sign_in(rosa)
    assert desk.browser.ask('/api/resident/scenario/current', communityId='green', clusterId='first', unitId='E001').get_json() is None


def test_a_choice_of_none_is_one(desk: Desk, make: Maker) -> None:
    desk.saves('choices/new/', **OF_HOME)
    assert make.rows(Choice, 'scenario_id') == [None]
    assert '>none<' in desk.look('choices/')


def test_a_form_sent_twice_is_one_choice(desk: Desk, make: Maker) -> None:
    form = changed(desk.form('choices/new/'), **OF_HOME)
    desk.send('choices/new/', form)
    assert said(desk.send('choices/new/', form).text) == ['Created: This unit has a choice of this very time already.']
    assert make.count(Choice) == 1


def test_only_what_is_offered_to_the_unit_is_chosen(desk: Desk, make: Maker) -> None:
    own = make.scenario('OF OTTO', unit=E002)
    assert desk.refused('choices/new/', **OF_HOME, scenario=own) == ['Scenario: This scenario is not offered to this unit.']
    assert desk.refused('choices/new/', **OF_HOME, scenario=99) == ['Scenario: There is no such scenario any more.']
    assert desk.refused('choices/new/', community_id=GREEN, cluster_id=FIRST) == ['Unit id: Pick a unit.']


def test_a_choice_that_was_made_stays_what_it_is_whoever_it_is_offered_to_now(desk: Desk, make: Maker) -> None:
    make.choice(E001, make.scenario('OF OTTO', unit=E002), LONG_AGO)
    desk.saves('choices/edit/?id=1', created='2019-01-01T00:00:00')
    assert make.rows(Audit, 'before', 'after')[-1][1] == 'Created: 2019-01-01T00:00:00 Asia/Tokyo'
    desk.saves('choices/delete/?id=1')
    assert make.count(Choice) == 0


def test_what_speaks_of_places_no_longer_registered_can_still_be_changed(desk: Desk, make: Maker) -> None:
    gone = {'community_id': 'red', 'cluster_id': 'old', 'unit_id': 'E9'}
    make.row(Choice, **gone, created=LONG_AGO, scenario_id=None)
    make.scenario(**gone)
    assert 'no longer registered' in desk.look('choices/edit/?id=1')
    desk.saves('choices/edit/?id=1', created='2019-01-01T00:00:00')
    desk.saves('scenarios/edit/?id=1', name='OLD')
    assert make.rows(Choice, *SCOPE) == [('red', 'old', 'E9')]
