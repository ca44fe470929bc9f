"""Every recorded case of the six monitors and their mails: SQL, the log, a real SMTP server."""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from service_center.extensions import db, mongo
from service_center.models import tables
from service_center.models.monitoring import ONE_OPEN_FAILURE
from service_center.services import delivery, monitors
from tests.contract.test_http import CASES, OURS, job_cases, replay
from tests.postbox import Postbox, delivering

PLAYED = job_cases('contract-monitoring-1')
FIELDS = ('id', 'type', 'community_id', 'cluster_id', 'program_id', 'unit_id', 'detected', 'closed', 'description')


@pytest.fixture(scope='module')
def server() -> Iterator[tuple[Postbox, int]]:
    with delivering() as found:
        yield found


@pytest.fixture
def box(app: Flask, clean: None, server: tuple[Postbox, int], monkeypatch: pytest.MonkeyPatch) -> Postbox:
    box, port = server
    monkeypatch.setattr(app.extensions['mail'], 'server', '127.0.0.1')
    monkeypatch.setattr(app.extensions['mail'], 'port', port)
    box.letters.clear()
    return box


@pytest.mark.parametrize('case', PLAYED)
def test_a_monitor_does_as_recorded(case: dict[str, Any], app: Flask, box: Postbox) -> None:
    with app.app_context():
        _load(case)
        for number, run in enumerate(case['runs'], 1):
            problems = replay.compare_monitoring(_dated(run['expect']), _played(case, run, box))
            assert not problems, f'run {number}'


def test_all_of_our_own_cases_are_played() -> None:
    assert CASES != OURS or len(PLAYED) == 196


def _played(case: dict[str, Any], run: dict[str, Any], box: Postbox) -> dict[str, Any]:
    now = _instant(run['now'])
    if run['insert_apisLog']:
        mongo.collection('apis_log').insert_many(_dated(run['insert_apisLog']))
    box.letters.clear()
    for monitor in run['monitors']:
        monitors.sweep(monitor, case['settings'], case['time_zone'], now)
    delivery.deliver(1000, lambda: now)
    rows = db.session.scalars(select(tables.Failure).order_by(tables.Failure.id))
    return {
        'failures': [{field: getattr(row, field) for field in FIELDS} for row in rows],
        'emails': [_email(letter) for letter in box.letters],
    }


def _email(letter: Message) -> dict[str, Any]:
    read = message_from_bytes(letter.as_bytes(), policy=policy.default)
    body = read.get_body(('plain',))
    assert body is not None
    to = [address.strip() for address in read['To'].split(',')]
    return {'subject': str(read['Subject']), 'from': str(read['From']), 'to': to, 'body': body.get_content()}


def _load(case: dict[str, Any]) -> None:
    for place in case['outline']:
        community = _community(place['community'])
        if place['cluster'] is not None:
            cluster = tables.Cluster(code=place['cluster'], name=place['cluster'], community=community)
            db.session.add(cluster)
            db.session.add_all(
                tables.Unit(
                    code=unit['code'], name=unit['code'], cluster=cluster,
                    available_from=_instant(unit.get('available_from')), available_to=_instant(unit.get('available_to')),
                )
                for unit in place['units']
            )
    db.session.add_all(tables.JobSetting(**setting) for setting in case['job_settings'])
    db.session.add_all(tables.CommunitySetting(**setting) for setting in case['community_settings'])
    db.session.commit()
    _load_failures(_dated(case['prior_failures']), without_constraint='needs' in case)


def _load_failures(failures: list[dict[str, Any]], *, without_constraint: bool) -> None:
    if without_constraint:
        ONE_OPEN_FAILURE.drop(db.session.connection())
    db.session.add_all(tables.Failure(**failure) for failure in failures)
    db.session.flush()
    if db.engine.dialect.name == 'postgresql':
        db.session.execute(text("SELECT setval('failure_id_seq', (SELECT COALESCE(MAX(id), 0) + 1 FROM failure), false)"))
    db.session.commit()


@pytest.fixture(autouse=True)
def constraint_again(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if 'needs' in _case_of(request):
        with app.app_context():
            db.session.execute(delete(tables.Notice))
            db.session.execute(delete(tables.Failure))
            ONE_OPEN_FAILURE.create(db.session.connection())
            db.session.commit()


def _case_of(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.node.callspec.params.get('case', {}) if hasattr(request.node, 'callspec') else {}


def _community(code: str) -> tables.Community:
    found = db.session.scalar(select(tables.Community).filter_by(code=code))
    if found is None:
        found = tables.Community(code=code, name=code)
        db.session.add(found)
        db.session.flush()
    return found


def _instant(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso.replace('Z', '+00:00')) if iso else None


def _dated(data: Any) -> Any:
    if isinstance(data, list):
        return [_dated(item) for item in data]
    if isinstance(data, dict):
        return _instant(data['$date']) if set(data) == {'$date'} else {key: _dated(value) for key, value in data.items()}
    return data
