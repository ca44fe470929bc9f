"""A place is picked level by level."""

import pytest

from service_center.domain.choices import Scope
from service_center.domain.entries import Problems
from service_center.domain.scopes import check_scope, pick_of

KNOWN = {('a',), ('b',), ('a', 'x'), ('b', 'x'), ('a', 'x', 'E1')}
A, AX, BX, AXE1 = pick_of('a'), pick_of('a', 'x'), pick_of('b', 'x'), pick_of('a', 'x', 'E1')


@pytest.mark.parametrize(('picks', 'is_whole', 'scope'), [
    ((A, AX, AXE1), True, Scope('a', 'x', 'E1')),
    ((A, AX, ''), False, Scope('a', 'x', None)),
    ((A, '', ''), False, Scope('a', None, None)),
    (('', '', ''), False, Scope(None, None, None)),
])
def test_ways_that_lead_down_are_read(picks: tuple[str, ...], is_whole: bool, scope: Scope) -> None:
    told = Problems()
    entry = dict(zip(('community_id', 'cluster_id', 'unit_id'), picks, strict=True))
    assert check_scope(told, entry, KNOWN, 3, is_whole=is_whole) == scope
    assert told.by_field == {}


@pytest.mark.parametrize(('picks', 'fields'), [
    ((A, '', AXE1), ['cluster_id', 'unit_id']),
    (('', '', ''), ['community_id', 'cluster_id', 'unit_id']),
    ((A, BX, ''), ['cluster_id', 'unit_id']),
    ((pick_of('c'), '', ''), ['community_id', 'cluster_id', 'unit_id']),
    (('{', '"a"', '[{}]'), ['community_id', 'cluster_id', 'unit_id']),
])
def test_others_are_refused_where_all_levels_are_needed(picks: tuple[str, ...], fields: list[str]) -> None:
    told = Problems()
    check_scope(told, dict(zip(('community_id', 'cluster_id', 'unit_id'), picks, strict=True)), KNOWN, 3, is_whole=True)
    assert list(told.by_field) == fields
