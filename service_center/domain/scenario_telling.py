"""What a sound scenario says, as the interface tells it to pages that draw and explain it."""

from dataclasses import asdict
from typing import Any

from service_center.domain.scenario_reading import Actions, Band, Condition, Reading, TimeRange

NOTHING = Actions(charge=None, discharge=None)


def told(reading: Reading) -> dict[str, Any]:
    """Tell a reading in JSON: time ranges and bands in the author's order, for the first that matches wins (S05, S12)."""
    return {
        'refreshingPeriodMsec': reading.refresh_period_ms,
        'timeRanges': [_time_range(time_range) for time_range in reading.time_ranges],
    }


def _time_range(told_of: TimeRange) -> dict[str, Any]:
    return {
        'start': told_of.start,
        'end': told_of.end,
        'strategy': told_of.strategy,
        'bands': [_band(told_of, band) for band in told_of.bands],
    }


def _band(told_of: TimeRange, band: Band) -> dict[str, Any]:
    return {
        'fromWh': band.from_wh,
        'toWh': band.to_wh,
        'status': band.status,
        'request': _request(told_of.requests.get(band.status, NOTHING)),
        'accept': _actions(told_of.accepts.get(band.status, NOTHING)),
    }


def _request(actions: Actions) -> dict[str, Any]:
    # a request is for one direction, and charge wins (S17)
    return _actions(actions if actions.charge is None else Actions(actions.charge, None))


def _actions(actions: Actions) -> dict[str, Any]:
    return {name: _condition(condition) for name, condition in (('charge', actions.charge), ('discharge', actions.discharge))}


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return dict(zip(('limitWh', 'pointPerWh', 'pairUnitId'), asdict(condition).values(), strict=True))
