"""Which communities, clusters and units there are, and when a unit counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Outline = dict[str, Any]


@dataclass(frozen=True)
class UnitFacts:
    """A unit as the outline shows it, valid from `available_from` (included) to `available_to` (excluded)."""

    id: str
    name: str
    available_from: datetime | None
    available_to: datetime | None

    def is_valid(self, instant: datetime) -> bool:
        """Say whether the unit is in use at an instant."""
        begun = self.available_from is None or self.available_from <= instant
        return begun and (self.available_to is None or instant < self.available_to)


@dataclass(frozen=True)
class ClusterFacts:
    """A cluster and its units."""

    id: str
    name: str
    units: tuple[UnitFacts, ...]


@dataclass(frozen=True)
class CommunityFacts:
    """A community and its clusters."""

    id: str
    name: str
    clusters: tuple[ClusterFacts, ...]


def outline(communities: Iterable[CommunityFacts], at: datetime | None = None) -> Outline:
    """Draw the hierarchy as the API gives it, sorted by id; with `at` only the units valid then (contract: api.md, community/outline)."""
    return {'communities': {c.id: _community(c, at) for c in sorted(communities, key=lambda c: c.id)}}


def _community(community: CommunityFacts, at: datetime | None) -> Outline:
    clusters = {c.id: _cluster(community.id, c, at) for c in sorted(community.clusters, key=lambda c: c.id)}
    return {'id': community.id, 'name': community.name, 'clusters': clusters}


def _cluster(community_id: str, cluster: ClusterFacts, at: datetime | None) -> Outline:
    shown = sorted((u for u in cluster.units if at is None or u.is_valid(at)), key=lambda u: u.id)
    units = {u.id: _unit(community_id, cluster.id, u) for u in shown}
    return {'communityId': community_id, 'id': cluster.id, 'name': cluster.name, 'units': units}


def _unit(community_id: str, cluster_id: str, unit: UnitFacts) -> Outline:
    return {
        'communityId': community_id,
        'clusterId': cluster_id,
        'id': unit.id,
        'name': unit.name,
        'available_from': unit.available_from,
        'available_to': unit.available_to,
    }
