"""Loading recorded documents as they are, and reading them as writes."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bson.int64 import Int64
from bson.json_util import CANONICAL_JSON_OPTIONS, dumps
from pymongo.errors import BulkWriteError

from service_center.domain.errors import BadRequest
from service_center.extensions import mongo
from service_center.services import recordings
from service_center.telemetry.recordings import LABEL_OF
from tests.recorded import DEAL_ID, FIRST_SEC, FOLDERS, KEPT, deal, deal_write, log_line, made_id, put_file, store, stored, unit_data

__all__ = ['store']

NOW = datetime.fromtimestamp(FIRST_SEC + 100, UTC)


def load(folder: Path, now: datetime = NOW) -> list[str]:
    return list(recordings.load(folder, now))


def as_written(document: dict[str, Any]) -> dict[str, Any]:
    """Show values with their BSON types, members in any order."""
    typed: dict[str, Any] = json.loads(dumps(document, json_options=CANONICAL_JSON_OPTIONS))
    return typed


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', list(LABEL_OF))
def test_documents_are_in_the_store_as_they_were_recorded_by_bson_type(folder: Path, name: str) -> None:
    load(folder)
    recorded = {str(document['_id']): document for document in map(json.loads, lines_of(folder, name))}
    assert {str(document['_id']): document for document in map(as_written, stored(LABEL_OF[name]))} == recorded


@pytest.mark.usefixtures('store')
def test_a_second_load_changes_nothing(folder: Path) -> None:
    load(folder)
    before = {label: stored(label) for label in LABEL_OF.values()}
    lines = load(folder)
    assert {label: stored(label) for label in LABEL_OF.values()} == before
    assert [line for line in lines if 'put in' in line] == [
        f'{name}.jsonl.gz: 0 documents put in, {len(before[LABEL_OF[name]])} were there already' for name in sorted(LABEL_OF)
    ]


@pytest.mark.usefixtures('store')
def test_what_was_put_where_is_said_and_other_files_are_named_and_left(tmp_path: Path) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0), unit_data(30)])
    put_file(tmp_path, 'apisLog.jsonl', [log_line(0, 'started')])
    put_file(tmp_path, 'dealWrites.jsonl.gz', [deal_write(0)])
    (tmp_path / 'more').mkdir()
    assert load(tmp_path) == [
        'apisLog.jsonl: 1 documents put in, 0 were there already',
        'dealWrites.jsonl.gz: left, it is no collection',
        'unitData.jsonl.gz: 2 documents put in, 0 were there already',
    ]
    assert [len(stored(label)) for label in ('unit_data', 'apis_log', 'deal')] == [2, 1, 0]


@pytest.mark.usefixtures('store')
def test_documents_that_are_missing_are_put_between_those_that_are_there(tmp_path: Path) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(30)])
    load(tmp_path)
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0), unit_data(30), unit_data(60)])
    assert load(tmp_path) == ['unitData.jsonl.gz: 2 documents put in, 1 were there already']
    assert len(stored('unit_data')) == 3


@pytest.mark.usefixtures('store')
def test_a_deal_without_id_is_known_by_its_deal_id(tmp_path: Path) -> None:
    put_file(tmp_path, 'deal.jsonl.gz', [deal(0)])
    assert load(tmp_path) == ['deal.jsonl.gz: 1 documents put in, 0 were there already']
    assert load(tmp_path) == ['deal.jsonl.gz: 0 documents put in, 1 were there already']
    found, = stored('deal')
    assert (found['dealId'], type(found['reportTime'])) == (DEAL_ID, Int64)


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('name', 'document'), [
    ('unitData', {'datasetId': 1}), ('apisLog', {'message': 'x'}), ('deal', {'unitId': 'E001'}), ('deal', {'dealId': None}),
])
def test_a_document_that_can_not_be_told_from_others_is_refused(tmp_path: Path, name: str, document: dict[str, Any]) -> None:
    put_file(tmp_path, f'{name}.jsonl.gz', [{'_id': made_id(1)}, document])
    with pytest.raises(BadRequest, match=rf'{name}.jsonl.gz, line 2: the document has no _id'):
        load(tmp_path)


@pytest.mark.usefixtures('store')
def test_log_lines_that_the_store_will_not_keep_are_counted(tmp_path: Path) -> None:
    put_file(tmp_path, 'apisLog.jsonl.gz', [log_line(0, 'old', 1), log_line(0, 'old too', 2), log_line(101, 'new', 3), {'_id': made_id(9)}])
    line, = load(tmp_path, NOW + timedelta(days=365))
    assert line == (
        'apisLog.jsonl.gz: 4 documents put in, 0 were there already; '
        '2 log lines are older than a year: the index on apisLog.datetime removes them, they will be lost'
    )


@pytest.mark.usefixtures('store')
def test_a_folder_with_nothing_to_load_is_refused(tmp_path: Path) -> None:
    put_file(tmp_path, 'dealWrites.jsonl.gz', [])
    with pytest.raises(BadRequest, match=r'nothing to load, neither unitData\.jsonl\.gz, deal\.jsonl\.gz, apisLog\.jsonl\.gz'):
        load(tmp_path)


def whole() -> bytes:
    return KEPT.joinpath('unitData.jsonl.gz').read_bytes()


GOOD = b'{"_id": "6b03d27278938314bcfc41d6"}\n'


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('name', 'content', 'said'), [
    ('unitData.jsonl.gz', whole()[:-2000], r'unitData\.jsonl\.gz, line \d+: the file can\'t be read on'),
    ('unitData.jsonl.gz', whole()[:3000] + bytes(200) + whole()[3200:], r'unitData\.jsonl\.gz, line \d+: '),
    ('unitData.jsonl.gz', b'no gzip', r'unitData\.jsonl\.gz, line 1: the file can\'t be read on'),
    ('apisLog.jsonl', GOOD + b'{"_id": "6b03d27278938314bcf', r'apisLog\.jsonl, line 2: is no Extended JSON'),
    ('apisLog.jsonl', GOOD + b'\n' + b'[1, 2]\n', r'apisLog\.jsonl, line 3: is no document'),
    ('apisLog.jsonl', b'{"_id": "\xff"}\n', r'apisLog\.jsonl, line 1: is no Extended JSON'),
    ('deal.jsonl', GOOD + b'{"_id": {"$oid": "zz"}}\n', r'deal\.jsonl, line 2: is no Extended JSON'),
    ('deal.jsonl', b'{"_id": 1, "createDateTime": {"$date": {"$numberLong": "x"}}}\n', r'deal\.jsonl, line 1: is no Extended JSON'),
    ('deal.jsonl', b'[' * 200_000, r'deal\.jsonl, line 1: is no Extended JSON'),
])
def test_a_broken_file_is_refused_by_file_and_line(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadRequest, match=rf'^{said}.*; what stands before it may be in the store$'):
        load(tmp_path)


@pytest.mark.usefixtures('store')
def test_trouble_other_than_a_document_that_is_there_is_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0)])

    class Refusing:
        def insert_many(self, _documents: object, ordered: bool) -> None:
            raise BulkWriteError({'nInserted': 0, 'writeErrors': [{'code': 11000}, {'code': 121}]})

    monkeypatch.setattr(mongo, 'collection', lambda _label: Refusing())
    with pytest.raises(BulkWriteError):
        load(tmp_path)


def test_writes_come_in_the_order_in_which_they_were_made(folder: Path) -> None:
    instants = [step.at for step in recordings.read_steps(folder)]
    assert all(earlier <= later for earlier, later in pairwise(instants))
    assert len(instants) == sum(len(lines_of(folder, name)) for name in ('unitData', 'dealWrites', 'apisLog'))


def lines_of(folder: Path, name: str) -> list[str]:
    with gzip.open(folder / f'{name}.jsonl.gz', 'rt', encoding='utf-8') as file:
        return list(file)


def test_kinds_of_writes_are_merged_by_their_second(tmp_path: Path) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0), unit_data(30)])
    put_file(tmp_path, 'dealWrites.jsonl.gz', [deal_write(10), deal_write(40)])
    put_file(tmp_path, 'apisLog.jsonl.gz', [log_line(5, 'a'), log_line(35, 'b')])
    steps = list(recordings.read_steps(tmp_path))
    assert [(step.at - FIRST_SEC, step.label) for step in steps] == [
        (0, 'unit_data'), (5, 'apis_log'), (10, 'deal'), (30, 'unit_data'), (35, 'apis_log'), (40, 'deal'),
    ]


@pytest.mark.usefixtures('store')
def test_a_deal_that_is_written_again_takes_the_place_of_itself_and_all_else_stands_beside(tmp_path: Path) -> None:
    put_file(tmp_path, 'unitData.jsonl.gz', [unit_data(0), unit_data(30)])
    put_file(tmp_path, 'dealWrites.jsonl.gz', [deal_write(10), deal_write(40, dealAmountWh=80)])
    steps = list(recordings.read_steps(tmp_path))
    assert recordings.write(steps) == len(steps) == 4
    assert len(stored('unit_data')) == 2
    assert [document['dealAmountWh'] for document in stored('deal')] == [80]


@pytest.mark.parametrize(('name', 'line'), [
    ('unitData', {'_id': 'short'}), ('apisLog', {}), ('dealWrites', {'at': 'noon', 'document': {'dealId': DEAL_ID}}),
    ('dealWrites', {'document': {'dealId': DEAL_ID}}), ('dealWrites', {'at': '2026-11-23T06:00:00Z', 'document': {}}),
    ('dealWrites', {'at': '2026-11-23T06:00:00Z', 'document': 'x'}),
])
def test_a_line_that_tells_no_write_is_refused(tmp_path: Path, name: str, line: dict[str, Any]) -> None:
    put_file(tmp_path, f'{name}.jsonl.gz', [line])
    with pytest.raises(BadRequest, match=rf'{name}\.jsonl\.gz, line 1: is no recorded write'):
        list(recordings.read_steps(tmp_path))


def test_a_folder_with_nothing_to_play_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match='nothing to play'):
        recordings.read_steps(tmp_path)
