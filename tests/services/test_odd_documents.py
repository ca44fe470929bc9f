"""Documents that hold another kind of value than they should hide no other ones, and stop no job."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from service_center.config import DOWNTIME, MONITORING
from service_center.domain.monitors import SEVERE
from service_center.extensions import mongo
from service_center.lib.isotime import milliseconds
from service_center.services import availability, downtimes, monitors
from service_center.telemetry import deals, unit_data
from tests.factories import CLUSTER, E001, MINUTE, NOW, OF_CLUSTER, SECOND, Maker

NOW_MS = milliseconds(NOW)
PLACE = {'communityId': 'green', 'clusterId': 'first', 'id': 'E001'}
MODE = {'operation_mode': {'effective': 'autonomous'}}
SOUND = {'oesunit': PLACE, 'time': NOW - MINUTE, 'datasetId': NOW_MS - 60_000, 'apis': MODE}
ODD: list[dict[str, Any]] = [
    {'datasetId': [NOW_MS - 30_000]}, {'datasetId': [NOW_MS - 60_000, 'x']}, {'datasetId': float('inf')}, {'datasetId': float('nan')},
    {'datasetId': 2**62}, {'datasetId': True}, {'datasetId': 'x'}, {'time': [NOW - MINUTE]}, {'time': 5}, {'oesunit': [PLACE]},
    {'oesunit': {**PLACE, 'id': ['E001']}}, {'oesunit': {**PLACE, 'id': {'id': 'E001'}}}, {'apis': 5}, {'apis': [MODE]},
    {'apis': {'operation_mode': 5}}, {'apis': {'operation_mode': 'autonomous'}}, {'apis': {'operation_mode': {'effective': [5]}}},
]


@pytest.fixture
def watched(app: Flask, make: Maker, cluster: object) -> None:
    for monitor in SEVERE:
        make.job(monitor)


def put(label: str, *documents: dict[str, Any]) -> None:
    mongo.collection(label).insert_many([dict(document) for document in documents])


@pytest.mark.usefixtures('watched')
@pytest.mark.parametrize('odd', ODD, ids=repr)
@pytest.mark.parametrize('odd_first', [True, False])
def test_unit_data_of_an_odd_kind_hides_none_that_is_sound(odd: dict[str, Any], odd_first: bool) -> None:
    documents = [SOUND | odd, SOUND]
    put('unit_data', *(documents if odd_first else documents[::-1]))
    assert 'E001' in unit_data.list_unit_ids(CLUSTER, NOW_MS)
    assert unit_data.latest_set(CLUSTER, NOW_MS)[-1]['datasetId'] == NOW_MS - 60_000
    assert unit_data.find_lowest_number(CLUSTER) in (1, NOW_MS - 60_000)
    assert availability.range_of_data(CLUSTER, NOW)['min'] == NOW - MINUTE
    assert downtimes.aggregate(DOWNTIME, NOW) >= 1
    assert downtimes.aggregate(DOWNTIME, NOW + MINUTE) == 0


@pytest.mark.usefixtures('watched')
def test_where_all_is_of_an_odd_kind_there_is_nothing_to_aggregate() -> None:
    put('unit_data', SOUND | {'datasetId': [NOW_MS - 30_000]})
    assert downtimes.aggregate(DOWNTIME, NOW) == 0
    assert list(mongo.collection('downtime_status').find({})) == []


@pytest.mark.usefixtures('watched')
def test_a_line_with_a_list_of_dates_silences_no_monitor() -> None:
    line = {**OF_CLUSTER, 'programId': 'apis-log', 'loglevel': 'SEVERE', 'loggername': 'a.B', 'message': 'broken'}
    put('apis_log', line | {'datetime': [NOW - SECOND]}, line | {'datetime': NOW - SECOND})
    assert monitors.sweep('apis_log_severe', MONITORING, 'Asia/Tokyo', NOW) == 1


@pytest.mark.usefixtures('watched')
def test_a_deal_that_was_created_more_than_once_is_no_end_of_the_range() -> None:
    put('deal', {**OF_CLUSTER, 'createDateTime': [NOW]}, {**OF_CLUSTER, 'createDateTime': NOW - MINUTE})
    assert deals.find_first_and_last_creation(CLUSTER) == (NOW - MINUTE, NOW - MINUTE)


@pytest.mark.usefixtures('watched')
def test_a_cluster_whose_documents_no_program_can_read_keeps_no_other_from_its_downtimes(
    make: Maker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    make.unit(type(E001)('blue', 'second', 'E009'))
    put('unit_data', SOUND)
    has_unnumbered = unit_data.has_unnumbered

    def broken(cluster: Any) -> bool:
        if cluster.community_id == 'blue':
            raise TypeError('what is this?')
        return has_unnumbered(cluster)

    monkeypatch.setattr(unit_data, 'has_unnumbered', broken)
    with pytest.raises(TypeError):
        downtimes.aggregate(DOWNTIME, NOW)
    statuses = list(mongo.collection('downtime_status').find({'unitId': 'E001'}))
    assert [status['lastTime'] - (NOW - MINUTE) for status in statuses] == [timedelta()]
