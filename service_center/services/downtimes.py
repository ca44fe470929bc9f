"""Downtimes of the units of a cluster."""

from typing import Any

from service_center.domain.keys import ClusterKey
from service_center.domain.periods import Period
from service_center.telemetry import downtimes


def list_unit_ids(cluster: ClusterKey) -> list[str]:
    """List the units whose downtimes are aggregated."""
    return downtimes.list_unit_ids(cluster)


def list_downtimes(cluster: ClusterKey, unit_id: str | None, period: Period) -> list[dict[str, Any]]:
    """List the downtimes that touch a period, as they are stored."""
    return downtimes.list_overlapping(cluster, unit_id, period)
