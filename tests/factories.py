"""Rows and documents with defaults, each made in one line; they are committed in a context of their own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask import Flask, has_app_context
from pymongo.errors import OperationFailure
from sqlalchemy import Table, delete, func, select, text

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import db, mongo
from service_center.models import tables
from service_center.mongo import LABELS
from service_center.security import passwords

NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=sec) for sec in (1, 60, 3600, 86400))
LONG_AGO = NOW - 100 * DAY

CLUSTER = ClusterKey('green', 'first')
E001, E002, E003 = (UnitKey(CLUSTER.community_id, CLUSTER.cluster_id, unit) for unit in ('E001', 'E002', 'E003'))
OF_CLUSTER = {'communityId': CLUSTER.community_id, 'clusterId': CLUSTER.cluster_id}
OF_E001 = {**OF_CLUSTER, 'unitId': 'E001'}
OF_E002 = {**OF_CLUSTER, 'unitId': 'E002'}

SOUND = (
    '{"refreshingPeriodMsec":30000,"acceptSelection":{"strategy":"pointAndAmount"},'
    '"00:00:00-24:00:00":{"batteryStatus":{"0-":"neutral"},"request":{},"accept":{}}}'
)


@dataclass(frozen=True)
class Person:
    """A user as a test speaks of one; the password is the name unless it says otherwise."""

    id: int
    username: str
    password: str


@cache
def hash_of(password: str) -> str:
    """Hash a password once a test run."""
    return passwords.hash_password(password)


class Maker:
    """Makes what a test needs, with defaults for what it doesn't speak of."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._numbers = count(1)

    def user(self, username: str, *units: UnitKey, password: str | None = None, stored: str | None = None, **fields: Any) -> Person:
        """Register a user, resident of these units; `stored` is the hash, if it shall not be ours."""
        password = password or username
        with self._saving():
            user = tables.User(username=username, password=stored or hash_of(password), **{'date_joined': LONG_AGO, **fields})
            db.session.add(user)
            for key in units:
                unit = _unit_row(key)
                unit.residents.append(user)
            db.session.flush()
            return Person(user.id, username, password)

    def unit(self, key: UnitKey, **fields: Any) -> int:
        """Register a unit, with its cluster and community where they are missing, and give its row id."""
        with self._saving():
            cluster = _cluster_row(key.cluster)
            unit = tables.Unit(**{'code': key.unit_id, 'name': key.unit_id, 'cluster': cluster, **fields})
            db.session.add(unit)
            db.session.flush()
            return unit.id

    def cluster(self, key: ClusterKey) -> None:
        """Register a cluster without units."""
        with self._saving():
            _cluster_row(key)

    def scenario(self, name: str = 'NORMAL', *, unit: UnitKey | None = None, **fields: Any) -> int:
        """Store a scenario, for everybody or for one unit, and give its id."""
        scope = {'community_id': unit.community_id, 'cluster_id': unit.cluster_id, 'unit_id': unit.unit_id} if unit else {}
        return self._row(tables.Scenario, {'name': name, 'description': None, 'data': SOUND, 'created': LONG_AGO} | scope | fields)

    def choice(self, unit: UnitKey, scenario_id: int | None, created: datetime = NOW - HOUR) -> int:
        """Let a unit have chosen a scenario, or none."""
        scope = {'community_id': unit.community_id, 'cluster_id': unit.cluster_id, 'unit_id': unit.unit_id}
        return self._row(tables.Choice, {**scope, 'scenario_id': scenario_id, 'created': created})

    def chosen(self, unit: UnitKey, data: str | None = SOUND) -> int:
        """Let a unit have a scenario of this text."""
        scenario_id = self.scenario(f'OWN {next(self._numbers)}', unit=unit, data=data)
        self.choice(unit, scenario_id)
        return scenario_id

    def failure(self, **fields: Any) -> int:
        """Store a failure of the cluster, open unless `closed` is given."""
        scope = {'community_id': CLUSTER.community_id, 'cluster_id': CLUSTER.cluster_id}
        defaults = {'type': 'apis_ccc_alive', 'program_id': 'apis-ccc', 'detected': NOW - HOUR, 'description': 'silent'}
        return self._row(tables.Failure, scope | defaults | fields)

    def notice(self, **fields: Any) -> int:
        """Store a notice of a failure, due since a minute unless it says otherwise."""
        failure = {'failure_id': fields['failure_id'] if 'failure_id' in fields else self.failure(closed=NOW)}
        number = next(self._numbers)
        told = {'message_id': f'<{number}@example.com>', 'sender': 'monitor@example.com', 'recipients': ['ops@example.org']}
        words = {'subject': f'notice {number}', 'text': 'silent\n', 'html': '<p>silent</p>\n'}
        when = {'created': NOW - MINUTE, 'tried_since': NOW - MINUTE, 'next_attempt': NOW - MINUTE}
        return self._row(tables.Notice, failure | told | words | when | {'attempts': 0} | fields)

    def job(self, monitor: str = 'apis_main_alive', *, on: bool = True, **fields: Any) -> int:
        """Store the switch of a monitor of the cluster."""
        scope = {'community_id': CLUSTER.community_id, 'cluster_id': CLUSTER.cluster_id}
        return self._row(tables.JobSetting, scope | {'type': monitor, 'is_active': on} | fields)

    def unit_data(self, unit: UnitKey, dataset_id: int | None, **fields: Any) -> None:
        """Store a document of unit data."""
        of_unit = {'communityId': unit.community_id, 'clusterId': unit.cluster_id, 'id': unit.unit_id}
        numbered = {'datasetId': dataset_id} if dataset_id is not None else {}
        mongo.collection('unit_data').insert_one({'oesunit': of_unit, **numbered, **fields})

    def deal(self, **fields: Any) -> None:
        """Store a running deal: E001 discharges into E002, created a quarter of an hour ago, reported ten seconds ago."""
        units = {'dischargeUnitId': 'E001', 'chargeUnitId': 'E002', 'requestUnitId': 'E002', 'acceptUnitId': 'E001'}
        told = {'dealId': 'd1', 'type': 'charge', 'createDateTime': NOW - 15 * MINUTE, 'reportTime': int(NOW.timestamp()) - 10}
        mongo.collection('deal').insert_one({**OF_CLUSTER, **units, **told, **fields})

    def downtime(self, unit: UnitKey = E001, **fields: Any) -> None:
        """Store a downtime."""
        mongo.collection('downtime').insert_one({**OF_CLUSTER, 'unitId': unit.unit_id, **fields})

    def downtime_status(self, unit_id: Any = 'E001') -> None:
        """Store how far the downtime job has come with a unit."""
        mongo.collection('downtime_status').insert_one({**OF_CLUSTER, 'unitId': unit_id, 'lastTime': NOW})

    def forget_documents(self) -> None:
        """Remove all documents."""
        for label in LABELS:
            mongo.collection(label).delete_many({})

    @contextmanager
    def another_request(self) -> Iterator[None]:
        """Do something as another request does it: in a context, and so a transaction, of its own."""
        with self._app.app_context():
            yield

    def change(self, user: Person, **fields: Any) -> None:
        """Change a user behind the server's back."""
        with self._saving():
            row = db.session.get_one(tables.User, user.id)
            for name, value in fields.items():
                setattr(row, name, value)

    def rows(self, table: type[Any], *names: str) -> list[Any]:
        """Read what a table holds, by id: these columns as tuples, or a single one as values."""
        with self._saving():
            order = next(iter(table.__table__.primary_key))
            found = db.session.execute(select(*(getattr(table, name) for name in names)).order_by(order)).all()
            return [row[0] if len(names) == 1 else tuple(row) for row in found]

    def count(self, table: type[Any]) -> int:
        """Count the rows of a table."""
        with self._saving():
            return db.session.scalar(select(func.count()).select_from(table)) or 0

    def row(self, table: type[Any], **values: Any) -> int:
        """Store a row of any table, and give its id."""
        return self._row(table, values)

    def merge(self, table: type[Any], **values: Any) -> None:
        """Store a row that is known by other things than an id."""
        with self._saving():
            db.session.merge(table(**values))

    def rows_of(self, table: Table) -> list[tuple[Any, ...]]:
        """Read all of a table that stands between others."""
        with self._saving():
            return [tuple(row) for row in db.session.execute(select(table))]

    def _row(self, table: type[Any], values: dict[str, Any]) -> int:
        with self._saving():
            row = table(**values)
            db.session.add(row)
            db.session.flush()
            found: int = row.id
            return found

    @contextmanager
    def _saving(self) -> Iterator[None]:
        with self._app.app_context():
            yield
            db.session.commit()
        if has_app_context():
            db.session.rollback()  # what the test's own session has read is old now


