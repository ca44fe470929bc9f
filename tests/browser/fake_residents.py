"""What an API of a test's own making answers to residents: their unit, masked deals, their scenarios."""

import json
import time
from datetime import UTC, datetime
from typing import Any

from service_center.domain.deals import resident_view
from service_center.domain.scenario_telling import told
from service_center.domain.scenarios import UnsoundScenario, reading

Scenario = dict[str, Any]
Query = dict[str, list[str]]


def conditions(**limits: int) -> dict[str, Any]:
    return {action: {'limitWh': limit, 'pointPerWh': 10} for action, limit in limits.items()}


WHOLE_DAY = {
    'batteryStatus': {'4320-': 'excess', '3600-4320': 'sufficient', '2400-3600': 'scarce', '-2400': 'short'},
    'request': {'excess': conditions(discharge=4320), 'sufficient': {}, 'scarce': {}, 'short': conditions(charge=3600)},
    'accept': {'excess': conditions(discharge=3600), 'sufficient': conditions(discharge=3600), 'scarce': conditions(charge=3600),
               'short': conditions(charge=3600)},
}
AT_NIGHT = {'batteryStatus': {'1200-': 'enough', '-1200': 'low'}, 'request': {'low': conditions(charge=1200)}, 'accept': {}}
BY_DAY = WHOLE_DAY | {'accept': {'sufficient': conditions(charge=4320, discharge=3600)}}


def text_of(**sections: Any) -> str:
    return json.dumps({'refreshingPeriodMsec': 30_000, 'acceptSelection': {'strategy': 'pointAndAmount'}} | sections)


def scenario(number: int, name: str, description: str | None, data: str) -> Scenario:
    return {'id': number, 'community_id': None, 'cluster_id': None, 'unit_id': None, 'created': '2020-01-01T00:00:00Z',
            'name': name, 'description': description, 'data': data}


def scenarios() -> list[Scenario]:
    """Three scenarios: one for the whole day, one that differs by night, one without deals."""
    nothing = {'batteryStatus': {'-': 'any'}, 'request': {}, 'accept': {}}
    return [
        scenario(3, 'NIGHT', 'Asks at night, trades by day.', text_of(**{
            '00:00:00-06:00:00': AT_NIGHT, '06:00:00-22:00:00': BY_DAY, '22:00:00-24:00:00': AT_NIGHT})),
        scenario(1, 'NORMAL', 'Give and take around 75 %.', text_of(**{'00:00:00-24:00:00': WHOLE_DAY})),
        scenario(2, 'NO_DEAL', 'No energy in or out.', text_of(**{'00:00:00-24:00:00': nothing})),
    ]


class ResidentScenarios:
    """The scenarios of the unit: what may be chosen, what is, and what its house fetched."""

    def __init__(self) -> None:
        self.available = scenarios()
        self.current: Scenario | None = None
        self.fetched: tuple[float, Scenario | None] | None = None
        self.choices: list[str | None] = []
        self.refusal: tuple[int, str] | None = None  # what choosing answers instead

    def fetch(self, seconds_ago: float = 0) -> None:
        """Let the house fetch its scenario."""
        self.fetched = (time.time() - seconds_ago, self.current)

    def answer_of(self, concept: str, query: Query) -> tuple[int, Any]:
        if concept == 'choice':
            return self.choose(query)
        if concept == 'availableList':
            return 200, self.available
        if concept == 'current':
            return 200, self.current or ''
        if concept == 'readingList':
            gone = [self.current] if self.current and self.current not in self.available else []
            return 200, [meaning(each) for each in self.available + gone]
        return 200, self.last_fetch()

    def choose(self, query: Query) -> tuple[int, Any]:
        if self.refusal:
            return self.refusal
        if not query.get('csrfmiddlewaretoken'):
            return 403, 'csrf token missing or wrong'
        wanted = query['scenarioId'][0] if 'scenarioId' in query else None
        self.choices.append(wanted)
        found = next((each for each in self.available if str(each['id']) == wanted), None)
        if wanted and not found:
            return 400, 'bad scenarioId'
        before, self.current = self.current, found
        return 200, 'ok' if before is not found else 'no change'

    def last_fetch(self) -> dict[str, Any]:
        if self.fetched is None:
            return {'fetchedAt': None, 'scenarioId': None, 'isUpToDate': False}
        at, fetched = self.fetched
        instant = datetime.fromtimestamp(at, UTC).isoformat(timespec='milliseconds').replace('+00:00', 'Z')
        return {'fetchedAt': instant, 'scenarioId': fetched and fetched['id'], 'isUpToDate': fetched == self.current}


def meaning(of: Scenario) -> dict[str, Any]:
    try:
        return {'id': of['id'], 'fault': None, 'reading': told(reading(of['data'] or ''))}
    except UnsoundScenario as fault:
        return {'id': of['id'], 'fault': str(fault), 'reading': None}


def masked(concept: str, unit_id: str, answer: Any) -> Any:
    """What a resident gets of an answer: the own unit, and deals in which others have no name."""
    if concept == 'unitData/latestSet':
        return {unit_id: answer[unit_id]} if unit_id in answer else {}
    own = [deal for deal in answer if unit_id in (deal.get('dischargeUnitId'), deal.get('chargeUnitId'))]
    return [resident_view(deal, unit_id) for deal in own]
