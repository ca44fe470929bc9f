"""The hierarchy of communities, clusters and units, and when a unit counts."""

from datetime import UTC, datetime, timedelta

import pytest

from service_center.domain.outline import ClusterFacts, CommunityFacts, UnitFacts, outline

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
END = datetime(2020, 2, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def unit(name: str, begin: datetime | None = None, end: datetime | None = None) -> UnitFacts:
    return UnitFacts(name, name.lower(), begin, end)


@pytest.mark.parametrize(
    ('instant', 'is_valid'),
    [(BEGIN - MOMENT, False), (BEGIN, True), (END - MOMENT, True), (END, False)],
    ids=['before it begins', 'as it begins', 'before it ends', 'as it ends'],
)
def test_a_unit_counts_from_its_first_instant_to_before_its_last(instant: datetime, is_valid: bool) -> None:
    assert unit('E001', BEGIN, END).is_valid(instant) is is_valid


def test_a_unit_without_bounds_always_counts() -> None:
    assert unit('E001').is_valid(datetime.min.replace(tzinfo=UTC))
    assert unit('E001').is_valid(datetime.max.replace(tzinfo=UTC))


def test_the_outline_is_a_hierarchy_of_maps_by_id() -> None:
    drawn = outline([CommunityFacts('green', 'Green', (ClusterFacts('first', 'First', (unit('E001', BEGIN, None),)),))])
    e001 = {'communityId': 'green', 'clusterId': 'first', 'id': 'E001', 'name': 'e001', 'available_from': BEGIN, 'available_to': None}
    first = {'communityId': 'green', 'id': 'first', 'name': 'First', 'units': {'E001': e001}}
    assert drawn == {'communities': {'green': {'id': 'green', 'name': 'Green', 'clusters': {'first': first}}}}
    assert list(drawn['communities']['green']['clusters']['first']['units']['E001']) == list(e001)


def test_every_level_is_sorted_by_id() -> None:
    units = (unit('b'), unit('B'), unit('ア'), unit('a'))
    clusters = (ClusterFacts('y', '', units), ClusterFacts('x', '', ()))
    drawn = outline([CommunityFacts('2', '', clusters), CommunityFacts('10', '', ())])['communities']
    assert list(drawn) == ['10', '2']
    assert list(drawn['2']['clusters']) == ['x', 'y']
    assert list(drawn['2']['clusters']['y']['units']) == ['B', 'a', 'b', 'ア']


def test_what_holds_nothing_is_shown_too() -> None:
    drawn = outline([CommunityFacts('empty', '', ()), CommunityFacts('green', '', (ClusterFacts('none', '', ()),))])['communities']
    assert drawn['empty']['clusters'] == {}
    assert drawn['green']['clusters']['none']['units'] == {}


def test_without_an_instant_units_of_all_times_are_shown() -> None:
    drawn = outline([CommunityFacts('green', '', (ClusterFacts('first', '', (unit('old', None, BEGIN), unit('new', END, None))),))])
    assert list(drawn['communities']['green']['clusters']['first']['units']) == ['new', 'old']


def test_at_an_instant_only_the_units_valid_then_are_shown() -> None:
    units = (unit('old', None, BEGIN), unit('now', BEGIN, END), unit('new', END, None))
    drawn = outline([CommunityFacts('green', '', (ClusterFacts('first', '', units),))], BEGIN)
    assert list(drawn['communities']['green']['clusters']['first']['units']) == ['now']
