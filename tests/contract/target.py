"""The Service Center as the contract's reader wants it: in-process, or over a real socket in the test process."""

import http.client
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from werkzeug.test import EnvironBuilder, run_wsgi_app

from service_center.extensions import attempts, db, mongo, proven
from service_center.models import tables
from service_center.security import passwords
from tests.client_js.engine import defined
from tests.factories import forget_retention
from tests.serving import serving

TABLES = {
    'community': tables.Community, 'cluster': tables.Cluster, 'unit': tables.Unit, 'user': tables.User, 'scenario': tables.Scenario,
    'choice': tables.Choice, 'failure': tables.Failure, 'job_setting': tables.JobSetting, 'community_setting': tables.CommunitySetting,
}
ORDER = ('community', 'cluster', 'user', 'unit', 'scenario', 'choice', 'failure', 'job_setting', 'community_setting')
COLLECTIONS = {'unitData': 'unit_data', 'deal': 'deal', 'apisLog': 'apis_log', 'downtime': 'downtime', 'downtimeStatus': 'downtime_status'}
_hashes: dict[tuple[str, object], str] = {}


class Target:
    """What both ways share: the data set, the clock, the tables."""

    def __init__(self, app: Flask, dataset: Path) -> None:
        self.app, self.dataset = app, dataset
        self.clock: time_machine.travel | None = None
        if shutil.which('node') or os.environ.get('CI') == 'true':  # without Node the reader goes by the words of a script
            self.defined = defined

    def reset(self) -> None:
        with self.app.app_context():
            _empty_everything()
            for name in ORDER:
                _load_table(name, _read(self.dataset / f'sql_{name}.json'))
            _let_ids_follow()
            db.session.commit()
            for name, label in COLLECTIONS.items():
                documents = _read(self.dataset / f'mongo_{name}.json')
                if documents:
                    mongo.collection(label).insert_many(documents)
        attempts.forget_all()
        proven.forget_all()

    def set_clock(self, iso: str) -> None:
        self.stop_clock()
        self.clock = time_machine.travel(datetime.fromisoformat(iso.replace('Z', '+00:00')), tick=False)
        self.clock.start()

    def stop_clock(self) -> None:
        if self.clock:
            self.clock.stop()
            self.clock = None

    def db_update(self, table: str, where: dict[str, Any], changes: dict[str, Any]) -> None:
        with self.app.app_context():
            entity = TABLES[table]
            found = db.session.scalars(select(entity).filter_by(**_dated(where))).all()
            assert found, f'no row of {table} is {where}'
            for row in found:
                for name, value in _dated(changes).items():
                    _change(row, name, value)
            db.session.commit()

    def dump_table(self, name: str) -> list[dict[str, Any]]:
        with self.app.app_context():
            shape = _read_raw(self.dataset / f'sql_{name}.json')
            fields = list(shape[0]) if shape else [column.name for column in TABLES[name].__table__.columns]
            rows = db.session.scalars(select(TABLES[name]).order_by(TABLES[name].id)).all()
            passwords_of = {row['id']: row for row in shape} if name == 'user' else {}
            return [{field: _dumped(row, field, passwords_of) for field in fields} for row in rows]


class InProcess(Target):
    """Calls the application itself."""

    def http(self, method: str, target: str, headers: dict[str, str], body: bytes | None) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = target.partition('?')
        builder = EnvironBuilder(path=path, query_string=query, method=method, data=body, headers=headers, base_url='http://localhost:8000/')
        environ = builder.get_environ()
        environ['REMOTE_ADDR'] = '127.0.0.1'
        chunks, status, answered = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        return int(status.split()[0]), list(answered), b''.join(chunks)


class OverSocket(Target):
    """Speaks HTTP with a server that runs in a thread of the test process."""

    port: int

    def http(self, method: str, target: str, headers: dict[str, str], body: bytes | None) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, target, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()


@contextmanager
def in_process(app: Flask, dataset: Path) -> Iterator[Target]:
    target = InProcess(app, dataset)
    try:
        yield target
    finally:
        target.stop_clock()


@contextmanager
def over_socket(app: Flask, dataset: Path) -> Iterator[Target]:
    target = OverSocket(app, dataset)
    with serving(app) as target.port:
        try:
            yield target
        finally:
            target.stop_clock()


def hash_of(password: str) -> str:
    """A slow hash takes its time: each password of the data set is hashed once a test run, at each cost."""
    asked = password, passwords._hasher
    if asked not in _hashes:
        _hashes[asked] = passwords.hash_password(password)
    return _hashes[asked]


def _empty_everything() -> None:
    for table in reversed(tables.metadata.sorted_tables):
        db.session.execute(delete(table))
    for label in COLLECTIONS.values():
        mongo.collection(label).delete_many({})
    forget_retention()


def _let_ids_follow() -> None:
    # ids that were given outright don't move PostgreSQL's counters; SQLite always follows the highest one
    if db.engine.dialect.name == 'postgresql':
        for entity in TABLES.values():
            table = f'"{entity.__tablename__}"'
            next_id = f"setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false)"
            db.session.execute(text(f'SELECT {next_id} FROM {table}'))


def _load_table(name: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        residents = row.pop('user_ids', [])
        if 'password_plain' in row:
            row.pop('password_django', None)
            row['password'] = hash_of(row.pop('password_plain'))
        db.session.execute(insert(TABLES[name]).values(**row))
        for user_id in residents:
            db.session.execute(insert(tables.unit_user).values(unit_id=row['id'], user_id=user_id))


def _change(row: Any, name: str, value: Any) -> None:
    if name == 'password_plain':
        row.password = hash_of(value)
    elif name == 'user_ids':
        row.residents = list(db.session.scalars(select(tables.User).where(tables.User.id.in_(value))))
    else:
        db.session.execute(update(type(row)).where(type(row).id == row.id).values({name: value}))


def _dumped(row: Any, field: str, originals: dict[int, dict[str, Any]]) -> Any:
    if field == 'user_ids':
        return sorted(user.id for user in row.residents)
    if field in ('password_plain', 'password_django'):
        return originals[row.id][field]
    value = getattr(row, field)
    return {'$date': _iso(value)} if isinstance(value, datetime) else value


def _iso(value: datetime) -> str:
    digits = 'auto' if value.microsecond % 1000 else 'milliseconds' if value.microsecond else 'seconds'
    return value.replace(tzinfo=None).isoformat(timespec=digits) + 'Z'


def _read(path: Path) -> list[dict[str, Any]]:
    return [_dated(row) for row in _read_raw(path)]


def _read_raw(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text('utf-8'))
    return rows


def _dated(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {'$date'}:
        return datetime.fromisoformat(value['$date'].replace('Z', '+00:00'))
    if isinstance(value, dict):
        return {name: _dated(inner) for name, inner in value.items()}
    return [_dated(inner) for inner in value] if isinstance(value, list) else value
