"""Who may call which route: one table over the routes that the application has. A route without a rule fails."""

import pytest
from flask import Flask

from tests.client import Browser
from tests.factories import Person

# nora is registered and nothing else, rosa lives in E001, otto in E002, ada is staff, sam superuser
CAST = ('anonymous', 'nora', 'rosa', 'otto', 'ada', 'sam')
EVERYONE = (200, 200, 200, 200, 200, 200)
LOGGED_IN = (403, 200, 200, 200, 200, 200)
STAFF = (403, 403, 403, 403, 200, 200)
RESIDENTS = (403, 403, 200, 200, 403, 403)
RESIDENT_OF_E001 = (403, 403, 200, 400, 403, 403)
CONSOLE = (302, 403, 403, 403, 200, 200)
SUPERUSERS = (302, 403, 403, 403, 403, 200)
NO_SUCH_ROW = (302, 403, 403, 403, 404, 404)
CONSOLE_FORM = (302, 403, 403, 403, 403, 403)   # POST without a form token
OWN_ACCOUNT = (302, 200, 200, 200, 200, 200)
LEADS_ON = (302, 302, 302, 302, 302, 302)
FORM_ONLY = (403, 403, 403, 403, 403, 403)      # POST without a form token
CREDENTIALS = (400, 400, 400, 400, 400, 400)    # POST without credentials: a session is no credential here

CLUSTER = 'communityId=green&clusterId=first'
UNIT = CLUSTER + '&unitId=E001'
ZONE = '&timezone=Z'

RULES: dict[str, tuple[tuple[int, ...], str]] = {
    '/': (LEADS_ON, ''),
    '/healthz': (EVERYONE, ''),
    '/readyz': (EVERYONE, ''),
    '/static/<path:filename>': (EVERYONE, ''),
    '/admin/': (CONSOLE, ''),
    '/admin/logout/': (CONSOLE_FORM, ''),
    '/admin/scenarios/check/': (CONSOLE_FORM, ''),
    '/password': (OWN_ACCOUNT, ''),
    '/admin/static/<path:filename>': (EVERYONE, ''),
    '/api/core/csrftoken': (EVERYONE, ''),
    '/api/core/login': (FORM_ONLY, ''),
    '/api/core/logout': (EVERYONE, ''),
    '/api/core/session': (LOGGED_IN, ''),
    '/api/misc/scenario/currentData': (CREDENTIALS, ''),
    '/api/misc/scenario/update': (CREDENTIALS, ''),
    '/api/apis/scenario/currentData': (CREDENTIALS, ''),
    '/api/apis/scenario/update': (CREDENTIALS, ''),
    '/api/staff/client.js': (EVERYONE, ''),
    '/api/staff/display': (STAFF, ''),
    '/api/staff/community/outline': (STAFF, ''),
    '/api/staff/community/timeZone': (STAFF, CLUSTER),
    '/api/staff/unitData/unitIdList': (STAFF, CLUSTER),
    '/api/staff/unitData/latestSet': (STAFF, CLUSTER),
    '/api/staff/unit_data/unitIdList': (STAFF, CLUSTER),
    '/api/staff/unit_data/latestSet': (STAFF, CLUSTER),
    '/api/staff/deal/liveList': (STAFF, CLUSTER),
    '/api/staff/deal/list': (STAFF, CLUSTER),
    '/api/staff/deal/live': (STAFF, CLUSTER),
    '/api/staff/deal/datetimeRange': (STAFF, CLUSTER),
    '/api/staff/deal/sumOfCumulateAmountWhsByHour': (STAFF, CLUSTER + ZONE),
    '/api/staff/downtime/unitIdList': (STAFF, CLUSTER),
    '/api/staff/downtime/list': (STAFF, CLUSTER),
    '/api/staff/monitoring/failure/openList': (STAFF, CLUSTER),
    '/api/staff/monitoring/failure/list': (STAFF, CLUSTER),
    '/api/staff/monitoring/job/list': (STAFF, CLUSTER),
    '/api/staff/monitoring/job/activate': (STAFF, CLUSTER + '&type=apis_ccc_alive'),
    '/api/staff/monitoring/job/deactivate': (STAFF, CLUSTER + '&type=apis_ccc_alive'),
    '/api/staff/availability/list': (STAFF, CLUSTER + '&datetimeFrom=2020-01-01T00:00:00Z&datetimeTo=2020-01-02T00:00:00Z'),
    '/api/staff/availability/datetimeRange': (STAFF, CLUSTER),
    '/api/staff/monitoring/state': (STAFF, CLUSTER),
    '/api/staff/monitoring/notice/undelivered': (STAFF, CLUSTER),
    '/api/staff/monitoring/notice/retry': (FORM_ONLY, ''),
    '/api/resident/client.js': (EVERYONE, ''),
    '/api/resident/display': (RESIDENTS, ''),
    '/api/resident/community/outline': (RESIDENTS, ''),
    '/api/resident/community/timeZone': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unitData/latestSet': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unitData/list': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unitData/liveList': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unit_data/latestSet': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unit_data/list': (RESIDENT_OF_E001, UNIT),
    '/api/resident/unit_data/liveList': (RESIDENT_OF_E001, UNIT),
    '/api/resident/deal/liveList': (RESIDENT_OF_E001, UNIT),
    '/api/resident/deal/list': (RESIDENT_OF_E001, UNIT),
    '/api/resident/deal/live': (RESIDENT_OF_E001, UNIT),
    '/api/resident/deal/datetimeRange': (RESIDENT_OF_E001, UNIT),
    '/api/resident/deal/sumOfCumulateAmountWhsByHour': (RESIDENT_OF_E001, UNIT + ZONE),
    '/api/resident/scenario/availableList': (RESIDENT_OF_E001, UNIT),
    '/api/resident/scenario/current': (RESIDENT_OF_E001, UNIT),
    '/api/resident/scenario/readingList': (RESIDENT_OF_E001, UNIT),
    '/api/resident/scenario/lastFetch': (RESIDENT_OF_E001, UNIT),
    '/api/resident/scenario/choose': (RESIDENT_OF_E001, UNIT),
    '/api/resident/scenario/choice': (FORM_ONLY, UNIT),
}
LISTS = ('clusters', 'communities', 'units', 'community-settings', 'job-settings', 'choices', 'scenarios')
READ_ONLY = ('failures', 'audit')


