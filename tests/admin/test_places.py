"""Communities, clusters and units are registered, changed and removed; what would hurt the running grid is refused or asked about."""

from datetime import UTC, datetime

import pytest

from service_center.models.audit import Audit
from service_center.models.communities import Cluster, Community, Unit, unit_user
from service_center.models.monitoring import CommunitySetting, JobSetting, MonitorMark
from tests.admin.desk import Desk, changed, messages, rows, said
from tests.factories import E001, NOW, Maker, Person

NEW_COMMUNITY = {'code': 'blue', 'name': 'Blue Hill', 'time_zone': 'Asia/Tokyo'}


def test_a_community_a_cluster_and_a_unit_are_registered_one_after_the_other(desk: Desk, make: Maker, rosa: Person) -> None:
    assert messages(desk.saves('communities/new/', **NEW_COMMUNITY)) == ['The community was added.']
    desk.saves('clusters/new/', community=2, code='second', name='Second street')
    desk.saves('units/new/', cluster=2, code='E009', name='Nine', available_from='2020-11-24T16:06:04', users=[str(rosa.id)])
    assert make.rows(Community, 'code', 'name', 'time_zone')[-1] == ('blue', 'Blue Hill', 'Asia/Tokyo')
    assert make.rows(Cluster, 'code', 'name', 'community_id')[-1] == ('second', 'Second street', 2)
    unit = make.rows(Unit, 'code', 'name', 'cluster_id', 'available_from', 'available_to')[-1]
    assert unit == ('E009', 'Nine', 2, datetime(2020, 11, 24, 7, 6, 4, tzinfo=UTC), None)
    assert rows(desk.look('units/', search='E009')) == [['E009', 'Nine', 'Blue Hill > Second street', '2020-11-24 16:06:04', '', 'rosa']]


def test_a_new_cluster_is_monitored_from_the_start(desk: Desk, make: Maker) -> None:
    desk.saves('clusters/new/', community=1, code='second', name='Second')
    assert make.rows(JobSetting, 'community_id', 'cluster_id', 'is_active') == [('green', 'second', True)] * 6
    assert rows(desk.look('clusters/')) == [['first', 'first', 'green', 'none: not monitored'], ['second', 'Second', 'green', '6 of 6 on']]


def test_switches_left_from_a_cluster_that_was_are_not_in_the_way(desk: Desk, make: Maker) -> None:
    make.job(cluster_id='second', on=False)
    make.job(cluster_id='third', on=False)
    make.row(CommunitySetting, community_id='blue', notify_to='a@example.org')
    desk.saves('clusters/new/', community=1, code='second', name='Second')
    assert make.rows(JobSetting, 'is_active') == [False] + [True] * 6
    desk.saves('clusters/edit/?id=2', code='third', _confirmed=1)
    desk.saves('communities/edit/?id=1', code='blue', _confirmed=1)
    assert make.rows(JobSetting, 'community_id', 'cluster_id', 'is_active') == [('blue', 'third', True)] * 6
    assert make.count(CommunitySetting) == 0


def test_a_cluster_that_is_refused_gets_no_switches(desk: Desk, make: Maker) -> None:
    assert desk.refused('clusters/new/', community=1, code='first', name='First') == ['Code: There is “first” already.']
    assert make.count(JobSetting) == 0


def test_a_cluster_that_nothing_monitors_is_told(desk: Desk) -> None:
    assert 'Nothing monitors this cluster' in desk.look('')
    page = desk.saves('clusters/edit/?id=1', name='First')
    assert messages(page)[1].startswith('No monitor is on for First')


def test_the_help_of_codes_names_what_they_equal(desk: Desk) -> None:
    for path, name in (('communities', 'communityId'), ('clusters', 'clusterId'), ('units', 'unitId')):
        assert f'The same as {name} in the config.json of apis-main' in desk.look(f'{path}/new/')


@pytest.mark.parametrize(('code', 'sentence'), [
    ('', 'Something has to stand here.'),
    ('E0 09', 'A code has no blanks and no control characters, neither inside nor around it.'),
    (' E009', 'A code has no blanks and no control characters, neither inside nor around it.'),
    ('E009\0', 'A code has no blanks and no control characters, neither inside nor around it.'),
    ('E' * 129, 'A code has at most 128 characters.'),
    ('E001', 'There is “E001” already.'),
    ('e001', 'There is “E001” already. Codes that differ only in the case of letters are taken for one another.'),
])
def test_a_bad_code_is_named_at_its_field(desk: Desk, make: Maker, code: str, sentence: str) -> None:
    assert desk.refused('units/new/', cluster=1, code=code, name='Nine') == [f'Code: {sentence}']
    assert make.count(Unit) == 3


