"""What of an original's database comes over, what stays out and why, and what an operator should look at. Reads and writes nothing.

What is here already stays as it is: a second import adds what is new and says what differs.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service_center.domain import scenarios as grammar
from service_center.domain.monitors import MONITORS
from service_center.domain.original import SHAPES, Original, Raw, Row, Shape, Unfit

NO_HASH = '!'  # what the original wrote too: nothing has this hash


@dataclass(frozen=True)
class Note:
    """What an operator should know of a row that comes over; the column it names is not as it was, and so not compared later."""

    words: str
    column: str | None = None


@dataclass(frozen=True)
class Remark:
    """A sentence about a row."""

    about: str
    words: str

    def __str__(self) -> str:
        return f'{self.about}: {self.words}'


@dataclass
class Outcome:
    """What becomes of the rows of one table."""

    shape: Shape
    new: list[Row] = field(default_factory=list)
    known: int = 0
    noted: list[Remark] = field(default_factory=list)
    differing: list[Remark] = field(default_factory=list)
    left: list[Remark] = field(default_factory=list)


def plan(original: Original, here: Mapping[str, Sequence[Row]], now: datetime, is_djangos: Callable[[str], bool]) -> list[Outcome]:
    """Say of each table, in the order in which they can be written, what becomes of its rows; `here` is what is there, by shape."""
    importing = _Import(original, here, now, is_djangos)
    return [importing.take(shape) for shape in SHAPES]


def report(original: Original, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Say in lines what came over, what to look at, and what did not come."""
    for outcome in outcomes:
        others = {'were here already': outcome.known, 'stayed out': len(outcome.left)}
        told = [f'{len(outcome.new)} came over', *(f'{count} {words}' for words, count in others.items() if count)]
        yield f'{outcome.shape.plural}: {", ".join(told)}'
    yield from _listed('came over, but look at', [remark for outcome in outcomes for remark in outcome.noted])
    yield from _listed('differs, and stays as it is here', [remark for outcome in outcomes for remark in outcome.differing])
    yield from _listed('stayed out', [remark for outcome in outcomes for remark in outcome.left])
    yield from _listed('not taken', [f'{count} {what}' for what, count in original.not_taken.items() if count])


def _listed(title: str, entries: Sequence[object]) -> Iterator[str]:
    if entries:
        yield f'{title}:'
        yield from (f'  {entry}' for entry in entries)


class _Table:
    """The rows of one table that are here or have come: by what they are known, and which places are taken."""

    def __init__(self, shape: Shape, rows: Sequence[Row]) -> None:
        self.shape = shape
        self.rows = {shape.key_of(row): row for row in rows}
        self._places = {place: row for row in rows if (place := self._place(row))}

    def refuse_taken(self, row: Row) -> None:
        taken = self._places.get(self._place(row) or ())
        if taken is not None:
            raise Unfit(f'the same {" and ".join(self.shape.about)} as {self.shape.cite(taken)}')

    def add(self, row: Row) -> None:
        self.rows[self.shape.key_of(row)] = row
        place = self._place(row)
        if place:
            self._places[place] = row

    def _place(self, row: Row) -> tuple[object, ...] | None:
        place = self.shape.about_of(row)
        return place if self.shape.is_unique and None not in place else None


