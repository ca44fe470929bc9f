"""Whatever stands in a database that calls itself the original's: what comes over keeps the rules, and comes over once."""

import copy
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from service_center.domain import importing
from service_center.domain.original import GREATEST_ID, SHAPES, Original, Row
from tests.factories import NOW

VALUES: st.SearchStrategy[object] = st.one_of(
    st.integers(1, 4), st.sampled_from([0, -1, GREATEST_ID + 1, 2**63 - 1, 1.5, None, b'E001']),
    st.sampled_from(['E001', 'e001', '', ' ', 'a\0b', '\udc80', 'x' * 151, '<b>', '\x1b[2J', '{"a":1}', 'apis_main_alive']),
    st.sampled_from(['pbkdf2_sha256$1$a$b', '2020-01-01 00:00:00', '2020-01-01 00:00:00.5', '2020-01-01T09:00:00+09:00']),
    st.sampled_from(['2020-02-30 00:00:00', '0001-01-01 00:00:00+09:00']),
)
SOUND: Mapping[str, st.SearchStrategy[object]] = {
    'id': st.integers(1, 4), 'user_id': st.integers(1, 4), 'scenario_id': st.sampled_from([None, 1, 2, 9]),
    **{name: st.sampled_from([0, 1]) for name in ('is_staff', 'is_active', 'is_superuser')},
    **{name: st.sampled_from(['2020-01-01 00:00:00', '2020-01-02 00:00:00.5']) for name in ('date_joined', 'created', 'detected')},
    **{name: st.sampled_from([None, '2020-01-01 00:00:00', '2020-01-02 00:00:00'])
        for name in ('closed', 'available_from', 'available_to', 'last_login')},
}
NUMBERED = {('cluster', 'community_id'), ('unit', 'cluster_id'), ('resident', 'unit_id')}


def sound(shape: str, column: str) -> st.SearchStrategy[object]:
    if (shape, column) in NUMBERED:
        return st.integers(1, 4)
    return SOUND.get(column, st.sampled_from(['E001', 'apis_main_alive']))


@st.composite
def originals(draw: st.DrawFn) -> Original:
    """Make up a database: rows that are mostly sound, and some that hold anything."""
    tables: dict[str, list[Row]] = {}
    for shape in SHAPES:
        columns = [*shape.columns] if 'id' in shape.columns else ['id', *shape.columns]
        row = st.fixed_dictionaries({name: sound(shape.name, name) for name in columns})
        spoilt = st.tuples(row, st.sampled_from(columns), VALUES).map(lambda parts: {**parts[0], parts[1]: parts[2]})
        tables[shape.table] = draw(st.lists(st.one_of(row, row, spoilt), max_size=4))
    return Original('2020-01-01', tables, rights={1: 2})


def plan(original: Original, here: Mapping[str, list[Row]]) -> dict[str, importing.Outcome]:
    outcomes = importing.plan(original, here, NOW, lambda stored: stored.startswith('pbkdf2_sha256$'))
    assert all('\x1b' not in line and '\0' not in line for line in importing.report(original, outcomes))
    return {outcome.shape.name: outcome for outcome in outcomes}


def nothing() -> dict[str, list[Row]]:
    return {shape.name: [] for shape in SHAPES}


@settings(deadline=None, max_examples=60)
@given(originals())
def test_every_row_comes_over_or_is_named(original: Original) -> None:
    outcomes = plan(original, nothing())
    for name, outcome in outcomes.items():
        assert len(outcome.new) + len(outcome.left) == len(original.tables[outcome.shape.table]), name


@settings(deadline=None, max_examples=60)
@given(originals())
def test_what_comes_over_keeps_the_rules_of_our_tables(original: Original) -> None:
    new = {name: outcome.new for name, outcome in plan(original, nothing()).items()}
    ids = {name: {row['id'] for row in rows if 'id' in row} for name, rows in new.items()}
    for shape in SHAPES:
        known_by = [shape.key_of(row) for row in new[shape.name]]
        assert len(set(known_by)) == len(known_by)
        places = [place for row in new[shape.name] if shape.is_unique and None not in (place := shape.about_of(row))]
        assert len(set(places)) == len(places)
        assert all(row[column] in ids[target] for row in new[shape.name] for column, target in shape.refers.items())
    assert all(row['scenario_id'] in {None, *ids['scenario']} for row in new['choice'])
    assert all(not (row['available_from'] and row['available_to']) or row['available_from'] < row['available_to'] for row in new['unit'])
    things = [tuple(row[n] or '' for n in ('type', 'community_id', 'cluster_id', 'program_id', 'unit_id'))
        for row in new['failure'] if row['closed'] is None]
    assert len(set(things)) == len(things)
    assert all(fits(value) for rows in new.values() for row in rows for value in row.values())


@settings(deadline=None, max_examples=60)
@given(originals())
def test_nothing_comes_over_twice_and_what_came_over_does_not_differ(original: Original) -> None:
    first = plan(original, nothing())
    again = plan(original, {name: copy.deepcopy(outcome.new) for name, outcome in first.items()})
    assert [(outcome.new, outcome.differing) for outcome in again.values()] == [([], [])] * len(SHAPES)
    assert {name: outcome.known for name, outcome in again.items()} == {name: len(outcome.new) for name, outcome in first.items()}


def fits(value: Any) -> bool:
    """Say whether PostgreSQL takes a value."""
    if isinstance(value, str):
        return '\0' not in value and value.encode('utf-8', 'replace').decode() == value
    return not isinstance(value, int) or value <= GREATEST_ID
