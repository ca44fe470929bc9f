"""What the downtime job costs on a real server: documents per second, and passes with little or nothing new, however long the past is."""

import pytest

from service_center.domain.keys import UnitKey
from service_center.extensions import mongo
from service_center.services import downtimes
from tests.bench import past
from tests.bench.conftest import Bench
from tests.bench.measure import seconds
from tests.factories import MINUTE, NOW, Maker

UNITS = [UnitKey('oss_community', 'oss_cluster', f'E{number:03}') for number in range(1, 101)]
SETTINGS = {'data_loss_tolerance_sec': 120, 'unit_data_fetch_limit': 1000}
ROUND_MS = 300_000
REPORT_MS = 30_000
NOW_MS = int(NOW.timestamp() * 1000)


def reports(begin_ms: int, count: int) -> list[past.Document]:
    """Write what a cluster reports every 30 seconds: each house is down for five of every hundred reports."""
    return [
        {
            'oesunit': {'communityId': unit.community_id, 'clusterId': unit.cluster_id, 'id': unit.unit_id},
            'datasetId': begin_ms + number * REPORT_MS, 'time': NOW + (begin_ms - NOW_MS + number * REPORT_MS) / 60_000 * MINUTE,
            'apis': {'operation_mode': {'effective': 'stop' if (number + index) % 100 < 5 else 'autonomous'}},
            'dcdc': {'meter': {'wg': 0.0, 'vg': 350.0, 'ig': 0.0}}, 'battery': {'rsoc': 50.0},
        }
        for number in range(count) for index, unit in enumerate(UNITS)
    ]


@pytest.mark.parametrize('sets', [10, 100, 1000], ids=lambda sets: f'{100 * sets:,} documents')
def test_a_past_is_read_once_and_then_only_what_is_new(bench: Bench, make: Maker, sets: int) -> None:
    for unit in UNITS[1:]:
        make.unit(unit)
    for first in range(0, sets, 50):
        mongo.collection('unit_data').insert_many(reports(NOW_MS - (sets - first) * REPORT_MS, min(50, sets - first)), ordered=False)
    examined: list[int] = []
    whole = seconds(lambda: examined.append(downtimes.aggregate(SETTINGS, NOW)))
    assert examined == [100 * sets]
    idle = min(seconds(lambda: examined.append(downtimes.aggregate(SETTINGS, NOW))) for _ in range(3))
    assert examined[1:] == [0, 0, 0]
    mongo.collection('unit_data').insert_many(reports(NOW_MS, ROUND_MS // REPORT_MS))
    usual = seconds(lambda: examined.append(downtimes.aggregate(SETTINGS, NOW + 5 * MINUTE)))
    assert examined[-1] == 1000
    # the service was away while the cluster went on: all units are read at once
    behind = sets - sets // 10
    mongo.collection('downtime_mark').update_many({'unitId': None}, {'$set': {'datasetId': NOW_MS - behind * REPORT_MS}})
    again = seconds(lambda: examined.append(downtimes.aggregate(SETTINGS, NOW + 5 * MINUTE)))
    print(f'\n  100 units, {100 * sets:>7,} documents: the whole past {whole:7.2f} s ({100 * sets / whole:8,.0f}/s)', flush=True)
    print(f'  a round with nothing new {idle:7.3f} s; a usual one (1,000 documents) {usual:7.3f} s; all read again at once {again:7.2f} s')
