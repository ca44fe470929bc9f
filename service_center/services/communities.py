"""Which communities, clusters and units are registered, and who may ask for which."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import selectinload

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.outline import ClusterFacts, CommunityFacts, Outline, UnitFacts, outline
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.models.communities import Cluster, Community, Unit, unit_user


def whole_outline(at: datetime | None = None) -> Outline:
    """Draw everything that is registered; with `at` only the units valid then."""
    loading = selectinload(Community.clusters).selectinload(Cluster.units)
    return outline([_community(c, c.clusters, None) for c in db.session.scalars(select(Community).options(loading))], at)


def resident_outline(viewer: Viewer, at: datetime | None = None) -> Outline:
    """Draw the units of a resident, and of the rest only what leads to them."""
    units = db.session.scalars(select(Unit).join(unit_user).where(unit_user.c.user_id == viewer.id))
    own = [unit for unit in units if at is None or facts_of(unit).is_valid(at)]
    clusters = {unit.cluster for unit in own}
    communities = {cluster.community for cluster in clusters}
    return outline([_community(c, [k for k in clusters if k.community is c], own) for c in communities])


def require_cluster(key: ClusterKey) -> ClusterKey:
    """Make sure that a cluster is registered; raises BadRequest."""
    question = select(Cluster.id).join(Community).where(Community.code == key.community_id, Cluster.code == key.cluster_id)
    if _is_hopeless(key.community_id, key.cluster_id) or db.session.scalar(question) is None:
        raise BadRequest('bad param values : communityId, clusterId')
    return key


def require_unit_of(user_id: int, key: UnitKey) -> int:
    """Make sure that a unit is registered and the user its resident, and give its row id; raises BadRequest."""
    unit_id = find_unit(key)
    if unit_id is None:
        raise BadRequest('bad param values : communityId, clusterId, unitId')
    lives_there = select(exists().where(unit_user.c.unit_id == unit_id, unit_user.c.user_id == user_id))
    if not db.session.scalar(lives_there):
        raise BadRequest('not a resident')
    return unit_id


def find_unit(key: UnitKey) -> int | None:
    """Find the row id of a registered unit."""
    if _is_hopeless(key.community_id, key.cluster_id, key.unit_id):
        return None
    question = select(Unit.id).join(Cluster).join(Community)
    return db.session.scalar(question.where(Community.code == key.community_id, Cluster.code == key.cluster_id, Unit.code == key.unit_id))


def time_zone_of(community_id: str, fallback: str) -> str:
    """Name the IANA time zone of a registered community; the fallback where it names none."""
    return db.session.scalar(select(Community.time_zone).where(Community.code == community_id)) or fallback


def lock_cluster(key: ClusterKey) -> None:
    """Keep others from changing what hangs on a cluster until the end of the transaction: what is read from now on is what counts."""
    # a write, for that is what every database takes a lock for
    of_community = select(Community.id).where(Community.code == key.community_id).scalar_subquery()
    same = update(Cluster).where(Cluster.community_id == of_community, Cluster.code == key.cluster_id).values(code=Cluster.code)
    db.session.execute(same.execution_options(synchronize_session=False))


def lock_unit(key: UnitKey) -> None:
    """Keep others from changing what hangs on a unit until the end of the transaction."""
    same = update(Unit).where(Unit.id == find_unit(key)).values(code=Unit.code)
    db.session.execute(same.execution_options(synchronize_session=False))


def _is_hopeless(*codes: str) -> bool:
    # PostgreSQL refuses to even look for a text with a NUL in it
    return any('\0' in code for code in codes)


def _community(community: Community, clusters: list[Cluster], only: list[Unit] | None) -> CommunityFacts:
    return CommunityFacts(community.code, community.name, tuple(_cluster(c, only) for c in clusters))


def _cluster(cluster: Cluster, only: list[Unit] | None) -> ClusterFacts:
    units = cluster.units if only is None else [unit for unit in only if unit.cluster_id == cluster.id]
    return ClusterFacts(cluster.code, cluster.name, tuple(facts_of(unit) for unit in units))


def facts_of(unit: Unit) -> UnitFacts:
    """Say of a unit what the outline shows."""
    return UnitFacts(unit.code, unit.name, unit.available_from, unit.available_to)
