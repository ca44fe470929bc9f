"""Form tokens: many for one cookie, none for another."""

import pytest

from service_center.security import csrf

SECRET = 'a key for tests, long enough for all of them'
COOKIE = 'c' * 32


def test_a_new_cookie_can_be_kept_and_is_never_the_same() -> None:
    assert csrf.is_well_formed(csrf.new_cookie())
    assert len(csrf.new_cookie()) >= 32
    assert csrf.new_cookie() != csrf.new_cookie()


@pytest.mark.parametrize(
    ('cookie', 'can_be_kept'),
    [
        ('c' * 32, True), ('c' * 31, False), ('c' * 128, True), ('c' * 129, False), ('', False), (None, False),
        ('c' * 31 + ' ', False), ('c' * 32 + '\n', False), ('ä' * 32, False), ('c' * 31 + '"', False),
    ],
)
def test_a_cookie_is_kept_if_it_is_long_enough_and_harmless(cookie: str | None, can_be_kept: bool) -> None:
    assert csrf.is_well_formed(cookie) is can_be_kept


def test_each_token_is_another_and_all_fit_the_cookie() -> None:
    tokens = {csrf.token_for(COOKIE, SECRET) for _ in range(10)}
    assert len(tokens) == 10
    assert all(csrf.fits(token, COOKIE, SECRET) for token in tokens)
    assert all(len(token) >= 32 for token in tokens)


def test_the_cookie_itself_is_accepted_as_token() -> None:
    assert csrf.fits(COOKIE, COOKIE, SECRET)


def test_a_token_fits_no_other_cookie_and_no_other_secret() -> None:
    token = csrf.token_for(COOKIE, SECRET)
    assert not csrf.fits(token, 'd' * 32, SECRET)
    assert not csrf.fits(token, COOKIE, 'another secret')


@pytest.mark.parametrize('token', ['', None, '.', 'x', 'ä' * 40, '\ud800', 'a.' + '0' * 64, 'c' * 31])
def test_what_is_no_token_fits_nothing(token: str | None) -> None:
    assert not csrf.fits(token, COOKIE, SECRET)


@pytest.mark.parametrize('cookie', [None, '', 'short'])
def test_without_a_good_cookie_nothing_fits(cookie: str | None) -> None:
    assert not csrf.fits(cookie or csrf.token_for(COOKIE, SECRET), cookie, SECRET)
    assert not csrf.fits(csrf.token_for(cookie or '', SECRET), cookie, SECRET)


def test_a_token_that_was_changed_does_not_fit() -> None:
    token = csrf.token_for(COOKIE, SECRET)
    changed = token[:-1] + ('0' if token[-1] != '0' else '1')
    assert not csrf.fits(changed, COOKIE, SECRET)
    assert not csrf.fits('x' + token, COOKIE, SECRET)
