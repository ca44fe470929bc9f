"""Which questions have an index, and how long log lines are kept."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from pymongo.errors import OperationFailure

from service_center.config import EMBEDDED_STORE
from service_center.extensions import mongo
from service_center.telemetry import apis_log, indexes
from service_center.telemetry.apis_log import YEAR_SEC
from tests.factories import DAY, NOW, SECOND

YEAR = 365 * DAY
KEYS = {
    'unit_data': [
        ('oesunit.communityId', 'oesunit.clusterId', 'oesunit.id', 'time'),
        ('oesunit.communityId', 'oesunit.clusterId', 'datasetId'),
        ('oesunit.communityId', 'oesunit.clusterId', 'oesunit.id', 'datasetId'),
    ],
    'deal': [
        ('communityId', 'clusterId', 'createDateTime', 'reportTime'),
        ('communityId', 'clusterId', 'reportTime'),
        ('dealId',),
    ],
    'apis_log': [('communityId', 'clusterId', 'programId', 'unitId', 'datetime'), ('communityId', 'clusterId', 'programId', 'datetime')],
    'downtime': [('communityId', 'clusterId', 'unitId', 'downDateTime', 'recoveryDateTime')],
    'downtime_status': [('communityId', 'clusterId', 'unitId')],
    'downtime_mark': [('communityId', 'clusterId', 'unitId')],
}


@pytest.fixture(autouse=True)
def _without_indexes(app: Flask) -> Iterator[None]:
    _new_store(app)
    yield
    _new_store(app)


@pytest.fixture
def embedded(another_app: Callable[..., Flask]) -> None:
    another_app(MONGODB_URI=EMBEDDED_STORE)


@pytest.mark.parametrize('label', KEYS)
def test_a_collection_has_the_indexes_of_its_questions(label: str) -> None:
    indexes.ensure()
    made = [tuple(name for name, _ in index['key']) for index in mongo.collection(label).index_information().values()]
    assert set(KEYS[label]) <= set(made)


def test_all_indexes_are_named() -> None:
    named = indexes.ensure()
    assert len(named) == sum(map(len, KEYS.values())) + 1
    assert 'deal.dealId_1' in named
    assert 'apis_log.datetime_1' in named


def test_indexes_that_are_there_stay() -> None:
    first = indexes.ensure()
    before = {label: mongo.collection(label).index_information() for label in KEYS}
    assert indexes.ensure() == first
    assert {label: mongo.collection(label).index_information() for label in KEYS} == before


def test_an_index_that_is_there_serves_under_any_name_and_with_any_retention(embedded: None) -> None:
    mongo.collection('deal').create_index([('dealId', 1)], name='by_deal')
    mongo.collection(apis_log.LABEL).create_index([('datetime', 1)], expireAfterSeconds=2 * YEAR_SEC, name='two_years')
    indexes.ensure()
    assert indexes.list_missing() == []
    assert 'dealId_1' not in mongo.collection('deal').index_information()
    kept = [i['expireAfterSeconds'] for i in mongo.collection(apis_log.LABEL).index_information().values() if 'expireAfterSeconds' in i]
    assert kept == [2 * YEAR_SEC]


def test_one_that_answers_only_some_questions_does_not_serve(embedded: None) -> None:
    mongo.collection('deal').create_index([('dealId', 1)], name='some', sparse=True)
    assert 'deal.dealId_1' in indexes.list_missing()


def test_one_that_the_store_refuses_keeps_no_other_from_being_made(embedded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ask: Any = mongo.collection

    class Refusing:
        def index_information(self) -> dict[str, Any]:
            return {}

        def create_indexes(self, _: object) -> None:
            raise OperationFailure('refused')

    monkeypatch.setattr(mongo, 'collection', lambda label: Refusing() if label == 'unit_data' else ask(label))
    with pytest.raises(OperationFailure, match='refused'):
        indexes.ensure()
    assert {name.split('.')[0] for name in indexes.list_missing()} == {'unit_data'}


def test_no_index_is_unique_for_the_documents_are_not_ours() -> None:
    indexes.ensure()
    assert not [i for label in KEYS for i in mongo.collection(label).index_information().values() if i.get('unique')]


def test_the_store_is_told_to_keep_log_lines_for_a_year() -> None:
    indexes.ensure()
    assert mongo.collection(apis_log.LABEL).index_information()['datetime_1']['expireAfterSeconds'] == 365 * 24 * 3600


def test_a_log_line_is_kept_for_a_year(clock: Any, embedded: None) -> None:
    # a server removes once a minute; the embedded store at once, on the clock of the test
    lines = mongo.collection(apis_log.LABEL)
    indexes.ensure()
    lines.insert_many([{'n': n, 'datetime': at} for n, at in {'older': NOW - YEAR - SECOND, 'younger': NOW - YEAR + SECOND}.items()])
    assert [line['n'] for line in lines.find({})] == ['younger']
    clock.shift(2 * SECOND)
    assert list(lines.find({})) == []


def test_nothing_but_log_lines_is_ever_removed() -> None:
    indexes.ensure()
    kept = [label for label in KEYS if not any('expireAfterSeconds' in i for i in mongo.collection(label).index_information().values())]
    assert kept == [label for label in KEYS if label != 'apis_log']


def test_the_years_retention_may_be_left_out() -> None:
    assert 'apis_log.datetime_1' not in indexes.ensure(with_retention=False)
    mongo.collection(apis_log.LABEL).insert_one({'datetime': datetime(2000, 1, 1)})
    assert mongo.collection(apis_log.LABEL).count_documents({}) == 1


def _new_store(app: Flask) -> None:
    mongo.init(app.config['MONGODB_URI'], app.config['MONGODB_DATABASES'], app.config['MONGODB_TIMEOUT_SEC'])
