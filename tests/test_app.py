"""The application as servers and workers start it on their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from service_center import app as roof
from service_center.config import ConfigError
from service_center.domain.errors import BadRequest
from service_center.extensions import db


@pytest.fixture
def ready(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Flask]:
    """Let the application of the tests be the one that is started; gives those whose indexes were made."""
    indexed: list[Flask] = []
    monkeypatch.setattr(roof, 'create_app', lambda: app)
    monkeypatch.setattr(roof.startup, 'ensure_indexes_in_background', indexed.append)
    return indexed


def test_a_server_that_starts_makes_the_indexes_that_are_missing(app: Flask, clean: None, ready: list[Flask]) -> None:
    assert roof.create_serving_app() is app
    assert ready == [app]


def test_no_connection_is_left_for_the_children_of_a_server_to_share(app: Flask, clean: None, ready: list[Flask]) -> None:
    held: set[object] = set()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        event.listen(db.engine, 'connect', lambda connection, _: held.add(connection))
        event.listen(db.engine, 'close', lambda connection, _: held.discard(connection))
    roof.create_serving_app()
    assert not held


def test_one_that_must_not_start_ends_with_a_sentence_and_asks_for_nothing(
    app: Flask, ready: list[Flask], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[bool] = []

    def refuse(*, production: bool) -> None:
        asked.append(production)
        raise BadRequest('demo passwords')

    monkeypatch.setitem(app.config, 'PRODUCTION', True)
    monkeypatch.setattr(roof.startup, 'refuse_unsafe', refuse)
    with pytest.raises(SystemExit) as ended:
        roof.create_serving_app()
    assert (ended.value.code, asked, ready) == (roof.HOPELESS, [True], [])
    assert capsys.readouterr().err == 'service-center: demo passwords\n'


def test_a_log_that_can_not_be_written_is_named_together_with_all_other_mistakes(another_app: Callable[..., Flask], tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        another_app(TIME_ZONE='Mars', PROXY_HOPS='many', WARNING_LOG=str(tmp_path))
    assert [problem.split(':')[0] for problem in refused.value.problems] == [
        'SERVICE_CENTER_TIME_ZONE', 'SERVICE_CENTER_PROXY_HOPS', 'SERVICE_CENTER_WARNING_LOG',
    ]