def test_the_same_code_in_another_cluster_is_another_unit(desk: Desk, make: Maker) -> None:
    desk.saves('clusters/new/', community=1, code='second', name='Second')
    desk.saves('units/new/', cluster=2, code='E001', name='E001')
    assert make.count(Unit) == 4


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(desk: Desk, make: Maker) -> None:
    answer = desk.fill('units/new/', cluster='', code='a b', name='  ', available_from='2020-01-02T00:00', available_to='2020-01-01T00:00')
    assert said(answer.text) == [
        'Cluster: Pick a cluster.', 'Code: A code has no blanks and no control characters, neither inside nor around it.',
        'Name: Something has to stand here.', 'Available to: Available to has to be later than Available from.',
    ]
    assert 'value="a b"' in answer.text
    assert make.count(Audit) == 0


@pytest.mark.parametrize('text', ['tomorrow', '2020-13-01T00:00:00', '2020-01-01', '2020-01-01T00:00:00Z', '0001-01-01T00:00:00'])
def test_a_time_that_is_none_is_refused(desk: Desk, make: Maker, text: str) -> None:
    desk.saves('communities/edit/?id=1', time_zone='Asia/Tokyo')
    sentence = 'This is no date and time that a clock in Asia/Tokyo shows: write it as 2020-11-24T16:06:04.'
    assert desk.refused('units/edit/?id=1', available_from=text) == [f'Available from: {sentence}']


def test_a_time_that_was_not_touched_stays_to_the_microsecond(desk: Desk, make: Maker) -> None:
    begun = datetime(2020, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)
    make.unit(E001.__class__('green', 'first', 'E004'), available_from=begun)
    desk.saves('units/edit/?id=4', name='Four', available_from='2020-01-01T09:00')  # as browsers write whole minutes
    assert make.rows(Unit, 'name', 'available_from')[-1] == ('Four', begun)


