"""What was found by attacking stays mended."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pymongo.errors import AutoReconnect, PyMongoError
from sqlalchemy.exc import IntegrityError

from service_center.extensions import db, mongo, slow_hashes
from service_center.models.users import User
from service_center.services import accounts, schema
from tests.client import Browser
from tests.factories import NOW, OF_E001, Maker, Person

AWAY = 'mongodb://127.0.0.1:1/apis'


def test_a_name_that_is_too_long_is_not_even_normalised(client: Browser, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, 'unicodedata', None)  # normalising takes time with the square of the length
    assert client.log_in('a' + '\u0345\u0334' * 300, 'x').status_code == 403


@pytest.mark.parametrize('name', ['If-Modified-Since', 'If-Unmodified-Since', 'If-Range'])
@pytest.mark.parametrize('date', ['Sun, 06 Nov 1994 08:49:37 +99999999999999', 'Sun, 06 Nov 99999999999999999999 08:49:37 GMT', 'x'])
def test_a_date_beyond_the_calendar_is_ignored(client: Browser, name: str, date: str) -> None:
    for path in ('/api/staff/client.js', '/static/ui_example/staff/css/main.css'):
        with client.get(path, headers={name: date, 'Range': 'bytes=0-1'}) as answer:
            assert answer.status_code in (200, 206)


def test_another_port_or_subdomain_must_say_who_it_is(client: Browser, rosa: Person, clock: object) -> None:
    client.sign_in(rosa)
    choose = '/api/resident/scenario/choose'
    assert client.get(choose, query_string=OF_E001, headers={'Sec-Fetch-Site': 'same-site'}).status_code == 403
    foreign = {'Sec-Fetch-Site': 'same-site', 'Referer': 'http://localhost:9999/'}
    assert client.get(choose, query_string=OF_E001, headers=foreign).status_code == 403
    own = {'Sec-Fetch-Site': 'same-site', 'Referer': 'http://localhost/page'}
    assert client.get(choose, query_string=OF_E001, headers=own).status_code == 200


def test_a_house_whose_password_was_never_right_is_told_to_come_again_when_all_turns_are_taken(
    client: Browser, rosa: Person, monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = {**OF_E001, 'username': 'rosa', 'password': 'rosa'}
    monkeypatch.setattr(accounts, 'WAIT_FOR_TURN_SEC', 0)
    with slow_hashes.turn(0), slow_hashes.turn(0):
        answer = client.post('/api/misc/scenario/currentData', data=form)
    assert (answer.status_code, answer.headers['Retry-After']) == (429, '1')
    assert client.post('/api/misc/scenario/currentData', data=form).status_code == 200


def test_what_is_stored_never_stands_in_an_error(app: Flask, make: Maker) -> None:
    make.user('twice')
    with app.app_context():
        db.session.add(User(username='twice', password='$argon2id$secret', date_joined=NOW))
        with pytest.raises(IntegrityError) as failed:
            db.session.flush()
        db.session.rollback()
    assert 'argon2id' not in str(failed.value)


def test_a_database_file_is_for_its_owner_only(another_app: Callable[..., Flask], tmp_path: Path) -> None:
    with another_app(DATABASE_URL=f'sqlite:///{tmp_path}/center.sqlite3').app_context():
        schema.upgrade()
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob('center.sqlite3*')} == {0o600}


def test_while_a_store_is_known_to_be_away_nobody_waits_for_it(another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    another_app(MONGODB_URI=AWAY, MONGODB_TIMEOUT_SEC=0.1)
    mongo.note_away()
    with mongo._looking, pytest.raises(AutoReconnect, match='known to be away'):  # somebody looks already
        mongo.collection('deal')
    with pytest.raises(PyMongoError):  # looks, and finds it away still
        mongo.collection('deal')
    monkeypatch.setattr(mongo, '_client', lambda _address: Answering())
    assert mongo.collection('deal') == 'deal'  # it is back
    assert mongo.collection('deal') == 'deal'


def test_a_session_whose_user_was_removed_without_foreign_keys_is_over(client: Browser, rosa: Person, clock: object, app: Flask) -> None:
    client.sign_in(rosa)
    with app.app_context(), db.engine.connect() as connection:
        if db.engine.dialect.name != 'sqlite':
            return  # a server always keeps its foreign keys
        connection.exec_driver_sql('PRAGMA foreign_keys=OFF')
        connection.exec_driver_sql('DELETE FROM "user"')
        connection.commit()
        connection.exec_driver_sql('PRAGMA foreign_keys=ON')
    assert client.get('/api/core/session').status_code == 403


class Answering:
    """A MongoDB that answers."""

    admin = property(lambda self: self)

    def command(self, _name: str) -> None:
        return None

    def __getitem__(self, _database: str) -> dict[str, str]:
        return {'deal': 'deal'}

