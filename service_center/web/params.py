"""What a request asks for: the last of repeated parameters counts, an empty one is a missing one, a bad one is refused by its name only."""

from datetime import UTC, datetime, tzinfo

from dateutil.parser import isoparse
from flask import request
from werkzeug.datastructures import MultiDict

from service_center.domain.errors import BadRequest
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.lib import isotime, zones
from service_center.services import communities
from service_center.web.access import viewer


def last(values: MultiDict[str, str], name: str) -> str | None:
    """Read a parameter."""
    given = values.getlist(name)
    return given[-1] or None if given else None


def query(name: str) -> str | None:
    """Read a parameter of the address."""
    return last(request.args, name)


def cluster(values: MultiDict[str, str] | None = None) -> ClusterKey:
    """Read which registered cluster is meant, in the address or in a form; raises BadRequest."""
    given = request.args if values is None else values
    community_id, cluster_id = last(given, 'communityId'), last(given, 'clusterId')
    if community_id is None or cluster_id is None:
        raise BadRequest('no param : communityId, clusterId')
    return communities.require_cluster(ClusterKey(community_id, cluster_id))


def own_unit(values: MultiDict[str, str] | None = None) -> UnitKey:
    """Read which unit is meant, from the address unless from a form, and make sure that the viewer lives there; raises BadRequest."""
    key = unit_key(request.args if values is None else values)
    communities.require_unit_of(viewer().id, key)
    return key


def unit_key(values: MultiDict[str, str]) -> UnitKey:
    """Read the three ids of a unit; raises BadRequest if one is missing."""
    community_id, cluster_id, unit_id = (last(values, name) for name in ('communityId', 'clusterId', 'unitId'))
    if community_id is None or cluster_id is None or unit_id is None:
        raise BadRequest('no param : communityId, clusterId, unitId')
    return UnitKey(community_id, cluster_id, unit_id)


def period() -> Period:
    """Read `datetimeFrom` and `datetimeTo`, both optional; raises BadRequest."""
    asked = Period(instant('datetimeFrom'), instant('datetimeTo'))
    if asked.is_backwards:
        raise BadRequest('“datetimeTo” should be greater than “datetimeFrom”')
    return asked


def instant(name: str) -> datetime | None:
    """Read an ISO 8601 instant, UTC where it names no zone (D11); raises BadRequest (D1)."""
    given = query(name)
    if given is None:
        return None
    try:
        return isotime.aware(isoparse(given)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequest(f'bad param value : {name}') from error


def time_zone() -> tzinfo:
    """Read the required parameter `timezone` (D17); raises BadRequest."""
    given = query('timezone')
    if given is None:
        raise BadRequest('no param : timezone')
    try:
        return zones.zone(given)
    except ValueError as error:
        raise BadRequest('bad param value : timezone') from error


def wants_budo() -> bool:
    """Say whether deals are asked for in the form of the older interface."""
    return (query('formatType') or '').lower() == 'budo'
