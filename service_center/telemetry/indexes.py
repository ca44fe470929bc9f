"""The indexes of all collections, those of the original by the same keys and ours beside them."""

from pymongo import IndexModel

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


def ensure(*, with_retention: bool = True) -> list[str]:
    """Make the indexes that are missing and name all, `collection.index`; the year's TTL of `apisLog` only where it is wanted."""
    return [f'{label}.{name}' for label, models in _wanted(with_retention).items() for name in _ensure(label, models)]


def list_missing(*, with_retention: bool = True) -> list[str]:
    """Name the indexes that are not there, `collection.index`."""
    there = {label: mongo.collection(label).index_information() for label in INDEXES}
    return [
        f'{label}.{model.document["name"]}'
        for label, models in _wanted(with_retention).items()
        for model in models
        if model.document['name'] not in there[label]
    ]


def _wanted(with_retention: bool) -> dict[str, list[IndexModel]]:
    return INDEXES | {apis_log.LABEL: apis_log.INDEXES + ([apis_log.RETENTION] if with_retention else [])}


def _ensure(label: str, models: list[IndexModel]) -> list[str]:
    return mongo.collection(label).create_indexes(models)
