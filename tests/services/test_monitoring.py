"""Failures of a cluster, and which of its monitors are on."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from flask import Flask

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import MONITORS
from service_center.domain.periods import Period
from service_center.domain.roles import Viewer
from service_center.models.audit import Audit
from service_center.models.monitoring import JobSetting
from service_center.services import monitoring
from tests.factories import CLUSTER, HOUR, MINUTE, NOW, Maker

ADA = Viewer(1, 'ada', is_staff=True, is_superuser=False, is_resident=False)
ELSEWHERE = ClusterKey('green', 'second')


def switch(monitor: str = 'apis_main_alive', *, on: bool) -> None:
    monitoring.switch_job(ADA, CLUSTER, monitor, NOW, on=on)


def switched_on(cluster: ClusterKey = CLUSTER) -> list[str]:
    return [job['type'] for job in monitoring.list_jobs(cluster) if job['isActive']]


# ---- failures


def test_a_failure_is_shown_whole(make: Maker) -> None:
    failure_id = make.failure(unit_id='E001')
    assert [list(failure.items()) for failure in monitoring.list_open_failures(CLUSTER)] == [[
        ('id', failure_id), ('type', 'apis_ccc_alive'), ('community_id', 'green'), ('cluster_id', 'first'), ('program_id', 'apis-ccc'),
        ('unit_id', 'E001'), ('detected', NOW - HOUR), ('closed', None), ('description', 'silent'),
    ]]


def test_failures_come_by_detection_then_by_id(make: Maker) -> None:
    late, twin, early = (make.failure(detected=at, unit_id=unit) for at, unit in ((NOW, 'E001'), (NOW, 'E002'), (NOW - HOUR, 'E003')))
    assert [failure['id'] for failure in monitoring.list_open_failures(CLUSTER)] == [early, late, twin]
    assert [failure['id'] for failure in monitoring.list_failures(CLUSTER, Period())] == [early, late, twin]


def test_a_closed_failure_is_not_open_and_those_of_others_are_not_ours(make: Maker) -> None:
    make.failure(closed=NOW)
    make.failure(cluster_id='second')
    make.failure(community_id=None, cluster_id=None)
    assert monitoring.list_open_failures(CLUSTER) == []


@pytest.mark.parametrize(
    ('period', 'found'),
    [
        (Period(), ['past', 'touching', 'open', 'future']),
        (Period(NOW, None), ['touching', 'open', 'future']),
        (Period(None, NOW), ['past', 'touching', 'open']),
        (Period(NOW - 9 * HOUR, NOW - 4 * HOUR), []),
        (Period(NOW, NOW + MINUTE), ['touching', 'open', 'future']),
    ],
)
def test_a_failure_touches_a_period_up_to_its_close_and_from_its_detection(make: Maker, period: Period, found: list[str]) -> None:
    make.failure(description='past', detected=NOW - 4 * HOUR, closed=NOW - HOUR / 3600000)
    make.failure(description='touching', detected=NOW - 3 * HOUR, closed=NOW)
    make.failure(description='open', detected=NOW - 2 * HOUR)
    make.failure(description='future', detected=NOW, unit_id='E001')
    assert [failure['description'] for failure in monitoring.list_failures(CLUSTER, period)] == found


# ---- switches


def test_all_six_monitors_are_listed_and_off_without_a_setting() -> None:
    assert monitoring.list_jobs(CLUSTER) == [{'type': monitor, 'isActive': False} for monitor in MONITORS]
    assert len(MONITORS) == 6


def test_a_setting_of_a_monitor_that_there_is_no_more_is_not_listed(make: Maker) -> None:
    make.job('retired')
    make.job('apis_log_severe')
    assert switched_on() == ['apis_log_severe']


def test_a_switch_of_one_cluster_is_none_of_another(make: Maker) -> None:
    switch(on=True)
    assert switched_on(ELSEWHERE) == switched_on(ClusterKey('blue', 'first')) == []
    monitoring.switch_job(ADA, ELSEWHERE, 'apis_main_alive', NOW, on=False)
    assert switched_on() == ['apis_main_alive']


@pytest.mark.parametrize(
    ('before', 'on', 'row', 'noted'),
    [
        (None, True, True, ('off', 'on')),
        (False, True, True, ('off', 'on')),
        (True, False, False, ('on', 'off')),
        (True, True, True, None),
        (False, False, False, None),
        (None, False, None, None),
    ],
    ids=['first time on', 'on', 'off', 'on already', 'off already', 'never on, off'],
)
def test_a_switch_is_turned_and_noted_only_when_it_changes(
    make: Maker, before: bool | None, on: bool, row: bool | None, noted: tuple[str, str] | None,
) -> None:
    if before is not None:
        make.job(on=before)
    switch(on=on)
    assert make.rows(JobSetting, 'is_active') == ([] if row is None else [row])
    what = 'monitor green / first / apis_main_alive'
    assert make.rows(Audit, 'at', 'who', 'what', 'before', 'after') == ([(NOW, 'ada', what, *noted)] if noted else [])


@pytest.mark.parametrize('monitor', ['', 'retired', 'APIS_MAIN_ALIVE', 'apis_main_alive ', 'x' * 100_000, '\0', '\ud800'])
def test_a_monitor_that_there_is_not_is_refused_without_being_quoted(make: Maker, monitor: str) -> None:
    make.job('retired')
    with pytest.raises(BadRequest, match=r'^unknown type$'):
        switch(monitor, on=True)
    assert (make.count(JobSetting), make.count(Audit)) == (1, 0)


def test_many_who_switch_at_once_all_succeed_and_each_change_is_noted_once_and_in_order(app: Flask, make: Maker, cluster: object) -> None:
    def by_another(on: bool) -> None:
        with app.app_context():
            switch(on=on)

    with ThreadPoolExecutor(8) as people:
        list(people.map(by_another, [True, True, False, True, False, False] * 6))
    assert make.count(JobSetting) == 1
    changes = make.rows(Audit, 'before', 'after')
    assert changes[0] == ('off', 'on')
    assert all(later[0] == earlier[1] and later[0] != later[1] for earlier, later in pairwise(changes))