def empty_everything(app: Flask) -> None:
    """Remove all rows and documents."""
    with app.app_context():
        for table in reversed(tables.metadata.sorted_tables):
            db.session.execute(delete(table))
        if db.engine.dialect.name == 'postgresql':  # ids begin at 1 again, as SQLite's do by themselves
            db.session.execute(text('TRUNCATE ' + ', '.join(f'"{name}"' for name in tables.metadata.tables) + ' RESTART IDENTITY CASCADE'))
        db.session.commit()
        for label in LABELS:
            mongo.collection(label).delete_many({})
        forget_retention()


def forget_retention() -> None:
    """Remove the index that a test before has made, by which a real server takes away lines of 2020 under the next one's hands."""
    with suppress(OperationFailure):
        mongo.collection('apis_log').drop_index('datetime_1')


def _unit_row(key: UnitKey) -> tables.Unit:
    question = select(tables.Unit).join(tables.Cluster).join(tables.Community).where(
        tables.Community.code == key.community_id, tables.Cluster.code == key.cluster_id, tables.Unit.code == key.unit_id,
    )
    return db.session.scalars(question).one()


def _cluster_row(key: ClusterKey) -> tables.Cluster:
    community = db.session.scalar(select(tables.Community).filter_by(code=key.community_id))
    if community is None:
        community = tables.Community(code=key.community_id, name=key.community_id)
        db.session.add(community)
    for cluster in community.clusters:
        if cluster.code == key.cluster_id:
            return cluster
    cluster = tables.Cluster(code=key.cluster_id, name=key.cluster_id, community=community)
    db.session.add(cluster)
    return cluster
