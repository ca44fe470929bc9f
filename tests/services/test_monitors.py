"""Rounds of the monitors: what they open, close and mail, round after round, with rivals, in storms, in trouble, and blind."""

import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.errors import AutoReconnect, ExecutionTimeout
from sqlalchemy import select

from service_center.config import MONITORING
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.monitors import ALIVE, MONITORS, SEVERE
from service_center.domain.roles import Viewer
from service_center.domain.severe_lines import SevereLine
from service_center.extensions import db, mongo
from service_center.models.communities import Cluster, Unit
from service_center.models.monitoring import Failure, MonitorMark, Notice
from service_center.services import jobs, monitoring, monitors, sight
from service_center.services.transaction import transaction
from service_center.telemetry import apis_log
from tests.factories import CLUSTER, DAY, HOUR, MINUTE, NOW, OF_CLUSTER, SECOND, Maker
from tests.recorded import made_id

ADA = Viewer(1, 'ada', is_staff=True, is_superuser=False, is_resident=False)
BLIND = 'service_center'
NOT_RUNNING = 'The program may not be running.'
MILLISECOND = timedelta(milliseconds=1)
CHECKER = {'loggername': 'io.vertx.core.impl.BlockedThreadChecker'}
Line = dict[str, Any]


@pytest.fixture(autouse=True)
def _watched(make: Maker, cluster: object) -> None:
    waiting.clear()
    for monitor in MONITORS:
        make.job(monitor)


# ---- what the programs of a cluster log


def line(program: str, unit: str | None, level: str, message: str | None, at: datetime, **fields: Any) -> Line:
    told = {'programId': program, 'loglevel': level, 'loggername': 'a.B', 'message': message, 'datetime': at}
    return {**OF_CLUSTER, **told, **({'unitId': unit} if unit else {}), **fields}


def uri(unit: str, at: datetime, **fields: Any) -> Line:
    return line('apis-main', unit, 'INFO', f'uri : /get/unit/{unit}', at, **fields)


def severe(message: str | None, at: datetime, unit: str | None = 'E001', program: str = 'apis-main', **fields: Any) -> Line:
    return line(program, unit if program == 'apis-main' else None, 'SEVERE', message, at, **fields)


def healthy(begin: datetime, end: datetime, *, without: tuple[str, ...] = (), **fields: Any) -> list[Line]:
    """Write what a healthy cluster says every fifteen seconds, except of some units and programs."""
    lines: list[Line] = []
    at = begin
    while at < end:
        if 'apis-main' not in without:
            lines += [uri(unit, at, **fields) for unit in ('E001', 'E002', 'E003') if unit not in without]
            lines.append(line('apis-main', 'E002', 'INFO', 'gridMasterUnitId : E002', at, **fields))
        if 'apis-ccc' not in without and (at - begin) % (30 * SECOND) == timedelta():
            lines.append(line('apis-ccc', None, 'INFO', 'reporting unit data ...', at, **fields))
        at += 15 * SECOND
    return [one for one in lines if 'grid master' not in without or not one['message'].startswith('grid')]


def unparsed(begin: datetime, end: datetime) -> list[Line]:
    """Write what apis-log makes of lines in another format: few members, and the second in the `_id`."""
    told = {**OF_CLUSTER, 'address': '10.0.0.1:8888', 'message': '[[[apis-main:E001]]] 1601'}
    return [told | {'_id': made_id(second)} for second in range(int(begin.timestamp()), int(end.timestamp()))]


waiting: list[Line] = []


def store(*lines: Line) -> None:
    """Let lines come to the store when their time has come."""
    waiting.extend(lines)


def come(now: datetime) -> None:
    put(*(one for one in waiting if written(one) <= now))
    waiting[:] = [one for one in waiting if written(one) > now]


def written(one: Line) -> datetime:
    at: datetime = one['datetime'] if 'datetime' in one else datetime.fromtimestamp(int(one['_id'][:8], 16), UTC)
    return at


def put(*lines: Line) -> None:
    """Put lines into the store at once."""
    if lines:
        mongo.collection('apis_log').insert_many([dict(one) for one in lines])


# ---- rounds, and what came of them


def look(*names: str, now: datetime = NOW, **settings: Any) -> int:
    come(now)
    return sum(monitors.sweep(name, MONITORING | settings, 'Asia/Tokyo', now) for name in names or MONITORS)