class _Import:
    def __init__(self, original: Original, here: Mapping[str, Sequence[Row]], now: datetime, is_djangos: Callable[[str], bool]) -> None:
        self._original, self._here, self._now, self._is_djangos = original, here, now, is_djangos
        self._arrived: dict[str, set[object]] = {shape.name: set() for shape in SHAPES}
        self._new: dict[str, set[object]] = {shape.name: set() for shape in SHAPES}
        self._open_here = {_thing(row) for row in here['failure'] if row['closed'] is None}
        self._open_there: set[tuple[object, ...]] = set()
        self._rules: Mapping[str, Callable[[Row, bool], Iterator[Note]]] = {
            'user': self._of_user, 'cluster': self._of_cluster, 'unit': _of_unit, 'resident': self._of_resident,
            'scenario': _of_scenario, 'choice': self._of_choice, 'failure': self._of_failure, 'job setting': _of_job,
        }

    def take(self, shape: Shape) -> Outcome:
        outcome, table, seen = Outcome(shape), _Table(shape, self._here[shape.name]), set()
        for row in _in_order(shape, self._original.tables[shape.table], outcome):
            key = shape.key_of(row)
            try:
                if key in seen:
                    raise Unfit('stands there twice')
                seen.add(key)
                self._settle(outcome, table, row)
            except Unfit as fault:
                outcome.left.append(Remark(shape.cite(row), str(fault)))
        return outcome

    def _settle(self, outcome: Outcome, table: _Table, row: Row) -> None:
        shape, known = table.shape, table.rows.get(table.shape.key_of(row))
        if known is not None and shape.about_of(known) != shape.about_of(row):
            raise Unfit(f'its id belongs to another one here, {shape.cite(known)}')
        if known is None:
            self._refuse_dangling(shape, row)
            table.refuse_taken(row)
        notes = list(self._rules.get(shape.name, _nothing)(row, known is not None))
        self._arrived[shape.name].add(row.get('id'))
        if known is not None:
            outcome.known += 1
            self._compare(outcome, known, row, {note.column for note in notes})
            return
        self._new[shape.name].add(row.get('id'))
        table.add(row)
        outcome.new.append(row)
        outcome.noted += [Remark(shape.cite(row), note.words) for note in notes]

    def _compare(self, outcome: Outcome, known: Row, row: Row, changed: set[str | None]) -> None:
        """Note what differs; a hash that was renewed here, or set here, is no difference."""
        shape = outcome.shape
        left_out = {*changed, *shape.not_compared}
        if shape.name == 'user' and not self._is_djangos(known['password']):
            left_out.add('password')
        names = [name for name in shape.columns if name not in left_out and known[name] != row[name]]
        if names:
            outcome.differing.append(Remark(shape.cite(row), ', '.join(names)))

    def _refuse_dangling(self, shape: Shape, row: Row) -> None:
        for column, target in shape.refers.items():
            if row[column] not in self._arrived[target]:
                raise Unfit(f'its {target} {row[column]} is not there or did not come over')

    def _of_user(self, row: Row, _is_known: bool) -> Iterator[Note]:
        if not self._is_djangos(row['password']):
            row['password'] = NO_HASH
            yield Note('has no password that can be verified: give one with `service-center set-password`', 'password')
        typed = unicodedata.normalize('NFKC', row['username'].strip())
        if not typed or typed != row['username']:
            yield Note('nobody can log in with such a name: blanks around it, or characters that the login reads as others')
        rights = self._original.rights.get(row['id'], 0)
        if rights and row['is_staff'] and not row['is_superuser']:
            yield Note(f'had {rights} single rights and groups; staff may here see and register everything but users')

    def _of_cluster(self, row: Row, _is_known: bool) -> Iterator[Note]:
        codes = [raw['code'] for raw in self._original.tables['community_community'] if raw['id'] == row['community_id']]
        switches = self._original.tables['monitoring_jobsetting']
        on = {(switch['community_id'], switch['cluster_id']) for switch in switches if switch['is_active'] == 1}
        if not any((code, row['code']) in on for code in codes):
            yield Note('no monitor is on for it: staff switch them on under MONITORING')

    def _of_resident(self, row: Row, is_known: bool) -> Iterator[Note]:
        # who was taken out of a unit here is not put back by a second import
        if not is_known and row['unit_id'] not in self._new['unit'] and row['user_id'] not in self._new['user']:
            raise Unfit('unit and user are here already, and this user is not its resident here')
        yield from ()

    def _of_choice(self, row: Row, _is_known: bool) -> Iterator[Note]:
        scenario = row['scenario_id']
        if scenario is not None and scenario not in self._arrived['scenario']:
            row['scenario_id'] = None  # as if the scenario had been deleted; an older choice must not come to count again
            yield Note(f'became the choice of none: its scenario {scenario} is not there or did not come over', 'scenario_id')

    def _of_failure(self, row: Row, is_known: bool) -> Iterator[Note]:
        if row['closed'] is not None:
            return
        thing = _thing(row)
        if thing in self._open_there or (not is_known and thing in self._open_here):
            row['closed'] = self._now
            yield Note('came over closed: an older one for the same thing is open', 'closed')
        self._open_there.add(thing)


def _in_order(shape: Shape, raws: Sequence[Raw], outcome: Outcome) -> list[Row]:
    """Read the rows in the order in which they are judged; those that can't be read stay out."""
    rows = []
    for raw in raws:
        try:
            rows.append(shape.read(raw))
        except Unfit as fault:
            outcome.left.append(Remark(shape.cite(raw), str(fault)))
    return sorted(rows, key=lambda row: tuple(row[name] for name in shape.order))


def _of_unit(row: Row, _is_known: bool) -> Iterator[Note]:
    start, end = row['available_from'], row['available_to']
    if start is not None and end is not None and start >= end:
        raise Unfit('available_to is not after available_from')
    yield from ()


def _of_scenario(row: Row, _is_known: bool) -> Iterator[Note]:
    problems = grammar.errors(row['data']) if row['data'] else []
    if problems:
        yield Note(f'its text, kept as it is, has {len(problems)} error{"s" * (len(problems) > 1)}, the first: {problems[0]}')


def _of_job(row: Row, _is_known: bool) -> Iterator[Note]:
    if row['type'] not in MONITORS:
        yield Note('there is no monitor of this type here')


def _nothing(_row: Row, _is_known: bool) -> Iterator[Note]:
    yield from ()


def _thing(failure: Mapping[str, Any]) -> tuple[object, ...]:
    """Say what a failure is about; only one may be open for one thing, no id being the same as an empty one (J5)."""
    return tuple(failure[name] or '' for name in ('type', 'community_id', 'cluster_id', 'program_id', 'unit_id'))
