"""The monitors of an API of a test's own making: switches, failures, and mail that did not arrive."""

from datetime import UTC, datetime
from typing import Any

from .fake_deals import Query, instant

MONITORS = ('apis_main_alive', 'apis_ccc_alive', 'grid_master_alive', 'apis_main_severe', 'apis_ccc_severe', 'apis_log_severe')
NOW = '2020-11-24T08:00:00Z'


def failure(number: int, kind: str, program: str | None, unit: str | None, detected: str, **more: Any) -> dict[str, Any]:
    """Describe a failure as the API does; open unless `closed` is given."""
    of_cluster = {'community_id': 'oss_community', 'cluster_id': 'oss_cluster'}
    about = {'program_id': program, 'unit_id': unit, 'detected': detected, 'closed': None}
    return {'id': number, 'type': kind} | of_cluster | about | {'description': 'The program may not be running.'} | more


def blindness(**more: Any) -> dict[str, Any]:
    """Describe the failure by which the service center says that it sees nothing."""
    said = {'description': 'The log stream of the cluster is away.'}
    return failure(99, 'service_center', 'service_center', None, '2020-11-24T07:30:00Z', **said | more)


def notice(number: int = 7, **more: Any) -> dict[str, Any]:
    """Describe a mail that the mail server did not take."""
    told = {'id': number, 'subject': f'[APIS] apis_ccc_alive ({number})', 'recipients': ['ops@example.com', 'night@example.com']}
    times = {'created': '2020-11-24T07:54:20Z', 'attempts': 3, 'next_attempt': '2020-11-24T08:02:00Z', 'parked': None}
    return told | times | {'last_error': '451 try again later'} | more


SEVERE = 'There seems to be a problem.\n\n[2020-11-24 12:16:09.437000+09:00] (USER:LOCAL:ERROR:E001) None'


def some_failures() -> list[dict[str, Any]]:
    """List two open failures, as in figures 4-11 and 4-13, and twelve that were closed."""
    return [
        failure(27, 'apis_main_severe', 'apis-main', 'E001', '2020-11-24T03:16:10Z', description=SEVERE),
        failure(28, 'apis_ccc_alive', 'apis-ccc', None, '2020-11-24T07:54:20Z'),
        *(
            failure(day, 'grid_master_alive', None, None, f'2020-11-{day:02}T15:30:00Z', closed=f'2020-11-{day:02}T16:00:00Z',
                    description='The GridMaster service may not be running.')
            for day in range(1, 13)
        ),
    ]


class Monitoring:
    """What staff are told on the page MONITORING, and what they change there."""

    def __init__(self) -> None:
        self.on = dict.fromkeys(MONITORS, True)
        self.failures = some_failures()
        self.notices: list[dict[str, Any]] = []
        self.late: list[dict[str, Any]] = []
        self.switches = [{'type': 'apis_ccc_alive', 'at': '2020-11-20T00:00:00Z', 'who': 'admin', 'isActive': True}]
        self.refusal: tuple[int, str] | None = None  # what a change answers instead
        self.changes: list[str] = []

    def answer_of(self, concept: str, query: Query) -> tuple[int, Any]:
        """Answer as monitoring/…"""
        if concept in {'job/activate', 'job/deactivate', 'notice/retry'}:
            return self.refusal or self.change(concept, query)
        told = {
            'job/list': [{'type': kind, 'isActive': on} for kind, on in self.on.items()],
            'state': {'lateJobs': self.late, 'switches': self.switches},
            'failure/openList': [each for each in self.failures if not each.get('closed')],
            'notice/undelivered': self.notices,
        }
        return (200, told[concept]) if concept in told else (200, self.of_period(query))

    def of_period(self, query: Query) -> list[dict[str, Any]]:
        """List the failures that touch a period."""
        if 'datetimeFrom' not in query and 'datetimeTo' not in query:
            return self.failures
        first, last = (instant(query.get(name, [without])[0]) for name, without in (
            ('datetimeFrom', '0001-01-02T00:00:00Z'), ('datetimeTo', '9999-12-30T00:00:00Z')))
        ends = datetime.max.replace(tzinfo=UTC)
        return [each for each in self.failures
                if instant(each['detected']) < last and (instant(each['closed']) if each.get('closed') else ends) >= first]

    def change(self, concept: str, query: Query) -> tuple[int, str]:
        """Switch a monitor, or try a mail again."""
        if concept == 'notice/retry':
            return self.retry(query.get('noticeId', [''])[0], query.get('csrfmiddlewaretoken', [''])[0])
        kind, on = query['type'][0], concept == 'job/activate'
        self.changes.append(f'{concept} {kind}')
        self.on[kind] = on
        self.switches = [each for each in self.switches if each['type'] != kind]
        self.switches.append({'type': kind, 'at': NOW, 'who': 'ada', 'isActive': on})
        return 200, 'ok'

    def retry(self, notice_id: str, token: str) -> tuple[int, str]:
        """Plan the next attempt for now."""
        found = [each for each in self.notices if str(each['id']) == notice_id]
        if not found or not token:
            return 400, 'bad noticeId'
        self.changes.append(f'notice/retry {notice_id}')
        found[0].update(attempts=0, next_attempt=NOW, parked=None)
        return 200, 'ok'