def every_minute(begin: datetime, end: datetime, *names: str) -> None:
    now = begin
    while now <= end:
        look(*names, now=now)
        now += MINUTE


def failures(*, is_open: bool | None = None) -> list[tuple[str, str | None]]:
    """Name type and unit of the failures that there are, that are open, or that are closed; by id."""
    rows = db.session.scalars(select(Failure).order_by(Failure.id))
    found = [(row.type, row.unit_id) for row in rows if is_open is None or (row.closed is None) is is_open]
    db.session.rollback()
    return found


def mails() -> list[str]:
    subjects = list(db.session.scalars(select(Notice.subject).order_by(Notice.id)))
    db.session.rollback()
    return [subject.partition(' : ')[0] for subject in subjects]


def description(type_: str) -> str:
    said = db.session.scalars(select(Failure.description).where(Failure.type == type_)).one()
    db.session.rollback()
    return said or ''


# ---- one round


def test_a_healthy_cluster_has_no_failure() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW))
    assert look() == 6
    assert (failures(), mails()) == ([], [])


@pytest.mark.parametrize(('without', 'found'), [
    (('E001',), [('apis_main_alive', 'E001')]),
    (('E001', 'E003'), [('apis_main_alive', 'E001'), ('apis_main_alive', 'E003')]),
    (('apis-ccc',), [('apis_ccc_alive', None)]),
    (('grid master',), [('grid_master_alive', None)]),
    (('apis-main',), [('apis_main_alive', 'E001'), ('apis_main_alive', 'E002'), ('apis_main_alive', 'E003'), ('grid_master_alive', None)]),
])
def test_what_is_silent_is_reported_once_and_closed_when_it_is_back(without: tuple[str, ...], found: list[tuple[str, str | None]]) -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW + 2 * MINUTE, without=without), *healthy(NOW + 2 * MINUTE + SECOND, NOW + 5 * MINUTE))
    every_minute(NOW, NOW + 2 * MINUTE)
    assert failures(is_open=True) == found
    assert len(mails()) == len(found)
    every_minute(NOW + 3 * MINUTE, NOW + 4 * MINUTE)
    assert failures(is_open=True) == []
    assert failures() == found
    assert [mail.split()[-1] for mail in mails()] == ['detected'] * len(found) + ['closed'] * len(found)


@pytest.mark.parametrize(('program', 'unit', 'name'), [('apis-main', 'E002', 'apis_main_alive'), ('apis-ccc', None, 'apis_ccc_alive')])
def test_a_thread_that_is_blocked_too_long_is_a_failure_until_it_goes_on(program: str, unit: str | None, name: str) -> None:
    text = 'Thread Thread[vert.x-eventloop-thread-0,5,main] has been blocked for {} ms, time limit is 2000'
    store(*healthy(NOW - 5 * MINUTE, NOW + 5 * MINUTE))
    store(*(line(program, unit, 'WARNING', text.format(sec * 1000), NOW + (sec - 300) * SECOND, **CHECKER) for sec in range(2, 303)))
    look()
    assert failures() == []
    look(now=NOW + 30 * SECOND)
    assert failures(is_open=True) == [(name, unit)]
    look(now=NOW + 3 * MINUTE)
    assert failures(is_open=False) == [(name, unit)]


def test_the_limit_of_blocked_threads_is_a_setting() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW))
    store(line('apis-main', 'E001', 'WARNING', ' has been blocked for 2001 ms', NOW - SECOND, **CHECKER))
    look(thread_blocking_limit_msec=2001)
    assert failures() == []
    look(now=NOW + SECOND, thread_blocking_limit_msec=2000)
    assert failures() == [('apis_main_alive', 'E001')]


def test_units_that_are_not_valid_now_are_not_watched_and_what_was_open_is_closed(make: Maker) -> None:
    make.unit(UnitKey('green', 'first', 'E004'), available_from=NOW + MINUTE)
    make.unit(UnitKey('green', 'first', 'E005'), available_to=NOW)
    make.failure(type='apis_main_alive', program_id='apis-main', unit_id='E005')
    store(*healthy(NOW - 5 * MINUTE, NOW))
    store(severe('broken', NOW - SECOND, 'E004'), severe('broken', NOW - SECOND, 'E005'), severe('broken', NOW - SECOND, 'E009'))
    look()
    assert failures(is_open=True) == []
    assert failures() == [('apis_main_alive', 'E005')]
    reason = db.session.scalars(select(Notice.text)).one()
    assert 'no longer monitored' in reason


