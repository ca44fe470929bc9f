"""The indexes of the telemetry store."""

from pymongo import timeout

from service_center.extensions import mongo
from service_center.telemetry import indexes

BUILD_SEC = 3600


def list_missing() -> list[str]:
    """Name the indexes that are not there; raises PyMongoError."""
    return indexes.list_missing(with_retention=not mongo.is_embedded)


def ensure() -> list[str]:
    """Make the indexes that are missing and name all of them; on a large collection this may take long.

    The embedded store goes without the year's retention: nothing lives a year there, and each insert would look for what has expired.
    """
    mongo.ping()  # with the patience of every other question: only building may take long
    with timeout(BUILD_SEC):
        return indexes.ensure(with_retention=not mongo.is_embedded)
