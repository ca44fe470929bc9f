"""Which communities, clusters and units are registered, and who may ask for which."""

from collections.abc import Callable

import pytest

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.outline import Outline
from service_center.domain.roles import Viewer
from service_center.services import communities
from tests.factories import CLUSTER, DAY, E001, E002, NOW, Maker, Person

ABROAD = UnitKey('blue', 'first', 'E001')
Drawing = dict[str, dict[str, list[str]]]


def viewer(person: Person) -> Viewer:
    return Viewer(person.id, person.username, is_staff=False, is_superuser=False, is_resident=True)


def drawing(outline: Outline) -> Drawing:
    return {c: {k: list(cluster['units']) for k, cluster in community['clusters'].items()} for c,
        community in outline['communities'].items()}


def test_staff_see_everything_what_is_empty_too(make: Maker, cluster: object) -> None:
    make.unit(ABROAD)
    make.cluster(ClusterKey('green', 'empty'))
    assert drawing(communities.whole_outline()) == {'blue': {'first': ['E001']}, 'green': {'empty': [], 'first': ['E001', 'E002', 'E003']}}


def test_a_resident_sees_what_leads_to_the_own_units_only(make: Maker, cluster: object) -> None:
    make.unit(ABROAD)
    multi = make.user('multi', ABROAD, E001, E002)
    rosa = make.user('rosa', E001)
    assert drawing(communities.resident_outline(viewer(multi))) == {'blue': {'first': ['E001']}, 'green': {'first': ['E001', 'E002']}}
    assert drawing(communities.resident_outline(viewer(rosa))) == {'green': {'first': ['E001']}}


def test_a_resident_of_two_clusters_sees_each_unit_in_its_own(make: Maker, cluster: object) -> None:
    second = UnitKey('green', 'second', 'F001')
    make.unit(second)
    assert drawing(communities.resident_outline(viewer(make.user('multi', second, E001)))) == {'green': {'first': ['E001'],
        'second': ['F001']}}


def test_who_lives_nowhere_sees_nothing(nora: Person) -> None:
    assert communities.resident_outline(viewer(nora)) == {'communities': {}}


def whole(_: Viewer, *at: object) -> Outline:
    return communities.whole_outline(*at)  # type: ignore[arg-type]


@pytest.mark.parametrize('draw', [whole, communities.resident_outline], ids=['staff', 'resident'])
def test_at_an_instant_only_the_units_valid_then_are_drawn(make: Maker, draw: Callable[..., Outline]) -> None:
    times = {'past': (None, NOW), 'present': (NOW, NOW + DAY), 'future': (NOW + DAY, None)}
    units = [UnitKey('green', 'first', name) for name in times]
    for unit, (begin, end) in zip(units, times.values(), strict=True):
        make.unit(unit, available_from=begin, available_to=end)
    someone = viewer(make.user('multi', *units))
    assert drawing(draw(someone)) == {'green': {'first': ['future', 'past', 'present']}}
    assert drawing(draw(someone, NOW)) == {'green': {'first': ['present']}}


def test_a_resident_whose_units_are_all_over_sees_no_way_to_them(make: Maker) -> None:
    make.unit(E001, available_to=NOW)
    assert communities.resident_outline(viewer(make.user('rosa', E001)), NOW) == {'communities': {}}


@pytest.mark.parametrize(
    'key',
    [
        ClusterKey('green', 'First'), ClusterKey('Green', 'first'), ClusterKey('green', 'second'), ClusterKey('blue', 'first'),
        ClusterKey('first', 'green'),
        ClusterKey('green\0', 'first'), ClusterKey('green', 'first\0'), ClusterKey('green', '%'),
        ClusterKey('x' * 100_000, 'first'), ClusterKey('', ''),
    ],
    ids=str,
)
def test_a_cluster_is_known_by_its_exact_ids(cluster: object, key: ClusterKey) -> None:
    with pytest.raises(BadRequest, match=r'^bad param values : communityId, clusterId$'):
        communities.require_cluster(key)


def test_a_registered_cluster_may_be_asked_for(cluster: object) -> None:
    assert communities.require_cluster(CLUSTER) == CLUSTER


def test_a_cluster_of_another_community_with_the_same_id_is_another(make: Maker) -> None:
    make.unit(ABROAD)
    with pytest.raises(BadRequest):
        communities.require_cluster(CLUSTER)


def test_residents_may_ask_for_their_unit(cluster: dict[str, int], rosa: Person) -> None:
    assert communities.require_unit_of(rosa.id, E001) == cluster['E001']


def test_others_may_not(rosa: Person, nora: Person) -> None:
    for person, unit in ((rosa, E002), (nora, E001)):
        with pytest.raises(BadRequest, match=r'^not a resident$'):
            communities.require_unit_of(person.id, unit)


@pytest.mark.parametrize('unit_id', ['E009', 'e001', '', 'E001\0', '%', 'x' * 100_000])
def test_a_unit_is_known_by_its_exact_ids(rosa: Person, unit_id: str) -> None:
    with pytest.raises(BadRequest, match=r'^bad param values : communityId, clusterId, unitId$'):
        communities.require_unit_of(rosa.id, UnitKey('green', 'first', unit_id))


def test_a_unit_of_the_same_id_elsewhere_is_another(make: Maker, rosa: Person) -> None:
    make.unit(ABROAD)
    with pytest.raises(BadRequest, match=r'^not a resident$'):
        communities.require_unit_of(rosa.id, ABROAD)
