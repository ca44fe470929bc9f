"""Staff switch monitors; who did is noted."""

import pytest

from service_center.models.audit import Audit
from service_center.models.monitoring import JobSetting
from tests.client import Browser
from tests.factories import NOW, OF_CLUSTER, Maker, Person


def switch(client: Browser, action: str, monitor: str | None = 'apis_main_alive') -> bytes:
    return client.get(f'/api/staff/monitoring/job/{action}', query_string=OF_CLUSTER | ({} if monitor is None else {'type': monitor})).data


def test_a_switch_is_turned_and_noted_once(client: Browser, make: Maker, ada: Person) -> None:
    client.sign_in(ada)
    assert [switch(client, action) for action in ('deactivate', 'activate', 'activate', 'deactivate', 'deactivate')] == [b'ok'] * 5
    assert make.rows(Audit, 'at', 'who', 'what', 'before', 'after') == [
        (NOW, 'ada', 'monitor green / first / apis_main_alive', 'off', 'on'),
        (NOW, 'ada', 'monitor green / first / apis_main_alive', 'on', 'off'),
    ]
    assert make.rows(JobSetting, 'is_active') == [False]


@pytest.mark.parametrize(
    ('monitor', 'words'),
    [(None, b'no param : type'), ('', b'no param : type'), ('x', b'unknown type'), ('<b>', b'unknown type'),
        ('x' * 100_000, b'unknown type'), ('\0', b'unknown type')],
    ids=lambda value: ascii(value)[:20],
)
@pytest.mark.parametrize('action', ['activate', 'deactivate'])
def test_what_is_no_monitor_is_not_switched(
    client: Browser, make: Maker, ada: Person, action: str, monitor: str | None, words: bytes,
) -> None:
    client.sign_in(ada)
    assert switch(client, action, monitor) == words
    assert (make.count(JobSetting), make.count(Audit)) == (0, 0)


def test_the_list_says_which_are_on(client: Browser, make: Maker, ada: Person) -> None:
    make.job('apis_log_severe')
    client.sign_in(ada)
    listed = client.get('/api/staff/monitoring/job/list', query_string=OF_CLUSTER).get_json()
    assert [job['type'] for job in listed if job['isActive']] == ['apis_log_severe']
    assert len(listed) == 6