def test_a_cluster_without_valid_units_is_not_looked_at(make: Maker) -> None:
    with transaction():
        for unit in db.session.scalars(select(Unit)):
            unit.available_to = NOW
    store(severe('broken', NOW - SECOND), severe('broken', NOW - SECOND, program='apis-ccc'))
    assert look() == 6
    assert failures() == []


@pytest.mark.parametrize('name', MONITORS)
def test_only_where_a_monitor_is_on_it_looks(make: Maker, name: str) -> None:
    monitoring.switch_job(ADA, CLUSTER, name, NOW, on=False)
    make.unit(UnitKey('green', 'second', 'E001'))
    store(*(severe('broken', NOW - SECOND, program=program) for program in ('apis-main', 'apis-ccc', 'apis-log')))
    assert look(name) == 0
    assert failures() == []


def test_a_cluster_that_is_gone_between_two_looks_is_passed_over(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitors, '_list_active', lambda name: [ClusterKey('green', 'gone')])
    assert look() == 6
    assert failures() == []


def test_other_clusters_and_their_lines_are_others(make: Maker) -> None:
    second = ClusterKey('green', 'second')
    make.unit(UnitKey('green', 'second', 'E001'))
    make.job('apis_main_severe', cluster_id='second')
    store(*healthy(NOW - 5 * MINUTE, NOW), severe('broken', NOW - SECOND, clusterId='second'))
    assert look() == 7
    found = db.session.execute(select(Failure.cluster_id, Failure.type)).all()
    assert [tuple(row) for row in found] == [(second.cluster_id, 'apis_main_severe')]


# ---- bad documents


BAD: list[Line] = [
    {}, {'datetime': None}, {'datetime': 'yesterday'}, {'datetime': 1_577_934_240_000}, {'datetime': []}, {'programId': 7},
    {'programId': None}, {'unitId': 7}, {'unitId': None}, {'unitId': {'id': 'E001'}},
    {'loglevel': 7}, {'loglevel': None}, {'message': None}, {'message': 7},
    {'message': ['broken']}, {'message': '\0\ud7ff\n\r'}, {'loggername': 7}, {'loggername': None}, {'communityId': None},
    {'datetime': datetime(9999, 12, 31, 23, 59, 59, tzinfo=NOW.tzinfo)}, {'datetime': NOW + DAY}, {'datetime': NOW - 9999 * DAY},
]


@pytest.mark.parametrize('bad', BAD, ids=str)
def test_a_bad_document_hides_nothing_of_good_ones(bad: Line) -> None:
    pattern = [uri('E001', NOW - SECOND), severe('bad', NOW - SECOND), line('apis-main', 'E001', 'WARNING', 'bad', NOW - SECOND)]
    put(*({name: value for name, value in (one | bad).items() if bad or name in OF_CLUSTER} for one in pattern))
    store(*healthy(NOW - 5 * MINUTE, NOW + 5 * MINUTE, without=('E003',)))
    store(severe('good', NOW - SECOND, 'E002'), severe('good', NOW - SECOND, program='apis-ccc'))
    every_minute(NOW, NOW + 4 * MINUTE)
    assert {('apis_main_alive', 'E003')} <= set(failures(is_open=True)) <= {('apis_main_alive', 'E003')}
    assert {('apis_main_severe', 'E002'), ('apis_ccc_severe', None)} <= set(failures(is_open=False))


def test_a_line_without_a_message_is_a_line() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW), severe(None, NOW - SECOND, program='apis-log'))
    look()
    assert failures() == [('apis_log_severe', None)]


# ---- severe monitors read on


def severe_only(at: datetime, name: str = 'apis_main_severe') -> set[str]:
    """Look, and say which units have a failure now."""
    look(name, now=at)
    return {unit or name for type_, unit in failures(is_open=True) if type_ == name}


def test_lines_between_two_rounds_are_seen_however_long_the_pause() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW + 4 * HOUR, without=('E002', 'E003', 'apis-ccc')))
    assert severe_only(NOW) == set()
    store(severe('broken', NOW + HOUR))
    assert severe_only(NOW + 3 * HOUR) == {'E001'}
    assert severe_only(NOW + 3 * HOUR + MINUTE) == set()
    assert mails() == ['[apis_main_severe] failure detected', '[apis_main_severe] failure closed']


