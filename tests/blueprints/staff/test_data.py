"""What staff see of a cluster, as it leaves the house."""

from datetime import datetime

from tests.client import Browser
from tests.factories import E001, NOW, OF_CLUSTER, Maker, Person

NOW_MS = int(NOW.timestamp() * 1000)


def ask(client: Browser, path: str, **parameters: str) -> object:
    return client.get(f'/api/staff/{path}', query_string=OF_CLUSTER | parameters).get_json()


def test_numbers_that_json_does_not_know_become_null(client: Browser, make: Maker, ada: Person) -> None:
    make.unit_data(E001, NOW_MS, emu={'rsoc': float('nan'), 'list': [float('inf')]}, dcdc=float('-inf'),
        at=datetime(2020, 1, 2, 3, 4, 5, 123999))
    make.deal(cumulateAmountWh=float('nan'))
    client.sign_in(ada)
    answer = client.get('/api/staff/unitData/latestSet', query_string=OF_CLUSTER)
    assert b'NaN' not in answer.data
    assert b'Infinity' not in answer.data
    assert answer.get_json()['E001'] == {
        'oesunit': {'communityId': 'green', 'clusterId': 'first', 'id': 'E001'}, 'datasetId': NOW_MS,
        'emu': {'rsoc': None, 'list': [None]}, 'dcdc': None, 'at': '2020-01-02T03:04:05.123Z',
    }
    assert ask(client, 'deal/list')[0]['cumulateAmountWh'] is None  # type: ignore[index]
    assert ask(client, 'deal/sumOfCumulateAmountWhsByHour', timezone='Z') == {'2': None}


def test_dates_of_deals_are_in_utc(client: Browser, make: Maker, ada: Person) -> None:
    make.deal()
    client.sign_in(ada)
    assert ask(client, 'deal/datetimeRange') == {'min': '2020-01-02T02:49:05Z', 'max': '2020-01-02T02:49:05Z'}


def test_the_display_is_told_the_time_and_how_long_silence_may_last(client: Browser, ada: Person) -> None:
    client.sign_in(ada)
    assert ask(client, 'display') == {'now': '2020-01-02T03:04:05Z', 'noDataAfterSec': 90}


def test_downtimes_and_failures_are_listed(client: Browser, make: Maker, ada: Person) -> None:
    make.downtime(downDateTime=NOW)
    make.downtime_status()
    make.failure()
    client.sign_in(ada)
    assert ask(client, 'downtime/unitIdList') == ['E001']
    assert ask(client, 'downtime/list', unitId='E009') == []
    assert ask(client, 'downtime/list', unitId='E001') == [OF_CLUSTER | {'unitId': 'E001', 'downDateTime': '2020-01-02T03:04:05Z'}]
    assert len(ask(client, 'monitoring/failure/openList')) == len(ask(client, 'monitoring/failure/list')) == 1  # type: ignore[arg-type]
