"""The deals of an API of a test's own making: what the server would answer to the questions of the page DEAL."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Deal = dict[str, Any]
Query = dict[str, list[str]]
SAMPLES = Path(__file__).parent / 'samples'


def recorded_history() -> list[Deal]:
    """46 deals of two emulated days in Tokyo: 36 on 2020-01-01, two of them aborted, and 10 on 2020-01-02."""
    history: list[Deal] = json.loads((SAMPLES / 'deals.json').read_text())
    return history


def answer_of(concept: str, query: Query, history: list[Deal]) -> Any:
    """Answer as `deal/{list,datetimeRange,sumOfCumulateAmountWhsByHour}`."""
    dated = [deal for deal in history if deal.get('createDateTime')]
    if concept == 'deal/list':
        first, last = (instant(query[name][0]) for name in ('datetimeFrom', 'datetimeTo'))
        return [deal for deal in dated if first <= instant(deal['createDateTime']) < last]
    if concept == 'deal/datetimeRange':
        created = sorted(deal['createDateTime'] for deal in dated)
        return {'min': created[0], 'max': created[-1]} if created else {}
    return sums(dated, ZoneInfo(query['timezone'][0]))


def sums(deals: list[Deal], zone: ZoneInfo) -> dict[str, float]:
    """Add up Wh by local hour."""
    found: dict[str, float] = {}
    for deal in deals:
        hour = str(instant(deal['createDateTime']).astimezone(zone).hour)
        amount = deal.get('cumulateAmountWh')
        found[hour] = found.get(hour, 0) + (amount if isinstance(amount, int | float) else 0)
    return found


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace('Z', '+00:00'))
