"""What tests of recordings share: the folders that are there, documents of their own, and an empty embedded store."""

import gzip
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bson.int64 import Int64
from bson.json_util import CANONICAL_JSON_OPTIONS, dumps

from service_center.config import EMBEDDED_STORE, MONGODB_DATABASES
from service_center.extensions import mongo

Document = dict[str, Any]

# twenty minutes that real programs wrote; no deal is cut off
KEPT = Path(__file__).parent / 'samples' / 'recorded'
# what is kept here, and any other recording somebody names
FOLDERS = [KEPT, *(Path(named) for named in [os.environ.get('RECORDED')] if named)]
FIRST_SEC = 1_800_000_000
DEAL_ID = '0a1b2c3d-0000-4000-8000-000000000001'
NEGOTIATION_ID = '0a1b2c3d-0000-4000-8000-000000000002'


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an empty embedded store in the place of whatever is open."""
    monkeypatch.setattr(mongo, '_clients', {})
    monkeypatch.setattr(mongo, '_places', {})
    mongo.init(EMBEDDED_STORE, MONGODB_DATABASES, 2.5)


def stored(label: str) -> list[Document]:
    return list(mongo.collection(label).find({}))


def made_id(second: int, number: int = 1) -> str:
    return f'{second:08x}{number:016x}'


def emulated(second: int) -> datetime:
    return datetime.fromtimestamp(1_577_836_800 + second, UTC)


def unit_data(after_sec: int, unit_id: str = 'E001') -> Document:
    return {
        '_id': made_id(FIRST_SEC + after_sec, int(unit_id[1:])),
        'dcdc': {'meter': {'wg': 350.0, 'vb': 48}},
        'oesunit': {'communityId': 'oss_community', 'clusterId': 'oss_cluster', 'id': unit_id},
        'time': emulated(after_sec * 10),
        'battery': {'rsoc': None},
        'apis': {'deal_id_list': [DEAL_ID]},
        'datasetId': Int64((FIRST_SEC + after_sec) * 1000 + 123),
    }


def log_line(after_sec: int, message: str, number: int = 1) -> Document:
    written = datetime.fromtimestamp(FIRST_SEC + after_sec, UTC)
    return {'_id': made_id(FIRST_SEC + after_sec, number), 'programId': 'apis-main', 'datetime': written, 'message': message}


def deal(after_sec: int, **more: Any) -> Document:
    return {
        'dealId': DEAL_ID, 'negotiationId': NEGOTIATION_ID, 'communityId': 'oss_community', 'clusterId': 'oss_cluster',
        'createDateTime': emulated(0), 'reset': [{'dateTime': emulated(5), 'reason': 'E001 : test'}], 'dealAmountWh': 50,
        'reportTime': Int64(FIRST_SEC + after_sec), **more,
    }


def deal_write(after_sec: int, **more: Any) -> Document:
    at = datetime.fromtimestamp(FIRST_SEC + after_sec, UTC).isoformat(timespec='milliseconds')
    return {'at': at, 'collection': 'deal', 'query': {'dealId': DEAL_ID}, 'upsert': True, 'document': deal(after_sec, **more)}


def put_file(folder: Path, name: str, documents: Iterable[Document]) -> Path:
    path = folder / name
    text = ''.join(dumps(document, json_options=CANONICAL_JSON_OPTIONS) + '\n' for document in documents).encode()
    path.write_bytes(gzip.compress(text) if name.endswith('.gz') else text)
    return path
