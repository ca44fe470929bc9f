"""An API of a test's own making: what the server would answer, in states that are hard to bring about."""

import copy
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route

from . import fake_availability, fake_deals, fake_monitoring, fake_residents

SAMPLES = Path(__file__).parent / 'samples'
Documents = dict[str, dict[str, Any]]


def recorded_set() -> Documents:
    """Four units as apis-ccc reported them, with a datasetId of now."""
    return dated(json.loads((SAMPLES / 'latestSet.json').read_text()))


def recorded_deals() -> list[dict[str, Any]]:
    """The four deals that ran at that moment, reported now."""
    deals: list[dict[str, Any]] = json.loads((SAMPLES / 'liveList.json').read_text())
    return [deal | {'reportTime': int(time.time())} for deal in deals]


def dated(units: Documents, seconds_ago: float = 5) -> Documents:
    """Give all units one datasetId."""
    dataset = int((time.time() - seconds_ago) * 1000)
    return {key: unit | {'datasetId': dataset} for key, unit in units.items()}


def many(count: int) -> Documents:
    """Units without end: the recorded ones again and again, at different levels."""
    models = list(recorded_set().values())
    units: Documents = {}
    for number in range(1, count + 1):
        unit = copy.deepcopy(models[number % len(models)])
        unit_id = f'E{number:03}'
        unit['oesunit'] |= {'id': unit_id, 'display': f'house{number:03}'}
        unit['battery']['rsoc'] = (number * 37) % 101
        unit['apis'].pop('is_grid_master', None)
        units[unit_id] = unit
    units['E001']['apis']['is_grid_master'] = True
    return units


ROUNDS = (
    '/api/staff/deal/liveList', '/api/resident/deal/liveList', '/api/resident/scenario/lastFetch', '/api/core/session',
    '/api/staff/monitoring/job/list',
)


