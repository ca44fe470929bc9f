"""The latest state of units."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.unit_data import by_unit
from service_center.telemetry import unit_data

Set = dict[str, Mapping[str, Any]]


def list_unit_ids(cluster: ClusterKey, now: datetime) -> list[str]:
    """List the units that ever reported in a cluster."""
    return unit_data.list_unit_ids(cluster, _milliseconds(now))


def latest_set(cluster: ClusterKey, now: datetime) -> Set:
    """Show the newest set of a cluster, unit id → document."""
    return by_unit(unit_data.latest_set(cluster, _milliseconds(now)))


def latest_of_unit(unit: UnitKey, now: datetime) -> Set:
    """Show the newest document of one unit in the same shape."""
    return by_unit(unit_data.latest_of_unit(unit, _milliseconds(now)))


def _milliseconds(now: datetime) -> int:
    return int(now.timestamp() * 1000)