def test_after_three_hours_without_a_round_what_was_missed_is_worked_off_without_a_storm() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW), *healthy(NOW + 3 * HOUR - 5 * MINUTE, NOW + 3 * HOUR + 3 * MINUTE))
    every_minute(NOW - MINUTE, NOW)
    store(*(severe(f'broken {n}', NOW + n * MINUTE, ('E001', 'E002')[n % 2]) for n in range(180)))
    every_minute(NOW + 3 * HOUR, NOW + 3 * HOUR + 2 * MINUTE)
    assert failures() == [('apis_main_severe', 'E001'), ('apis_main_severe', 'E002')]
    assert failures(is_open=True) == []
    assert len(mails()) == 4
    texts = ' '.join(row.description or '' for row in db.session.scalars(select(Failure)))
    assert texts.count('(and 89 more like it') == 2


@pytest.mark.parametrize('seed', range(5))
@pytest.mark.no_cover  # long, and covered by others
def test_each_line_is_told_once_however_time_is_cut_and_however_late_it_comes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    told: list[str] = []
    add = monitors.Gathering.add
    monkeypatch.setattr(monitors.Gathering, 'add', lambda self, one: (told.append(one.message or ''), add(self, one))[1])
    look('apis_log_severe')
    arrivals = sorted(
        (at + rng.choice([timedelta(), rng.randrange(600_000) * MILLISECOND]), at)
        for at in (NOW + rng.randrange(3_600_000) * MILLISECOND for _ in range(150))
    )
    now, count = NOW, 0
    while arrivals:
        now += rng.choice([SECOND, MINUTE, MINUTE, MINUTE, 10 * MINUTE])
        while arrivals and arrivals[0][0] < now:
            store(severe(str(count), arrivals.pop(0)[1], program='apis-log'))
            count += 1
        look('apis_log_severe', now=now)
    assert sorted(told, key=int) == [str(number) for number in range(150)]


def test_the_first_round_looks_back_one_interval_and_the_next_no_further() -> None:
    store(severe('old', NOW - 61 * SECOND))
    assert severe_only(NOW) == severe_only(NOW + MINUTE) == set()
    store(severe('new', NOW - 60 * SECOND, 'E002'))
    assert severe_only(NOW + 2 * MINUTE) == {'E002'}


def test_what_is_logged_while_a_monitor_is_off_is_nothing_to_report_when_it_is_on_again() -> None:
    severe_only(NOW)
    monitoring.switch_job(ADA, CLUSTER, 'apis_main_severe', NOW, on=False)
    store(severe('broken', NOW + 5 * MINUTE))
    monitoring.switch_job(ADA, CLUSTER, 'apis_main_severe', NOW + 8 * MINUTE, on=True)
    assert severe_only(NOW + 8 * MINUTE) == severe_only(NOW + 9 * MINUTE) == set()


def test_a_clock_that_was_set_back_by_hours_makes_no_monitor_blind_and_tells_nothing_twice() -> None:
    store(severe('early', NOW + 2 * HOUR - SECOND))
    severe_only(NOW + 2 * HOUR - MINUTE)
    assert severe_only(NOW + 2 * HOUR) == {'E001'}
    assert severe_only(NOW) == set()
    store(severe('now', NOW + 30 * SECOND, 'E002'))
    assert severe_only(NOW + MINUTE) == {'E002'}
    assert mails().count('[apis_main_severe] failure detected') == 2


def test_harmless_lines_of_apis_ccc_are_overlooked() -> None:
    text = 'Communication failed on EventBus ; (NO_HANDLERS,-1) No handlers for address apis.GridMaster.data.all'
    store(*(severe(text, NOW - SECOND, program=program) for program in ('apis-ccc', 'apis-log')))
    assert severe_only(NOW, 'apis_ccc_severe') == set()
    assert severe_only(NOW, 'apis_log_severe') == {'apis_log_severe'}


# ---- a storm (observed: apisLog, 4.5)


