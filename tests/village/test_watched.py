"""The six monitors beside a village: each fault is seen, mailed and cleared, and in a village that is well there is no alarm.

The clock is moved: a minute of the village is a round of all monitors. The real thing is in tests/process/test_watched_village.py.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from service_center.config import MONITORING
from service_center.domain.keys import UnitKey
from service_center.domain.monitors import MONITORS
from service_center.domain.recordings import Step
from service_center.extensions import db, mongo
from service_center.models.monitoring import Failure
from service_center.services import delivery, monitors, recordings
from service_center.village import faults
from service_center.village.village import APIS_LOG, CLUSTER, COMMUNITY, Village
from tests.client import Browser
from tests.factories import HOUR, MINUTE, NOW, SECOND, Maker
from tests.postbox import Postbox, delivering
from tests.recorded import KEPT, store

__all__ = ['store']

START = NOW
OF_VILLAGE = {'communityId': COMMUNITY, 'clusterId': CLUSTER}
BLIND = 'service_center'
Named = tuple[str, str | None]  # type and unit of a failure


class Watched:
    """A village, and the monitors that look at it; what is older than `kept` is forgotten, for the embedded store is slow."""

    def __init__(self, client: Browser, box: Postbox, kept: timedelta) -> None:
        self.now = START
        self.seen: list[Named] = []
        self._client, self._box, self._kept = client, box, kept

    def go(self, steps: Callable[[float], Iterable[Step]], seconds: float = 60) -> None:
        """Let time pass, and then let all monitors look and the mail be sent."""
        self.now += seconds * SECOND
        lines = [dict(step.document) for step in steps(self.now.timestamp()) if step.label == APIS_LOG]
        if lines:
            mongo.collection(APIS_LOG).insert_many(lines)
        mongo.collection(APIS_LOG).delete_many({'datetime': {'$lt': self.now - self._kept}})
        for name in MONITORS:
            monitors.sweep(name, MONITORING, 'Asia/Tokyo', self.now)
        delivery.deliver(100, lambda: self.now)

    def open(self) -> list[Named]:
        """Ask MONITORING what is open."""
        with time_machine.travel(self.now, tick=False):
            answer = self._client.ask('/api/staff/monitoring/failure/openList', **OF_VILLAGE)
        assert answer.status_code == 200
        return [(failure['type'], failure['unit_id']) for failure in answer.get_json()]

    def mailed(self) -> list[tuple[str, str]]:
        """Say of the mails received which failure they are about, and what happened."""
        subjects = [str(letter['Subject']) for letter in self._box.letters]
        return [(subject.partition(']')[0][1:], subject.partition(' : ')[0].split()[-1]) for subject in subjects]


def ever() -> list[Named]:
    """Name all failures that ever were."""
    return [(failure.type, failure.unit_id) for failure in db.session.scalars(select(Failure).order_by(Failure.id))]


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with delivering() as (found, port):
        monkeypatch.setattr(app.extensions['mail'], 'server', '127.0.0.1')
        monkeypatch.setattr(app.extensions['mail'], 'port', port)
        yield found


@pytest.fixture
def watch(app: Flask, make: Maker, client: Browser, box: Postbox, store: None) -> Iterator[Callable[..., Watched]]:
    """Register a village of some units, with its six monitors on; the units are those of the village."""
    ada = make.user('ada', is_staff=True)

    def watch(units: int = 4, **options: Any) -> Watched:
        for number in range(1, units + 1):
            make.unit(UnitKey(COMMUNITY, CLUSTER, f'E{number:03}'))
        for monitor in MONITORS:
            make.job(monitor, community_id=COMMUNITY, cluster_id=CLUSTER)
        return Watched(client, box, **options)

    with app.app_context():
        with time_machine.travel(START, tick=False):
            client.sign_in(ada)
        yield watch


def village(units: int = 4) -> Village:
    return Village(seed=7, at=(START - 5 * MINUTE).timestamp(), units=units)


# what is found within so many rounds, and what may be found besides
SEEN = [
    (faults.UNIT_STOPPED, 'E003', ('apis_main_alive', 'E003'), {('grid_master_alive', None)}),  # it may have been there
    (faults.CCC_STOPPED, None, ('apis_ccc_alive', None), set()),
    (faults.LOG_STOPPED, None, (BLIND, None), set()),
    (faults.SEVERE_BURST, 'E002', ('apis_main_severe', 'E002'), set()),
    (faults.SEVERE_BURST, 'apis-ccc', ('apis_ccc_severe', None), set()),
    (faults.SEVERE_BURST, 'apis-log', ('apis_log_severe', None), set()),
    (faults.BLOCKED_THREAD, 'E004', ('apis_main_alive', 'E004'), set()),
    (faults.SOFT_STOP, None, None, set()),
    (faults.EMULATOR_RESTARTED, None, None, set()),
]


@pytest.mark.parametrize(('fault', 'unit', 'wanted', 'besides'), SEEN, ids=[f'{fault} {unit or ""}' for fault, unit, _, _ in SEEN])
def test_a_fault_is_seen_in_monitoring_and_in_a_mail_and_cleared(
    watch: Callable[..., Watched], fault: str, unit: str | None, wanted: Named | None, besides: set[Named],
) -> None:
    # that the whole log went away is told from what was heard within the hour
    watched, living = watch(kept=HOUR if fault == faults.LOG_STOPPED else 4 * MINUTE), village()
    watched.go(living.step, 5)
    watched.go(living.step)
    assert watched.open() == []
    living.fault(fault, unit)
    found: set[Named] = set()
    for _ in range(3):
        watched.go(living.step)
        found |= set(watched.open())
    assert found - besides == ({wanted} if wanted else set())
    if wanted:
        assert (wanted[0], 'detected') in watched.mailed()
    living.fault(faults.WELL)
    for _ in range(4):
        watched.go(living.step)
    assert watched.open() == []
    assert sorted(watched.mailed()) == sorted((type_, what) for type_, _ in ever() for what in ('detected', 'closed'))
    assert len(ever()) == len(found)


def test_in_a_village_that_is_well_there_is_no_failure_at_any_round_of_half_an_hour(watch: Callable[..., Watched]) -> None:
    watched, living = watch(kept=3 * MINUTE), village()
    watched.go(living.step, 5)  # the first wait
    for _ in range(30):
        watched.go(living.step)
    assert ever() == []
    assert watched.mailed() == []


def test_nor_is_there_in_a_village_of_a_hundred_houses(watch: Callable[..., Watched]) -> None:
    watched, living = watch(100, kept=2 * MINUTE), village(100)
    watched.go(living.step, 5)
    for _ in range(3):
        watched.go(living.step)
    assert ever() == []


@pytest.mark.parametrize('offset', [0, 17, 43])
def test_what_real_programs_wrote_raises_no_alarm(watch: Callable[..., Watched], offset: int) -> None:
    """The recording holds no line of level SEVERE, no blocked thread, and every sign of life: so nothing may be found."""
    watched = watch(kept=3 * MINUTE)
    steps = iter(list(recordings.read_steps(KEPT)))
    waiting = [next(steps)]
    watched.now = datetime.fromtimestamp(waiting[0].at + offset, UTC)

    def until(now: float) -> Iterator[Step]:
        while waiting and waiting[0].at <= now:
            yield waiting.pop()
            waiting.extend(found for found in [next(steps, None)] if found)

    rounds = 0
    while waiting:
        watched.go(until)
        rounds += bool(waiting)
    assert rounds >= 18
    watched.now -= MINUTE
    assert [failure for failure in ever() if failure[0] != BLIND] == []
    assert ever() == []
