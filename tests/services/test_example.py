"""The example of the specification: loaded once, into an empty database."""


import pytest
from sqlalchemy import event, select

from service_center.domain import scenarios as grammar
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.monitors import MONITORS
from service_center.domain.periods import Period
from service_center.extensions import db
from service_center.models import tables
from service_center.security import passwords
from service_center.services import communities, example, monitoring, scenarios
from tests.factories import DAY, E001, HOUR, NOW, Maker

CLUSTER = ClusterKey('oss_community', 'oss_cluster')
UNITS = ['E001', 'E002', 'E003', 'E004']


@pytest.fixture
def loaded() -> str:
    return example.load(NOW)


def test_the_example_is_one_community_with_one_cluster_of_four_units(loaded: str) -> None:
    assert loaded == (
        'the example is loaded: oss_community > oss_cluster > E001, E002, E003, E004; accounts admin, nonresident, e001, e002, e003, e004'
    )
    drawn = communities.whole_outline(NOW)['communities']
    assert list(drawn) == ['oss_community']
    assert list(drawn['oss_community']['clusters']['oss_cluster']['units']) == UNITS


def test_the_accounts_have_their_names_for_passwords_and_the_rights_of_their_roles(make: Maker, loaded: str) -> None:
    users = make.rows(tables.User, 'id', 'username', 'is_staff', 'is_superuser')
    assert users == [(1, 'admin', True, True),
        *((n, name, False, False) for n, name in enumerate(('nonresident', 'e001', 'e002', 'e003', 'e004'), 2))]
    assert all(passwords.is_password(stored, name) for name, stored in make.rows(tables.User, 'username', 'password'))


def test_each_resident_lives_in_a_unit_and_admin_in_all(loaded: str) -> None:
    residents = {unit.code: sorted(user.username for user in unit.residents) for unit in db.session.scalars(select(tables.Unit))}
    assert residents == {unit: ['admin', unit.lower()] for unit in UNITS}


def test_every_scenario_is_sound(make: Maker, loaded: str) -> None:
    texts = dict(make.rows(tables.Scenario, 'name', 'data'))
    assert set(texts) == {'HIGH_PRIORITY', 'LOW_PRIORITY', 'NORMAL', 'NO_DEAL', 'JUST_FOR_E001'}
    assert {name: [str(p) for p in grammar.problems(text, unit_ids=UNITS)] for name, text in texts.items()} == {name: [] for name in texts}


def test_one_scenario_is_for_e001_alone_and_all_have_chosen_the_normal_one(loaded: str) -> None:
    available = {unit: [s['name'] for s in scenarios.list_available(UnitKey(*vars(CLUSTER).values(), unit))] for unit in UNITS}
    assert 'JUST_FOR_E001' in available['E001']
    assert len(available['E001']) == 5
    assert len(available['E002']) == 4
    current = [scenarios.current(UnitKey(*vars(CLUSTER).values(), unit), NOW) for unit in UNITS]
    assert [scenario['name'] for scenario in current if scenario] == ['NORMAL'] * 4


def test_all_monitors_are_on_and_all_failures_closed(loaded: str) -> None:
    assert [job['type'] for job in monitoring.list_jobs(CLUSTER) if job['isActive']] == list(MONITORS)
    assert monitoring.list_open_failures(CLUSTER) == []
    failures = monitoring.list_failures(CLUSTER, Period())
    assert len(failures) >= 3
    assert all(failure['detected'] < failure['closed'] < NOW for failure in failures)


def test_a_second_load_changes_nothing(make: Maker, loaded: str) -> None:
    before = {table: make.count(table) for table in tables.ENTITIES}
    assert example.load(NOW) == 'the example stays out: there are communities or users already'
    assert {table: make.count(table) for table in tables.ENTITIES} == before


@pytest.mark.parametrize('what', ['user', 'unit'])
def test_a_database_in_use_is_left_alone(make: Maker, what: str) -> None:
    make.user('ida') if what == 'user' else make.unit(E001)
    assert example.load(NOW) == 'the example stays out: there are communities or users already'
    assert make.count(tables.Scenario) == 0


def test_a_load_that_fails_leaves_nothing_behind(make: Maker) -> None:
    def break_down(*_: object) -> None:
        raise OSError('the disk is full')

    event.listen(tables.Failure, 'before_insert', break_down)
    try:
        with pytest.raises(OSError, match=r'disk'):
            example.load(NOW)
    finally:
        event.remove(tables.Failure, 'before_insert', break_down)
    assert {table: make.count(table) for table in tables.ENTITIES} == dict.fromkeys(tables.ENTITIES, 0)


def test_a_larger_village_has_so_many_units_registered_once(make: Maker) -> None:
    example.load(NOW)
    example.register_units_of_village(7, NOW)
    example.register_units_of_village(7, NOW)
    assert make.rows(tables.Unit, 'code') == ['E001', 'E002', 'E003', 'E004', 'E005', 'E006', 'E007']


def test_units_that_only_a_larger_village_had_are_in_use_no_more_until_there_is_one_again(make: Maker) -> None:
    def in_use() -> list[str]:
        cluster = communities.whole_outline(NOW + HOUR)['communities']['oss_community']['clusters']['oss_cluster']
        return sorted(cluster['units'])

    example.load(NOW - DAY)
    example.register_units_of_village(6, NOW - HOUR)
    example.register_units_of_village(4, NOW)
    assert in_use() == UNITS
    example.register_units_of_village(5, NOW)
    assert in_use() == [*UNITS, 'E005']
    assert make.count(tables.Unit) == 6


def test_without_the_example_no_units_are_registered(make: Maker) -> None:
    example.register_units_of_village(7, NOW)
    assert make.count(tables.Unit) == 0
