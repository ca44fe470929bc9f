"""The clocks of recordings that are played again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service_center.domain.recordings import Step, is_older, moved, second_of, second_of_write, seconds_until

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEW_YEAR = datetime(2020, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = '11111111-aaaa-4aaa-8aaa-111111111111'


class Long(int):
    """Stands for the 64 bit number of the database."""


def moved_by_a_minute(document: dict[str, Any]) -> dict[str, Any]:
    return moved(Step(0, 'any', document), 60).document


@pytest.mark.parametrize(('name', 'before', 'after'), [
    ('datasetId', 1_000_500, 1_060_500),
    ('reportTime', 1000, 1060),
    ('datetime', NOON, NOON + timedelta(seconds=60)),
    ('_id', '00000010abcdefabcdefabcd', '0000004cabcdefabcdefabcd'),
])
def test_each_real_clock_is_moved_in_its_own_unit(name: str, before: Any, after: Any) -> None:
    assert moved_by_a_minute({name: before}) == {name: after}


@pytest.mark.parametrize(('name', 'value'), [
    ('abortDateTime', NEW_YEAR), ('time', NEW_YEAR), ('reset', [{'dateTime': NEW_YEAR, 'reason': 'x'}]), ('datetime', None),
    ('datetime', 'noon'), ('datasetId', None), ('datasetId', True), ('reportTime', '12'),
    ('emu', {'system_time': {'hour': 9}, 'time': NEW_YEAR, 'datasetId': 5}), ('cumulateAmountWh', 12.5),
    ('message', f'deal created : {ONE}'),
])
def test_emulated_clocks_and_what_is_no_clock_stay_as_they_are(name: str, value: Any) -> None:
    assert moved_by_a_minute({name: value}) == {name: value}


def test_numbers_keep_their_types() -> None:
    document = moved_by_a_minute({'datasetId': Long(5), 'reportTime': Long(6)})
    assert [type(value) for value in document.values()] == [Long, Long]


def test_the_recorded_document_itself_is_not_changed() -> None:
    recorded = {'datasetId': 5, 'time': NEW_YEAR}
    assert moved(Step(3, 'any', recorded), 60).at == 63
    assert recorded == {'datasetId': 5, 'time': NEW_YEAR}


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
    assert seconds_until(Step(100.75, 'deal', {}), datetime.fromtimestamp(500.5, UTC)) == 400


@pytest.mark.parametrize(('document', 'older'), [
    ({'datetime': NOON - HOUR}, True), ({'datetime': NOON}, False), ({'datetime': None}, False), ({}, False),
])
def test_a_line_is_older_only_if_its_date_says_so(document: dict[str, Any], older: bool) -> None:
    assert is_older(document, NOON) is older
