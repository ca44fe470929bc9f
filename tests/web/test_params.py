"""What a request asks for, and how it is told what is wrong with that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from service_center.domain.errors import BadRequest
from service_center.domain.periods import Period
from service_center.web import params

Read = Callable[[str, Callable[[], Any]], Any]


@pytest.fixture
def read(app: Flask) -> Read:
    def reading(question: str, reader: Callable[[], Any]) -> Any:
        with app.test_request_context('/?' + question):
            return reader()
    return reading


@pytest.mark.parametrize(
    ('question', 'value'),
    [
        ('', None), ('a=', None), ('a', None), ('A=1', None), ('a=1', '1'), ('a=1&a=2', '2'), ('a=1&a=', None), ('a=&a=2', '2'),
        ('a=%20', ' '), ('a=x+y', 'x y'), ('a[$ne]=1', None), ('b=1', None), ('a=%E3%81%BF', 'み'),
    ],
)
def test_the_last_of_repeated_parameters_counts_and_an_empty_one_is_a_missing_one(read: Read, question: str, value: str | None) -> None:
    assert read(question, lambda: params.query('a')) == value


AT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ('text', 'instant'),
    [
        ('2020-01-02T03:04:05Z', AT), ('2020-01-02T03:04:05', AT), ('2020-01-02T12:04:05+09:00', AT), ('20200102T030405Z', AT),
        ('2020-01-02T03:04:05.250Z', AT + timedelta(milliseconds=250)), ('2020-01-02', AT.replace(hour=0, minute=0, second=0)),
        ('2020', datetime(2020, 1, 1, tzinfo=UTC)), ('2020-01-01T24:00:00Z', datetime(2020, 1, 2, tzinfo=UTC)),
    ],
)
def test_an_instant_is_iso_8601_and_utc_where_it_names_no_zone(read: Read, text: str, instant: datetime) -> None:
    assert read('at=' + quote(text), lambda: params.instant('at')) == instant


BAD_DATES = [
    'x', '2020-13-01', '2020-01-02T25:00:00Z', '2020-01-02T03:04:05 09:00', '01/02/2020', '1577934245', '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00', '2020-01-02T03:04:05+99:00', '２０２０', '2020-01-02T03:04:05Z\0', '2020-01-02\n', '9' * 100_000, '[$ne]',
]


@pytest.mark.parametrize('text', BAD_DATES, ids=lambda text: ascii(text)[:40])
def test_a_bad_date_is_refused_by_the_name_of_its_parameter_only(read: Read, text: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        read('at=' + quote(text), lambda: params.instant('at'))
    assert str(refusal.value) == 'bad param value : at'


@pytest.mark.parametrize('question', ['', 'at='])
def test_a_date_may_be_left_out(read: Read, question: str) -> None:
    assert read(question, lambda: params.instant('at')) is None


def test_a_period_may_be_open_at_both_ends(read: Read) -> None:
    assert read('', params.period) == Period(None, None)
    assert read('datetimeTo=2020-01-02T03:04:05Z', params.period) == Period(None, AT)


@pytest.mark.parametrize('end', ['2020-01-02T03:04:05Z', '2020-01-02T12:04:05%2B09:00', '2019'])
def test_a_period_does_not_end_where_or_before_it_starts(read: Read, end: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        read(f'datetimeFrom=2020-01-02T03:04:05Z&datetimeTo={end}', params.period)
    assert str(refusal.value) == '“datetimeTo” should be greater than “datetimeFrom”'


def test_of_two_bad_dates_the_first_is_named(read: Read) -> None:
    with pytest.raises(BadRequest, match=r'^bad param value : datetimeFrom$'):
        read('datetimeTo=x&datetimeFrom=x', params.period)


@pytest.mark.parametrize(
    ('question', 'words'),
    [('', 'no param : timezone'), ('timezone=', 'no param : timezone'), ('timezone=x', 'bad param value : timezone'),
        ('timezone=%2B15', 'bad param value : timezone')],
)
def test_a_time_zone_is_wanted_and_must_be_one(read: Read, question: str, words: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        read(question, params.time_zone)
    assert str(refusal.value) == words


@pytest.mark.parametrize('text', ['+09:00', '%2B09:00'])
def test_a_plus_that_arrives_as_a_blank_is_a_plus(read: Read, text: str) -> None:
    assert read(f'timezone={text}', params.time_zone).utcoffset(None) == timedelta(hours=9)


@pytest.mark.parametrize(
    ('question', 'is_wanted'),
    [('formatType=budo', True), ('formatType=BuDo', True), ('formatType=raw', False), ('formatType=', False), ('', False),
        ('formattype=budo', False)],
)
def test_the_older_form_is_asked_for_in_any_letter_case(read: Read, question: str, is_wanted: bool) -> None:
    assert read(question, params.wants_budo) is is_wanted
