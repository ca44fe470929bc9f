"""What a notice says, to whom it goes, and when it is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service_center.domain import notices
from service_center.domain.notices import FailureFacts

NOW = datetime(2020, 1, 2, 3, 4, 5, 678901, UTC)
MINUTE = timedelta(minutes=1)
TOKYO = ZoneInfo('Asia/Tokyo')


def failure(
    community: str | None = 'green', cluster: str | None = 'first', program: str | None = 'apis-main', unit: str | None = 'E001',
    closed: datetime | None = None,
) -> FailureFacts:
    return FailureFacts('apis_main_alive', community, cluster, program, unit, NOW, closed, 'silent')


# ---- subject


@pytest.mark.parametrize(('facts', 'said'), [
    (failure(), '[apis_main_alive] failure detected : green > first > apis-main > E001'),
    (failure(closed=NOW), '[apis_main_alive] failure closed : green > first > apis-main > E001'),
    (failure(unit=None), '[apis_main_alive] failure detected : green > first > apis-main'),
    (failure(program=None, unit=None), '[apis_main_alive] failure detected : green > first'),
    (failure(None, None, None, None), '[apis_main_alive] failure detected : '),
    (failure('', '緑 の', '', 'Ü 1'), '[apis_main_alive] failure detected : 緑 の > Ü 1'),
])
def test_a_subject_names_what_happened_and_where(facts: FailureFacts, said: str) -> None:
    assert notices.subject(facts) == said


@given(st.text(max_size=600))
@example('E001\r\nBcc: x@example.org')
@example('a\u2028b\u2029c\x85d\x0be\x1cf')
@example('x' * 1000)
def test_no_id_makes_a_subject_of_several_lines_or_of_any_length(unit: str) -> None:
    subject = notices.subject(failure(unit=unit))
    assert subject.startswith('[apis_main_alive] failure detected : green > first')
    assert len(subject) <= 400
    assert subject.isprintable()


# ---- facts


def test_facts_are_labelled_and_times_are_told_in_a_zone_to_the_second() -> None:
    assert notices.facts(failure(closed=NOW + MINUTE), TOKYO) == [
        ('type', 'apis_main_alive'), ('communityId', 'green'), ('clusterId', 'first'), ('programId', 'apis-main'), ('unitId', 'E001'),
        ('detected', '2020-01-02T12:04:05+09:00'), ('closed', '2020-01-02T12:05:05+09:00'),
    ]


def test_what_is_unknown_is_left_out() -> None:
    assert [label for label, _ in notices.facts(failure(program=None, unit=''), UTC)] == ['type', 'communityId', 'clusterId', 'detected']


# ---- recipients


@pytest.mark.parametrize(('setting', 'good', 'bad'), [
    (None, ['ops@example.com'], []),
    ('', ['ops@example.com'], []),
    (' , ,', ['ops@example.com'], []),
    ('ann@example.org', ['ann@example.org'], []),
    (' ann@example.org ,bob@example.org,', ['ann@example.org', 'bob@example.org'], []),
    ('ann@example.org,ann@example.org', ['ann@example.org'], []),
    ('ann, bob@example.org', ['bob@example.org'], ['ann']),
    ('ann; bob', ['ops@example.com'], ['ann; bob']),
    ('Ann <ann@example.org>', ['ops@example.com'], ['Ann <ann@example.org>']),
])
def test_addresses_are_those_of_the_community_or_the_default_and_what_is_none_is_told(
    setting: str | None, good: list[str], bad: list[str],
) -> None:
    assert notices.recipients(setting, 'ops@example.com') == (good, bad)


def test_without_any_address_nobody_is_written_to() -> None:
    assert notices.recipients('x', 'y') == ([], ['x'])


@pytest.mark.parametrize('address', [
    'a@b', "o'brien+center@mail.example.org", 'ops@bücher.example', 'a@緑.example', 'a@1.2.3.4', 'x' * 242 + '@example.org',
])
def test_what_mail_can_be_sent_to_is_an_address(address: str) -> None:
    assert notices.is_address(address)


@pytest.mark.parametrize('address', [
    '', 'ann', '@', 'ann@', '@example.org', 'a@b@c', 'a b@example.org', 'a@exam ple.org', 'a@example.org\n', 'a\n@example.org', '"a"@b',
    '<a@b>', 'a(b)@c', 'a@b(c)', 'a@[127.0.0.1]', 'a:b@c', 'a@b:25', 'a@b;c@d', 'a\\b@c', 'ä@example.org', 'a@ä..example',
    'a@' + 'ä' * 70 + '.example', 'x' * 243 + '@example.org', 'a@b\0', '\ud800@b', 'a@\ud800',
], ids=ascii)
def test_what_no_mail_can_be_sent_to_is_none(address: str) -> None:
    assert not notices.is_address(address)


@given(st.text(alphabet=st.sampled_from('ab.@()<>"\\:;,[] \t\n\rä\0'), max_size=12))
def test_mail_programs_read_an_address_as_it_stands(text: str) -> None:
    if notices.is_address(text):
        assert parseaddr(text) == ('', text)


# ---- pauses


def test_pauses_grow_up_to_an_hour() -> None:
    assert [notices.pause_before(attempt) / MINUTE for attempt in range(1, 10)] == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert notices.pause_before(10 ** 9) == timedelta(hours=1)


@pytest.mark.parametrize(('tried', 'parked'), [(timedelta(days=1) - timedelta(microseconds=1), False), (timedelta(days=1), True)])
def test_after_a_day_one_has_tried_for_long_enough(tried: timedelta, parked: bool) -> None:
    assert notices.is_to_be_parked(NOW - tried, NOW) is parked
