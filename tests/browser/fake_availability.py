"""Availability of an API of a test's own making: a unit with an outage, one whose outage goes on, and one without data."""

from typing import Any

DAY = 86400.0
FROM, UNTIL = '2020-01-01T15:00:00Z', '2020-01-03T15:00:00Z'


def unit(unit_id: str, up: float, down: float, none: float, **more: Any) -> dict[str, Any]:
    """Describe what is known of a unit over the two days."""
    rate = up / (up + down) if up + down else None
    seconds = {'totalSec': up + down + none, 'upSec': up, 'downSec': down, 'noDataSec': none, 'rate': rate}
    return {'unitId': unit_id, 'name': unit_id, 'from': FROM, 'until': UNTIL} | seconds | {'stretches': [], 'downtimes': []} | more


def some_units() -> list[dict[str, Any]]:
    """List three units in three states."""
    return [
        unit(
            'E001', 2 * DAY - 3600, 3600, 0,
            stretches=[
                {'from': FROM, 'until': '2020-01-02T00:00:00Z', 'state': 'up'},
                {'from': '2020-01-02T00:00:00Z', 'until': '2020-01-02T01:00:00Z', 'state': 'down'},
                {'from': '2020-01-02T01:00:00Z', 'until': UNTIL, 'state': 'up'},
            ],
            downtimes=[{'downDateTime': '2020-01-02T00:00:00Z', 'recoveryDateTime': '2020-01-02T01:00:00Z'}],
        ),
        unit(
            'E002', DAY, DAY, 0,
            stretches=[
                {'from': FROM, 'until': '2020-01-02T15:00:00Z', 'state': 'up'},
                {'from': '2020-01-02T15:00:00Z', 'until': UNTIL, 'state': 'down'},
            ],
            downtimes=[{'downDateTime': '2020-01-02T15:00:00Z', 'recoveryDateTime': None}],
        ),
        unit('E003', 0, 0, 2 * DAY, stretches=[{'from': FROM, 'until': UNTIL, 'state': 'noData'}]),
    ]


class Availability:
    """What staff are told on the page AVAILABILITY."""

    def __init__(self) -> None:
        self.units = some_units()
        self.range: dict[str, str | None] = {'min': '2019-12-31T15:00:00Z', 'max': '2020-01-03T14:59:00Z'}
        self.bounds = (FROM, UNTIL)
        self.asked: list[tuple[str, str]] = []

    def answer_of(self, concept: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if concept == 'datetimeRange':
            return 200, self.range
        self.asked.append((query['datetimeFrom'][0], query['datetimeTo'][0]))
        return 200, {'from': self.bounds[0], 'until': self.bounds[1], 'units': self.units}
