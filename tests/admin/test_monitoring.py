"""Whom communities notify, which monitors are on, and the list of failures with its filters."""

from datetime import UTC, datetime
from typing import Any

import pytest

from service_center.models.audit import Audit
from service_center.models.monitoring import CommunitySetting, Failure, JobSetting, MonitorMark
from tests.admin.desk import Desk, messages, rows, said
from tests.factories import NOW, Maker

GREEN, FIRST = '["green"]', '["green","first"]'


def test_a_community_notifies_several_addresses(desk: Desk, make: Maker) -> None:
    desk.saves('community-settings/new/', community_id=GREEN, notify_to='a@example.org, b@example.org;\r\nc@example.org a@example.org')
    assert make.rows(CommunitySetting, 'community_id', 'notify_to') == [('green', 'a@example.org,b@example.org,c@example.org')]
    assert desk.form('community-settings/edit/?id=1')['community_id'] == [GREEN]
    desk.saves('community-settings/edit/?id=1', notify_to='d@example.org')
    assert make.rows(Audit, 'what', 'before', 'after')[-1] == (
        'community setting green', 'Notify to: a@example.org,b@example.org,c@example.org', 'Notify to: d@example.org')
    desk.saves('community-settings/delete/?id=1')
    assert make.count(CommunitySetting) == 0


def test_each_address_is_checked(desk: Desk) -> None:
    assert desk.refused('community-settings/new/', community_id='', notify_to='a@example.org, b@, c d') == [
        'Community id: Pick a community.', 'Notify to: “b@” is no mail address.']
    assert 'At least one mail address' in desk.refused('community-settings/new/', community_id=GREEN)[0]
    many = ','.join(f'{number}@example.org' for number in range(100))
    assert desk.refused('community-settings/new/', community_id=GREEN, notify_to=many) == ['Notify to: This has at most 1024 characters.']


def test_a_community_has_one_setting(desk: Desk, make: Maker) -> None:
    make.row(CommunitySetting, community_id='green', notify_to='a@example.org')
    assert desk.refused('community-settings/new/', community_id=GREEN, notify_to='b@example.org') == [
        'Community id: This community has a setting already: change that one.']
    assert desk.refused('community-settings/new/', community_id='["red"]', notify_to='b@example.org') == [
        'Community id: There is no such community.']


def test_job_settings_are_the_switches_of_monitoring(desk: Desk, make: Maker) -> None:
    mark = {'examined_until': NOW, 'reads_on_from': NOW, 'counted': []}
    make.merge(MonitorMark, community_id='green', cluster_id='first', type='apis_ccc_alive', **mark)
    desk.saves('job-settings/new/', community_id=GREEN, cluster_id=FIRST, type='apis_ccc_alive')
    assert make.count(MonitorMark) == 0
    page = desk.saves('job-settings/edit/?id=1', is_active=None)
    assert messages(page)[1] == 'No monitor is on for green / first now: nobody will be told of its failures.'
    what = 'monitor green / first / apis_ccc_alive'
    assert make.rows(Audit, 'what', 'before', 'after') == [(what, 'off', 'on'), (what, 'on', 'off')]
    state = desk.browser.ask('/api/staff/monitoring/state', communityId='green', clusterId='first').get_json()
    assert [(each['who'], each['isActive']) for each in state['switches']] == [('ada', False)]
    desk.saves('job-settings/edit/?id=1', is_active='y')
    desk.saves('job-settings/delete/?id=1')
    assert make.rows(Audit, 'before', 'after')[-1] == ('on', 'off')


def test_a_switch_is_for_a_cluster_and_a_monitor_that_there_are(desk: Desk, make: Maker) -> None:
    assert desk.refused('job-settings/new/', community_id=GREEN, cluster_id='', type='') == [
        'Cluster id: Pick a cluster.', 'Type: Pick one of the six monitors.']
    make.job('apis_ccc_alive')
    assert desk.refused('job-settings/new/', community_id=GREEN, cluster_id=FIRST, type='apis_ccc_alive') == [
        'Type: This cluster has a setting for this monitor already: change that one.']
    assert desk.refused('job-settings/new/', community_id='', cluster_id=FIRST, type='apis_log_severe') == [
        'Community id: Pick a community.', 'Cluster id: This cluster is not in the community picked above.']
    assert make.count(JobSetting) == 1


@pytest.mark.parametrize('pick', ['{', '7', '["green"]', '["green","first","E001"]', '["green","second"]'])
def test_a_cluster_that_was_made_up_is_refused(desk: Desk, pick: str) -> None:
    assert desk.refused('job-settings/new/', community_id=GREEN, cluster_id=pick, type='apis_log_severe') == [
        'Cluster id: There is no such cluster.']


