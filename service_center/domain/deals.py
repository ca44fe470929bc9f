"""What a deal looks like to whom, and what deals add up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from service_center.lib import isotime

Deal = Mapping[str, Any]

LIVE_REPORT_SEC = 300
MASK = '******'

# an allow-list: what is not named here, a resident does not get
RESIDENT_FIELDS = (
    'createDateTime', 'dealId', 'dischargeUnitId', 'chargeUnitId', 'type', 'requestUnitId', 'requestAmountWh', 'acceptUnitId',
    'dealAmountWh', 'isMaster', 'startDateTime', 'cumulateAmountWh', 'stopDateTime', 'abortDateTime', 'scramDateTime', 'deactivateDateTime',
)
BUDO_FIELDS = {
    'id': 'dealId',
    'dischargingUnit': 'dischargeUnitId',
    'chargingUnit': 'chargeUnitId',
    'isMasterDeal': 'isMaster',
    'request': 'type',
    'requester': 'requestUnitId',
    'responder': 'acceptUnitId',
    'startTime': 'createDateTime',
}


def oldest_live_report(now: datetime) -> int:
    """Name the `reportTime` (s) after which a report counts as live: older ones are of deals whose end was never written."""
    return int(now.timestamp()) - LIVE_REPORT_SEC


def resident_view(deal: Deal, unit_id: str) -> dict[str, Any]:
    """Show a deal to the resident of one of its units: allowed fields that say something, every other unit masked.

    Source: contract, api.md, Resident.
    """
    return {name: _masked(name, deal[name], unit_id) for name in RESIDENT_FIELDS if deal.get(name)}


def budo(deal: Deal) -> dict[str, Any]:
    """Show a deal in the form of the older interface, `formatType=budo`."""
    view = {name: deal.get(field) for name, field in BUDO_FIELDS.items()}
    return view | {'isMasterDeal': deal.get('isMaster', False)}


def sums_by_hour(deals: Iterable[Deal], zone: tzinfo) -> dict[str, Any]:
    """Add up `cumulateAmountWh` (Wh) by local hour of creation over all days, hours ascending.

    Deals without `createDateTime` are left out (D12).
    """
    sums: dict[int, float] = defaultdict(int)
    for deal in deals:
        created = deal.get('createDateTime')
        if isinstance(created, datetime):
            sums[_local_hour(created, zone)] += _wh(deal.get('cumulateAmountWh'))
    return {str(hour): sums[hour] for hour in sorted(sums)}


def in_order(deals: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put deals in the order of their creation, then of their report; those without come first."""
    return sorted(deals, key=lambda deal: (_order(deal.get('createDateTime')), _wh(deal.get('reportTime'))))


def _order(created: Any) -> float:
    return isotime.aware(created).timestamp() if isinstance(created, datetime) else float('-inf')


def _masked(name: str, value: Any, unit_id: str) -> Any:
    return MASK if name.endswith('UnitId') and value != unit_id else value


def _local_hour(created: datetime, zone: tzinfo) -> int:
    utc = isotime.aware(created)
    try:
        return utc.astimezone(zone).hour
    except OverflowError:  # the first and last day of the calendar
        offset = zone.utcoffset(None) or timedelta()
        return int((utc.hour * 3600 + utc.minute * 60 + offset.total_seconds()) // 3600 % 24)


def _wh(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
