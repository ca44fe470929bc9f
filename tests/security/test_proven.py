"""Credentials of apis-main that were found good are remembered, for minutes, without the password."""

import pickle

import pytest

from service_center.security.proven import MOST, REMEMBERED_SEC, ProvenCredentials

FACTS = (1, 'hash', True, 'rosa')
NOW = 1577934245.0


@pytest.fixture
def proven() -> ProvenCredentials:
    found = ProvenCredentials()
    found.remember(FACTS, NOW)
    return found


@pytest.mark.parametrize(
    ('later', 'is_fresh'),
    [(0, True), (REMEMBERED_SEC - 1, True), (REMEMBERED_SEC, False), (-1, False)],
    ids=['at once', 'within minutes', 'after that', 'the clock was set back'],
)
def test_what_was_proven_holds_for_minutes(proven: ProvenCredentials, later: float, is_fresh: bool) -> None:
    assert proven.is_fresh(FACTS, NOW + later) is is_fresh


def test_who_was_let_in_once_stays_known(proven: ProvenCredentials) -> None:
    assert proven.is_known(FACTS)
    assert not ProvenCredentials().is_known(FACTS)


@pytest.mark.parametrize(
    'others',
    [(2, 'hash', True, 'rosa'), (1, 'other hash', True, 'rosa'), (1, 'hash', False, 'rosa'), (1, 'hash', True, 'otto'),
        (1, 'hash', True, 'rosa', ''), (None, 'rosa')],
    ids=['another user', 'another hash', 'deactivated', 'another password', 'more', 'unknown'],
)
def test_any_other_fact_is_not_proven(proven: ProvenCredentials, others: tuple[object, ...]) -> None:
    assert not proven.is_fresh(others, NOW)
    assert not proven.is_known(others)


def test_proving_again_begins_the_minutes_anew(proven: ProvenCredentials) -> None:
    proven.remember(FACTS, NOW + 200)
    assert proven.is_fresh(FACTS, NOW + REMEMBERED_SEC + 100)


def test_all_may_be_forgotten(proven: ProvenCredentials) -> None:
    proven.forget_all()
    assert not proven.is_known(FACTS)


def test_beyond_ten_thousand_the_oldest_are_forgotten(proven: ProvenCredentials) -> None:
    proven.remember(('second',), NOW)
    proven.remember(FACTS, NOW)
    for n in range(MOST - 1):
        proven.remember((n,), NOW)
    assert proven.is_known(FACTS)
    assert not proven.is_known(('second',))


def test_the_password_itself_is_not_kept(proven: ProvenCredentials) -> None:
    proven.remember((1, 'hash', True, 'correct horse'), NOW)
    kept = pickle.dumps({name: value for name, value in vars(proven).items() if name != '_lock'})
    assert b'correct horse' not in kept
