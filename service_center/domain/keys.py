"""The ids by which clusters and units are known: those of apis-main's `config.json`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClusterKey:
    """A cluster."""

    community_id: str
    cluster_id: str


@dataclass(frozen=True)
class UnitKey:
    """A unit."""

    community_id: str
    cluster_id: str
    unit_id: str

    @property
    def cluster(self) -> ClusterKey:
        """Name the cluster that the unit belongs to."""
        return ClusterKey(self.community_id, self.cluster_id)
