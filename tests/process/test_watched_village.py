"""The whole thing once: `service-center run` with short intervals, faults from another terminal, and a mail server."""

import json
from pathlib import Path
from typing import Any

from tests.postbox import Postbox, delivering
from tests.process.running import Running, call, running
from tests.servers.real import wait_for

OPEN = '/api/staff/monitoring/failure/openList?communityId=oss_community&clusterId=oss_cluster'
# short, but long enough for what apis-ccc says every 30 seconds, and for another grid master where E002 was it
INTERVALS = {
    'apis_main_alive': 20, 'apis_ccc_alive': 45, 'grid_master_alive': 120,
    'apis_main_severe': 5, 'apis_ccc_severe': 5, 'apis_log_severe': 20,
}


def opened(service: Running) -> set[tuple[str, str | None]]:
    failures: list[dict[str, Any]] = json.loads(service.get_as('admin', OPEN))
    return {(failure['type'], failure['unit_id']) for failure in failures}


def mailed(box: Postbox) -> list[str]:
    return [str(letter['Subject']) for letter in box.letters]


def test_faults_are_seen_mailed_and_cleared_while_all_else_goes_on(registered: Path) -> None:
    wanted = {('apis_main_alive', 'E002'), ('apis_log_severe', None)}
    subjects = [
        '[apis_main_alive] failure {} : oss_community > oss_cluster > apis-main > E002',
        '[apis_log_severe] failure {} : oss_community > oss_cluster > apis-log',
    ]
    with delivering() as (box, port):
        settings = {'MAIL_SERVER': '127.0.0.1', 'MAIL_PORT': str(port), 'MONITORING': json.dumps({'interval_sec': INTERVALS})}
        with running(registered, **settings) as service:
            assert opened(service) == set()
            assert call(registered, 'village', 'unit-stopped', 'E002').returncode == 0
            assert call(registered, 'village', 'severe', 'apis-log').returncode == 0
            seen: set[tuple[str, str | None]] = set()
            wait_for('failures', lambda: bool(seen.update(opened(service)) or wanted <= seen), 90)
            wait_for('mails', lambda: {text.format('detected') for text in subjects} <= set(mailed(box)))
            assert call(registered, 'village', 'well').returncode == 0
            wait_for('the end of failures', lambda: opened(service) == set(), 90)
            wait_for('mails of it', lambda: {text.format('closed') for text in subjects} <= set(mailed(box)))
            assert service.end() == 0
    assert set(mailed(box)) == {text.format(what) for text in subjects for what in ('detected', 'closed')}
    assert 'Traceback' not in (registered / 'warning.log').read_text()