def test_a_storm_is_one_failure_one_mail_and_over_when_it_is_over(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'Communication failed with MongoDB ; com.mongodb.MongoWaitQueueFullException: Too many operations, {} of 500 @{:x}'
    storm = [SevereLine(made_id(n), None, NOW + n * SECOND / 2300, 'a.B', text.format(n, n * 7919)) for n in range(76_000)]
    store(*healthy(NOW - 2 * MINUTE, NOW + 16 * MINUTE))
    look('apis_log_severe')
    # from memory: the embedded store takes minutes for so many
    monkeypatch.setattr(apis_log, 'each_severe', lambda _cluster, _program, since: (one for one in storm if one.at >= since))
    look('apis_log_severe', now=NOW + MINUTE)
    assert failures() == [('apis_log_severe', None)]
    said = description('apis_log_severe')
    assert len(said) < 400
    assert '(and 75999 more like it, the last at 2020-01-02 12:04:38+09:00)' in said
    [(remembered, reads_on_from)] = make.rows(MonitorMark, 'counted', 'reads_on_from')
    assert len(remembered) <= 2000
    assert reads_on_from > NOW + 30 * SECOND
    every_minute(NOW + 2 * MINUTE, NOW + 15 * MINUTE, 'apis_log_severe')
    assert failures(is_open=True) == []
    assert mails() == ['[apis_log_severe] failure detected', '[apis_log_severe] failure closed']


def test_a_storm_too_large_for_a_round_is_read_on_in_the_next_and_meanwhile_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitors, 'MOST_IN_A_ROUND', 5)
    store(*healthy(NOW - 2 * MINUTE, NOW + 20 * MINUTE))
    store(severe('first', NOW - 50 * SECOND, 'E001'), *(severe(f'storm {n}', NOW - (40 - n) * SECOND, 'E002') for n in range(12)))
    store(severe('last', NOW - SECOND, 'E003'))
    opened = []
    for minute in range(5):
        look('apis_main_severe', now=NOW + minute * MINUTE)
        opened.append([unit for _, unit in failures(is_open=True)])
    assert opened == [['E001', 'E002'], ['E001', 'E002'], ['E001', 'E002'], ['E003'], []]
    assert mails().count('[apis_main_severe] failure detected') == 3


def test_what_is_overlooked_of_a_storm_does_not_hold_up_what_comes_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitors, 'MOST_IN_A_ROUND', 5)
    harmless = '(TIMEOUT,-1) Timed out apis.GridMaster.data.all'
    store(*healthy(NOW - 2 * MINUTE, NOW + 2 * MINUTE))
    store(*(severe(harmless, NOW - (40 - n) * SECOND, program='apis-ccc') for n in range(9)))
    store(severe('broken', NOW - SECOND, program='apis-ccc'))
    every_minute(NOW, NOW + 2 * MINUTE, 'apis_ccc_severe')
    assert failures() == [('apis_ccc_severe', None)]


def test_a_storm_of_units_that_nobody_registered_is_kept_nowhere(make: Maker) -> None:
    store(*(severe('broken', NOW - SECOND, f'X{number}') for number in range(3000)))
    assert severe_only(NOW) == set()
    assert make.rows(MonitorMark, 'counted') == [[]]


# ---- two at once, and troubles


