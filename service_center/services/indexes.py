"""The indexes of the telemetry store."""

from pymongo import timeout

from service_center.telemetry import indexes

BUILD_SEC = 3600


def ensure(*, with_retention: bool = True) -> list[str]:
    """Make the indexes that are missing and name all of them; on a large collection this may take long."""
    with timeout(BUILD_SEC):
        return indexes.ensure(with_retention=with_retention)
