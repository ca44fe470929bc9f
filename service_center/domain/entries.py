"""What somebody enters to register something: rules of single fields, and all that is wrong at once. Passwords are in password_rules."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from service_center.domain.errors import Unacceptable
from service_center.domain.notices import is_address
from service_center.lib import local_time, zones

Entry = Mapping[str, Any]
Facts = Mapping[str, str]

LONGEST_NAME = 128
LONGEST_PERSON = 150
LONGEST_NOTIFY_TO = 1024
LONGEST_TEXT = 10_000
REQUIRED = 'Something has to stand here.'


@dataclass(frozen=True)
class Key:
    """By what something is known and told from others of its kind: what may stand there, with the words for who types it."""

    one: str
    several: str
    longest: int
    letters: re.Pattern[str]
    made_of: str


CODE = Key('A code', 'Codes', 128, re.compile(r'[^\s\x00-\x1f\x7f]+'),
    'has no blanks and no control characters, neither inside nor around it')
USERNAME = Key('A user name', 'User names', 150, re.compile(r'[\w.@+-]+'), 'is made of letters, digits and @ . + - _ only')


@dataclass
class Problems:
    """Sentences about an entry, by field."""

    by_field: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; '' stands for the entry as a whole."""
        self.by_field.setdefault(name, []).append(sentence)

    def refuse(self) -> None:
        """Refuse the entry if anything was noted; raises Unacceptable."""
        if self.by_field:
            raise Unacceptable(self.by_field)


def text_of(entry: Entry, name: str) -> str:
    """Give what was entered into a field, without blanks around it."""
    return str(entry.get(name) or '').strip()


def check_code(told: Problems, entry: Entry, others: Iterable[str]) -> str:
    """Check an id of apis-main's `config.json`, which is compared letter by letter there; `others` are those taken already."""
    return _check_key(told, 'code', str(entry.get('code') or ''), others, CODE)


def check_name(told: Problems, entry: Entry, name: str = 'name') -> str:
    """Check a name for people to read."""
    typed = text_of(entry, name)
    if not typed:
        told.add(name, REQUIRED)
    check_length(told, name, typed, LONGEST_NAME)
    return typed


def check_length(told: Problems, name: str, typed: str, longest: int) -> str:
    """Check that a text fits and can be stored."""
    if len(typed) > longest:
        told.add(name, f'This has at most {longest} characters.')
    if '\0' in typed:
        told.add(name, 'This can\'t hold a NUL character.')
    return typed


def check_zone(told: Problems, entry: Entry) -> str | None:
    """Check the name of a time zone; empty means the setting's."""
    typed = text_of(entry, 'time_zone')
    if not typed:
        return None
    try:
        zones.named_zone(typed)
    except ValueError:
        told.add('time_zone', 'This is no time zone: pick a name such as Asia/Tokyo.')
    return typed


def check_instant(told: Problems, entry: Entry, name: str, zone: tzinfo, stored: datetime | None) -> datetime | None:
    """Read a local date and time, empty for none; one that was not touched is the stored one, to the microsecond."""
    typed = text_of(entry, name)
    if not typed:
        return None
    try:
        if stored is not None and datetime.fromisoformat(typed).isoformat() == local_time.local_text(stored, zone):
            return stored
        return local_time.instant_of(typed, zone)
    except ValueError:
        told.add(name, f'This is no date and time that a clock in {zone} shows: write it as 2020-11-24T16:06:04.')
        return stored


def check_period(told: Problems, start: datetime | None, end: datetime | None) -> None:
    """Check that a unit's use ends after it begins."""
    if start is not None and end is not None and start >= end:
        told.add('available_to', 'Available to has to be later than Available from.')


def check_addresses(told: Problems, entry: Entry) -> str:
    """Check several mail addresses, separated by commas, blanks or line ends; gives them as they are kept."""
    typed = [part for part in re.split(r'[,;\s]+', text_of(entry, 'notify_to')) if part]
    if not typed:
        told.add('notify_to', 'At least one mail address has to stand here; without a setting the default address is notified.')
    for part in typed:
        if not is_address(part):
            told.add('notify_to', f'“{part[:80]}” is no mail address.')
    kept = ','.join(dict.fromkeys(typed))
    check_length(told, 'notify_to', kept, LONGEST_NOTIFY_TO)
    return kept


def check_username(told: Problems, typed: str, others: Iterable[str]) -> str:
    """Check the name that somebody logs in with; `others` are those taken already."""
    return _check_key(told, 'username', typed, others, USERNAME)


def check_email(told: Problems, entry: Entry) -> str:
    """Check a user's mail address, which may be missing."""
    typed = text_of(entry, 'email')
    if typed and not is_address(typed):
        told.add('email', 'This is no mail address.')
    return typed


def version_of(facts: Facts) -> str:
    """Digest what a form shows, so that one drawn before somebody else's change is known for stale."""
    return hashlib.sha256(json.dumps(sorted(facts.items())).encode()).hexdigest()


def differences(before: Facts | None, after: Facts | None, hidden: Iterable[str] = ()) -> tuple[str | None, str | None]:
    """Write what differs for the audit, a line a field; of hidden ones only that they changed. None stands for nothing there."""
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if old.get(name, '') != new.get(name, '')]
    hide = set(hidden)
    return _lines(before, names, dict.fromkeys(hide, '(not shown)')), _lines(after, names, dict.fromkeys(hide, '(another, not shown)'))


def _lines(facts: Facts | None, names: list[str], hidden: Mapping[str, str]) -> str | None:
    if facts is None:
        return None
    return '\n'.join(f'{name}: {hidden.get(name) or facts.get(name, "")}' for name in names)


def _check_key(told: Problems, name: str, typed: str, others: Iterable[str], key: Key) -> str:
    if not typed:
        told.add(name, REQUIRED)
    elif len(typed) > key.longest:
        told.add(name, f'{key.one} has at most {key.longest} characters.')
    elif not key.letters.fullmatch(typed):
        told.add(name, f'{key.one} {key.made_of}.')
    else:
        _check_free(told, name, typed, others, key.several)
    return typed


def _check_free(told: Problems, name: str, typed: str, others: Iterable[str], plural: str) -> None:
    for other in others:
        if other == typed:
            told.add(name, f'There is “{other}” already.')
        elif other.casefold() == typed.casefold():
            told.add(name, f'There is “{other}” already. {plural} that differ only in the case of letters are taken for one another.')