def test_of_two_workers_in_one_round_one_reports(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    store(severe('broken', NOW - SECOND))
    gather, rivals = monitors._gather, [True]

    def slower(*args: Any) -> Any:
        found = gather(*args)
        if rivals:
            rivals.clear()
            with app.app_context():
                look('apis_main_severe', now=NOW + MILLISECOND)
        return found

    monkeypatch.setattr(monitors, '_gather', slower)
    look('apis_main_severe')
    assert failures() == [('apis_main_severe', 'E001')]
    assert len(mails()) == 1
    assert severe_only(NOW + MINUTE) == set()


def test_the_trouble_of_one_cluster_leaves_the_others_alone_and_the_round_is_no_success(
    make: Maker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ('second', 'third'):
        make.unit(UnitKey('green', name, 'E001'))
        make.job('apis_main_alive', cluster_id=name)
    ask = apis_log.list_heard_units
    troubles: dict[str, Callable[[], Exception]] = {'first': lambda: ExecutionTimeout('too slow'), 'second': lambda: ValueError('a bug')}

    def in_trouble(cluster: ClusterKey, *args: Any) -> Any:
        if cluster.cluster_id in troubles:
            raise troubles[cluster.cluster_id]()
        return ask(cluster, *args)

    monkeypatch.setattr(apis_log, 'list_heard_units', in_trouble)
    with pytest.raises(monitors.RoundFailed, match=r'^apis_main_alive could not look at green / first, green / second$'):
        look('apis_main_alive')
    found = [tuple(row) for row in db.session.execute(select(Failure.cluster_id, Failure.unit_id)).all()]
    assert found == [('third', 'E001')]
    assert [record.levelno for record in caplog.records if 'could not look at' in record.message] == [logging.ERROR] * 2


def test_trouble_in_the_middle_of_writing_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    severe_only(NOW - MINUTE)
    store(severe('broken', NOW - SECOND), severe('broken', NOW - SECOND, 'E002'))
    monkeypatch.setattr(monitors, '_note', lambda *_: 1 / 0)
    with pytest.raises(monitors.RoundFailed):
        look('apis_main_severe')
    assert (failures(), mails()) == ([], [])
    monkeypatch.undo()
    assert severe_only(NOW + MINUTE) == {'E001', 'E002'}


def test_while_the_store_is_away_nothing_is_opened_or_closed_and_no_cluster_waits(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    make.failure(type='apis_ccc_alive')
    asked: list[str] = []

    def away(label: str) -> Any:
        asked.append(label)
        raise AutoReconnect('away')

    monkeypatch.setattr(mongo, 'collection', away)
    for name in MONITORS:
        with pytest.raises(AutoReconnect):
            look(name)
    monkeypatch.undo()
    assert len(asked) == 6
    assert failures(is_open=True) == [('apis_ccc_alive', None)]
    assert mails() == []


# ---- blind: J11


@pytest.mark.no_cover  # long, and covered by others
def test_a_stream_that_goes_away_is_one_failure_of_our_own_and_one_mail_until_it_is_back() -> None:
    gone, back = NOW - 17 * SECOND, NOW + 20 * MINUTE + 13 * SECOND
    store(*healthy(NOW - 5 * MINUTE, gone), *healthy(back, back + 10 * MINUTE))
    every_minute(NOW - 2 * MINUTE, NOW + 20 * MINUTE)
    assert failures() == [(BLIND, None)]
    assert 'arrived since 2020-01-02 12:03:' in description(BLIND)
    row = db.session.scalars(select(Failure)).one()
    assert (row.program_id, row.unit_id, row.community_id, row.cluster_id) == (BLIND, None, 'green', 'first')
    db.session.rollback()
    assert mails() == ['[service_center] failure detected']
    every_minute(NOW + 21 * MINUTE, NOW + 29 * MINUTE)
    assert failures(is_open=True) == []
    assert mails() == ['[service_center] failure detected', '[service_center] failure closed']


@pytest.mark.parametrize(('gone_second', 'back_second'), [(0, 59), (3, 31), (14, 1), (29, 58), (31, 29), (45, 2), (57, 0), (59, 57)])
@pytest.mark.no_cover  # long, and covered by others
def test_wherever_in_a_minute_it_goes_and_comes_there_is_no_other_failure(gone_second: int, back_second: int) -> None:
    gone, back = NOW + gone_second * SECOND, NOW + 4 * MINUTE + back_second * SECOND
    store(*healthy(NOW - 2 * MINUTE, gone), *healthy(back, back + 4 * MINUTE))
    every_minute(NOW, NOW + 7 * MINUTE)
    assert failures() == [(BLIND, None)]
    assert failures(is_open=True) == []


def test_what_was_open_before_stays_open_while_the_stream_is_away() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW, without=('E001',)), severe('broken', NOW - SECOND, 'E002'))
    look()
    assert failures() == [('apis_main_alive', 'E001'), ('apis_main_severe', 'E002')]
    every_minute(NOW + 2 * MINUTE, NOW + 5 * MINUTE)
    assert failures(is_open=True) == [('apis_main_alive', 'E001'), ('apis_main_severe', 'E002'), (BLIND, None)]
    store(*healthy(NOW + 6 * MINUTE, NOW + 12 * MINUTE))
    every_minute(NOW + 8 * MINUTE, NOW + 11 * MINUTE)
    assert failures(is_open=True) == []


def test_a_stream_that_is_away_for_days_stays_away() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW))
    for now in (NOW, NOW + 2 * MINUTE, NOW + 59 * MINUTE, NOW + 2 * HOUR, NOW + 3 * DAY):
        look(now=now)
    assert failures(is_open=True) == [(BLIND, None)]
    assert len(mails()) == 1


