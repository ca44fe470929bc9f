"""What staff are told of availability, as it leaves the house: fields, and what is refused."""

from typing import Any

import pytest

from service_center.extensions import mongo
from tests.client import Browser
from tests.factories import E001, HOUR, NOW, OF_CLUSTER, OF_E001, Maker, Person

PERIOD = {'datetimeFrom': '2020-01-02T00:04:05Z', 'datetimeTo': '2020-01-09T00:00:00Z'}


def ask(client: Browser, path: str, parameters: dict[str, str]) -> Any:
    return client.get(f'/api/staff/availability/{path}', query_string=OF_CLUSTER | parameters)


def test_each_unit_is_told_in_seconds_with_what_makes_them(client: Browser, make: Maker, ada: Person) -> None:
    begin = NOW - 2 * HOUR
    make.unit_data(E001, int(begin.timestamp() * 1000), time=begin)
    mongo.collection('downtime_status').insert_one({**OF_E001, 'lastTime': NOW - HOUR})
    make.downtime(downDateTime=NOW - HOUR, recoveryDateTime=None)
    client.sign_in(ada)
    answer = ask(client, 'list', PERIOD).get_json()
    assert (answer['from'], answer['until']) == ('2020-01-02T00:04:05Z', '2020-01-02T03:04:05Z')
    assert [unit['unitId'] for unit in answer['units']] == ['E001', 'E002', 'E003']
    assert answer['units'][0] == {
        'unitId': 'E001', 'name': 'E001', 'from': '2020-01-02T00:04:05Z', 'until': '2020-01-02T03:04:05Z',
        'totalSec': 10800, 'upSec': 3600, 'downSec': 3600, 'noDataSec': 3600, 'rate': 0.5,
        'stretches': [
            {'from': '2020-01-02T00:04:05Z', 'until': '2020-01-02T01:04:05Z', 'state': 'noData'},
            {'from': '2020-01-02T01:04:05Z', 'until': '2020-01-02T02:04:05Z', 'state': 'up'},
            {'from': '2020-01-02T02:04:05Z', 'until': '2020-01-02T03:04:05Z', 'state': 'down'},
        ],
        'downtimes': [{'downDateTime': '2020-01-02T02:04:05Z', 'recoveryDateTime': None}],
    }
    assert ask(client, 'datetimeRange', {}).get_json() == {'min': '2020-01-02T01:04:05Z', 'max': '2020-01-02T03:04:05Z'}


@pytest.mark.parametrize(
    ('period', 'words'),
    [
        ({}, 'no param : datetimeFrom, datetimeTo'),
        ({'datetimeFrom': '2020-01-01', 'datetimeTo': 'soon'}, 'bad param value : datetimeTo'),
        ({'datetimeFrom': '2020-01-02', 'datetimeTo': '2020-01-01'}, '“datetimeTo” should be greater than “datetimeFrom”'),
        ({'datetimeFrom': '1900-01-01', 'datetimeTo': '2020-01-01'}, 'bad param values : datetimeFrom, datetimeTo'),
    ],
)
def test_a_period_that_is_none_is_refused_in_words(client: Browser, ada: Person, period: dict[str, str], words: str) -> None:
    client.sign_in(ada)
    answer = ask(client, 'list', period)
    assert (answer.status_code, answer.text) == (400, words)
