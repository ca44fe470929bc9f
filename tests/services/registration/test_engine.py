"""Two administrators at once: the database itself lets one of them win, and the other is told."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from service_center.domain.entries import Entry, Problems
from service_center.domain.errors import Unacceptable
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.audit import Audit
from service_center.models.communities import Community
from service_center.models.users import User
from service_center.services.registration import engine, users
from service_center.services.registration.engine import GONE, STALE, Kind
from service_center.services.registration.places import Communities
from tests.factories import CLUSTER, NOW, Maker

ADA = Viewer(1, 'ada', is_staff=True, is_superuser=False, is_resident=False)
GREEN: Entry = {'code': 'green', 'name': 'Green'}


def version(row_id: int = 1) -> str:
    return engine.facts_of(Communities(), db.session.get(Community, row_id))[1]


def test_of_two_at_once_with_one_code_one_is_registered(app: Flask, make: Maker) -> None:
    outcomes: list[str] = []

    def register() -> None:
        with app.app_context():
            try:
                engine.register(Communities(), ADA, GREEN, NOW)
                outcomes.append('registered')
            except Unacceptable as refusal:
                outcomes.append(str(refusal))

    together(register, 6)
    assert sorted(outcomes) == sorted(['registered'] + ['There is “green” already.'] * 5)
    assert (make.count(Community), make.count(Audit)) == (1, 1)


def test_of_two_at_once_with_the_same_form_one_saves(app: Flask, make: Maker) -> None:
    engine.register(Communities(), ADA, GREEN, NOW)
    drawn, outcomes, names = version(), [], iter('abcdef')

    def save() -> None:
        with app.app_context():
            try:
                engine.change(Communities(), ADA, 1, drawn, GREEN | {'name': next(names)}, NOW)
                outcomes.append('saved')
            except Unacceptable as refusal:
                outcomes.append(str(refusal))

    together(save, 6)
    assert sorted(outcomes) == sorted(['saved'] + [STALE] * 5)
    assert make.count(Audit) == 2


def test_what_is_gone_is_neither_changed_nor_removed_again(make: Maker) -> None:
    engine.register(Communities(), ADA, GREEN, NOW)
    drawn = version()
    engine.remove(Communities(), ADA, 1, drawn, NOW)
    with pytest.raises(Unacceptable, match=GONE):
        engine.remove(Communities(), ADA, 1, drawn, NOW)
    with pytest.raises(Unacceptable, match=GONE):
        engine.change(Communities(), ADA, 1, drawn, GREEN, NOW)


def test_what_is_referenced_is_not_removed_whatever_page_asked(make: Maker) -> None:
    make.cluster(CLUSTER)
    with pytest.raises(Unacceptable, match='1 cluster still belongs to it'):
        engine.remove(Communities(), ADA, 1, version(), NOW)
    with pytest.raises(Unacceptable, match='Somebody else has changed this'):
        engine.remove(Communities(), ADA, 1, 'stale', NOW)
    assert make.count(Community) == 1


def test_a_kind_says_for_itself_what_is_special(make: Maker) -> None:
    kind = Kind()
    for unsaid in (lambda: kind.facts(None), lambda: kind.named(None), lambda: kind.write(None, {}, Problems(), NOW)):
        with pytest.raises(NotImplementedError):
            unsaid()
    assert (kind.hindrances(None), kind.notes(None)) == ([], [])


def test_an_account_that_is_gone_has_no_password_to_change(make: Maker) -> None:
    with pytest.raises(Unacceptable, match='This is not your password'):
        users.change_own_password(ADA, {'old_password': 'ada'}, '127.0.0.1', None, NOW)
    assert make.count(User) == 0
    assert users.units_of(User(username='ida')) == []


def together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