@pytest.mark.no_cover  # long, and covered by others
def test_lines_that_come_late_after_an_outage_are_still_read() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW))
    every_minute(NOW, NOW + 30 * MINUTE, *SEVERE)
    store(severe('queued', NOW + 2 * MINUTE), *healthy(NOW + 30 * MINUTE, NOW + 40 * MINUTE))
    every_minute(NOW + 31 * MINUTE, NOW + 32 * MINUTE, *SEVERE)
    assert failures() == [(BLIND, None), ('apis_main_severe', 'E001')]


def test_a_cluster_that_was_never_heard_follows_the_original() -> None:
    look()
    assert failures() == [(name, unit) for name in ALIVE for unit in (('E001', 'E002', 'E003') if name == 'apis_main_alive' else (None,))]


def test_a_cluster_of_which_one_program_was_heard_follows_the_original() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW - 2 * MINUTE, without=('apis-ccc',)))
    look('apis_ccc_alive')
    assert failures() == [('apis_ccc_alive', None)]


@pytest.mark.no_cover  # long, and covered by others
def test_lines_that_nobody_can_read_are_a_failure_of_our_own_until_they_can_be_read() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW), *unparsed(NOW, NOW + 10 * MINUTE), *healthy(NOW + 10 * MINUTE, NOW + 15 * MINUTE))
    every_minute(NOW, NOW + 10 * MINUTE)
    assert failures() == [(BLIND, None)]
    assert 'that apis-log can\'t read, and none of apis-ccc, apis-main since 2020-01-02 12:0' in description(BLIND)
    every_minute(NOW + 11 * MINUTE, NOW + 14 * MINUTE)
    assert failures(is_open=True) == []
    assert len(mails()) == 2


def test_where_only_apis_main_can_not_be_read_apis_ccc_is_watched_on() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW), *healthy(NOW, NOW + 5 * MINUTE, without=('apis-main',)), *unparsed(NOW, NOW + 10 * MINUTE))
    store(severe('broken', NOW + 3 * MINUTE, program='apis-ccc'))
    every_minute(NOW, NOW + 5 * MINUTE)
    assert failures() == [(BLIND, None), ('apis_ccc_severe', None)]
    assert 'and none of apis-main since 2020-01-02 12:03:50' in description(BLIND)
    assert failures(is_open=True) == [(BLIND, None)]


def test_a_stranger_among_the_senders_blinds_nobody() -> None:
    store(*healthy(NOW - 5 * MINUTE, NOW + 5 * MINUTE, without=('E001',)), *unparsed(NOW - 5 * MINUTE, NOW + 5 * MINUTE))
    every_minute(NOW, NOW + 4 * MINUTE)
    assert failures() == [('apis_main_alive', 'E001')]


@pytest.mark.parametrize('name', MONITORS)
def test_any_of_the_six_says_so(name: str) -> None:
    store(*healthy(NOW - 10 * MINUTE, NOW - 2 * MINUTE))
    look(name)
    assert failures() == [(BLIND, None)]


def test_blindness_is_no_monitor() -> None:
    assert BLIND not in [job['type'] for job in monitoring.list_jobs(CLUSTER)]
    assert BLIND not in MONITORS


def test_when_the_last_monitor_is_switched_off_blindness_is_over() -> None:
    store(*healthy(NOW - 10 * MINUTE, NOW - 2 * MINUTE))
    look()
    for name in MONITORS[1:]:
        monitoring.switch_job(ADA, CLUSTER, name, NOW, on=False)
    look(now=NOW + MINUTE)
    assert failures(is_open=True) == [(BLIND, None)]
    monitoring.switch_job(ADA, CLUSTER, MONITORS[0], NOW, on=False)
    look(now=NOW + 2 * MINUTE)
    assert failures(is_open=True) == []
    assert mails() == ['[service_center] failure detected', '[service_center] failure closed']


def test_when_a_blind_cluster_is_removed_blindness_is_over(make: Maker) -> None:
    store(*healthy(NOW - 10 * MINUTE, NOW - 2 * MINUTE))
    look()
    with transaction():
        for row in (*db.session.scalars(select(Unit)), *db.session.scalars(select(Cluster))):
            db.session.delete(row)
    look('apis_log_severe', now=NOW + MINUTE)
    assert failures(is_open=True) == []


def test_a_blind_cluster_without_valid_units_is_blind_no_more() -> None:
    store(*healthy(NOW - 10 * MINUTE, NOW - 2 * MINUTE))
    look('apis_ccc_alive')
    with transaction():
        for unit in db.session.scalars(select(Unit)):
            unit.available_to = NOW
    look('apis_ccc_alive', now=NOW + MINUTE)
    assert failures(is_open=True) == []


