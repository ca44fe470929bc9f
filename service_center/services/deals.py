"""Deals as staff see them, whole, and as residents do, masked."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from service_center.domain.deals import budo, in_order, oldest_live_report, resident_view, sums_by_hour
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.telemetry import deals

Scope = ClusterKey | UnitKey
View = Mapping[str, Any]


def list_live(scope: Scope, now: datetime, *, as_budo: bool = False) -> list[View]:
    """List the deals that are going on, of a cluster whole, of a unit as its resident may see them."""
    return _views(scope, deals.list_live(scope, oldest_live_report(now)), as_budo)


def list_created(scope: Scope, period: Period, *, as_budo: bool = False) -> list[View]:
    """List the deals created in a period, of a cluster whole, of a unit as its resident may see them."""
    return _views(scope, deals.list_created(scope, period), as_budo)


def datetime_range(scope: Scope) -> dict[str, Any]:
    """Say between which instants deals were created: `min` and `max`, both None if none has a date, nothing if there are no deals."""
    first, last = deals.find_first_and_last_creation(scope)
    return {'min': first, 'max': last} if last is not None or deals.has_any(scope) else {}


def sums_of_hours(scope: Scope, zone: tzinfo) -> dict[str, Any]:
    """Add up the energy (Wh) of all deals by local hour of the day."""
    return sums_by_hour(deals.each_amount(scope), zone)


def _views(scope: Scope, found: list[dict[str, Any]], as_budo: bool) -> list[View]:
    shown: list[View] = list(in_order(found))
    if isinstance(scope, UnitKey):
        shown = [resident_view(deal, scope.unit_id) for deal in shown]
    return [budo(deal) for deal in shown] if as_budo else shown
