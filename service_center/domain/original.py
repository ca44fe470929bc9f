"""What a database of the original holds: its tables, and how a value of one is read. What becomes of the rows is ruled in `importing`.

The original kept its times in UTC, without saying so (Django's USE_TZ).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from service_center.domain.scenario_problems import shown
from service_center.lib.isotime import aware

Row = dict[str, Any]
Raw = Mapping[str, object]
Read = Callable[[object], Any]

GREATEST_ID = 2**31 - 1
INSTANT = re.compile(r'[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?')


class Unfit(Exception):
    """A row can't come over; the text says why."""


@dataclass(frozen=True)
class Shape:
    """A table of the original: what its rows are called, their columns, which of them say what a row is about, and to what they refer."""

    name: str
    plural: str
    table: str
    columns: Mapping[str, Read]
    about: tuple[str, ...]
    is_unique: bool = True
    refers: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ('id',)
    order: tuple[str, ...] = ('id',)
    label: str | None = None
    not_compared: tuple[str, ...] = ()

    def read(self, raw: Raw) -> Row:
        """Read a row; raises Unfit that names the column."""
        row = {}
        for name, read in self.columns.items():
            try:
                row[name] = read(raw[name])
            except Unfit as fault:
                raise Unfit(f'{name} {fault}') from None
        return row

    def cite(self, raw: Raw) -> str:
        """Name a row to an operator, whatever it holds: `user 3 (e001)`."""
        if self.label is None:
            return f'{self.name} ' + ', '.join(f'{name} {shown(str(raw[name]))}' for name in self.key)
        return f'{self.name} {shown(str(raw["id"]))} ({shown(str(raw[self.label]))})'

    def key_of(self, row: Row) -> tuple[object, ...]:
        """Give what a row is known by."""
        return tuple(row[name] for name in self.key)

    def about_of(self, row: Row) -> tuple[object, ...]:
        """Give what says what a row is about."""
        return tuple(row[name] for name in self.about)


@dataclass(frozen=True)
class Original:
    """A database of the original as it was read: when it was set up, its rows by table, how many single rights and groups a user had."""

    begun: str
    tables: Mapping[str, Sequence[Raw]]
    rights: Mapping[object, int] = field(default_factory=dict)
    not_taken: Mapping[str, int] = field(default_factory=dict)


def text(longest: int | None = None) -> Read:
    """Read a text of at most so many characters."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise Unfit('is missing' if value is None else 'is no text')
        if '\0' in value:
            raise Unfit('holds a character NUL')
        if any('\ud800' <= character <= '\udfff' for character in value):
            raise Unfit('is not UTF-8')
        if longest is not None and len(value) > longest:
            raise Unfit(f'is longer than {longest} characters')
        return value

    return read


def optional(read: Read) -> Read:
    """Read a value that may be missing."""
    return lambda value: None if value is None else read(value)


def number(value: object) -> int:
    """Read an id."""
    if not isinstance(value, int) or not 0 < value <= GREATEST_ID:
        raise Unfit(f'is no number from 1 to {GREATEST_ID}')
    return value


def yes_or_no(value: object) -> bool:
    """Read a switch."""
    if value not in (0, 1):
        raise Unfit('is neither 0 nor 1')
    return bool(value)


def instant(value: object) -> datetime:
    """Read an instant; one without a zone is UTC."""
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        raise Unfit('is missing' if value is None else 'is no date and time')
    try:
        return aware(datetime.fromisoformat(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit('is no date and time') from None


_ids = text(128)
_scope = {'community_id': _ids, 'cluster_id': _ids, 'unit_id': _ids}
_open_scope = {name: optional(_ids) for name in _scope}

# in the order in which they come over: what is referred to before what refers to it
SHAPES = (
    Shape('user', 'users', 'core_user', {
        'id': number, 'username': text(150), 'password': text(256), 'first_name': text(150), 'last_name': text(150), 'email': text(254),
        'is_staff': yes_or_no, 'is_active': yes_or_no, 'is_superuser': yes_or_no, 'date_joined': instant, 'last_login': optional(instant),
    }, about=('username',), label='username', not_compared=('last_login',)),
    Shape('community', 'communities', 'community_community', {'id': number, 'code': _ids, 'name': _ids}, about=('code',), label='code'),
    Shape('cluster', 'clusters', 'community_cluster', {'id': number, 'community_id': number, 'code': _ids, 'name': _ids},
        about=('community_id', 'code'), refers={'community_id': 'community'}, label='code'),
    Shape('unit', 'units', 'community_unit', {
        'id': number, 'cluster_id': number, 'code': _ids, 'name': _ids,
        'available_from': optional(instant), 'available_to': optional(instant),
    }, about=('cluster_id', 'code'), refers={'cluster_id': 'cluster'}, label='code'),
    Shape('resident', 'residents', 'community_unit_users', {'unit_id': number, 'user_id': number}, about=('unit_id', 'user_id'),
        refers={'unit_id': 'unit', 'user_id': 'user'}, key=('unit_id', 'user_id'), order=('unit_id', 'user_id')),
    Shape('scenario', 'scenarios', 'scenario_scenario', {
        'id': number, **_open_scope, 'created': instant, 'name': _ids, 'description': optional(text()), 'data': optional(text()),
    }, about=(*_scope, 'name'), label='name'),
    Shape('choice', 'choices', 'scenario_choice', {'id': number, **_scope, 'created': instant, 'scenario_id': optional(number)},
        about=(*_scope, 'created'), is_unique=False, label='unit_id'),
    Shape('failure', 'failures', 'monitoring_failure', {
        'id': number, 'type': text(64), **_open_scope, 'program_id': optional(_ids), 'detected': instant, 'closed': optional(instant),
        'description': optional(text()),
    }, about=('type', *_scope, 'program_id', 'detected'), is_unique=False, order=('detected', 'id'), label='type'),
    Shape('community setting', 'community settings', 'monitoring_communitysetting', {
        'id': number, 'community_id': _ids, 'notify_to': text(1024),
    }, about=('community_id',), label='community_id'),
    Shape('job setting', 'job settings', 'monitoring_jobsetting', {
        'id': number, 'community_id': _ids, 'cluster_id': _ids, 'type': text(64), 'is_active': yes_or_no,
    }, about=('community_id', 'cluster_id', 'type'), label='type'),
)