# ---- the store itself away: what was logged meanwhile is missing, or comes late


def unless_lost(gone: datetime, back: datetime) -> list[Line]:
    """Write what is left of what a healthy cluster says when no store takes it for a while."""
    return [one for one in healthy(NOW - 113 * SECOND, NOW + 12 * MINUTE) if not gone <= one['datetime'] < back]


def rounds_without_a_store(begin: datetime, end: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_label: str) -> Any:
        raise AutoReconnect('away')

    with monkeypatch.context() as patch:
        patch.setattr(mongo, 'collection', away)
        now = begin
        while now <= end:
            for name in MONITORS:
                with pytest.raises(AutoReconnect):
                    monitors.sweep(name, MONITORING, 'Asia/Tokyo', now)
            now += MINUTE


@pytest.mark.parametrize('rounds', [1, 5])
@pytest.mark.parametrize('back_second', [1, 14, 38, 46, 57])
@pytest.mark.no_cover  # long, and covered by others
def test_a_store_that_was_away_is_no_reason_for_an_alarm_when_it_is_back(
    rounds: int, back_second: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    store(*unless_lost(NOW + 5 * SECOND, NOW + rounds * MINUTE + back_second * SECOND))
    look(now=NOW)
    rounds_without_a_store(NOW + MINUTE, NOW + rounds * MINUTE, monkeypatch)
    every_minute(NOW + (rounds + 1) * MINUTE, NOW + (rounds + 4) * MINUTE)
    assert failures() == []


def test_what_is_silent_after_the_store_was_away_is_reported_a_round_later(monkeypatch: pytest.MonkeyPatch) -> None:
    store(*healthy(NOW - 2 * MINUTE, NOW), *healthy(NOW + 90 * SECOND, NOW + 9 * MINUTE, without=('E001',)))
    look(now=NOW)
    rounds_without_a_store(NOW + MINUTE, NOW + MINUTE, monkeypatch)
    look(now=NOW + 2 * MINUTE)
    assert failures() == []
    look(now=NOW + 3 * MINUTE)
    assert failures() == [('apis_main_alive', 'E001')]


@pytest.mark.parametrize(('gone_second', 'back_second'), [(1, 38), (5, 46), (0, 50), (3, 52), (29, 31)])
def test_a_store_that_was_away_between_two_rounds_is_no_reason_for_an_alarm(gone_second: int, back_second: int) -> None:
    store(*unless_lost(NOW + gone_second * SECOND, NOW + back_second * SECOND))
    every_minute(NOW, NOW + 4 * MINUTE)
    assert failures() == []


def test_a_cluster_of_few_words_is_judged_all_the_same() -> None:
    store(*healthy(NOW - 2 * MINUTE, NOW), *healthy(NOW, NOW + 5 * MINUTE, without=('apis-main',)))
    every_minute(NOW, NOW + MINUTE)
    assert failures() == []  # nothing but apis-ccc, twice a minute: perhaps the store was away
    look(now=NOW + 2 * MINUTE)
    assert ('apis_main_alive', 'E001') in failures()
    assert ('grid_master_alive', None) in failures()


def test_the_store_of_the_logs_is_no_late_job(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds_without_a_store(NOW, NOW, monkeypatch)
    look(now=NOW + MINUTE)
    assert sight.find_back_since() == NOW + MINUTE
    assert jobs.list_late({}, NOW + HOUR) == []


def test_of_two_workers_that_find_the_store_back_the_first_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    sight.note_away(NOW)
    sight.note_answer(NOW + MINUTE)
    monkeypatch.setattr(db.session, 'scalar', lambda _question: sight.AWAY)  # what the other one saw before
    sight.note_answer(NOW + 2 * MINUTE)
    assert sight.find_back_since() == NOW + MINUTE


@pytest.mark.parametrize('trouble', [ExecutionTimeout('too much to read'), AutoReconnect('too much to read')])
def test_one_cluster_that_can_not_be_asked_does_not_blind_the_others(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Any:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(apis_log, 'list_heard_units', refused)
        with pytest.raises(monitors.RoundFailed):
            look('apis_main_alive', now=NOW)
    look(now=NOW + SECOND)
    assert sight.find_back_since() is None
