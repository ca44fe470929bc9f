"""A cluster's past for benchmarks, as long as wanted: deals and sets as the village writes them, moved back in time at an even rate."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from service_center.extensions import mongo
from service_center.village.generator import generate, generate_deals
from tests.factories import NOW

Document = dict[str, Any]
SEED = 4
BATCH = 5_000
BETWEEN_DEALS = timedelta(minutes=5)  # 288 deals a day, and a million in nine and a half years
PATTERNS = timedelta(days=2)


def store(label: str, documents: Iterator[Document]) -> int:
    """Insert documents in batches, and say how many."""
    stored, batch = 0, list[Document]()
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            stored += _insert(label, batch)
            batch = []
    return stored + _insert(label, batch)


def sets(units: int, duration: timedelta) -> Iterator[Document]:
    """Give the unit data of a cluster of so many units until now, every 30 seconds."""
    written = generate(SEED, NOW - duration, duration, units)
    return (document for label, document in written if label == 'unit_data')


def ended_deals(begin: int, end: int, units: int = 4) -> Iterator[Document]:
    """Give deals that have ended, number `begin` to `end`, counted back from now."""
    patterns = [deal for deal in generate_deals(SEED, NOW - PATTERNS, PATTERNS, units) if 'deactivateDateTime' in deal]
    for number in range(begin, end):
        pattern = patterns[number % len(patterns)]
        yield _moved(pattern, NOW - timedelta(hours=2) - number * BETWEEN_DEALS - pattern['createDateTime']) | {'dealId': _id_of(number)}


def running_deals(units: int = 4) -> Iterator[Document]:
    """Give the deals that run now: one between every two units."""
    for number, deal in enumerate(ended_deals(0, units // 2, units)):
        running = {name: value for name, value in deal.items() if name not in ('stopDateTime', 'deactivateDateTime')}
        begun = {'createDateTime': NOW - timedelta(minutes=20), 'reportTime': int(NOW.timestamp()) - 10}
        yield running | begun | {'dealId': _id_of(-1 - number)}


def _moved(deal: Document, by: timedelta) -> Document:
    moved = {name: value + by if isinstance(value, datetime) else value for name, value in deal.items()}
    return moved | {'reportTime': deal['reportTime'] + int(by.total_seconds())}


def _id_of(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))


def _insert(label: str, batch: list[Document]) -> int:
    return len(mongo.collection(label).insert_many(batch, ordered=False).inserted_ids) if batch else 0
