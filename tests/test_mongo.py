"""Where the collections are: as MONGODB_DATABASES says of each kind of document, unless MONGODB_URI says it of all."""

from collections.abc import Iterator
from typing import Any

import pytest

from service_center.config import MONGODB_DATABASES
from service_center.mongo import LABELS, Mongo

APART: dict[str, Any] = {
    'unit_data': {'HOST': 'houses.example', 'PORT': 27017, 'NAME': 'houses', 'COLLECTION': 'units'},
    'deal': {'HOST': 'deals.example', 'PORT': 27019, 'NAME': 'trade'},
    'apis_log': {'HOST': 'fd00::1', 'PORT': 27018, 'NAME': 'logs', 'COLLECTION': 'lines'},
    'downtime': {'HOST': 'ours.example', 'PORT': 27020, 'NAME': 'center', 'COLLECTION': 'outages'},
}


@pytest.fixture
def mongo() -> Iterator[Mongo]:
    way = Mongo()
    yield way
    way.close()


def places(mongo: Mongo) -> dict[str, tuple[str, int, str, str]]:
    found = {}
    for label in LABELS:
        collection = mongo.collection(label)
        (host, port), = collection.database.client.topology_description.server_descriptions()
        found[label] = (host, port, collection.database.name, collection.name)
    return found


def test_each_kind_of_document_is_where_the_table_says(mongo: Mongo) -> None:
    mongo.init('', APART, 1)
    assert places(mongo) == {
        'unit_data': ('houses.example', 27017, 'houses', 'units'),
        'deal': ('deals.example', 27019, 'trade', 'deal'),
        'apis_log': ('fd00::1', 27018, 'logs', 'lines'),
        'downtime': ('ours.example', 27020, 'center', 'outages'),
        'downtime_status': ('ours.example', 27020, 'center', 'downtimeStatus'),
        'downtime_mark': ('ours.example', 27020, 'center', 'downtimeMark'),
    }


def test_without_a_word_all_is_where_the_specification_puts_it(mongo: Mongo) -> None:
    mongo.init('', MONGODB_DATABASES, 1)
    assert places(mongo) == {label: ('localhost', 27018, 'apis_demo', name) for label, name in LABELS.items()}


@pytest.mark.parametrize(('uri', 'database'), [
    ('mongodb://one.example:27001', 'apis_demo'),
    ('mongodb://one.example:27001/', 'apis_demo'),
    ('mongodb://one.example:27001/?retryWrites=false', 'apis_demo'),
    ('mongodb://one.example:27001/apis?retryWrites=false', 'apis'),
])
def test_an_address_goes_over_the_table_for_all_of_them(mongo: Mongo, uri: str, database: str) -> None:
    mongo.init(uri, APART, 1)
    assert places(mongo) == {label: ('one.example', 27001, database, name) for label, name in LABELS.items()}
