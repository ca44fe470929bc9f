"""The indexes of all collections, those of the original by the same keys and ours beside them."""

from collections.abc import Mapping
from typing import Any

from pymongo import IndexModel
from pymongo.errors import OperationFailure

from service_center.extensions import mongo
from service_center.telemetry import apis_log, deals, downtime_marks, downtimes, unit_data

INDEXES: dict[str, list[IndexModel]] = {
    unit_data.LABEL: unit_data.INDEXES,
    deals.LABEL: deals.INDEXES,
    apis_log.LABEL: apis_log.INDEXES,
    downtimes.LABEL: downtimes.INDEXES,
    downtimes.STATUS_LABEL: downtimes.STATUS_INDEXES,
    downtime_marks.LABEL: downtime_marks.INDEXES,
}
PARTIAL = {'partialFilterExpression', 'sparse', 'hidden'}  # indexes that answer only some questions, or none


def ensure(*, with_retention: bool = True) -> list[str]:
    """Make the indexes that are missing and name all, `collection.index`; the year's TTL of `apisLog` only where it is wanted.

    Raises OperationFailure for one that the server refuses, after the others are made.
    """
    refused: list[OperationFailure] = []
    for label, models in _missing(with_retention).items():
        for model in models:
            try:
                mongo.collection(label).create_indexes([model])
            except OperationFailure as error:
                refused.append(error)
    if refused:
        raise refused[0]
    return _named(_wanted(with_retention))


def list_missing(*, with_retention: bool = True) -> list[str]:
    """Name the indexes that are not there, `collection.index`."""
    return _named(_missing(with_retention))


def _named(models_of: dict[str, list[IndexModel]]) -> list[str]:
    return [f'{label}.{model.document["name"]}' for label, models in models_of.items() for model in models]


def _wanted(with_retention: bool) -> dict[str, list[IndexModel]]:
    return INDEXES | {apis_log.LABEL: apis_log.INDEXES + ([apis_log.RETENTION] if with_retention else [])}


def _missing(with_retention: bool) -> dict[str, list[IndexModel]]:
    there = {label: list(mongo.collection(label).index_information().values()) for label in INDEXES}
    return {
        label: [model for model in models if not any(_serves(index, model.document) for index in there[label])]
        for label, models in _wanted(with_retention).items()
    }


def _serves(index: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    # under whatever name; and how long log lines are kept is what an operator has said before us
    same_keys = [tuple(part) for part in index['key']] == list(wanted['key'].items())
    forgets = 'expireAfterSeconds' in index or 'expireAfterSeconds' not in wanted
    return same_keys and forgets and not PARTIAL & set(index)
