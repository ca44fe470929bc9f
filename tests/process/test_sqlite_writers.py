"""SQLite holds with web, worker and beat writing at once: nobody fails, nothing is lost."""

import subprocess
import sys
from pathlib import Path

from tests.process.running import ROOT, environment

WRITES = 60
WRITER = f'''
import sys
from datetime import UTC, datetime
from service_center.app import create_app
from service_center.domain.keys import UnitKey
from service_center.services import accounts, housekeeping, scenarios

app, role = create_app(), sys.argv[1]
unit = UnitKey('oss_community', 'oss_cluster', 'E00' + sys.argv[1])
for n in range({WRITES}):
    now = datetime.now(UTC)
    with app.app_context():
        scenarios.update(unit, f'scenario {{role}} {{n}}', '{{"00:00:00-24:00:00": {{"batteryStatus": {{"-": "x"}}}}}}', None, now)
        scenarios.deliver(unit, int(role), now)
        if n % 10 == 0:
            housekeeping.purge(app.config['RETENTION_DAYS'], now)
'''
COUNT = '''
from sqlalchemy import func, select
from service_center.app import create_app
from service_center.extensions import db
from service_center.models.scenarios import Fetch, Scenario
with create_app().app_context():
    written = select(func.count()).select_from(Scenario).where(Scenario.name.like('scenario %'))
    print(db.session.scalar(written), db.session.scalar(select(func.count()).select_from(Fetch)))
'''


def test_three_processes_write_at_once(registered: Path) -> None:
    env = environment(registered, MONGODB_URI='memory://')
    writers = [
        subprocess.Popen([sys.executable, '-c', WRITER, str(role)], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
        for role in (1, 2, 3)
    ]
    said = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    counted = subprocess.run([sys.executable, '-c', COUNT], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert counted.stdout.split() == [str(3 * WRITES), '3']
    assert 'was not noted' not in (registered / 'warning.log').read_text()
