"""Which scenarios a unit may choose, and which of its choices counts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from service_center.domain.choices import Scope, current_choice, is_available
from service_center.domain.keys import ClusterKey, UnitKey

UNIT = UnitKey('oss_community', 'oss_cluster', 'E001')
NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Row:
    id: int
    created: datetime


def test_a_unit_knows_its_cluster() -> None:
    assert UNIT.cluster == ClusterKey('oss_community', 'oss_cluster')


@pytest.mark.parametrize(
    'scope',
    [
        Scope(None, None, None),
        Scope('oss_community', None, None),
        Scope('oss_community', 'oss_cluster', None),
        Scope('oss_community', 'oss_cluster', 'E001'),
    ],
    ids=['global', 'its community', 'its cluster', 'itself'],
)
def test_a_unit_may_choose_what_is_for_all_its_community_its_cluster_or_itself(scope: Scope) -> None:
    assert is_available(scope, UNIT)


@pytest.mark.parametrize(
    'scope',
    [
        Scope('other', None, None),
        Scope('oss_community', 'other', None),
        Scope('other', 'oss_cluster', None),
        Scope('oss_community', 'oss_cluster', 'E002'),
        Scope('oss_community', 'other', 'E001'),
        Scope('other', 'oss_cluster', 'E001'),
        Scope('oss_community', 'oss_cluster', 'e001'),
        Scope('OSS_community', None, None),
        Scope('', '', ''),
    ],
)
def test_a_unit_may_not_choose_what_is_for_others(scope: Scope) -> None:
    assert not is_available(scope, UNIT)


@pytest.mark.parametrize(
    'scope',
    [
        Scope(None, 'oss_cluster', None),
        Scope(None, None, 'E001'),
        Scope(None, 'oss_cluster', 'E001'),
        Scope('oss_community', None, 'E001'),
    ],
)
def test_a_scope_with_a_gap_matches_nobody(scope: Scope) -> None:
    assert not is_available(scope, UNIT)


def test_without_a_choice_none_counts() -> None:
    assert current_choice([], NOW) is None


def test_the_latest_choice_counts_in_whatever_order_they_come() -> None:
    early, late = Row(9, NOW - 2 * SECOND), Row(1, NOW - SECOND)
    for rows in permutations([early, late]):
        assert current_choice(rows, NOW) is late


def test_of_choices_made_at_once_the_highest_id_counts() -> None:
    rows = [Row(id_, NOW - SECOND) for id_ in (2, 10, 9)]
    for order in permutations(rows):
        assert current_choice(order, NOW) == Row(10, NOW - SECOND)


def test_a_choice_ahead_of_the_clock_does_not_count_yet() -> None:
    past, future = Row(1, NOW - SECOND), Row(2, NOW + SECOND)
    assert current_choice([past, future], NOW) is past
    assert current_choice([future], NOW) is None


def test_a_choice_made_this_very_instant_counts() -> None:
    assert current_choice([Row(1, NOW)], NOW) == Row(1, NOW)


def test_a_choice_ahead_of_the_clock_counts_once_its_time_has_come() -> None:
    past, future = Row(1, NOW - SECOND), Row(2, NOW + SECOND)
    assert current_choice([past, future], NOW + SECOND) is future