@pytest.fixture
def failures(make: Maker) -> None:
    """NOW is 2020-01-02 12:04:05 in Tokyo, a Thursday."""
    spans = (
        ((2020, 1, 1, 15), None), ((2020, 1, 1, 14, 59), (2020, 1, 1, 15)), ((2019, 12, 27), (2019, 12, 28)), ((2019, 6, 1), (2019, 6, 1)),
    )
    for day, closed in spans:
        make.failure(
            type='apis_main_alive', program_id='apis-main', unit_id='E001', description=f'of {day}',
            detected=datetime(*day, tzinfo=UTC), closed=datetime(*closed, tzinfo=UTC) if closed else None,
        )
    make.failure(cluster_id='second', program_id=None, type='grid_master_alive', detected=datetime(2018, 1, 1, tzinfo=UTC))


@pytest.mark.usefixtures('failures')
@pytest.mark.parametrize(('filters', 'found'), [
    ({}, 5),
    ({'flt0_type_is': 'grid_master_alive'}, 1),
    ({'flt0_community_id_is': 'green'}, 5),
    ({'flt0_community_id_is': 'red'}, 0),
    ({'flt0_cluster_id_is': 'second'}, 1),
    ({'flt0_program_id_is': 'apis-main'}, 4),
    ({'flt0_program_id_is': '-'}, 1),
    ({'flt0_unit_id_is': 'E001', 'flt1_type_is': 'grid_master_alive'}, 0),
    ({'flt0_detected_is': 'today'}, 1),
    ({'flt0_detected_is': 'past_7_days'}, 3),
    ({'flt0_detected_is': 'this_month'}, 2),
    ({'flt0_detected_is': 'this_year'}, 2),
    ({'flt0_detected_is': 'has_date'}, 5),
    ({'flt0_closed_is': 'no_date'}, 2),
    ({'flt0_closed_is': 'has_date'}, 3),
    ({'flt0_closed_is': 'today'}, 1),
    ({'flt0_closed_is': ''}, 5),
    ({'flt0_type_is': '', 'flt1_closed_is': 'no_date'}, 2),
    ({'search': 'apis_main'}, 4),
])
def test_failures_are_filtered(desk: Desk, filters: dict[str, str], found: int) -> None:
    assert len(rows(desk.look('failures/', **filters))) == found


@pytest.mark.usefixtures('failures')
def test_a_filter_that_was_made_up_is_left_out(desk: Desk) -> None:
    assert len(rows(desk.look('failures/', flt0_closed_is='tomorrow'))) == 5


@pytest.mark.usefixtures('failures')
def test_failures_are_neither_added_nor_changed_by_hand(desk: Desk) -> None:
    assert 'Add failure' not in desk.look('failures/')
    assert said(desk.look('failures/')) == []
    for way in ('new/', 'edit/?id=1'):
        assert desk.browser.get(f'/admin/failures/{way}').status_code == 404
        assert desk.browser.post(f'/admin/failures/{way}').status_code in (403, 404)


@pytest.mark.parametrize(('fields', 'monitors', 'removable'), [
    ({'closed': NOW}, ('apis_ccc_alive',), True),
    ({}, ('apis_ccc_alive',), False),
    ({}, ('apis_log_severe',), True),
    ({}, (), True),
    ({'type': 'an old one'}, ('apis_ccc_alive',), True),
    ({'type': 'service_center'}, ('apis_log_severe',), False),
    ({'type': 'service_center'}, (), True),
    ({'cluster_id': 'gone'}, ('apis_ccc_alive',), True),
    ({'community_id': None, 'cluster_id': None}, (), True),
])
def test_a_failure_that_no_monitor_looks_after_can_be_removed(
    desk: Desk, make: Maker, fields: dict[str, Any], monitors: tuple[str, ...], removable: bool,
) -> None:
    for monitor in monitors:
        make.job(monitor)
        make.job(monitor, cluster_id='gone')
    row = make.failure(**fields)
    answer = desk.fill(f'failures/delete/?id={row}')
    if removable:
        assert answer.status_code == 302
        assert make.count(Failure) == 0
        assert make.rows(Audit, 'what')[0].startswith(f'failure {row}: {fields.get("type", "apis_ccc_alive")}')
    else:
        assert 'its monitor is on' in answer.text
        assert make.count(Failure) == 1


def test_a_failure_of_which_a_mail_is_on_its_way_stays(desk: Desk, make: Maker) -> None:
    waiting, sent = make.failure(closed=NOW), make.failure(closed=NOW)
    make.notice(failure_id=waiting)
    make.notice(failure_id=sent, sent=NOW, next_attempt=None)
    assert 'still to be delivered' in desk.fill(f'failures/delete/?id={waiting}').text
    assert desk.fill(f'failures/delete/?id={sent}').status_code == 302
    assert make.count(Failure) == 1
