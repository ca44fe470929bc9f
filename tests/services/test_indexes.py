"""The indexes of the telemetry store: with a year's retention of log lines, but for the embedded store."""

import pymongo
import pytest
from pymongo import _csot

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
    indexes.ensure()
    assert asked == [with_retention]


def test_an_index_may_take_an_hour_to_make_however_short_other_questions_are(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[float | None] = []
    monkeypatch.setattr(of_telemetry, 'ensure', lambda **_: left.append(_csot.get_timeout()) or [])
    with pymongo.timeout(7200):
        indexes.ensure()
    assert left == [indexes.BUILD_SEC] == [3600]
