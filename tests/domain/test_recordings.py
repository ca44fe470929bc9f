"""The clocks, the ids and the length of recordings that are played again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service_center.domain.recordings import (
    Length,
    Move,
    Step,
    is_older,
    length_of,
    move_to,
    move_to_round,
    second_of,
    second_of_write,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEW_YEAR = datetime(2020, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = '11111111-aaaa-4aaa-8aaa-111111111111'
OTHER = '22222222-bbbb-4bbb-8bbb-222222222222'


class Long(int):
    """Stands for the 64 bit number of the database."""


def moved(document: dict[str, Any], move: Move) -> dict[str, Any]:
    return move.applied(Step(0, 'any', document)).document


@pytest.mark.parametrize(('name', 'before', 'after'), [
    ('datasetId', 1_000_500, 1_060_500),
    ('reportTime', 1000, 1060),
    ('datetime', NOON, NOON + timedelta(seconds=60)),
    ('time', NEW_YEAR, NEW_YEAR + HOUR),
    ('createDateTime', NEW_YEAR, NEW_YEAR + HOUR),
    ('reset', [{'dateTime': NEW_YEAR, 'reason': 'x'}], [{'dateTime': NEW_YEAR + HOUR, 'reason': 'x'}]),
    ('_id', '00000010abcdefabcdefabcd', '0000004cabcdefabcdefabcd'),
])
def test_each_clock_is_moved_by_its_own_distance(name: str, before: Any, after: Any) -> None:
    assert moved({name: before}, Move(60, HOUR)) == {name: after}


@pytest.mark.parametrize(('name', 'value'), [
    ('abortDateTime', None), ('time', None), ('datasetId', None), ('datasetId', True), ('reportTime', '12'),
    ('emu', {'system_time': {'hour': 9}, 'time': NEW_YEAR, 'datasetId': 5}), ('cumulateAmountWh', 12.5),
    ('message', f'deal created : {ONE}'),
])
def test_what_is_no_clock_stays_as_it_is(name: str, value: Any) -> None:
    assert moved({name: value}, Move(60, HOUR)) == {name: value}


def test_numbers_keep_their_types() -> None:
    document = moved({'datasetId': Long(5), 'reportTime': Long(6)}, Move(60))
    assert [type(value) for value in document.values()] == [Long, Long]


def test_the_recorded_document_itself_is_not_changed() -> None:
    recorded = {'time': NEW_YEAR, 'apis': {'deal_id_list': [ONE]}}
    moved(recorded, Move(60, HOUR, mark='1'))
    assert recorded == {'time': NEW_YEAR, 'apis': {'deal_id_list': [ONE]}}


def test_a_deal_gets_the_same_new_id_wherever_it_stands() -> None:
    move = Move(0, mark='1')
    written = moved({'dealId': ONE, 'negotiationId': OTHER}, move)
    assert moved({'apis': {'deal_id_list': [ONE]}}, move) == {'apis': {'deal_id_list': [written['dealId']]}}
    assert moved({'message': f'deal created : {ONE}'}, move) == {'message': f'deal created : {written["dealId"]}'}
    assert len({ONE, OTHER, *written.values()}) == 4


def test_another_round_gives_another_id() -> None:
    assert moved({'dealId': ONE}, Move(0, mark='1')) != moved({'dealId': ONE}, Move(0, mark='2'))


def test_the_second_of_the_insert_stands_in_the_id() -> None:
    assert second_of('6b03d27278938314bcfc41d6') == 0x6B03D272


@pytest.mark.parametrize('document_id', ['', None, 5, 'zz03d27278938314bcfc41d6', '6b03d272'])
def test_an_id_without_a_second_is_refused(document_id: object) -> None:
    with pytest.raises(ValueError, match='24 hex digits'):
        second_of(document_id)


@pytest.mark.parametrize('text', ['1970-01-01T00:01:00.500+00:00', '1970-01-01T09:01:00.500+09:00', '1970-01-01T00:01:00.500'])
def test_the_instant_of_a_write_is_read(text: str) -> None:
    assert second_of_write(text) == 60.5


@pytest.mark.parametrize('text', [None, 5, 'noon'])
def test_a_write_without_an_instant_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r'date|iso'):
        second_of_write(text)


def test_a_recording_is_moved_by_whole_seconds() -> None:
    move = move_to(Step(100.75, 'deal', {}), datetime.fromtimestamp(500.5, UTC))
    assert move == Move(400)


def step(at: float, time: datetime | None = None, dataset: bool = True) -> Step:
    return Step(at, 'any', ({'datasetId': int(at) * 1000} if dataset else {}) | ({'time': time} if time else {}))


def test_a_round_ends_when_the_next_set_would_come() -> None:
    steps = [step(100 + 30 * n, NEW_YEAR + timedelta(minutes=5 * n)) for n in range(4)]
    assert length_of(steps) == Length(100, 120, timedelta(minutes=20))


def test_a_round_is_not_over_before_its_last_write() -> None:
    assert length_of([step(100), step(130), step(400.5, dataset=False)]) == Length(100, 301, timedelta(seconds=1))


def test_a_single_set_is_followed_by_the_next_after_30_seconds() -> None:
    assert length_of([step(100, NEW_YEAR), step(100, NEW_YEAR + timedelta(seconds=9))]) == Length(100, 30, timedelta(seconds=10))


def test_nothing_has_no_length() -> None:
    with pytest.raises(ValueError, match='no steps'):
        length_of([])


def test_rounds_follow_one_another_without_a_gap() -> None:
    length = Length(100, 120, HOUR)
    moves = [move_to_round(length, number, 5000) for number in range(3)]
    assert [100 + move.real_sec for move in moves] == [5000, 5120, 5240]
    assert [move.emulated for move in moves] == [0 * HOUR, HOUR, 2 * HOUR]
    assert len({move.mark for move in moves}) == 3


@pytest.mark.parametrize(('document', 'older'), [
    ({'datetime': NOON - HOUR}, True), ({'datetime': NOON}, False), ({'datetime': None}, False), ({}, False),
])
def test_a_line_is_older_only_if_its_date_says_so(document: dict[str, Any], older: bool) -> None:
    assert is_older(document, NOON) is older
