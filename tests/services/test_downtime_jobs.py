"""The downtime job: restarts, late documents, kills at every write, rivals, stores and units in trouble."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect, BulkWriteError

from service_center.domain import downtimes as rules
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import mongo
from service_center.services import downtime_pass, downtimes
from service_center.telemetry import downtime_marks, unit_data
from tests.factories import CLUSTER, DAY, E001, E002, E003, HOUR, MINUTE, NOW, OF_CLUSTER, OF_E001, OF_E002, Maker
from tests.services.dying import Killed, killed_at, watched
from tests.telemetry.listening import Heard, listening

SETTINGS = {'data_loss_tolerance_sec': 120, 'unit_data_fetch_limit': 1000}
NUMBER = int(NOW.timestamp() * 1000)  # the datasetId of NOW
BEGIN = datetime(2020, 1, 1, tzinfo=NOW.tzinfo)  # of emulated time
Row = tuple[str, float | None, float | None]


@pytest.fixture(autouse=True)
def _registered(cluster: object) -> None:
    pass


def document(minute: float, *, up: bool = True, unit: UnitKey = E001, number: int | None = None) -> dict[str, Any]:
    """Write a document: one emulated minute is reported every 30 seconds, two hours ago at the earliest."""
    of_unit = {'communityId': unit.community_id, 'clusterId': unit.cluster_id, 'id': unit.unit_id}
    dataset_id = NUMBER - 7_200_000 + int(minute * 30_000) if number is None else number
    apis = {'operation_mode': {'effective': 'autonomous' if up else 'stop'}}
    return {'oesunit': of_unit, 'datasetId': dataset_id, 'time': BEGIN + minute * MINUTE, 'apis': apis}


def insert(*documents: dict[str, Any]) -> None:
    mongo.collection('unit_data').insert_many(documents)


def run(limit: int = 1000, now: datetime = NOW) -> int:
    return downtimes.aggregate(SETTINGS | {'unit_data_fetch_limit': limit}, now)


def found() -> list[Row]:
    """Give all downtimes: unit, from and to in minutes of emulated time."""
    stored = mongo.collection('downtime').find({})
    return sorted(((d['unitId'], minute(d['downDateTime']), minute(d['recoveryDateTime'])) for d in stored), key=str)


def last() -> dict[str, float | None]:
    stored = list(mongo.collection('downtime_status').find({}))
    assert len({status['unitId'] for status in stored}) == len(stored), 'two statuses of one unit'
    return {status['unitId']: minute(status['lastTime']) for status in stored}


def minute(time: datetime | None) -> float | None:
    return None if time is None else (time - BEGIN) / MINUTE


def series(pattern: str, unit: UnitKey = E001, begin: int = 0) -> list[dict[str, Any]]:
    """Write a document for each letter: `u` up, `d` down, `-` none."""
    return [document(begin + n, up=letter == 'u', unit=unit) for n, letter in enumerate(pattern) if letter != '-']


# ---------------------------------------------------------------- one pass


def test_a_cluster_is_read_at_once_and_units_that_are_not_registered_are_left_out() -> None:
    insert(*series('uddu'), *series('uuud', E002), *series('dddd', UnitKey('green', 'first', 'E009')))
    assert run() == 8
    assert found() == [('E001', 1, 3), ('E002', 3, None)]
    assert last() == {'E001': 3, 'E002': 3}
    insert(*series('uud', begin=4), *series('udu', E002, begin=4))
    assert run() == 6
    assert found() == [('E001', 1, 3), ('E001', 6, None), ('E002', 3, 4), ('E002', 5, 6)]


def test_documents_hold_what_the_original_wrote_and_nothing_else() -> None:
    insert(*series('ud'), *series('udu', E002))
    run()
    of = {'_id': 0}
    assert list(mongo.collection('downtime_status').find({'unitId': 'E001'}, of)) == [{**OF_E001, 'lastTime': BEGIN + MINUTE}]
    down = BEGIN + MINUTE
    assert list(mongo.collection('downtime').find({'unitId': 'E001'}, of)) == [{**OF_E001, 'downDateTime': down, 'recoveryDateTime': None}]
    closed = {**OF_E002, 'downDateTime': down, 'recoveryDateTime': down + MINUTE}
    assert list(mongo.collection('downtime').find({'unitId': 'E002'}, of)) == [closed]


def test_a_pass_with_nothing_new_writes_nothing_but_reads_the_overlap() -> None:
    insert(*series('udu'))
    run(), run()
    with watched(lambda *_: pytest.fail('something was written')):
        assert run() == 0


def test_a_cluster_that_is_caught_up_is_asked_for_all_its_units_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    insert(*series('u' * 50), *series('u' * 50, E002), *series('u' * 50, E003))
    run()
    insert(*series('d', begin=50), *series('d', E002, begin=50), *series('d', E003, begin=50))
    heard: list[Heard] = []
    ask: Any = mongo.collection
    monkeypatch.setattr(mongo, 'collection', lambda label: listening(ask(label), label, heard))
    assert run() == 3
    asked = [question for question in heard if question.label == 'unit_data']
    assert [(question.method, question.documents) for question in asked] == [('find', 3 * 22), ('find_one', 0)]


def test_a_unit_that_was_never_seen_has_no_status_and_is_met_when_it_comes() -> None:
    insert(*series('uu'))
    run(), run()
    assert last() == {'E001': 1}
    insert(*series('ud', E002, begin=2))
    assert run() == 2
    assert found() == [('E002', 3, None)]


def test_a_unit_that_is_registered_later_is_read_from_its_beginning(make: Maker) -> None:
    late = UnitKey('green', 'first', 'E004')
    insert(*series('udu' + 'u' * 60), *series('udu' + 'u' * 60, late))
    run(), run()
    make.unit(late)
    run()
    assert [row for row in found() if row[0] == 'E004'] == [('E004', 1, 2)]


def test_a_round_goes_on_until_it_has_caught_up_however_long_the_service_was_away() -> None:
    insert(*series('u' * 10), *series('u' * 10, E002))
    run()
    insert(*series('du' * 60, begin=10), *series('ud' * 60, E002, begin=10))
    assert run(limit=7) == 240
    assert len([row for row in found() if row[0] == 'E001']) == 60
    assert last() == {'E001': 129, 'E002': 129}


def test_a_silent_unit_is_lost_from_its_last_sign_of_life_once_it_is_back() -> None:
    insert(*series('uu'), *series('uu', E002))
    run(), run()
    insert(*series('u' * 100, begin=2))
    run()
    insert(*series('uu', E002, begin=102))
    run()
    assert found() == [('E002', 1, 102)]


# ---------------------------------------------------------------- late, stale, restarted


def test_documents_that_come_late_are_taken_as_long_as_no_later_time_was() -> None:
    insert(*series('uu', E002), *series('u'))
    run(), run()
    insert(*series('uuuu', E002, begin=2))
    run()
    insert(document(1, up=False), document(2))  # a minute and more after sets that were written since
    run()
    assert found() == [('E001', 1, 2)]
    insert(document(1.5, up=False))
    run()
    assert found() == [('E001', 1, 2)]


def test_a_set_that_is_written_while_it_is_read_is_read_to_its_end() -> None:
    insert(*series('uu'), *series('uu', E002))
    run(), run()
    insert(document(2, up=False))
    run()
    insert(document(2, up=False, unit=E002))
    run()
    assert found() == [('E001', 2, None), ('E002', 2, None)]


def test_stale_repeats_of_the_same_time_are_no_new_documents() -> None:
    insert(*series('uu'))
    run()
    insert(*({**document(1, up=False), 'datasetId': document(n)['datasetId']} for n in range(2, 30)))
    assert run() == 0
    assert found() == []


def restarted(times: int) -> list[dict[str, Any]]:
    """Write what an emulator says that runs for three hours and is then started again: the same times, over and over."""
    modes = [n % 60 not in (20, 21, 59) for n in range(180)]
    begin = NUMBER - times * 180 * 30_000
    return [document(n, up=modes[n], number=begin + (start * 180 + n) * 30_000) for start in range(times) for n in range(180)]


@pytest.mark.parametrize('runs', [1, 2, 3, 7, 108])
@pytest.mark.parametrize('limit', [1000, 25])
@pytest.mark.no_cover  # long, and covered by others
def test_an_emulator_that_is_started_again_freezes_nothing(runs: int, limit: int) -> None:
    documents = restarted(3)
    share = len(documents) // runs
    for first in range(0, len(documents), share):
        insert(*documents[first:first + share])
        run(limit)
    once = [(20, 22), (59, 60), (80, 82), (119, 120), (140, 142)]
    expected = [*((down, up) for down, up in once * 3), (179, 0), (179, 0), (179, None)]
    assert sorted(((down, up) for _, down, up in found()), key=str) == sorted(expected, key=str)
    assert last() == {'E001': 179}


def test_time_that_stands_still_while_sets_go_on_does_not_hide_a_restart() -> None:
    insert(*series('u' * 100))
    run()
    insert(*({**document(99), 'datasetId': document(n)['datasetId']} for n in range(100, 120)))
    run()
    insert({**document(0), 'datasetId': document(120)['datasetId']}, {**document(1, up=False), 'datasetId': document(121)['datasetId']})
    run()
    assert found() == [('E001', 1, None)]


def test_a_set_whose_number_is_far_ahead_waits_for_its_time_and_holds_nothing_up() -> None:
    insert(*series('uu'), document(500, up=False, number=NUMBER + 365 * 86_400_000))
    run(), run()
    insert(*series('d', begin=2))
    run()
    assert found() == [('E001', 2, None)]


def test_a_clock_of_apis_ccc_that_was_ahead_and_is_right_again_holds_nothing_up() -> None:
    insert(document(0, number=NUMBER + 8 * 3_600_000))
    run(), run()
    insert(document(1, up=False, number=NUMBER + 30_000))
    run(now=NOW + MINUTE)
    assert found() == [('E001', 1, None)]


# ---------------------------------------------------------------- taken over from the original


def statuses(*units: UnitKey, time: datetime = BEGIN + 100 * MINUTE) -> None:
    for unit in units:
        mongo.collection('downtime_status').insert_one({**OF_CLUSTER, 'unitId': unit.unit_id, 'lastTime': time})


def test_what_the_original_has_read_is_not_read_again() -> None:
    insert(*series('d' * 101 + 'ud'))
    statuses(E001)
    read: list[int] = []
    with_limit = unit_data.list_numbered
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unit_data, 'list_numbered', lambda scope, *bounds: (read.append(len(got := with_limit(scope, *bounds))), got)[1])
        assert run() == 2
    assert sum(read) < 40
    assert found() == [('E001', 102, None)]


@pytest.mark.parametrize('with_last', [True, False], ids=['its last document is there', 'its last document is gone'])
def test_a_unit_that_the_original_left_frozen_after_a_restart_goes_on(with_last: bool) -> None:
    insert(*([document(100)] if with_last else []), document(150, unit=E002))
    statuses(E001)
    run(), run()
    insert(document(0, number=NUMBER), document(1, up=False, number=NUMBER + 30_000))
    run()
    assert [row for row in found() if row[0] == 'E001'] == [('E001', 1, None)]


def test_where_the_last_document_is_gone_the_one_after_it_will_do() -> None:
    insert(*series('dd'), *series('ud', begin=150))
    statuses(E001)
    assert run() == 2
    assert found() == [('E001', 100, 150), ('E001', 151, None)]


def test_an_open_downtime_of_the_original_is_closed() -> None:
    insert(*series('u' * 103))
    statuses(E001)
    mongo.collection('downtime').insert_one({**OF_E001, 'downDateTime': BEGIN + 90 * MINUTE, 'recoveryDateTime': None})
    run()
    assert found() == [('E001', 90, 101)]


def test_of_two_open_downtimes_of_the_original_the_second_is_ended_by_the_next_pass() -> None:
    insert(*series('u' * 103))
    statuses(E001)
    both = [{**OF_E001, 'downDateTime': BEGIN + down * MINUTE, 'recoveryDateTime': None} for down in (80, 90)]
    mongo.collection('downtime').insert_many(both)
    run(), run()
    assert found() == [('E001', 80, 101), ('E001', 90, None)]
    insert(*series('uu', begin=103))
    run()
    assert found() == [('E001', 80, 101), ('E001', 90, 103)]


def test_whoever_sets_a_status_anew_is_followed() -> None:
    insert(*series('uduuduu'))
    run(), run()
    mongo.collection('downtime').delete_many({})
    mongo.collection('downtime_status').update_many({}, {'$set': {'lastTime': BEGIN + 2 * MINUTE}})
    run()
    assert (found(), last()) == ([('E001', 4, 5)], {'E001': 6})


def test_a_last_time_that_is_no_date_is_taken_for_none() -> None:
    mongo.collection('downtime_status').insert_one({**OF_E001, 'lastTime': 'yesterday'})
    insert(*series('ud'))
    run()
    assert (found(), last()) == ([('E001', 1, None)], {'E001': 1})


# ---------------------------------------------------------------- killed, and not alone

DAY_OF_THREE = [*series('uuduudddu' * 3), *series('ud-----uuu' * 3, E002), *series('dddddddddd' * 3, E003)]
LATER = sorted(
    [*series('uuduudddu' * 2, begin=27), *series('ud-----uuu' * 2, E002, begin=30), *series('du' * 10, E003, begin=30)],
    key=lambda one: int(one['datasetId']),
)


def unharmed() -> tuple[list[Row], dict[str, float | None]]:
    """Say what comes of all documents if nothing goes wrong, and begin again with the first of them."""
    fresh()
    insert(*DAY_OF_THREE)
    run(), run()
    insert(*LATER)
    run()
    result = found(), last()
    fresh()
    insert(*DAY_OF_THREE)
    return result


def fresh() -> None:
    for label in ('unit_data', 'downtime', 'downtime_status', 'downtime_mark'):
        mongo.collection(label).delete_many({})


def writes_of(act: Any) -> int:
    with watched(lambda *_: None) as writes:
        act()
    return writes.count


@pytest.mark.parametrize('share', [0, 0.5, 1], ids=['before', 'half way', 'after'])
@pytest.mark.parametrize('limit', [1000, 24])
@pytest.mark.no_cover  # long, and covered by others
def test_killed_at_any_write_of_the_first_pass_the_next_comes_to_the_same(share: float, limit: int) -> None:
    expected = unharmed()
    total = writes_of(lambda: run(limit))
    for number in range(1, total + 1):
        fresh()
        insert(*DAY_OF_THREE)
        with pytest.raises(Killed), watched(killed_at(number, share)):
            run(limit)
        insert(*LATER)
        run(limit)
        assert (found(), last()) == expected, f'killed at write {number} of {total}'
        assert run(limit) == 0


@pytest.mark.parametrize('share', [0, 0.5, 1], ids=['before', 'half way', 'after'])
@pytest.mark.parametrize('limit', [1000, 20])
@pytest.mark.no_cover  # long, and covered by others
def test_killed_at_any_write_of_a_later_pass_the_next_comes_to_the_same(share: float, limit: int) -> None:
    expected = unharmed()
    run(), run()
    insert(*LATER)
    total = writes_of(lambda: run(limit))
    for number in range(1, total + 1):
        fresh()
        insert(*DAY_OF_THREE)
        run(), run()
        insert(*LATER)
        with pytest.raises(Killed), watched(killed_at(number, share)):
            run(limit)
        run(limit)
        assert (found(), last()) == expected, f'killed at write {number} of {total}'


def test_what_a_killed_pass_left_unwritten_is_written_even_if_nothing_new_comes() -> None:
    insert(*series('uud'))
    with pytest.raises(Killed), watched(killed_at(2, 0)):
        run()
    assert (found(), last()) == ([], {})
    run()
    assert (found(), last()) == ([('E001', 2, None)], {'E001': 2})


@pytest.mark.parametrize('limit', [1000, 20])
@pytest.mark.parametrize('is_first', [True, False], ids=['the first pass', 'a later pass'])
@pytest.mark.no_cover  # long, and covered by others
def test_a_quicker_worker_at_any_moment_makes_no_difference(limit: int, is_first: bool) -> None:
    expected = unharmed()

    def prepare() -> None:
        fresh()
        insert(*DAY_OF_THREE)
        if not is_first:
            run(), run()
            insert(*LATER[:25])

    prepare()
    total = writes_of(lambda: run(limit))
    for number in range(1, total + 1):
        prepare()

        def be_quicker(count: int, *_: Any, number: int = number) -> None:
            if count == number:
                insert(*(LATER if is_first else LATER[25:]))
                run()

        with watched(be_quicker):
            run(limit)
        run(limit)
        assert (found(), last()) == expected, f'overtaken at write {number} of {total}'


def test_a_quicker_worker_that_is_killed_in_turn_makes_no_difference() -> None:
    expected = unharmed()

    def prepare() -> None:
        fresh()
        insert(*DAY_OF_THREE)
        run(), run()
        insert(*LATER[:25])

    prepare()
    for number in range(1, writes_of(run) + 1):
        for at in range(1, 5):
            prepare()

            def be_quicker(count: int, *_: Any, number: int = number, at: int = at) -> None:
                if count == number:
                    insert(*LATER[25:])
                    with suppress(Killed), watched(killed_at(at, 0.5)):
                        run()

            with watched(be_quicker):
                run()
            run()
            assert (found(), last()) == expected, f'overtaken at write {number} by one killed at {at}'


def test_a_quicker_worker_makes_no_difference_to_documents_without_a_number() -> None:
    documents = series('ududuuddu')
    for unnumbered in documents:
        del unnumbered['datasetId']
    insert(*documents[:4])
    run(), run()
    insert(*documents[4:])

    def be_quicker(count: int, *_: Any) -> None:
        if count == 1:
            run()

    with watched(be_quicker):
        run(limit=2)
    assert (found(), last()) == ([('E001', 1, 2), ('E001', 3, 4), ('E001', 6, 8)], {'E001': 8})


def test_marks_of_one_who_lost_are_told_from_those_of_the_winner() -> None:
    one = downtime_marks.Mark(E001, rules.Progress(NOW), version=1)
    assert downtime_marks.commit([one]) == {E001}
    assert downtime_marks.commit([one]) == set()
    both = [downtime_marks.Mark(unit, rules.Progress(NOW), version=version) for unit, version in ((E001, 2), (E002, 2), (E003, 1))]
    assert downtime_marks.commit(both) == {E001, E003}


@pytest.mark.parametrize(('code', 'is_lost'), [(11000, True), (121, False)])
def test_a_mark_that_is_made_twice_at_once_is_lost_and_other_refusals_are_told(
    monkeypatch: pytest.MonkeyPatch, code: int, is_lost: bool,
) -> None:
    insert(*series('ud'))
    ask = mongo.collection

    class Refusing:
        def __getattr__(self, name: str) -> Any:
            return getattr(ask('downtime_mark'), name)

        def bulk_write(self, *_: Any, **__: Any) -> None:
            raise BulkWriteError({'writeErrors': [{'code': code}]})

    monkeypatch.setattr(mongo, 'collection', lambda label: Refusing() if label == 'downtime_mark' else ask(label))
    if is_lost:
        run()
    else:
        with pytest.raises(BulkWriteError):
            run()
    assert (found(), last()) == ([], {})


# ---------------------------------------------------------------- trouble


def test_one_units_trouble_is_logged_with_its_ids_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    insert(*series('uu'), *series('uu', E002))
    run(), run()
    insert(*series('d' * 10, begin=2), *series('d' * 10, E002, begin=2))
    advance = rules.advance

    def choking(progress: rules.Progress, readings: list[rules.Reading], *args: Any) -> rules.Step:
        assert not any(not r.is_up and r.written in poisoned for r in readings), 'poison'
        return advance(progress, readings, *args)

    poisoned = {str(d['_id']) for d in mongo.collection('unit_data').find({'oesunit.id': 'E001'})}
    with monkeypatch.context() as patch:
        patch.setattr(downtime_pass, 'advance', choking)
        for _ in range(2):
            caplog.clear()
            run(limit=3)
            errors = [record for record in caplog.records if record.levelno == logging.ERROR]
            assert [record.getMessage() for record in errors] == ['downtimes of green / first / E001: left where they are']
    assert (found(), last()) == ([('E002', 2, None)], {'E001': 1, 'E002': 11})
    insert(*series('u' * 90, begin=12), *series('u' * 90, E002, begin=12))
    run()
    assert found() == [('E001', 2, 12), ('E002', 2, 12)]


def test_a_store_that_fails_for_one_cluster_is_told_after_the_others(
    make: Maker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    away = UnitKey('blue', 'first', 'E001')
    make.unit(away)
    insert(*series('ud'))
    newest = unit_data.find_newest_number

    def failing(cluster: ClusterKey, *bounds: int) -> int | None:
        if cluster == away.cluster:
            raise AutoReconnect('gone')
        return newest(cluster, *bounds)

    monkeypatch.setattr(unit_data, 'find_newest_number', failing)
    with pytest.raises(AutoReconnect):
        run()
    assert found() == [('E001', 1, None)]
    assert 'downtimes of blue / first: gone' in caplog.text


def untimed(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [record.getMessage() for record in caplog.records if 'without a time' in record.getMessage()]
    caplog.clear()
    return lines


def test_documents_without_a_time_are_skipped_and_counted_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    timeless = [document(1, up=False) | {'time': time} for time in (None, '2020', 7)] + [document(1, up=False, unit=E002)]
    del timeless[-1]['time']
    insert(*series('uuu'), *series('uuu', E002), *timeless)
    run()
    assert untimed(caplog) == ['downtimes: 4 documents of unit data without a time were skipped']
    run()
    assert untimed(caplog) == []
    insert(document(4) | {'time': None}, *series('uu', begin=4))
    run()
    assert untimed(caplog) == ['downtimes: 1 documents of unit data without a time were skipped']
    assert found() == []


def test_documents_without_a_number_go_by_their_time_alone(caplog: pytest.LogCaptureFixture) -> None:
    documents = [*series('udu'), *series('uddd', E002), document(9) | {'time': 'never'}]
    for unnumbered in documents:
        del unnumbered['datasetId']
    insert(*documents)
    for limit in (1, 1000):
        run(limit)
        assert found() == [('E001', 1, 2), ('E002', 1, None)]
        assert len(untimed(caplog)) == 1


@pytest.mark.parametrize('apis', ['autonomous', ['autonomous'], [['autonomous']], 7, {'operation_mode': ['autonomous']}], ids=str)
def test_what_says_nothing_of_its_mode_is_down_and_stops_nobody(apis: object) -> None:
    insert(*series('uu'), {**document(2), 'apis': apis}, *series('uuu', E002))
    run()
    assert (found(), last()) == ([('E001', 2, None)], {'E001': 2, 'E002': 2})


def test_units_of_documents_that_have_ids_of_wrong_types_are_nobodys() -> None:
    insert(*series('uu'))
    run(), run()
    insert(*({**document(2, up=False), 'oesunit': {**document(2)['oesunit'], 'id': wrong}} for wrong in (7, None, ['E001'], {'a': 1})))
    assert run() == 0


def test_nothing_is_asked_of_the_store_without_a_unit(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    make.cluster(ClusterKey('green', 'empty'))
    asked: list[ClusterKey] = []
    monkeypatch.setattr(downtimes.ClusterPass, 'run', lambda one: asked.append(one.cluster))
    run()
    assert asked == [CLUSTER]


# ---------------------------------------------------------------- any split into runs


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    moves=st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.sampled_from([False] * 15 + [True])), min_size=1, max_size=60),
    data=st.data(),
)
@pytest.mark.no_cover  # long, and covered by others
def test_any_split_into_runs_of_any_batch_size_comes_to_the_same(moves: list[tuple[int, bool, bool]], data: st.DataObject) -> None:
    documents = list(_of(moves))
    fresh()
    insert(*documents)
    run()
    at_once = found(), last()
    fresh()
    left = documents
    while left:
        share = data.draw(st.integers(1, len(left)))
        insert(*left[:share])
        left = left[share:]
        for _ in range(data.draw(st.integers(1, 2))):
            run(data.draw(st.sampled_from([1, 2, 7, 1000])))
    assert (found(), last()) == at_once


def _of(moves: Iterable[tuple[int, bool, bool]]) -> Iterable[dict[str, Any]]:
    time = timedelta(0)
    for number, (minutes, is_up, restarts) in enumerate(moves):
        time = timedelta(0) if restarts and time > 2 * HOUR else time + minutes * (8 * MINUTE if number % 5 == 0 else MINUTE)
        yield {**document(0, up=is_up), 'datasetId': NUMBER - DAY // timedelta(milliseconds=1) + number * 30_000, 'time': BEGIN + time}
