"""Recorded documents: put into the telemetry store as they are, or read as the writes they once were, to be made again.

A folder holds a file of Extended JSON lines per collection, gzip'ed or plain, and in `dealWrites` the single writes of deals.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from bson.errors import BSONError
from bson.json_util import JSONMode, JSONOptions, loads

from service_center.domain.errors import BadRequest
from service_center.domain.recordings import Step, is_older, second_of, second_of_write
from service_center.telemetry import apis_log, deals, recordings, unit_data

Document = dict[str, Any]
Read = Callable[[str, Document], Step]

# canonical: numbers come back with the types they had in the database
EXTENDED_JSON: JSONOptions = JSONOptions(json_mode=JSONMode.CANONICAL, tz_aware=True, tzinfo=UTC)
ENDINGS = ('.jsonl.gz', '.jsonl')
NOT_READABLE = (OSError, EOFError, zlib.error)
NOT_EXTENDED_JSON = (ValueError, TypeError, KeyError, BSONError, OverflowError, RecursionError)
BATCH = 500


@dataclass
class Tally:
    """What came of the documents of a file."""

    put: int = 0
    there: int = 0
    older: int = 0


def load(folder: Path, now: datetime) -> Iterator[str]:
    """Put the documents of a folder into the store and say of each file what came of it; what is there already stays as it is.

    Raises BadRequest that names file and line if there is nothing to load or something is broken.
    """
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    if not any(_label(path) for path in paths):
        raise _nothing(folder, 'load', recordings.LABEL_OF)
    year_ago = now - timedelta(seconds=apis_log.YEAR_SEC)
    for path in paths:
        label = _label(path)
        yield _said(path, _load_file(path, label, year_ago)) if label else f'{path.name}: left, it is no collection'


def read_steps(folder: Path) -> Iterator[Step]:
    """Read the writes of a folder in the order in which they were made; deals only where `dealWrites` tells their writes.

    Raises BadRequest that names file and line if there is nothing to play or something is broken.
    """
    kinds: list[tuple[str, str, Read]] = [
        ('unitData', unit_data.LABEL, _inserted),
        ('dealWrites', deals.LABEL, _deal_written),
        ('apisLog', apis_log.LABEL, _inserted),
    ]
    found = [(path, label, read) for name, label, read in kinds if (path := _file_of(folder, name))]
    if not found:
        raise _nothing(folder, 'play', [name for name, _, _ in kinds])
    return merge(*(_steps(path, label, read) for path, label, read in found), key=lambda step: step.at)


def write(steps: Iterable[Step]) -> int:
    """Make the writes in their order and say how many documents were written."""
    return sum(_write(label, [step.document for step in same]) for label, same in groupby(steps, key=lambda step: step.label))


def _write(label: str, documents: Sequence[Document]) -> int:
    if label != deals.LABEL:
        return recordings.insert_missing(label, documents)
    for document in documents:
        recordings.put_deal(document)
    return len(documents)


def _load_file(path: Path, label: str, year_ago: datetime) -> Tally:
    tally = Tally()
    lines = _documents(path)
    while batch := list(islice(lines, BATCH)):
        identified = [document for _, document in batch if '_id' in document]
        put = recordings.insert_missing(label, identified) if identified else 0
        put += sum(_load_unidentified(path, number, label, document) for number, document in batch if '_id' not in document)
        tally.put += put
        tally.there += len(batch) - put
        tally.older += sum(label == apis_log.LABEL and is_older(document, year_ago) for _, document in batch)
    return tally


def _load_unidentified(path: Path, number: int, label: str, document: Document) -> bool:
    if label != deals.LABEL or not isinstance(document.get('dealId'), str):
        raise _broken(path, number, 'the document has no _id')
    return recordings.insert_missing_deal(document)


def _said(path: Path, tally: Tally) -> str:
    words = f'{path.name}: {tally.put} documents put in, {tally.there} were there already'
    lost = f'; {tally.older} log lines are older than a year: the index on apisLog.datetime removes them, they will be lost'
    return words + (lost if tally.older else '')


def _steps(path: Path, label: str, read: Read) -> Iterator[Step]:
    for number, document in _documents(path):
        try:
            step = read(label, document)
        except (ValueError, TypeError, KeyError) as error:
            raise _broken(path, number, f'is no recorded write, {error}') from error
        yield step


def _inserted(label: str, document: Document) -> Step:
    return Step(second_of(document['_id']), label, document)


def _deal_written(label: str, line: Document) -> Step:
    document = line['document']
    if not isinstance(document, dict) or not isinstance(document.get('dealId'), str):
        raise ValueError('document is no deal')
    return Step(second_of_write(line['at']), label, document)


def _documents(path: Path) -> Iterator[tuple[int, Document]]:
    number = 0
    with _opened(path) as file:
        while line := _next_line(path, file, number + 1):
            number += 1
            if line.strip():
                yield number, _document(path, number, line)


def _opened(path: Path) -> io.BufferedIOBase:
    return gzip.open(path, 'rb') if path.name.endswith('.gz') else path.open('rb')


def _next_line(path: Path, file: io.BufferedIOBase, number: int) -> bytes:
    try:
        return file.readline()
    except NOT_READABLE as error:
        raise _broken(path, number, f'the file can\'t be read on, {error}') from error


def _document(path: Path, number: int, line: bytes) -> Document:
    try:
        document = loads(line, json_options=EXTENDED_JSON)
    except NOT_EXTENDED_JSON as error:
        raise _broken(path, number, f'is no Extended JSON, {error}') from error
    if not isinstance(document, dict):
        raise _broken(path, number, 'is no document')
    return document


def _nothing(folder: Path, what: str, names: Iterable[str]) -> BadRequest:
    return BadRequest(f'{folder}: there is nothing to {what}, neither {", ".join(f"{name}.jsonl.gz" for name in names)}')


def _broken(path: Path, number: int, what: str) -> BadRequest:
    return BadRequest(f'{path.name}, line {number}: {what}; what stands before it may be in the store')


def _label(path: Path) -> str | None:
    return next((label for name, label in recordings.LABEL_OF.items() if path.name in _names(name)), None)


def _file_of(folder: Path, name: str) -> Path | None:
    return next((path for file_name in _names(name) if (path := folder / file_name).is_file()), None)


def _names(name: str) -> list[str]:
    return [name + ending for ending in ENDINGS]
