"""MongoDB is away: the API says so in a line and in time, what is in SQL goes on, and nothing there is touched."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from service_center import mongo as the_way
from service_center.extensions import mongo
from service_center.models import tables
from tests.client import Browser
from tests.factories import E001, OF_CLUSTER, OF_E001, SOUND, Maker

NOWHERE = 'mongodb://127.0.0.1:1/apis_demo'
STAFF = ['unitData/latestSet', 'deal/liveList', 'downtime/list']  # the driver looks twice a second: each of these takes that long
RESIDENT = ['deal/sumOfCumulateAmountWhsByHour?timezone=Z']


@pytest.fixture
def browser(another_app: Callable[..., Flask], make: Maker, cluster: object) -> Browser:
    app = another_app(MONGODB_URI=NOWHERE, MONGODB_TIMEOUT_SEC=0.05)
    found = Browser(app, app.response_class, use_cookies=True)
    found.sign_in(make.user('all', E001, is_staff=True))
    return found


def ask(browser: Browser, role: str, path: str) -> tuple[int, bytes]:
    name, _, more = path.partition('?')
    question = OF_CLUSTER if role == 'staff' else OF_E001
    answer = browser.get(f'/api/{role}/{name}', query_string=question | dict([more.split('=')] if more else []))
    return answer.status_code, answer.data


def test_what_needs_the_store_says_that_it_is_away(browser: Browser) -> None:
    questions = [*(('staff', path) for path in STAFF), *(('resident', path) for path in RESIDENT)]
    said = {question: ask(browser, *question) for question in questions}
    assert said == dict.fromkeys(questions, (503, b'telemetry unavailable'))


def test_what_is_in_sql_goes_on_and_the_session_stays(browser: Browser, make: Maker) -> None:
    make.chosen(E001)
    before = {table: make.count(table) for table in tables.ENTITIES}
    ask(browser, 'staff', 'unitData/latestSet')
    assert {table: make.count(table) for table in tables.ENTITIES} == before
    assert browser.get('/api/core/session').status_code == 200
    assert ask(browser, 'staff', 'monitoring/job/list')[0] == 200
    assert ask(browser, 'resident', 'scenario/choose') == (200, b'ok')
    house = browser.post('/api/misc/scenario/currentData', data=OF_E001 | {'username': 'all', 'password': 'all'})
    assert (house.status_code, house.data) == (200, b'')
    assert browser.get('/readyz').data == b'unavailable : telemetry'


def test_a_question_is_checked_before_the_store_is_asked(browser: Browser) -> None:
    answer = browser.get('/api/staff/unitData/latestSet', query_string=OF_CLUSTER | {'clusterId': 'x'})
    assert (answer.status_code, answer.data) == (400, b'bad param values : communityId, clusterId')


def test_every_wait_for_the_store_ends_well_before_three_seconds(
    another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []

    class Client:
        def __init__(self, address: str, **options: Any) -> None:
            asked.append(options)

        def __getitem__(self, name: str) -> Any:
            return {'unitData': object(), 'x': object()}

        def close(self) -> None:
            pass

    monkeypatch.setattr(the_way, 'MongoClient', Client)
    another_app(MONGODB_URI=NOWHERE)
    mongo.collection('unit_data')
    waits = {name: asked[0][name] for name in ('timeoutMS', 'serverSelectionTimeoutMS', 'connectTimeoutMS')}
    assert waits == dict.fromkeys(waits, 2000)


def test_it_recovers_by_itself(browser: Browser, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(browser, 'staff', 'unitData/latestSet')[0] == 503
    mongo.init('memory://apis_demo', {}, 1)
    make.unit_data(E001, 1)
    assert ask(browser, 'staff', 'unitData/latestSet')[0] == 200


def test_an_sql_database_that_is_away_is_said_in_a_line_too(another_app: Callable[..., Flask]) -> None:
    app = another_app(DATABASE_URL='sqlite:////nowhere/at/all.sqlite3')
    answer = Browser(app, app.response_class).post('/api/misc/scenario/currentData', data=OF_E001 | {'username': 'x', 'password': SOUND})
    assert (answer.status_code, answer.data) == (503, b'database unavailable')
