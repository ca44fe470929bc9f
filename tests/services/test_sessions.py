"""Sessions of browsers: when they hold, and what ends them for good."""


import pytest

from service_center.extensions import db
from service_center.models.users import Session, User
from service_center.services import sessions
from service_center.services.transaction import transaction
from tests.factories import DAY, E001, NOW, SECOND, Maker, Person, hash_of


def begin(person: Person, ended_key: str | None = None) -> str:
    with transaction():
        return sessions.begin(db.session.get_one(User, person.id), NOW, ended_key)


def test_a_session_says_who_it_belongs_to(make: Maker, cluster: object) -> None:
    taro = make.user('taro', E001, is_staff=True, first_name='太郎', last_name='Yamada', email='taro@example.com')
    found = sessions.find(begin(taro), NOW)
    assert found is not None
    assert (found.viewer.id, found.viewer.username, found.viewer.is_staff, found.viewer.is_superuser) == (taro.id, 'taro', True, False)
    assert (found.first_name, found.last_name, found.email) == ('太郎', 'Yamada', 'taro@example.com')


def test_who_lives_in_a_unit_is_resident_and_nobody_else(rosa: Person, nora: Person) -> None:
    assert [found.viewer.is_resident for person in (rosa, nora) if (found := sessions.find(begin(person), NOW))] == [True, False]


def test_a_session_ends_fourteen_days_after_login_however_often_it_is_used(rosa: Person) -> None:
    key = begin(rosa)
    assert sessions.find(key, NOW + 14 * DAY - SECOND) is not None
    found = sessions.find(key, NOW + 7 * DAY)
    assert found is not None
    assert found.expires == NOW + 14 * DAY
    assert sessions.find(key, NOW + 14 * DAY) is None


def test_the_key_is_long_new_each_time_and_not_kept(make: Maker, rosa: Person) -> None:
    keys = {begin(rosa) for _ in range(5)}
    assert len(keys) == 5
    assert all(len(key) >= 32 for key in keys)
    kept = ' '.join(str(row) for row in make.rows(Session, 'key_digest', 'password_mark'))
    assert not [key for key in keys if key in kept]


@pytest.mark.parametrize(
    'key',
    [None, '', 'x' * 31, 'x' * 43, 'x' * 65, 'ä' * 40, "' OR 1=1 --" + 'x' * 30, 'x' * 100_000, 'x' * 40 + '\0', '\ud800' * 40],
)
def test_what_is_no_key_finds_and_ends_nothing(make: Maker, rosa: Person, key: str | None) -> None:
    begin(rosa)
    assert sessions.find(key, NOW) is None
    assert sessions.end(key) is False
    assert make.count(Session) == 1


def test_a_deactivated_users_session_is_ended_for_good(make: Maker, rosa: Person) -> None:
    key = begin(rosa)
    make.change(rosa, is_active=False)
    assert sessions.find(key, NOW) is None
    make.change(rosa, is_active=True)
    assert sessions.find(key, NOW) is None
    assert make.count(Session) == 0


def test_another_hash_ends_the_session(make: Maker, rosa: Person) -> None:
    key = begin(rosa)
    make.change(rosa, password=hash_of('other'))
    assert sessions.find(key, NOW) is None


def test_a_new_hash_of_the_same_password_keeps_the_users_sessions_and_only_those(make: Maker, rosa: Person, otto: Person) -> None:
    rosas, ottos = begin(rosa), begin(otto)
    make.change(otto, password=hash_of('other'))
    with transaction():
        user = db.session.get_one(User, rosa.id)
        user.password = hash_of('rosa again')
        sessions.keep_for_new_hash(user)
    assert sessions.find(rosas, NOW) is not None
    assert sessions.find(ottos, NOW) is None


def test_a_session_that_ends_while_another_request_ends_it_too_is_simply_over(
    make: Maker, rosa: Person, monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = begin(rosa)

    def ended_by_another_request(session: Session, now: object) -> bool:
        with make.another_request():
            assert sessions.end(key)
        return False

    monkeypatch.setattr(sessions, '_holds', ended_by_another_request)
    assert sessions.find(key, NOW) is None


def test_ending_a_session_ends_no_other(rosa: Person) -> None:
    first, second = begin(rosa), begin(rosa)
    assert sessions.end(first) is True
    assert sessions.end(first) is False
    assert sessions.find(first, NOW) is None
    assert sessions.find(second, NOW) is not None


@pytest.mark.parametrize('ended', ['', 'nonsense', 'x' * 43, 'x' * 100_000])
def test_a_session_begins_whatever_key_came_along(make: Maker, rosa: Person, ended: str) -> None:
    begin(rosa, ended)
    assert make.count(Session) == 1


def test_a_deleted_users_sessions_go_with_the_user(make: Maker, rosa: Person) -> None:
    key = begin(rosa)
    with transaction():
        db.session.delete(db.session.get_one(User, rosa.id))
    assert sessions.find(key, NOW) is None
