"""The latest state of units."""

from service_center.domain.keys import UnitKey
from service_center.services import unit_data
from tests.factories import CLUSTER, E001, E002, NOW, Maker

NOW_MS = int(NOW.timestamp() * 1000)


def test_the_newest_set_is_a_map_of_units_in_which_the_last_document_of_each_counts(make: Maker) -> None:
    make.unit_data(E001, NOW_MS, n=1)
    make.unit_data(E002, NOW_MS, n=2)
    make.unit_data(E001, NOW_MS, n=3)
    make.unit_data(UnitKey('green', 'first', 'E003'), NOW_MS - 30_000, n='stale')
    assert {unit: document['n'] for unit, document in unit_data.latest_set(CLUSTER, NOW).items()} == {'E001': 3, 'E002': 2}


def test_a_unit_that_was_missed_in_the_newest_set_still_shows_its_own(make: Maker) -> None:
    make.unit_data(E001, NOW_MS - 30_000, n='own')
    make.unit_data(E002, NOW_MS)
    assert unit_data.latest_of_unit(E001, NOW)['E001']['n'] == 'own'
    assert list(unit_data.latest_of_unit(E001, NOW)) == ['E001']


def test_without_data_there_is_nothing() -> None:
    assert unit_data.latest_set(CLUSTER, NOW) == unit_data.latest_of_unit(E001, NOW) == {}
    assert unit_data.list_unit_ids(CLUSTER, NOW) == []


def test_all_that_ever_reported_are_listed(make: Maker) -> None:
    make.unit_data(E001, None)
    assert unit_data.list_unit_ids(CLUSTER, NOW) == ['E001']
