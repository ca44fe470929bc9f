"""Which passwords fit a stored hash, for browsers and for apis-main, and at what cost."""

import hashlib
import runpy
from typing import Any

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import VerifyMismatchError

from service_center.security import passwords
from tests.security.slow_hashes import counted

PASSWORDS = ['rosa', 'p@ss word+&=%/?', '山田 太郎', ' blanks stay ', '', 'x' * 10_000, 'd41d8cd98f00b204e9800998ecf8427e',
    'half a pair \ud800', 'NUL\0']
HARDNESS = (passwords._hasher.type, passwords._hasher.memory_cost, passwords._hasher.time_cost)


def md5(password: str) -> str:
    return hashlib.md5(password.encode('utf-8', 'surrogatepass'), usedforsecurity=False).hexdigest()


@pytest.fixture(autouse=True)
def _quick(quick_hashes: object) -> None:
    pass


def test_a_hash_is_slow_and_needs_much_memory() -> None:
    kind, kibibytes, rounds = HARDNESS
    assert (kind, kibibytes >= 19 * 1024, rounds >= 2) == (Type.ID, True, True)


@pytest.mark.parametrize('password', PASSWORDS, ids=ascii)
def test_the_password_itself_opens_everything(password: str) -> None:
    stored = passwords.hash_password(password)
    assert passwords.is_password(stored, password)
    assert passwords.is_machine_password(stored, password)


@pytest.mark.parametrize('password', PASSWORDS, ids=ascii)
def test_apis_main_may_send_the_md5_instead(password: str) -> None:
    assert passwords.is_machine_password(passwords.hash_password(password), md5(password))


@pytest.mark.parametrize('password', PASSWORDS, ids=ascii)
def test_the_md5_opens_no_session(password: str) -> None:
    assert not passwords.is_password(passwords.hash_password(password), md5(password))


@pytest.mark.parametrize(
    'wrong',
    ['Rosa', 'rosa ', ' rosa', 'ros', '', md5('rosa').upper(), md5('rosa') + ' ', md5(md5('rosa')), md5('otto'), 'ｒosa'],
)
def test_anything_else_opens_nothing(wrong: str) -> None:
    stored = passwords.hash_password('rosa')
    assert not passwords.is_password(stored, wrong)
    assert not passwords.is_machine_password(stored, wrong)


@pytest.mark.parametrize(
    'stored',
    ['', '!', 'rosa', md5('rosa'), '$argon2id$v=19$m=8,t=1,p=1$bad', 'pbkdf2_sha256$1$salt$', 'pbkdf2_sha256$x$y$z', '!unusable'],
)
def test_what_is_no_hash_fits_nothing(stored: str) -> None:
    for password in ('rosa', '', stored):
        assert not passwords.is_password(stored, password)
        assert not passwords.is_machine_password(stored, password)


def test_the_same_password_never_has_the_same_hash_twice() -> None:
    assert passwords.hash_password('rosa') != passwords.hash_password('rosa')


def test_the_hash_keeps_neither_the_password_nor_its_md5() -> None:
    stored = passwords.hash_password('correct horse')
    assert 'correct horse' not in stored
    assert md5('correct horse') not in stored


def test_an_imported_hash_fits_what_it_was_made_from(imported: tuple[str, str]) -> None:
    plain, stored = imported
    assert passwords.is_djangos(stored)
    assert passwords.is_password(stored, plain)
    assert not passwords.is_password(stored, plain + '!')


def test_an_imported_hash_does_not_fit_the_md5_of_what_it_was_made_from(imported: tuple[str, str]) -> None:
    plain, stored = imported
    assert passwords.is_machine_password(stored, plain)
    assert not passwords.is_machine_password(stored, md5(plain))


def test_an_imported_hash_is_outdated_and_ours_is_not(imported: tuple[str, str]) -> None:
    assert passwords.is_outdated(imported[1])
    assert not passwords.is_outdated(passwords.hash_password('rosa'))
    assert not passwords.is_djangos(passwords.hash_password('rosa'))


@pytest.mark.parametrize('password', ['wrong', md5('wrong')], ids=['plain', 'md5'])
@pytest.mark.parametrize('check', [passwords.is_password, passwords.is_machine_password], ids=['browser', 'apis-main'])
def test_unknown_known_and_imported_users_cost_the_same_number_of_slow_hashes(
    monkeypatch: pytest.MonkeyPatch, imported: tuple[str, str], check: object, password: str,
) -> None:
    costs = set()
    for stored in (None, passwords.hash_password('rosa'), imported[1]):
        with counted(monkeypatch) as hashes:
            assert not check(stored, password)  # type: ignore[operator]
        costs.add(hashes.number)
    assert costs == {2 if check is passwords.is_machine_password and password == md5('wrong') else 1}


@pytest.mark.parametrize(('rounds', 'passes'), [(1, 3), (150_000, 2), (216_000, 2), (320_000, 1), (9_999_999, 0)])
def test_an_imported_hash_costs_about_as_much_as_one_of_ours(monkeypatch: pytest.MonkeyPatch, rounds: int, passes: int) -> None:
    made: list[int] = []

    class Hasher(PasswordHasher):
        def verify(self, stored: str | bytes, password: str | bytes) -> Any:
            made.append(extract_parameters(str(stored)).time_cost)
            return super().verify(stored, password)

    monkeypatch.setattr(passwords, '_hasher', Hasher(time_cost=3, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords.hashlib, 'pbkdf2_hmac', lambda *_: b'')
    assert not passwords.is_machine_password(f'pbkdf2_sha256${rounds}$salt$AAAA', 'wrong')
    assert sum(made) == passes  # and as much of pbkdf2 as is left to three


@pytest.mark.parametrize('hasher', [PasswordHasher(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)], ids=['ours', 'quick'])
def test_what_stands_for_the_hash_of_somebody_unknown_costs_what_ours_do_and_is_verified_in_earnest(
    monkeypatch: pytest.MonkeyPatch, hasher: PasswordHasher,
) -> None:
    monkeypatch.setattr(passwords, '_hasher', hasher)
    nobodys = passwords._nobodys()
    assert extract_parameters(nobodys) == extract_parameters(passwords.hash_password('rosa'))
    with pytest.raises(VerifyMismatchError):  # reckoned and compared, not refused as broken
        hasher.verify(nobodys, 'rosa')


def test_a_start_reckons_no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[object] = []
    monkeypatch.setattr(PasswordHasher, 'hash', lambda *args: reckoned.append(args))
    assert 'is_password' in runpy.run_path(passwords.__file__)
    assert reckoned == []


def test_a_right_password_costs_as_much_as_a_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = passwords.hash_password('rosa')
    costs = []
    for password in (md5('rosa'), md5('otto')):
        with counted(monkeypatch) as hashes:
            passwords.is_machine_password(stored, password)
        costs.append(hashes.number)
    assert costs == [2, 2]


def test_a_mark_tells_hashes_apart_and_gives_none_away() -> None:
    one, other = passwords.hash_password('rosa'), passwords.hash_password('rosa')
    assert passwords.mark(one) == passwords.mark(one) != passwords.mark(other)
    assert one not in passwords.mark(one)
