"""The indexes of the telemetry store: with a year's retention of log lines, but for the embedded store."""

from collections.abc import Callable

import pymongo
import pytest
from flask import Flask
from pymongo import _csot
from pymongo.errors import PyMongoError

from service_center.extensions import mongo
from service_center.services import indexes
from service_center.telemetry import indexes as of_telemetry


@pytest.mark.parametrize(('address', 'with_retention'), [('memory://apis_demo', False), ('mongodb://127.0.0.1:1/', True)])
def test_log_lines_are_kept_for_a_year_except_where_nothing_lives_so_long(
    monkeypatch: pytest.MonkeyPatch, address: str, with_retention: bool,
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(mongo, '_places', dict.fromkeys(('deal', 'apis_log'), (address, 'apis_demo', 'x')))
    monkeypatch.setattr(of_telemetry, 'ensure', lambda *, with_retention: asked.append(with_retention) or [])
    monkeypatch.setattr(mongo, 'ping', lambda: None)
    indexes.ensure()
    assert asked == [with_retention]


def test_an_index_may_take_an_hour_to_make_however_short_other_questions_are(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[float | None] = []
    monkeypatch.setattr(of_telemetry, 'ensure', lambda **_: left.append(_csot.get_timeout()) or [])
    with pymongo.timeout(7200):
        indexes.ensure()
    assert left == [indexes.BUILD_SEC] == [3600]


def test_a_store_that_is_away_is_not_waited_for_an_hour(another_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_telemetry, 'ensure', lambda **_: pytest.fail('asked a store that is away'))
    with another_app(MONGODB_URI='mongodb://127.0.0.1:1/', MONGODB_TIMEOUT_SEC=0.1).app_context(), pytest.raises(PyMongoError):
        indexes.ensure()
