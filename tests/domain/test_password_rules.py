"""Passwords that somebody would guess are refused, with every reason at once."""

import pytest

from service_center.domain.password_rules import password_problems
from service_center.security.common_passwords import is_common

ABOUT = ('e001', 'Isabella', 'Sonnenblume', 'isa.bella@example.org')


@pytest.mark.parametrize('password', [
    'winter-Apfel 47', 'correct horse battery staple', 'パスワード八文字以上', 'e001 has a long one of its own',
])
def test_good_ones_are_taken(password: str) -> None:
    assert password_problems(password, ABOUT, is_common) == []


@pytest.mark.parametrize(('password', 'words'), [
    ('aB3$xyz', 'too short'),
    ('x1' * 65, 'too long'),
    ('31415926535', 'digits only'),
    ('Password', 'many people use'),
    ('qwertyuiop', 'many people use'),
    ('sunshine1', 'many people use'),
    ('Dragon2020!', 'many people use'),
    ('e001e001', 'too much like'),
    ('ISABELLA', 'too much like'),
    ('isabela1', 'too much like'),
    ('sonnenblume!', 'too much like'),
    ('isa.bella@example', 'too much like'),
])
def test_bad_ones_are_not(password: str, words: str) -> None:
    assert [problem for problem in password_problems(password, ABOUT, is_common) if words in problem]


def test_every_reason_is_told() -> None:
    assert len(password_problems('123456', ['123456'], is_common)) == 4


def test_parts_of_two_letters_are_like_nothing() -> None:
    assert password_problems('xq-blau-7 Zz', ['xq', ''], is_common) == []
