"""What is entered to register something is checked field by field; changes are written for the audit."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from service_center.domain import entries
from service_center.domain.entries import Problems
from service_center.domain.errors import Unacceptable

TOKYO = ZoneInfo('Asia/Tokyo')


def test_all_problems_are_told_at_once() -> None:
    told = Problems()
    told.refuse()
    told.add('code', 'one')
    told.add('code', 'two')
    told.add('', 'three')
    with pytest.raises(Unacceptable, match='one\ntwo\nthree') as refused:
        told.refuse()
    assert refused.value.problems == {'code': ['one', 'two'], '': ['three']}


@pytest.mark.parametrize('code', ['E001', 'oss_community', 'a-b.c', 'ユニット', 'E' * 128])
def test_ids_of_any_script_without_blanks_are_codes(code: str) -> None:
    told = Problems()
    assert entries.check_code(told, {'code': code}, ['other']) == code
    assert told.by_field == {}


@pytest.mark.parametrize('code', ['', ' ', 'a b', 'a\t', '\u3000a', 'a\x7f', 'a\0', 'E' * 129, 'OTHER', 'other'])
def test_others_are_not(code: str) -> None:
    told = Problems()
    entries.check_code(told, {'code': code}, ['other'])
    assert list(told.by_field) == ['code']


@pytest.mark.parametrize(('typed', 'kept'), [('', None), ('Asia/Tokyo', 'Asia/Tokyo')])
def test_a_zone_has_a_name_or_none(typed: str, kept: str | None) -> None:
    told = Problems()
    assert entries.check_zone(told, {'time_zone': typed}) == kept
    assert told.by_field == {}


def test_times_are_local_and_those_that_were_not_touched_stay_exact() -> None:
    stored = datetime(2020, 1, 1, 0, 0, 0, 5, UTC)
    told = Problems()
    read = [entries.check_instant(told, {'at': text}, 'at', TOKYO, stored) for text in ('', '2020-01-01T09:00:00', '2020-01-01T09:00:01')]
    assert read == [None, stored, datetime(2020, 1, 1, 0, 0, 1, tzinfo=UTC)]
    assert told.by_field == {}
    entries.check_instant(told, {'at': 'x'}, 'at', TOKYO, None)
    assert list(told.by_field) == ['at']


NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2020, 1, 1, 13, tzinfo=UTC)


@pytest.mark.parametrize(('start', 'end', 'fits'), [
    (None, None, True), (NOON, None, True), (None, NOON, True), (NOON, LATER, True), (NOON, NOON, False), (LATER, NOON, False),
])
def test_a_unit_is_in_use_from_an_instant_to_a_later_one(start: datetime | None, end: datetime | None, fits: bool) -> None:
    told = Problems()
    entries.check_period(told, start, end)
    assert (told.by_field == {}) is fits


def test_several_addresses_are_kept_once_each_and_those_that_are_none_are_named() -> None:
    told = Problems()
    assert entries.check_addresses(told, {'notify_to': 'a@b.example; c@d.example\na@b.example'}) == 'a@b.example,c@d.example'
    assert told.by_field == {}
    entries.check_addresses(told, {'notify_to': 'a@b.example, nobody'})
    assert told.by_field == {'notify_to': ['“nobody” is no mail address.']}


@pytest.mark.parametrize(('typed', 'fits'), [('', True), ('a@b.example', True), ('nobody', False)])
def test_a_user_has_a_mail_address_or_none(typed: str, fits: bool) -> None:
    told = Problems()
    assert entries.check_email(told, {'email': typed}) == typed
    assert (told.by_field == {}) is fits


def test_what_differs_is_written_a_line_a_field() -> None:
    before, after = {'Name': 'a', 'Code': 'x', 'Password': '1'}, {'Name': 'b', 'Code': 'x', 'Password': '2'}
    assert entries.differences(before, after, ('Password',)) == (
        'Name: a\nPassword: (not shown)', 'Name: b\nPassword: (another, not shown)')
    assert entries.differences(None, {'Name': 'b', 'Note': ''}) == (None, 'Name: b')
    assert entries.differences({'Name': 'a'}, None) == ('Name: a', None)
    assert entries.differences(before, before) == ('', '')


def test_a_version_changes_with_any_fact_and_with_nothing_else() -> None:
    assert entries.version_of({'a': '1', 'b': '2'}) == entries.version_of({'b': '2', 'a': '1'})
    assert entries.version_of({'a': '1'}) != entries.version_of({'a': '2'})