def test_an_hour_that_a_clock_shows_twice_keeps_its_second_meaning(desk: Desk, make: Maker) -> None:
    desk.saves('communities/edit/?id=1', time_zone='Europe/Berlin')
    later = datetime(2020, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 in winter time; 02:30 in summer time was an hour before
    make.unit(E001.__class__('green', 'first', 'E004'), available_from=later)
    desk.saves('units/edit/?id=4', name='Four')
    assert make.rows(Unit, 'available_from')[-1] == later


def test_a_zone_that_is_none_is_refused(desk: Desk) -> None:
    assert desk.refused('communities/new/', code='blue', name='Blue', time_zone='Mars/Base') == [
        'Time zone: This is no time zone: pick a name such as Asia/Tokyo.']


def test_what_somebody_else_changed_is_not_overwritten(desk: Desk, make: Maker) -> None:
    mine, theirs = desk.form('units/edit/?id=1'), desk.form('units/edit/?id=1')
    desk.send('units/edit/?id=1', changed(theirs, name='Theirs'))
    answer = desk.send('units/edit/?id=1', changed(mine, name='Mine'))
    assert said(answer.text) == [
        'Somebody else has changed this in the meantime: nothing was saved. Open it anew to see what it is like now.']
    assert make.rows(Unit, 'name')[0] == 'Theirs'
    assert said(desk.send('units/edit/?id=1', changed(mine, name='Mine')).text) != []  # a stale form stays stale


def test_a_form_sent_twice_adds_one_row(desk: Desk, make: Maker) -> None:
    form = changed(desk.form('communities/new/'), **NEW_COMMUNITY)
    assert desk.send('communities/new/', form).status_code == 302
    assert said(desk.send('communities/new/', form).text) == ['Code: There is “blue” already.']
    assert make.count(Community) == 2


def test_what_was_removed_meanwhile_is_not_there(desk: Desk, make: Maker) -> None:
    desk.saves('communities/new/', **NEW_COMMUNITY)
    form = desk.form('communities/edit/?id=2')
    desk.saves('communities/delete/?id=2')
    assert desk.send('communities/edit/?id=2', form).status_code == 404


@pytest.mark.parametrize('row', ['99', '', 'x', '-1', '1;2', '9' * 30, '%00'])
@pytest.mark.parametrize('way', ['edit', 'delete'])
def test_a_row_that_there_is_not_answers_404(desk: Desk, row: str, way: str) -> None:
    assert desk.browser.get(f'/admin/units/{way}/?id={row}').status_code == 404


def test_what_is_referenced_cannot_be_removed(desk: Desk, make: Maker, rosa: Person) -> None:
    scenario = make.scenario(unit=E001)
    make.choice(E001, scenario)
    make.row(CommunitySetting, community_id='green', notify_to='a@example.org')
    assert said(desk.look('units/delete/?id=1')) == [
        '1 user still belongs to it.', '1 choice still belongs to it.', '1 scenario still belongs to it.',
        'A unit that is no longer in use gets an Available to.',
    ]
    assert said(desk.look('clusters/delete/?id=1'))[0] == '3 units still belong to it.'
    assert said(desk.look('communities/delete/?id=1'))[:2] == ['1 cluster still belongs to it.', '1 community setting still belongs to it.']
    answer = desk.send('units/delete/?id=1', desk.form('units/delete/?id=1'))
    assert 'be removed' in answer.text
    assert make.count(Unit) == 3


def test_removing_asks_first_and_takes_what_is_nothing_without_it(desk: Desk, make: Maker) -> None:
    desk.saves('clusters/new/', community=1, code='second', name='Second')
    assert 'Do you want to remove' in desk.look('clusters/delete/?id=2')
    assert make.count(Cluster) == 2
    assert messages(desk.saves('clusters/delete/?id=2')) == ['cluster green / second was removed.']
    assert (make.count(Cluster), make.count(JobSetting)) == (1, 0)
    assert make.rows(Audit, 'what', 'before', 'after')[-1] == (
        'cluster green / second', 'Community: green\nCode: second\nName: Second', None)


def test_another_code_has_to_be_confirmed_and_what_hangs_on_the_old_one_moves(desk: Desk, make: Maker) -> None:
    make.job()
    mark = {'examined_until': NOW, 'reads_on_from': NOW, 'counted': []}
    make.merge(MonitorMark, community_id='green', cluster_id='first', type='apis_main_alive', **mark)
    make.row(CommunitySetting, community_id='green', notify_to='a@example.org')
    warning = desk.refused('communities/edit/?id=1', code='blue')
    assert warning[0].startswith('apis-main, its data and its failures are known by “green”')
    assert make.rows(Community, 'code') == ['green']
    desk.saves('communities/edit/?id=1', code='blue', _confirmed=1)
    desk.saves('clusters/edit/?id=1', code='one', _confirmed=1)
    assert make.rows(JobSetting, 'community_id', 'cluster_id') == [('blue', 'one')]
    assert make.rows(CommunitySetting, 'community_id') == ['blue']
    desk.saves('units/edit/?id=1', code='E0001', _confirmed=1)
    assert make.rows(Unit, 'code')[0] == 'E0001'


def test_a_code_that_choices_speak_of_stays(desk: Desk, make: Maker) -> None:
    make.choice(E001, None)
    for path in ('communities/edit/?id=1', 'clusters/edit/?id=1', 'units/edit/?id=1'):
        assert [each for each in desk.refused(path, code='other', _confirmed=1) if '1 choice still belongs to it.' in each]


def test_a_new_resident_is_warned_of_and_confirmed(desk: Desk, make: Maker, rosa: Person, otto: Person) -> None:
    form = {'users': [str(rosa.id), str(otto.id)]}
    assert desk.refused('units/edit/?id=1', **form) == [
        'otto: whoever becomes a resident of E001 sees its past deals and scenarios too, those of former residents among them.']
    desk.saves('units/edit/?id=1', **form, _confirmed=1)
    noted = make.rows(Audit, 'who', 'what', 'before', 'after')[-1]
    assert noted == ('ada', 'unit green / first / E001', 'Users: rosa', 'Users: otto, rosa')
    desk.saves('units/edit/?id=1', users=[str(otto.id)])
    assert make.rows(Audit, 'after')[-1] == 'Users: otto'


def test_a_user_that_is_gone_is_no_resident(desk: Desk) -> None:
    assert desk.refused('units/edit/?id=1', users=['999', 'x']) == ['Users: Some of these users are no longer there.']


def test_a_cluster_or_community_that_is_gone_is_not_picked(desk: Desk) -> None:
    assert desk.refused('units/edit/?id=1', cluster='999') == ['Cluster: There is no such cluster any more.']
    assert desk.refused('clusters/edit/?id=1', community='999') == ['Community: There is no such community any more.']


def test_what_did_not_change_is_no_change(desk: Desk, make: Maker) -> None:
    desk.saves('units/edit/?id=1')
    assert make.count(Audit) == 0


def test_one_may_add_another_or_go_on(desk: Desk) -> None:
    assert desk.fill('communities/new/', **NEW_COMMUNITY, _add_another=1).headers['Location'] == '/admin/communities/new/'
    assert desk.fill('communities/edit/?id=2', name='B', _continue_editing=1).headers['Location'] == '/admin/communities/edit/?id=2'


def test_a_zone_that_is_no_longer_offered_stays_in_the_list(desk: Desk, make: Maker) -> None:
    make.row(Community, code='old', name='Old', time_zone='Japan')
    assert desk.form('communities/edit/?id=2')['time_zone'] == ['Japan']


def test_residents_are_kept_in_the_table(desk: Desk, make: Maker, rosa: Person) -> None:
    desk.saves('units/edit/?id=2', users=[str(rosa.id)], _confirmed=1)
    assert sorted(make.rows_of(unit_user)) == [(1, rosa.id), (2, rosa.id)]
