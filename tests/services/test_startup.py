"""What must be true before the Service Center serves."""

import logging
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from pymongo.errors import ServerSelectionTimeoutError

from service_center.domain.errors import BadRequest
from service_center.extensions import mongo
from service_center.services import indexes, startup
from tests.factories import Maker


@pytest.mark.parametrize(('production', 'is_public'), [(True, False), (False, True), (True, True)])
def test_demo_passwords_are_not_served_to_others(make: Maker, production: bool, is_public: bool) -> None:
    make.user('e001')
    make.user('admin')
    with pytest.raises(BadRequest, match=r'^demo passwords: admin, e001 – give them others with `service-center set-password NAME`$'):
        startup.refuse_unsafe(production=production, is_public=is_public)


def test_on_this_machine_alone_demo_passwords_are_warned_of(make: Maker, caplog: pytest.LogCaptureFixture) -> None:
    make.user('e001')
    startup.refuse_unsafe(production=False)
    assert [(record.levelno, record.message) for record in caplog.records] == [(logging.WARNING, 'demo passwords: e001')]


def test_without_demo_passwords_all_may_be_served_and_nothing_is_said(make: Maker, caplog: pytest.LogCaptureFixture) -> None:
    make.user('admin', password='changed')
    startup.refuse_unsafe(production=True, is_public=True)
    assert caplog.records == []


def test_who_tries_the_example_is_told_the_accounts_that_work(make: Maker) -> None:
    assert startup.accounts_to_try(startup.refuse_unsafe(production=False)) == []
    make.user('e002')
    make.user('admin')
    make.user('e001', password='changed')
    assert startup.accounts_to_try(startup.refuse_unsafe(production=False)) == ['log in as admin, e002; the password is the name']


def test_a_schema_that_is_not_there_is_named_with_what_helps(another_app: Callable[..., Flask]) -> None:
    with another_app(DATABASE_URL='sqlite://').app_context(), pytest.raises(BadRequest, match=r'run `service-center upgrade`$'):
        startup.refuse_unsafe(production=False)


def test_a_database_that_is_away_is_named_with_where_to_mend_it(another_app: Callable[..., Flask]) -> None:
    away = another_app(DATABASE_URL='sqlite:////no/such/folder/center.sqlite3')
    with away.app_context(), pytest.raises(BadRequest, match=r'^database: unable to open .*: look at SERVICE_CENTER_DATABASE_URL'):
        startup.refuse_unsafe(production=False)


def test_indexes_are_made_beside_the_start(app: Flask) -> None:
    startup.ensure_indexes_in_background(app)
    _wait()
    assert 'dealId_1' in mongo.collection('deal').index_information()


def test_a_store_that_is_away_does_not_stop_the_start(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    def away() -> None:
        raise ServerSelectionTimeoutError('mongodb.example.com:27017')

    monkeypatch.setattr(indexes, 'ensure', away)
    startup.ensure_indexes_in_background(app)
    _wait()
    assert caplog.messages == ['indexes were not made : ServerSelectionTimeoutError']


def _wait() -> None:
    for thread in threading.enumerate():
        if thread.name == 'indexes':
            thread.join(timeout=10)
            assert not thread.is_alive()
