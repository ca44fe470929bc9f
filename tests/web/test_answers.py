"""How the API writes its answers."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from bson import Decimal128, Int64, ObjectId

from service_center.web import answers

AN_ID = ObjectId('5e0d5f000000000000000000')


@pytest.mark.parametrize(
    ('data', 'written'),
    [
        ({'b': 1, 'a': [True, None, 'x']}, '{"b":1,"a":[true,null,"x"]}'),
        ({'at': datetime(2020, 1, 2, 3, 4, 5, 123999, UTC)}, '{"at":"2020-01-02T03:04:05.123Z"}'),
        ([datetime(2020, 1, 2, 3, 4, 5)], '["2020-01-02T03:04:05Z"]'),
        ('み"\n\0</script>', '"み\\"\\n\\u0000</script>"'),
        ({'n': Int64(2**53 + 1), 'id': AN_ID}, '{"n":9007199254740993,"id":"5e0d5f000000000000000000"}'),
        ({'n': Decimal128(Decimal('1.5'))}, '{"n":"1.5"}'),
        ({}, '{}'),
    ],
    ids=['order of keys stays', 'instants, cut', 'naive instants', 'text', 'what BSON has besides', 'decimal', 'nothing'],
)
def test_json_is_written_like_this(data: Any, written: str) -> None:
    assert answers.encode(data).decode() == written


def test_numbers_that_json_does_not_know_become_null_at_any_depth() -> None:
    data = {'a': float('nan'), 'b': [float('inf'), {'c': (float('-inf'), 1.5)}], 'd': 'NaN', 'at': datetime(2020, 1, 2)}
    assert json.loads(answers.encode(data)) == {'a': None, 'b': [None, {'c': [None, 1.5]}], 'd': 'NaN', 'at': '2020-01-02T00:00:00Z'}


def test_half_a_pair_of_surrogates_does_not_stop_an_answer() -> None:
    assert json.loads(answers.encode({'a': 'x\ud800y'})) == {'a': 'x?y'}


def test_texts_are_plain_and_without_a_newline() -> None:
    answer = answers.text('no param : type', 400)
    assert (answer.status_code, answer.content_type, answer.get_data(as_text=True)) == (400, 'text/plain; charset=utf-8', 'no param : type')


def test_nothing_is_an_empty_plain_text() -> None:
    answer = answers.nothing()
    assert (answer.status_code, answer.content_type, answer.data) == (200, 'text/plain; charset=utf-8', b'')


def test_json_says_that_it_is_json() -> None:
    assert answers.json_answer([]).content_type == 'application/json'
    assert answers.raw_json(b'{"a":1,"a":2}\r\n').data == b'{"a":1,"a":2}\r\n'
