"""Moving in: what an original's database holds comes over once, whole or not at all, and a report says what did not."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from service_center.domain.errors import BadRequest
from service_center.domain.keys import UnitKey
from service_center.extensions import db
from service_center.models import tables
from service_center.security import passwords
from service_center.services import accounts, example, importing, scenarios
from tests.client import Browser
from tests.factories import NOW, Maker
from tests.services.dying import Killed

SAMPLE = Path(__file__).parent / 'samples' / 'original-example.sqlite3'
NAMES = ['admin', 'nonresident', 'e001', 'e002', 'e003', 'e004']
E001 = UnitKey('oss_community', 'oss_cluster', 'E001')
NOTHING_CAME = ['users: 0 came over, 6 were here already', 'communities: 0 came over, 1 were here already',
    'clusters: 0 came over, 1 were here already', 'units: 0 came over, 4 were here already', 'residents: 0 came over, 8 were here already',
    'scenarios: 0 came over, 5 were here already']
SCOPE = "'oss_community', 'oss_cluster'"


class Field:
    """A database of the original as it is met in the field: the sample, and what happened to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copy(SAMPLE, path)

    def do(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    def moves_in(self, *, dry_run: bool = False, now: datetime = NOW) -> list[str]:
        return importing.import_original(self.path, now, dry_run=dry_run)


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return Field(tmp_path / 'original.sqlite3')


def everything(make: Maker) -> dict[str, list[object]]:
    return {table.__name__: make.rows(table, *table.__table__.columns.keys()) for table in tables.ENTITIES}


def residents(make: Maker) -> list[tuple[int, int]]:
    with make.another_request():
        return sorted((row.unit_id, row.user_id) for row in db.session.execute(tables.unit_user.select()))


def without_constraints(table: str) -> list[str]:
    return [f'ALTER TABLE {table} RENAME TO old', f'CREATE TABLE {table} AS SELECT * FROM old', 'DROP TABLE old']


def told(report: list[str], title: str) -> list[str]:
    """Give what a report says below a title."""
    if f'{title}:' not in report:
        return []
    below = report[report.index(f'{title}:') + 1:]
    lines = []
    for line in below:
        if not line.startswith('  '):
            break
        lines.append(line.strip())
    return lines


# ---------------------------------------------------------------- what comes over


def test_users_units_residents_and_scenarios_come_over_with_their_ids_and_times(make: Maker, field: Field) -> None:
    report = field.moves_in()
    assert report[:4] == ['users: 6 came over', 'communities: 1 came over', 'clusters: 1 came over', 'units: 4 came over']
    assert [row[:2] for row in make.rows(tables.User, 'id', 'username')] == list(enumerate(NAMES, 1))
    assert set(make.rows(tables.User, 'date_joined')) == {datetime(2019, 12, 31, 15, tzinfo=UTC)}
    assert make.rows(tables.User, 'is_superuser') == [True, *[False] * 5]
    assert make.rows(tables.Community, 'id', 'code', 'name', 'time_zone') == [(1, 'oss_community', 'OSS Community', None)]
    assert make.rows(tables.Cluster, 'id', 'community_id', 'code', 'name') == [(1, 1, 'oss_cluster', 'OSS Cluster')]
    assert make.rows(tables.Unit, 'id', 'cluster_id', 'code') == [(n, 1, f'E00{n}') for n in (1, 2, 3, 4)]
    assert residents(make) == [(unit, user) for unit in (1, 2, 3, 4) for user in (1, unit + 2)]
    assert make.rows(tables.Scenario, 'id', 'created', 'unit_id')[0] == (1, datetime(2026, 11, 23, 5, 19, 16, 380434, UTC), None)
    assert make.rows(tables.Scenario, 'id', 'name', 'unit_id')[4] == (5, 'JUST_FOR_E001', 'E001')


def test_scenario_texts_are_the_same_byte_for_byte(make: Maker, field: Field) -> None:
    odd = '\ufeff{"a" : 1.0,\r\n\t"a":"é<script>"}  \n'
    with closing(sqlite3.connect(field.path)) as connection, connection:
        connection.execute('UPDATE scenario_scenario SET data = ? WHERE id = 2', (odd,))
        texts = [row[0] for row in connection.execute('SELECT data FROM scenario_scenario ORDER BY id')]
    assert len(told(field.moves_in(), 'came over, but look at')) == 2  # the cluster without monitors, and this text
    assert make.rows(tables.Scenario, 'data') == texts
    assert texts[1] == odd


@pytest.mark.parametrize('name', NAMES)
def test_old_passwords_open_the_door_and_get_a_new_hash(make: Maker, field: Field, client: Browser, name: str) -> None:
    field.moves_in()
    old = make.rows(tables.User, 'password')[NAMES.index(name)]
    assert old.startswith('pbkdf2_sha256$150000$')
    assert client.log_in(name, 'wrong').status_code == 403
    assert client.log_in(name, name).status_code == 200
    new = make.rows(tables.User, 'password')[NAMES.index(name)]
    assert new.startswith('$argon2id$')
    assert client.get('/api/core/session').status_code == 200
    assert client.log_in(name, name).status_code == 200


def test_validity_choices_failures_and_settings_come_over(make: Maker, field: Field) -> None:
    field.do(
        "UPDATE community_unit SET available_from = '2019-06-30 15:00:00', available_to = '2019-12-31 15:00:00.5' WHERE id = 4",
        f"INSERT INTO scenario_choice VALUES (3, {SCOPE}, 'E001', '2019-12-31 15:00:00', 4)",
        f"INSERT INTO scenario_choice VALUES (7, {SCOPE}, 'E002', '2020-01-01 00:00:00', NULL)",
        "INSERT INTO monitoring_failure VALUES"
        f"(5, 'apis_main_alive', {SCOPE}, 'apis-main', 'E001', '2019-12-01 00:00:00', '2019-12-01 01:00:00', 'x'),"
        "(6, 'apis_log_severe', NULL, NULL, NULL, NULL, '2019-12-02 00:00:00', NULL, NULL)",
        "INSERT INTO monitoring_communitysetting VALUES (2, 'oss_community', 'ops@example.com,more@example.com')",
        f"INSERT INTO monitoring_jobsetting VALUES (9, {SCOPE}, 'apis_main_alive', 1), (8, {SCOPE}, 'apis_ccc_alive', 0)",
    )
    report = field.moves_in()
    assert told(report, 'came over, but look at') == told(report, 'stayed out') == []
    assert make.rows(tables.Unit, 'available_from', 'available_to')[3] == (
        datetime(2019, 6, 30, 15, tzinfo=UTC), datetime(2019, 12, 31, 15, 0, 0, 500000, UTC))
    assert make.rows(tables.Choice, 'id', 'unit_id', 'scenario_id') == [(3, 'E001', 4), (7, 'E002', None)]
    assert make.rows(tables.Failure, 'id', 'unit_id', 'closed', 'description') == [
        (5, 'E001', datetime(2019, 12, 1, 1, tzinfo=UTC), 'x'), (6, None, None, None)]
    assert make.rows(tables.CommunitySetting, 'id', 'notify_to') == [(2, 'ops@example.com,more@example.com')]
    assert make.rows(tables.JobSetting, 'id', 'type', 'is_active') == [(8, 'apis_ccc_alive', False), (9, 'apis_main_alive', True)]
    current = scenarios.current(E001, NOW)
    assert current
    assert current['name'] == 'NORMAL'


def test_what_is_added_later_gets_ids_of_its_own(make: Maker, field: Field) -> None:
    field.do(
        'UPDATE core_user SET id = 40 WHERE id = 2',
        f"INSERT INTO scenario_choice VALUES (70, {SCOPE}, 'E001', '2019-12-31 15:00:00', 4)",
    )
    field.moves_in()
    accounts.create_user('new', 'a long word', NOW)
    assert make.rows(tables.User, 'id', 'username')[-2:] == [(40, 'nonresident'), (41, 'new')]
    assert make.choice(E001, 4) == 71
    assert make.failure() == 1


def test_one_line_of_the_audit_says_that_rows_came_over(make: Maker, field: Field) -> None:
    field.moves_in()
    assert make.rows(tables.Audit, 'at', 'who', 'what', 'after') == [(
        NOW, 'import-original', 'rows of the original, whose database was set up at 2026-11-23 05:19:13.759160',
        '6 users, 1 communities, 1 clusters, 4 units, 8 residents, 5 scenarios, 0 choices, 0 failures, '
        '0 community settings, 0 job settings',
    )]


def test_more_rows_than_go_in_one_batch_come_over(make: Maker, field: Field) -> None:
    field.do(f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1203)
        INSERT INTO scenario_choice SELECT i, {SCOPE}, 'E001', datetime('2019-12-01', i || ' seconds'), 1 FROM n""")
    assert 'choices: 1203 came over' in field.moves_in()
    assert make.rows(tables.Choice, 'id') == list(range(1, 1204))


# ---------------------------------------------------------------- what does not, and is said


def test_groups_single_rights_sessions_and_the_log_are_counted(field: Field) -> None:
    field.do(
        "INSERT INTO auth_group VALUES (1, 'helpers')",
        'INSERT INTO core_user_groups VALUES (1, 2, 1)',
        'UPDATE core_user SET is_staff = 1 WHERE id = 2',
        'INSERT INTO core_user_user_permissions VALUES (1, 2, 8), (2, 2, 12), (3, 3, 12), (4, 1, 12)',
        "INSERT INTO django_session VALUES ('k', 'd', '2026-12-01 00:00:00')",
        "INSERT INTO django_admin_log VALUES (1, '2020-01-01', '1', 'x', '', 1, 1, 1)",
    )
    report = field.moves_in()
    assert told(report, 'not taken') == [
        '4 single rights of users', '1 groups', '1 memberships in groups', '1 sessions: everybody logs in once more',
        "1 lines of the administrator's log",
    ]
    assert 'user 2 (nonresident): had 3 single rights and groups; staff may here see and register everything but users' in told(
        report, 'came over, but look at')


def test_of_several_open_failures_for_one_thing_the_oldest_stays_open(make: Maker, field: Field) -> None:
    thing = f"'apis_main_alive', {SCOPE}, 'apis-main', 'E001'"
    field.do('INSERT INTO monitoring_failure VALUES '
        f"(1, {thing}, '2019-12-03 00:00:00', NULL, 'a'), (2, {thing}, '2019-12-01 00:00:00', NULL, 'b'),"
        f"(3, {thing}, '2019-12-02 00:00:00', NULL, 'c'), (4, {thing}, '2019-11-01 00:00:00', '2019-11-02 00:00:00', 'd')")
    report = field.moves_in()
    assert told(report, 'came over, but look at')[1:] == [
        f'failure {n} (apis_main_alive): came over closed: an older one for the same thing is open' for n in (3, 1)]
    assert make.rows(tables.Failure, 'id', 'closed', 'description') == [
        (1, NOW, 'a'), (2, None, 'b'), (3, NOW, 'c'), (4, datetime(2019, 11, 2, tzinfo=UTC), 'd')]
    assert told(field.moves_in(now=NOW.replace(year=2021)), 'differs, and stays as it is here') == []


def test_a_failure_that_the_monitors_opened_here_keeps_its_place(make: Maker, field: Field) -> None:
    field.moves_in()
    make.failure(community_id='oss_community', cluster_id='oss_cluster', detected=NOW, id=50)
    field.do(f"INSERT INTO monitoring_failure VALUES (1, 'apis_ccc_alive', {SCOPE}, 'apis-ccc', NULL, '2019-12-03 00:00:00', NULL, 'a')")
    assert told(field.moves_in(), 'came over, but look at') == [
        'failure 1 (apis_ccc_alive): came over closed: an older one for the same thing is open']
    assert make.rows(tables.Failure, 'id', 'closed') == [(1, NOW), (50, None)]


UNUSABLE = ['!aQ7', 'md5$salt$0cc175b9c0f1b6a831c399e269772661', 'argon2$argon2i$v=19$m=512,t=2,p=2$c2FsdA$aGFzaA', '', 'e001',
    'pbkdf2_sha256$0$salt$aGFzaA==', 'pbkdf2_sha256$99999999$salt$aGFzaA==']


@pytest.mark.parametrize('stored', UNUSABLE)
def test_a_user_without_a_password_that_can_be_verified_comes_over_and_can_not_log_in(
    make: Maker, field: Field, client: Browser, stored: str,
) -> None:
    field.do(f"UPDATE core_user SET password = '{stored}' WHERE id = 3")
    assert told(field.moves_in(), 'came over, but look at')[0] == (
        'user 3 (e001): has no password that can be verified: give one with `service-center set-password`')
    for password in ('e001', stored, ''):
        assert client.log_in('e001', password).status_code == 403
    accounts.set_password('e001', 'a long word')
    assert field.moves_in()[:6] == NOTHING_CAME
    assert client.log_in('e001', 'a long word').status_code == 200


HOSTILE = [
    ("UPDATE core_user SET username = printf('%.*c', 151, 'x') WHERE id = 3", 'username is longer than 150 characters', 'user 3 (xxx'),
    ("UPDATE core_user SET username = 'a' || char(0) || 'b' WHERE id = 3", 'username holds a character NUL', 'user 3 (a\\x00b)'),
    ("UPDATE core_user SET username = CAST(X'80ff' AS TEXT) WHERE id = 3", 'username is not UTF-8', 'user 3 (\\udc80'),
    ("UPDATE core_user SET username = X'4142' WHERE id = 3", 'username is no text', 'user 3 ('),
    ("UPDATE core_user SET is_staff = 2 WHERE id = 3", 'is_staff is neither 0 nor 1', 'user 3 (e001)'),
    ("UPDATE core_user SET date_joined = 'yesterday' WHERE id = 3", 'date_joined is no date and time', 'user 3 (e001)'),
    ("UPDATE core_user SET date_joined = '2019-02-30 00:00:00' WHERE id = 3", 'date_joined is no date and time', 'user 3 (e001)'),
    ("UPDATE core_user SET date_joined = '0001-01-01 00:00:00+09:00' WHERE id = 3", 'date_joined is no date and time', 'user 3 (e001)'),
    ("UPDATE core_user SET id = 3000000000 WHERE id = 3", 'id is no number from 1 to 2147483647', 'user 3000000000 (e001)'),
    ("UPDATE core_user SET id = -1 WHERE id = 3", 'id is no number from 1 to 2147483647', 'user -1 (e001)'),
    ("UPDATE community_unit SET available_from = '2020-01-01 00:00:00', available_to = '2020-01-01 00:00:00' WHERE id = 1",
        'available_to is not after available_from', 'unit 1 (E001)'),
    ('UPDATE community_unit SET cluster_id = 9 WHERE id = 1', 'its cluster 9 is not there or did not come over', 'unit 1 (E001)'),
]


@pytest.mark.parametrize(('statement', 'why', 'whom'), HOSTILE, ids=[f'{why} {n}' for n, (_, why, _) in enumerate(HOSTILE)])
def test_a_row_that_can_not_come_over_is_named_and_the_others_come(field: Field, statement: str, why: str, whom: str) -> None:
    field.do('PRAGMA foreign_keys=OFF', statement)
    report = field.moves_in()
    first, *following = told(report, 'stayed out')
    assert first.startswith(whom)
    assert first.endswith(f': {why}')
    assert all(line.startswith('resident unit_id 1, user_id ') for line in following)
    assert len(following) == (2 if whom.startswith('unit') else 1)
    assert 'scenarios: 5 came over' in report


def test_markup_and_control_characters_come_over_and_do_not_reach_the_terminal(make: Maker, field: Field) -> None:
    field.do("UPDATE core_user SET username = char(27) || '[2J<script>', password = '!' WHERE id = 3")
    assert 'user 3 (\\x1b[2J<script>): has no password' in '\n'.join(field.moves_in())
    assert make.rows(tables.User, 'username')[2] == '\x1b[2J<script>'


def test_two_of_one_name_are_told_apart_and_only_the_first_comes(make: Maker, field: Field) -> None:
    field.do(*without_constraints('community_community'))
    field.do(
        "INSERT INTO community_community VALUES (2, 'oss_community', 'again')", "INSERT INTO community_cluster VALUES (2, 'c', 'c', 2)",
        "INSERT INTO community_unit VALUES (9, 'E009', 'E009', NULL, NULL, 2)",
    )
    assert told(field.moves_in(), 'stayed out') == [
        'community 2 (oss_community): the same code as community 1 (oss_community)',
        'cluster 2 (c): its community 2 is not there or did not come over',
        'unit 9 (E009): its cluster 2 is not there or did not come over',
    ]
    assert make.count(tables.Community) == 1


def test_two_of_one_id_are_told_apart_and_only_the_first_comes(make: Maker, field: Field) -> None:
    field.do(*without_constraints('core_user'), 'INSERT INTO core_user SELECT * FROM core_user WHERE id = 1')
    assert told(field.moves_in(), 'stayed out') == ['user 1 (admin): stands there twice']
    assert make.count(tables.User) == 6


def test_global_scenarios_of_one_name_both_come_over_as_the_original_had_them(make: Maker, field: Field) -> None:
    field.do("INSERT INTO scenario_scenario VALUES (6, NULL, NULL, NULL, '2020-01-01 00:00:00', 'NORMAL', NULL, NULL)")
    assert told(field.moves_in(), 'stayed out') == []
    assert make.count(tables.Scenario) == 6


def test_a_choice_whose_scenario_is_not_there_becomes_the_choice_of_none(make: Maker, field: Field) -> None:
    field.do('PRAGMA foreign_keys=OFF', "UPDATE scenario_scenario SET name = 'a' || char(0) WHERE id = 4",
        f"INSERT INTO scenario_choice VALUES (1, {SCOPE}, 'E001', '2019-12-30 00:00:00', 1),"
        f"(2, {SCOPE}, 'E001', '2019-12-31 00:00:00', 99),"
        f"(3, {SCOPE}, 'E001', '2020-01-01 00:00:00', 4)")
    report = field.moves_in()
    assert told(report, 'came over, but look at')[1:] == [
        f'choice {n} (E001): became the choice of none: its scenario {scenario} is not there or did not come over'
        for n, scenario in ((2, 99), (3, 4))
    ]
    assert make.rows(tables.Choice, 'scenario_id') == [1, None, None]
    assert scenarios.current(E001, NOW) is None


@pytest.mark.parametrize('name', [' e001', 'ｅ００１', ' '])
def test_a_name_that_nobody_can_type_is_reported(make: Maker, field: Field, name: str) -> None:
    field.do(f"UPDATE core_user SET username = '{name}' WHERE id = 3")
    assert any('nobody can log in with such a name' in line for line in field.moves_in())
    assert make.rows(tables.User, 'username')[2] == name


def test_a_switch_of_a_monitor_that_there_is_not_is_reported(field: Field) -> None:
    field.do(f"INSERT INTO monitoring_jobsetting VALUES (1, {SCOPE}, 'gone', 1)")
    assert told(field.moves_in(), 'came over, but look at') == ['job setting 1 (gone): there is no monitor of this type here']


# ---------------------------------------------------------------- twice, half, and not at all


def test_a_second_import_changes_nothing(make: Maker, field: Field) -> None:
    field.moves_in()
    before = everything(make), residents(make)
    assert field.moves_in(now=NOW.replace(year=2021))[:6] == NOTHING_CAME
    assert (everything(make), residents(make)) == before


def test_a_dry_run_reports_and_keeps_nothing(make: Maker, field: Field) -> None:
    before = everything(make)
    said = field.moves_in(dry_run=True)
    assert said[-1] == 'dry run: nothing was kept'
    assert everything(make) == before
    assert field.moves_in() == said[:-1]


def test_what_differs_is_reported_and_stays_as_it_is_here(make: Maker, field: Field) -> None:
    field.moves_in()
    field.do("UPDATE core_user SET email = 'x@example.com', is_active = 0 WHERE id = 2",
        "UPDATE core_user SET password = 'pbkdf2_sha256$1$a$b' WHERE id = 3",
        "UPDATE community_unit SET name = 'House 1' WHERE id = 1", "UPDATE core_user SET last_login = '2020-01-01 00:00:00'")
    assert told(field.moves_in(), 'differs, and stays as it is here') == [
        'user 2 (nonresident): email, is_active', 'user 3 (e001): password', 'unit 1 (E001): name']
    assert make.rows(tables.User, 'email', 'is_active')[1] == ('', True)
    assert passwords.is_password(make.rows(tables.User, 'password')[2], 'e001')


def test_a_hash_that_was_renewed_here_is_no_difference(field: Field, client: Browser) -> None:
    field.moves_in()
    assert client.log_in('e001', 'e001').status_code == 200
    assert told(field.moves_in(), 'differs, and stays as it is here') == []


def test_what_is_new_in_the_original_comes_with_a_second_import(make: Maker, field: Field) -> None:
    field.moves_in()
    field.do("INSERT INTO core_user SELECT 7, password, NULL, 0, 'e005', '', '', '', 0, 1, date_joined FROM core_user WHERE id = 3",
        "INSERT INTO community_unit VALUES (5, 'E005', 'E005', NULL, NULL, 1)",
        'INSERT INTO community_unit_users VALUES (20, 5, 7), (21, 5, 1), (22, 1, 7)')
    assert field.moves_in()[:5] == ['users: 1 came over, 6 were here already', 'communities: 0 came over, 1 were here already',
        'clusters: 0 came over, 1 were here already', 'units: 1 came over, 4 were here already',
        'residents: 3 came over, 8 were here already']
    assert {(5, 7), (5, 1), (1, 7)} < set(residents(make))
    assert make.count(tables.Audit) == 2


def test_who_was_taken_out_of_a_unit_here_is_not_put_back(make: Maker, field: Field) -> None:
    field.moves_in()
    with make.another_request():
        db.session.execute(tables.unit_user.delete().where(tables.unit_user.c.user_id == 3))
        db.session.commit()
    assert told(field.moves_in(), 'stayed out') == [
        'resident unit_id 1, user_id 3: unit and user are here already, and this user is not its resident here']
    assert (1, 3) not in residents(make)


def test_an_id_or_a_name_that_belongs_to_another_one_here_is_never_mixed_up(make: Maker, field: Field) -> None:
    field.moves_in()
    accounts.create_user('new.here', 'a long word', NOW)
    accounts.create_user('e009', 'a long word', NOW)
    field.do("INSERT INTO core_user SELECT 7, password, NULL, 1, 'new there', '', '', '', 1, 1, date_joined FROM core_user WHERE id = 3",
        "INSERT INTO core_user SELECT 9, password, NULL, 1, 'e009', '', '', '', 1, 1, date_joined FROM core_user WHERE id = 3",
        'INSERT INTO community_unit_users VALUES (20, 1, 7), (21, 1, 9)')
    assert told(field.moves_in(), 'stayed out') == [
        'user 7 (new there): its id belongs to another one here, user 7 (new.here)', 'user 9 (e009): the same username as user 8 (e009)',
        'resident unit_id 1, user_id 7: its user 7 is not there or did not come over',
        'resident unit_id 1, user_id 9: its user 9 is not there or did not come over',
    ]
    assert make.rows(tables.User, 'username', 'is_superuser')[6:] == [('new.here', False), ('e009', False)]


@pytest.fixture(params=['before anything of a table', 'before the end'])
def killing(request: pytest.FixtureRequest, app: object) -> Iterator[Callable[[], None]]:
    """Kill the import at its scenarios, or when it is about to commit."""
    at_end, engine = request.param == 'before the end', db.engine

    def at_insert(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith('INSERT INTO scenario'):
            raise Killed

    def at_commit(_session: object) -> None:
        raise Killed

    target = (db.session, 'before_commit', at_commit) if at_end else (engine, 'before_cursor_execute', at_insert)
    event.listen(*target)
    yield lambda: event.remove(*target)
    if event.contains(*target):
        event.remove(*target)


def test_an_import_that_fails_half_way_leaves_nothing_behind(make: Maker, field: Field, killing: Callable[[], None]) -> None:
    with pytest.raises(Killed):
        field.moves_in()
    killing()
    assert {table: make.count(table) for table in tables.ENTITIES} == dict.fromkeys(tables.ENTITIES, 0)
    assert residents(make) == []
    assert field.moves_in()[0] == 'users: 6 came over'


def test_somebody_who_writes_at_the_same_time_is_not_overwritten(make: Maker, field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = importing.importing.plan

    def planned(*words: Any) -> object:
        make.user('admin', password='another word')
        return plan(*words)

    monkeypatch.setattr(importing.importing, 'plan', planned)
    with pytest.raises(BadRequest, match='somebody else wrote at the same time, so nothing came over'):
        field.moves_in()
    assert make.rows(tables.User, 'username') == ['admin']
    assert make.count(tables.Scenario) == 0


@pytest.mark.parametrize('begin', [lambda make: example.load(NOW), lambda make: make.user('vera'), lambda make: make.unit(E001),
    lambda make: make.scenario(), lambda make: make.failure(), lambda make: make.job()])
def test_a_database_in_use_refuses_and_says_how_to_begin(make: Maker, field: Field, begin: Callable[[Maker], object]) -> None:
    begin(make)
    before = everything(make)
    with pytest.raises(BadRequest, match=r'did not come from the original: begin with an empty database'):
        field.moves_in()
    assert everything(make) == before


def test_two_originals_are_not_mixed(field: Field) -> None:
    field.moves_in()
    field.do("UPDATE django_migrations SET applied = '2021-01-01 00:00:00'")
    with pytest.raises(BadRequest, match='another database of the original'):
        field.moves_in()
