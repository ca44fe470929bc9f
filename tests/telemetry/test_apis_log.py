"""Questions to `apisLog`: which lines count as what, whatever else apis-log has stored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import PROGRAMS, Blocked
from service_center.domain.severe_lines import SevereLine
from service_center.extensions import mongo
from service_center.telemetry import apis_log
from tests.factories import CLUSTER, HOUR, MINUTE, NOW, OF_CLUSTER, SECOND
from tests.recorded import made_id

URI = {'programId': 'apis-main', 'unitId': 'E001', 'loglevel': 'INFO', 'message': 'uri : /get/unit/E001'}
BLOCKED = {
    'programId': 'apis-main', 'unitId': 'E001', 'loglevel': 'WARNING', 'loggername': 'io.vertx.core.impl.BlockedThreadChecker',
    'message': 'Thread x has been blocked for 2155 ms',
}
SEVERE = {'programId': 'apis-main', 'unitId': 'E001', 'loglevel': 'SEVERE', 'loggername': 'a.B', 'message': 'broken'}
SINCE = NOW - MINUTE


def store(*lines: dict[str, Any]) -> None:
    common = {**OF_CLUSTER, 'datetime': NOW - 10 * SECOND, 'address': '10.0.0.1:8888'}
    mongo.collection('apis_log').insert_many([common | one for one in lines])


def unparsed(at: datetime, number: int = 1, **fields: Any) -> dict[str, Any]:
    """Write a document as apis-log does of a line that it can't read: with few members, and the second in its `_id`."""
    told = {'address': '10.0.0.1:8888', 'message': '[[[apis-main:E001]]] 16015'}
    return {**OF_CLUSTER, '_id': made_id(int(at.timestamp()), number), **told, **fields}


def put(*documents: dict[str, Any]) -> None:
    mongo.collection('apis_log').insert_many(documents)


def heard(program: str = 'apis-main', words: str = 'uri : ') -> set[str | None]:
    return apis_log.list_heard_units(CLUSTER, program, words, SINCE)


def severe(program: str = 'apis-main', since: datetime = SINCE) -> list[SevereLine]:
    return list(apis_log.each_severe(CLUSTER, program, since))


# ---- signs of life


def test_units_are_heard_by_info_lines_of_a_program_that_begin_with_its_words() -> None:
    store(URI, URI, URI | {'unitId': 'E002'})
    assert heard() == {'E001', 'E002'}
    assert heard('apis-ccc') == set()
    assert heard(words='gridMasterUnitId : ') == set()


@pytest.mark.parametrize('other', [
    {'loglevel': 'WARNING'}, {'loglevel': 'info'}, {'loglevel': None}, {'message': 'uri: /get'}, {'message': ' uri : /get'},
    {'message': 'Uri : /get'}, {'message': 'x\nuri : /get'}, {'message': None}, {'message': 7}, {'programId': 'apis-ccc'},
    {'programId': None},
    {'communityId': 'blue'}, {'clusterId': 'second'}, {'datetime': SINCE - timedelta(milliseconds=1)}, {'datetime': None},
    {'datetime': '2020-01-02T03:04:00Z'}, {'datetime': 1_577_934_240_000},
], ids=str)
def test_any_other_line_is_no_sign_of_life(other: dict[str, Any]) -> None:
    store(URI | other)
    assert heard() == set()


@pytest.mark.parametrize('at', [SINCE, NOW, NOW + HOUR], ids=['at the very instant', 'now', 'ahead of us'])
def test_a_sign_of_life_counts_from_the_instant_on(at: datetime) -> None:
    store(URI | {'datetime': at})
    assert heard() == {'E001'}


@pytest.mark.parametrize('unit', [None, 7, ['E001'], {'id': 'E001'}], ids=str)
def test_a_line_without_a_unit_that_is_a_text_is_of_no_unit(unit: Any) -> None:
    store(URI | {'unitId': unit})
    assert heard() == {None}


def test_lines_without_members_are_passed_over() -> None:
    put({}, {**OF_CLUSTER}, {**OF_CLUSTER, 'datetime': NOW}, unparsed(NOW))
    assert (heard(), apis_log.list_blocked(CLUSTER, 'apis-main', SINCE), severe()) == (set(), [], [])


# ---- threads


@pytest.mark.parametrize('logger', ['io.vertx.core.impl.BlockedThreadChecker', 'io.vertx.core.impl.btc.BlockedThreadChecker'])
def test_blocked_threads_are_told_by_both_versions_of_vertx(logger: str) -> None:
    store(BLOCKED | {'loggername': logger})
    assert apis_log.list_blocked(CLUSTER, 'apis-main', SINCE) == [Blocked('E001', 'Thread x has been blocked for 2155 ms')]


def test_what_such_a_line_lacks_is_none() -> None:
    store({name: value for name, value in BLOCKED.items() if name not in ('unitId', 'message')}, BLOCKED | {'unitId': 1, 'message': 2})
    assert apis_log.list_blocked(CLUSTER, 'apis-main', SINCE) == [Blocked(None, None)] * 2


@pytest.mark.parametrize('other', [
    {'loglevel': 'SEVERE'}, {'loggername': 'xio.vertx.core.impl.BlockedThreadChecker'}, {'loggername': None}, {'programId': 'apis-log'},
    {'clusterId': 'second'}, {'datetime': SINCE - SECOND},
], ids=str)
def test_any_other_line_blocks_nothing(other: dict[str, Any]) -> None:
    store(BLOCKED | other)
    assert apis_log.list_blocked(CLUSTER, 'apis-main', SINCE) == []


