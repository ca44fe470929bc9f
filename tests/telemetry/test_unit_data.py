"""The newest set of unit data: found however old it is, at a cost that history does not raise."""

import pytest
from bson import ObjectId

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.mongo import Mongo
from service_center.telemetry import unit_data
from tests.factories import CLUSTER, E001, E002, NOW, Maker
from tests.telemetry.listening import Heard

NOW_MS = int(NOW.timestamp() * 1000)
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
ELSEWHERE = [ClusterKey('green', 'second'), ClusterKey('blue', 'first'), ClusterKey('GREEN', 'first')]


def test_the_newest_set_is_that_of_the_highest_dataset_id(make: Maker) -> None:
    make.unit_data(E001, NOW_MS - 30_000, n='newest')
    make.unit_data(E001, NOW_MS - 60_000, n='older')
    make.unit_data(E002, NOW_MS - 30_000, n='newest too')
    assert [document['n'] for document in unit_data.latest_set(CLUSTER, NOW_MS)] == ['newest', 'newest too']


def test_documents_of_a_set_come_whole_but_for_their_id_in_the_order_they_were_written(make: Maker) -> None:
    for n in range(5):
        make.unit_data(E001, NOW_MS, n=n)
    found = unit_data.latest_set(CLUSTER, NOW_MS)
    assert [document['n'] for document in found] == [0, 1, 2, 3, 4]
    assert set(found[0]) == {'oesunit', 'datasetId', 'n'}


@pytest.mark.parametrize('kind', [str, ObjectId], ids=['text', 'ObjectId'])
def test_documents_of_a_set_come_in_the_order_of_their_ids_wherever_the_store_keeps_them(make: Maker, kind: type[str | ObjectId]) -> None:
    for n in (3, 1, 2):
        make.unit_data(E001, NOW_MS, _id=kind(f'{n:024x}'), n=n)
    assert [document['n'] for document in unit_data.latest_set(CLUSTER, NOW_MS)] == [1, 2, 3]


@pytest.mark.parametrize(
    'age_ms',
    [0, MINUTE_MS, 2 * MINUTE_MS, 11 * MINUTE_MS, 3 * 60 * MINUTE_MS, 2 * DAY_MS, 40 * DAY_MS, 367 * DAY_MS, 20 * 366 * DAY_MS, NOW_MS - 1],
    ids=['now', 'a minute', 'minutes', 'more than ten minutes', 'hours', 'days', 'weeks', 'more than a year', 'decades', 'datasetId 1'],
)
def test_the_newest_set_is_found_however_far_in_the_past_it_is(make: Maker, age_ms: int) -> None:
    make.unit_data(E001, NOW_MS - age_ms, n='it')
    make.unit_data(E001, 0, n='no set')
    assert [document['n'] for document in unit_data.latest_set(CLUSTER, NOW_MS)] == ['it']
    assert [document['n'] for document in unit_data.latest_of_unit(E001, NOW_MS)] == ['it']


def test_a_set_from_ahead_of_our_clock_is_the_newest(make: Maker) -> None:
    make.unit_data(E001, NOW_MS, n='now')
    make.unit_data(E001, NOW_MS + DAY_MS, n='ahead')
    assert [document['n'] for document in unit_data.latest_set(CLUSTER, NOW_MS)] == ['ahead']


@pytest.mark.parametrize('dataset_id', [0, -1, None], ids=['zero', 'negative', 'missing'])
def test_a_document_without_a_dataset_id_is_of_no_set(make: Maker, dataset_id: int | None) -> None:
    make.unit_data(E001, dataset_id)
    assert unit_data.latest_set(CLUSTER, NOW_MS) == []


def test_a_unit_that_fell_silent_still_has_its_own_newest_document(make: Maker) -> None:
    make.unit_data(E001, NOW_MS - DAY_MS, n='silent since')
    make.unit_data(E002, NOW_MS)
    assert [document['n'] for document in unit_data.latest_of_unit(E001, NOW_MS)] == ['silent since']


@pytest.mark.parametrize('elsewhere', ELSEWHERE, ids=str)
def test_a_cluster_shares_nothing_with_others(make: Maker, elsewhere: ClusterKey) -> None:
    make.unit_data(UnitKey(elsewhere.community_id, elsewhere.cluster_id, 'E001'), NOW_MS)
    assert unit_data.latest_set(CLUSTER, NOW_MS) == []
    assert unit_data.latest_of_unit(E001, NOW_MS) == []
    assert unit_data.list_unit_ids(CLUSTER, NOW_MS) == []


def test_the_cost_of_the_newest_set_does_not_grow_with_history(make: Maker, heard: list[Heard]) -> None:
    costs = []
    for sets in (2, 200):
        for n in range(sets):
            make.unit_data(E001, NOW_MS - n * 30_000)
            make.unit_data(E002, NOW_MS - n * 30_000)
        unit_data.latest_set(CLUSTER, NOW_MS)
        unit_data.latest_of_unit(E001, NOW_MS)
        costs.append([(asked.method, set(asked.question), asked.documents) for asked in heard])
        make.forget_documents()
        heard.clear()
    few, many = costs
    assert few == many
    assert [documents for _, _, documents in few] == [1, 2, 1, 1]


def test_every_question_for_the_newest_set_is_bounded_and_only_what_is_found_none_of_is_asked_for_wider(
    make: Maker, heard: list[Heard],
) -> None:
    make.unit_data(E001, NOW_MS - DAY_MS + 1)
    unit_data.latest_set(CLUSTER, NOW_MS)
    bounds = [asked.question['datasetId'] for asked in heard]
    looks_back = (90_000, 10 * MINUTE_MS, 120 * MINUTE_MS, DAY_MS)
    assert bounds == [*({'$gte': NOW_MS - back, '$lt': unit_data.EDGES[-1]} for back in looks_back), NOW_MS - DAY_MS + 1]


def test_where_there_is_nothing_the_questions_come_to_an_end(heard: list[Heard]) -> None:
    assert unit_data.latest_set(CLUSTER, NOW_MS) == []
    assert [asked.question['datasetId']['$gte'] for asked in heard] == [NOW_MS - back for back in unit_data.LOOK_BACK_MS] + [1]


def test_a_clock_near_the_epoch_asks_no_negative_bounds(heard: list[Heard]) -> None:
    assert unit_data.latest_set(CLUSTER, MINUTE_MS) == []
    assert [asked.question['datasetId'] for asked in heard] == [{'$gte': 1, '$lt': unit_data.EDGES[-1]}]


@pytest.mark.parametrize('embedded', [True, False])
def test_units_that_ever_reported_are_listed_once_and_sorted_registered_or_not(
    make: Maker, monkeypatch: pytest.MonkeyPatch, embedded: bool,
) -> None:
    monkeypatch.setattr(Mongo, 'is_embedded', embedded)
    for unit in (E002, E001, E002):
        make.unit_data(unit, NOW_MS)
    make.unit_data(UnitKey('green', 'first', 'E099'), None)
    make.unit_data(UnitKey('green', 'first', 7), NOW_MS)  # type: ignore[arg-type]
    assert unit_data.list_unit_ids(CLUSTER, NOW_MS) == ['E001', 'E002', 'E099']