def _of_console(name: str, let_in: tuple[int, ...], new: tuple[int, ...]) -> dict[str, tuple[tuple[int, ...], str]]:
    at = f'/admin/{name}/'
    no_row = tuple(404 if code == 200 else code for code in let_in)
    ways: dict[str, tuple[int, ...]] = {'': let_in, 'new/': new, 'edit/': no_row, 'delete/': no_row, 'export/<export_type>/': let_in}
    return {at + way: (codes, '') for way, codes in ways.items()}


for listed in LISTS:
    RULES |= _of_console(listed, CONSOLE, CONSOLE)
for listed in READ_ONLY:
    RULES |= _of_console(listed, CONSOLE, NO_SUCH_ROW)
RULES |= _of_console('users', SUPERUSERS, SUPERUSERS)
for form in ('new/', 'edit/'):  # monitors open and close failures: there are no forms of them, they can only be removed
    del RULES[f'/admin/failures/{form}']

FILES = {
    '/static/<path:filename>': '/static/ui_example/staff/visual.html',
    '/admin/static/<path:filename>': '/admin/static/admin/js/helpers.js',
}
POSTED = (
    '/admin/logout/', '/admin/scenarios/check/', '/api/core/login', '/api/misc/', '/api/apis/', '/api/resident/scenario/choice',
    '/api/staff/monitoring/notice/retry',
)


def test_every_route_has_a_rule_and_every_rule_a_route(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == set(RULES)


@pytest.fixture
def people(nora: Person, rosa: Person, otto: Person, ada: Person, sam: Person) -> dict[str, Person | None]:
    return dict(zip(CAST, (None, nora, rosa, otto, ada, sam), strict=True))


@pytest.mark.parametrize('rule', sorted(RULES))
@pytest.mark.usefixtures('clock')
def test_each_role_gets_what_the_rule_says(rule: str, app: Flask, people: dict[str, Person | None]) -> None:
    expected, query = RULES[rule]
    answers = {name: _status(app, person, rule, query) for name, person in people.items()}
    assert answers == dict(zip(CAST, expected, strict=True))


def _status(app: Flask, person: Person | None, rule: str, query: str) -> int:
    browser = Browser(app, app.response_class, use_cookies=True)
    if person:
        browser.sign_in(person)
    ask = browser.post if rule.startswith(POSTED) else browser.get
    with ask(FILES.get(rule, rule).replace('<export_type>', 'csv'), query_string=query) as answer:
        return answer.status_code