# ---- severe lines


def test_severe_lines_come_with_id_unit_time_logger_and_message() -> None:
    store(SEVERE | {'_id': made_id(1)}, SEVERE | {'loglevel': 'severe'}, SEVERE | {'loglevel': 'WARNING'})
    store(SEVERE | {'programId': 'apis-log'})
    assert severe() == [SevereLine(made_id(1), 'E001', NOW - 10 * SECOND, 'a.B', 'broken')]
    assert [line.message for line in severe('apis-log')] == ['broken']


def test_severe_lines_count_from_the_instant_on_to_whenever() -> None:
    store(*(SEVERE | {'datetime': at, 'message': str(n)} for n, at in enumerate([SINCE - SECOND, SINCE, NOW + HOUR])))
    assert sorted(line.message or '' for line in severe()) == ['1', '2']


def test_what_a_severe_line_lacks_or_has_in_another_type_is_none() -> None:
    store({'programId': 'apis-main', 'loglevel': 'SEVERE'}, SEVERE | {'unitId': 1, 'loggername': [], 'message': {}})
    assert [(line.unit_id, line.logger, line.message) for line in severe()] == [(None, None, None)] * 2


def test_an_id_of_another_type_is_written_as_text() -> None:
    number = ObjectId()
    store(SEVERE | {'_id': number})
    assert [line.id for line in severe()] == [str(number)]


# ---- the stream


def test_a_program_is_heard_by_any_line() -> None:
    store({'programId': 'apis-ccc'}, {'programId': 'apis-log', 'datetime': SINCE - SECOND}, {'programId': 'apis-web'})
    found = {program: apis_log.has_heard(CLUSTER, [program], SINCE) for program in PROGRAMS}
    assert found == {'apis-main': False, 'apis-ccc': True, 'apis-log': False}
    assert apis_log.has_heard(CLUSTER, PROGRAMS, SINCE)
    assert not apis_log.has_heard(CLUSTER, ['apis-main', 'apis-log'], SINCE)
    assert not apis_log.has_heard(ClusterKey('green', 'second'), PROGRAMS, SINCE)


def test_when_programs_were_heard_last_is_known_to_the_millisecond() -> None:
    last = NOW - 12 * MINUTE - timedelta(milliseconds=345)
    store(
        *({'programId': 'apis-main', 'datetime': last - n * SECOND} for n in range(50)),
        {'programId': 'apis-ccc', 'datetime': NOW - 40 * MINUTE}, {'programId': 'apis-web', 'datetime': NOW},
        {'programId': 'apis-ccc', 'datetime': NOW + HOUR}, {'programId': 'apis-main', 'datetime': None},
    )
    assert apis_log.find_last_heard(CLUSTER, PROGRAMS, NOW, HOUR) == last
    assert apis_log.find_last_heard(CLUSTER, ['apis-ccc'], NOW, HOUR) == NOW - 40 * MINUTE
    assert apis_log.find_last_heard(CLUSTER, ['apis-ccc'], NOW, 40 * MINUTE) == NOW - 40 * MINUTE
    assert apis_log.find_last_heard(CLUSTER, ['apis-ccc'], NOW, 39 * MINUTE) is None
    assert apis_log.find_last_heard(ClusterKey('green', 'second'), PROGRAMS, NOW, HOUR) is None


def test_a_line_of_this_very_instant_was_heard() -> None:
    store({'programId': 'apis-main', 'datetime': NOW})
    assert apis_log.find_last_heard(CLUSTER, PROGRAMS, NOW, HOUR) == NOW


def test_lines_that_apis_log_could_not_read_are_counted_by_the_second_in_their_ids_up_to_so_many() -> None:
    put(*(unparsed(NOW - n * 10 * SECOND, n) for n in range(20)))
    assert apis_log.count_unreadable(CLUSTER, SINCE, 10) == 7
    assert apis_log.count_unreadable(CLUSTER, SINCE, 3) == 3
    assert apis_log.count_unreadable(ClusterKey('green', 'second'), SINCE, 10) == 0


@pytest.mark.parametrize('other', [
    {'datetime': NOW, 'loglevel': 'INFO'}, {'datetime': NOW}, {'loglevel': 'SEVERE'}, {'clusterId': 'second'}, {'_id': 'zzzz'}, {'_id': 7},
    {'_id': ObjectId('5e0d5f5f0123456789abcdef')}, {'_id': made_id(int(SINCE.timestamp()) - 1)},
], ids=str)
def test_a_line_that_was_read_or_of_another_make_is_not_among_them(other: dict[str, Any]) -> None:
    put(unparsed(NOW) | other)
    assert apis_log.count_unreadable(CLUSTER, SINCE, 10) == 0


def test_ids_are_compared_right_whatever_their_year() -> None:
    at = datetime(2097, 1, 1, tzinfo=UTC)
    put(unparsed(at))
    assert apis_log.count_unreadable(CLUSTER, at - MINUTE, 10) == 1
    assert apis_log.count_unreadable(CLUSTER, at + MINUTE, 10) == 0


def test_a_store_that_answers_is_enough() -> None:
    apis_log.require_answer()
    store(URI)
    apis_log.require_answer()