class FakeApi:
    """Answers /api/… of one page. What a test changes here, the page learns with its next question."""

    def __init__(self) -> None:
        self.logged_in = True
        self.user = 'admin'
        self.staff = True
        self.resident = True
        self.login_answer: tuple[int, str] = (200, '')
        self.units: Documents = recorded_set()
        self.deals = recorded_deals()
        self.history: list[dict[str, Any]] = fake_deals.recorded_history()
        self.availability = fake_availability.Availability()
        self.monitoring = fake_monitoring.Monitoring()
        self.scenarios = fake_residents.ResidentScenarios()
        self.refusal: tuple[int, str] | None = None  # what both telemetry calls answer instead
        self.display: dict[str, Any] | None = {'noDataAfterSec': 90}
        self.zone = 'Asia/Tokyo'
        self.zone_answer: tuple[int, str] | None = None
        self.unreachable = False
        self.mute = False  # takes questions and never answers
        self.asked: list[str] = []
        self.turned_away = 0  # questions of a session that has ended
        self.outline = copy.deepcopy(OUTLINE)
        self.ahead = 0.0  # s; moved together with the page's clock

    def install(self, page: Page) -> None:
        page.route(lambda url: '/api/' in url and not url.endswith('client.js') and '/static/' not in url, self.answer)

    def next_round(self, page: Page) -> None:
        """
        Let time pass, for the page and here, until the page has asked again (it needs `page.clock.install()`).

        A page that was turned away asks no more: whichever of its questions met that was the last.
        """
        before = self.rounds()
        for _ in range(120):
            self.ahead += 1
            page.clock.run_for(1000)
            self.hear_all(page)
            if self.rounds() > before:
                return
        raise AssertionError('the page does not ask any more')

    def hear_all(self, page: Page) -> None:
        """Wait until everything that the page has asked so far has arrived here."""
        # a question of ours comes after those that the page has asked: when it is answered, they have arrived
        page.evaluate("() => fetch('/api/fence').then(() => null)")

    def rounds(self) -> int:
        return self.turned_away + sum(self.asked.count(path) for path in ROUNDS)

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        path = url.path[url.path.index('/api/'):]
        if path == '/api/fence':
            route.fulfill(status=200)
            return
        self.asked.append(path)
        if self.mute:
            return
        if self.unreachable:
            route.abort('connectionrefused')
            return
        status, body = self.answer_of(path, parse_qs(url.query) | parse_qs(route.request.post_data or ''))
        kind = 'application/json' if not isinstance(body, str) else 'text/plain; charset=utf-8'
        route.fulfill(status=status, content_type=kind, body=body if isinstance(body, str) else json.dumps(body))

    def answer_of(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if path.startswith('/api/core/'):
            return self.core(path.removeprefix('/api/core/'))
        if not self.logged_in:
            self.turned_away += 1
            return 403, 'login required'
        role, concept = path.removeprefix('/api/').split('/', 1)
        if role == 'staff' and not self.staff:
            return 403, 'staff required'
        if role == 'resident' and not self.resident:
            return 403, 'resident required'
        if concept == 'community/outline':
            return 200, self.outline
        if concept == 'community/timeZone':
            return self.zone_answer or (200, {'timeZone': self.zone})
        if concept == 'display':
            now = datetime.fromtimestamp(time.time() + self.ahead, UTC).isoformat(timespec='milliseconds').replace('+00:00', 'Z')
            return (404, 'not found') if self.display is None else (200, {'now': now} | self.display)
        status, answer = self.telemetry(concept, query)
        if role == 'resident' and status == 200 and concept in {'unitData/latestSet', 'deal/liveList'}:
            return status, fake_residents.masked(concept, query['unitId'][0], answer)
        return status, answer

    def telemetry(self, concept: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if self.refusal:
            return self.refusal
        if query['clusterId'][0] not in self.outline['communities'].get(query['communityId'][0], {'clusters': {}})['clusters']:
            return 400, 'bad param values : communityId, clusterId'
        if concept.startswith('scenario/'):
            return self.scenarios.answer_of(concept.removeprefix('scenario/'), query)
        if concept.startswith('availability/'):
            return self.availability.answer_of(concept.removeprefix('availability/'), query)
        if concept.startswith('monitoring/'):
            return self.monitoring.answer_of(concept.removeprefix('monitoring/'), query)
        if concept in {'unitData/latestSet', 'deal/liveList'}:
            return 200, self.units if concept == 'unitData/latestSet' else self.deals
        return 200, fake_deals.answer_of(concept, query, self.history)

    def core(self, concept: str) -> tuple[int, Any]:
        if concept == 'csrftoken':
            return 200, {'csrfmiddlewaretoken': 'x' * 64}
        if concept == 'login':
            self.logged_in = self.login_answer[0] == 200
            return self.login_answer if not self.logged_in else (200, self.session())
        if concept == 'logout':
            self.logged_in = False
            return 200, ''
        return (200, self.session()) if self.logged_in else (403, 'login required')

    def session(self) -> dict[str, Any]:
        user = {'username': self.user, 'last_name': '', 'first_name': '', 'email': ''}
        return {'sessionid': 'x', 'expiry_age': 1209600, 'expiry_date': '2030-01-01T00:00:00Z', 'user': user}


def cluster(community: str, code: str, name: str, units: dict[str, str]) -> dict[str, Any]:
    rows = {
        unit: {'communityId': community, 'clusterId': code, 'id': unit, 'name': unit_name,
               'available_from': '2020-01-01', 'available_to': None}
        for unit, unit_name in units.items()
    }
    return {'communityId': community, 'id': code, 'name': name, 'units': rows}


OUTLINE: dict[str, Any] = {'communities': {
    'oss_community': {'id': 'oss_community', 'name': 'Community_A', 'clusters': {
        'oss_cluster': cluster('oss_community', 'oss_cluster', 'Cluster_A', {f'E{n:03}': f'house{n:03}' for n in range(1, 5)}),
        'quiet': cluster('oss_community', 'quiet', 'Cluster_B', {}),
    }},
    'other': {'id': 'other', 'name': 'Community_B', 'clusters': {}},
}}
