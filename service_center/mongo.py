"""The way to the MongoDB collections: a server, or the embedded store in memory (one lock around mongomock, which has none)."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import mongomock
from bson.codec_options import CodecOptions
from pymongo import MongoClient, timeout
from pymongo.collection import Collection
from pymongo.errors import AutoReconnect
from pymongo.results import BulkWriteResult

Document = dict[str, Any]
LABELS = {
    'unit_data': 'unitData', 'deal': 'deal', 'apis_log': 'apisLog',
    'downtime': 'downtime', 'downtime_status': 'downtimeStatus', 'downtime_mark': 'downtimeMark',
}
SETTING_OF = {'downtime_status': 'downtime', 'downtime_mark': 'downtime'}
DEFAULT_NAME = 'apis_demo'
LOOK_SEC = 0.5  # how long one looks whether a server that was away is back


class Mongo:
    """Finds the collection of a kind of document: where the settings say it is."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}
        self._places: dict[str, tuple[str, str, str]] = {}
        self._timeout = 2.0
        self._lock = threading.RLock()
        self._is_away = False
        self._looking = threading.Lock()

    def init(self, uri: str, databases: Mapping[str, Mapping[str, Any]], timeout_sec: float) -> None:
        """Note where the collections are; nothing is opened before the first question."""
        self.close()
        self._is_away = False
        self._timeout = timeout_sec
        self._places = {label: _place(label, uri, databases) for label in LABELS}

    def begin_anew(self) -> None:
        """Forget the connections, and who held the locks, in a process that was forked: they are the parent's."""
        self._lock, self._looking = threading.RLock(), threading.Lock()
        self._clients = {}

    @property
    def is_embedded(self) -> bool:
        """Say whether the documents live in this process and end with it."""
        return all(address.startswith('memory://') for address, _, _ in self._places.values())

    def collection(self, label: str) -> 'Collection[Document]':
        """Open the collection of a kind of document: one of LABELS.

        Raises AutoReconnect at once while the server is known to be away.
        """
        address, database, name = self._places[label]
        if self._is_away:
            self._look_again(address)
        found: Collection[Document] = self._client(address)[database][name]
        return _Locked(found, self._lock) if address.startswith('memory://') else found  # type: ignore[return-value]

    def addresses(self) -> list[str]:
        """List the servers in use."""
        return sorted({address for address, _, _ in self._places.values()})

    def note_away(self) -> None:
        """Note that a server did not answer: until it does, nobody waits for it but one who looks, and he not long."""
        self._is_away = True

    def _look_again(self, address: str) -> None:
        if not self._looking.acquire(blocking=False):
            raise AutoReconnect('known to be away')
        try:
            with timeout(LOOK_SEC):
                self._client(address).admin.command('ping')
            self._is_away = False
        finally:
            self._looking.release()

    def ping(self) -> None:
        """Ask every server for a sign of life; raises PyMongoError."""
        for address in self.addresses():
            if not address.startswith('memory://'):
                self._client(address).admin.command('ping')

    def server_time(self) -> datetime | None:
        """Ask the first server what time it is; None in the embedded store. Raises PyMongoError."""
        address = self.addresses()[0]
        told: datetime | None = None if address.startswith('memory://') else self._client(address).admin.command('hello').get('localTime')
        return told

    def close(self) -> None:
        """Close all connections; an embedded store is gone."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients = {}

    def _client(self, address: str) -> Any:
        with self._lock:
            if address not in self._clients:
                self._clients[address] = self._connect(address)
            return self._clients[address]

    def _connect(self, address: str) -> Any:
        if address.startswith('memory://'):
            return mongomock.MongoClient(tz_aware=True)
        milliseconds = int(self._timeout * 1000)
        # the whole question, all retries in, ends in time: callers answer 503 rather than let a page wait
        return MongoClient(
            address, tz_aware=True, datetime_conversion='DATETIME_CLAMP', connect=False, appname='service-center', timeoutMS=milliseconds,
            serverSelectionTimeoutMS=milliseconds, connectTimeoutMS=milliseconds,
        )


class _Locked:
    """A mongomock collection that one thread uses at a time; cursors are read to their end under the lock."""

    def __init__(self, collection: Any, lock: threading.RLock) -> None:
        self._collection = collection
        self._lock = lock

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._collection, name)

        def locked(*args: Any, **kwargs: Any) -> Any:
            with self._lock:
                result = method(*args, **kwargs)
                return iter(list(result)) if name in ('find', 'aggregate') else result

        return locked

    def bulk_write(self, updates: Sequence[Any], **_options: object) -> BulkWriteResult:
        """Update one after the other: mongomock's own knows less than what PyMongo hands it."""
        with self._lock:
            results = [self._collection.update_one(update._filter, update._doc, upsert=bool(update._upsert)) for update in updates]
        upserted = sum(result.upserted_id is not None for result in results)
        modified = sum(result.modified_count for result in results)
        return BulkWriteResult({'nModified': modified, 'nUpserted': upserted}, acknowledged=True)

    def with_options(self, **_options: CodecOptions[Any]) -> '_Locked':
        return self


def _place(label: str, uri: str, databases: Mapping[str, Mapping[str, Any]]) -> tuple[str, str, str]:
    if uri:
        return uri, urlsplit(uri).netloc if uri.startswith('memory://') and urlsplit(uri).netloc else _database_of(uri), LABELS[label]
    table = databases[SETTING_OF.get(label, label)]
    renamed = table.get('COLLECTION') if label not in SETTING_OF else None
    host = f'[{table["HOST"]}]' if ':' in table['HOST'] and '[' not in table['HOST'] else table['HOST']
    return f'mongodb://{host}:{table["PORT"]}/', table['NAME'], renamed or LABELS[label]


def _database_of(uri: str) -> str:
    return urlsplit(uri).path.strip('/') or DEFAULT_NAME
