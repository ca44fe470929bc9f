"""Recorded documents on their way into `unitData`, `deal` and `apisLog`: the only place that writes there what APIS programs wrote."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import BulkWriteError

from service_center.extensions import mongo
from service_center.telemetry import apis_log, deals, unit_data

Document = dict[str, Any]
LABEL_OF = {'unitData': unit_data.LABEL, 'deal': deals.LABEL, 'apisLog': apis_log.LABEL}
DUPLICATE_KEY = 11000


def insert_missing(label: str, documents: Sequence[Document]) -> int:
    """Insert the documents whose `_id` is not there yet, and say how many those were."""
    try:
        return len(mongo.collection(label).insert_many(documents, ordered=False).inserted_ids)
    except BulkWriteError as error:
        if any(problem.get('code') != DUPLICATE_KEY for problem in error.details['writeErrors']):
            raise
        return int(error.details['nInserted'])


def insert_missing_deal(document: Document) -> bool:
    """Insert a deal unless there is one of its `dealId`, and say whether it was inserted."""
    of_deal = {'dealId': document['dealId']}
    result = mongo.collection(deals.LABEL).update_one(of_deal, {'$setOnInsert': document}, upsert=True)
    return result.upserted_id is not None


def put_deal(document: Document) -> None:
    """Write the state of a deal as apis-ccc does: the whole document, in the place of the one of its `dealId` (ecosystem 1.1)."""
    mongo.collection(deals.LABEL).replace_one({'dealId': document['dealId']}, document, upsert=True)


def thin_unit_data(instant: datetime, apart: timedelta) -> None:
    """Of the unit data written before an instant, leave but the first set in each such time; the times begin where those of 1970 did."""
    older = {'$lt': int(instant.timestamp()) * 1000}
    first: dict[int, int] = {}
    for number in sorted(mongo.collection(unit_data.LABEL).distinct('datasetId', {'datasetId': older}), reverse=True):
        first[number // (apart // timedelta(milliseconds=1))] = number
    mongo.collection(unit_data.LABEL).delete_many({'datasetId': older | {'$nin': list(first.values())}})


def remove_before(instant: datetime, label: str) -> None:
    """Remove what was written into a collection before an instant by its real clock; deals by their last report."""
    second = int(instant.timestamp())
    older: dict[str, Document] = {
        unit_data.LABEL: {'datasetId': {'$lt': second * 1000}},
        apis_log.LABEL: {'datetime': {'$lt': instant}},
        deals.LABEL: {'reportTime': {'$lt': second}},
    }
    mongo.collection(label).delete_many(older[label])
