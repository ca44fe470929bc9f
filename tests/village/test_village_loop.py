"""The village beside `make run`: it begins with a past, lives on a clock that is handed in, and survives what may happen. No test waits."""

import itertools
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.domain.periods import Period
from service_center.domain.roles import Viewer
from service_center.extensions import mongo
from service_center.services import availability, communities, example, scenarios
from service_center.telemetry import deals, recordings, unit_data
from service_center.village import faults, village_loop
from service_center.village.village import Village
from service_center.village.village_loop import Kept, VillageLoop
from tests.recorded import store, stored

__all__ = ['store']

Document = dict[str, Any]

START = datetime(2026, 11, 18, 3, 20, tzinfo=UTC)
STAFF = Viewer(1, 'admin', is_staff=True, is_superuser=True, is_resident=False)
CLUSTER = ClusterKey('oss_community', 'oss_cluster')


class Life:
    """A village whose clock goes on by what it waits; at each wait something may happen."""

    def __init__(
        self, app: Flask, folder: Path, minutes: float, at_wait: Callable[['Life'], None] = lambda _life: None, **options: Any,
    ) -> None:
        self.now = START
        self.end = START + timedelta(minutes=minutes)
        self.faults_path = folder / 'village.faults'
        self._at_wait = at_wait
        self.loop = VillageLoop(app, seed=7, faults_path=self.faults_path, now=lambda: self.now, wait=self._wait, **options)
        self.loop._mailbox.open()  # type: ignore[union-attr]  # start() would do it, and begin a thread

    def _wait(self, seconds: float) -> bool:
        self._at_wait(self)
        self.now += timedelta(seconds=seconds)
        return self.now >= self.end


@pytest.fixture(autouse=True)
def _short_past(monkeypatch: pytest.MonkeyPatch, store: None) -> None:
    short = village_loop.Past(deals=timedelta(hours=8), unit_data=timedelta(minutes=20), lines=timedelta(minutes=2))
    monkeypatch.setattr(village_loop.Past, 'of', lambda units: short)


@pytest.fixture
def live(app: Flask, clean: None, tmp_path: Path) -> Callable[..., Life]:
    def live(minutes: float, *args: Any, **options: Any) -> Life:
        life = Life(app, tmp_path, minutes, *args, **options)
        life.loop.run()
        return life

    return live


def newest_set(now: datetime) -> list[Document]:
    return unit_data.latest_set(CLUSTER, int(now.timestamp() * 1000))


def test_it_begins_with_a_past_and_lives_on(live: Callable[..., Life]) -> None:
    life = live(3)
    assert {document['oesunit']['id'] for document in newest_set(life.now)} == {'E001', 'E002', 'E003', 'E004'}
    assert life.now.timestamp() * 1000 - newest_set(life.now)[0]['datasetId'] < 31_000
    assert len(stored('unit_data')) >= 4 * 44
    assert len(stored('deal')) > 20
    assert len(stored('downtime_status')) == 4
    assert deals.list_live(CLUSTER, int(life.now.timestamp()) - 60)
    assert max(line['datetime'] for line in stored('apis_log')) > life.now - timedelta(seconds=7)


def test_each_deal_is_stored_once(live: Callable[..., Life]) -> None:
    live(20)
    ids = [deal['dealId'] for deal in stored('deal')]
    assert len(ids) == len(set(ids))


def test_it_trades_by_the_scenarios_that_are_chosen(app: Flask, live: Callable[..., Life]) -> None:
    with app.app_context():
        example.load(START - timedelta(days=1))
        for unit_id in example.UNITS:
            unit = UnitKey(example.COMMUNITY, example.CLUSTER, unit_id)
            [no_deal] = [one['id'] for one in scenarios.list_available(unit) if one['name'] == 'NO_DEAL']
            scenarios.choose(STAFF, unit, str(no_deal), START - timedelta(hours=12))
    live(10)
    assert stored('unit_data')
    assert stored('deal') == []


def test_it_fetches_them_as_real_houses_do_and_houses_that_are_down_do_not(app: Flask, live: Callable[..., Life]) -> None:
    with app.app_context():
        example.load(START - timedelta(days=1))

    def stop(life: Life) -> None:
        if life.now == START + timedelta(seconds=10):
            faults.request(life.faults_path, faults.UNIT_STOPPED, 'E003')

    life = live(3, stop)
    with app.app_context():
        fetches = {
            unit_id: scenarios.last_fetch(UnitKey(example.COMMUNITY, example.CLUSTER, unit_id), life.now)['fetchedAt']
            for unit_id in ('E001', 'E003')
        }
    assert life.now - fetches['E001'] < timedelta(seconds=40)
    assert timedelta(minutes=2) < life.now - fetches['E003'] <= timedelta(minutes=3)


def test_when_apis_ccc_is_down_no_house_fetches_anything(app: Flask, live: Callable[..., Life]) -> None:
    with app.app_context():
        example.load(START - timedelta(days=1))

    def stop(life: Life) -> None:
        if life.now == START + timedelta(seconds=10):
            faults.request(life.faults_path, faults.CCC_STOPPED)

    life = live(3, stop)
    with app.app_context():
        fetched_at = scenarios.last_fetch(UnitKey(example.COMMUNITY, example.CLUSTER, 'E001'), life.now)['fetchedAt']
    assert life.now - fetched_at > timedelta(minutes=2)


def test_when_scenarios_can_not_be_read_the_ones_before_stay(
    live: Callable[..., Life], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_args: object) -> None:
        raise OperationalError('SELECT', {}, Exception('locked'))

    monkeypatch.setattr(communities, 'find_unit', fail)
    life = live(2)
    assert newest_set(life.now)
    assert 'the one before stays' in caplog.text


def test_what_is_old_is_removed_and_what_is_kept_stays(live: Callable[..., Life], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(deals=timedelta(hours=2), unit_data=timedelta(minutes=10), lines=timedelta(minutes=5))
    monkeypatch.setattr(Kept, 'of', lambda units: kept)
    life = live(12)
    sets = sorted({document['datasetId'] / 1000 for document in stored('unit_data')})
    seldom, often = sets[:1], sets[1:]
    assert timedelta(minutes=9) < life.now - datetime.fromtimestamp(often[0], UTC) < timedelta(minutes=12)
    assert kept.unit_data < life.now - datetime.fromtimestamp(seldom[0], UTC) <= kept.deals + timedelta(hours=6)
    oldest_deal = min(deal['reportTime'] for deal in stored('deal'))
    assert timedelta(minutes=90) < life.now - datetime.fromtimestamp(oldest_deal, UTC) < timedelta(hours=2, minutes=2)
    assert life.now - min(line['datetime'] for line in stored('apis_log')) <= kept.lines + timedelta(minutes=2)


def test_of_the_whole_past_it_is_known_how_available_the_units_were(app: Flask, live: Callable[..., Life]) -> None:
    with app.app_context():
        example.load(START - timedelta(days=1))
        life = live(5)
        period = Period(START - timedelta(hours=8), life.now)
        units = availability.of_cluster(CLUSTER, period, life.now)['units']
    assert len(units) == 4
    for unit in units:
        assert unit['upSec'] + unit['downSec'] == unit['totalSec'] == (8 * 60 + 5) * 60
        assert 0.5 < unit['rate'] <= 1


def test_a_fault_that_is_asked_for_comes_within_seconds(live: Callable[..., Life]) -> None:
    def ask(life: Life) -> None:
        if life.now == START + timedelta(seconds=60):
            faults.request(life.faults_path, faults.UNIT_STOPPED, 'E003')

    life = live(3, ask)
    assert {document['oesunit']['id'] for document in newest_set(life.now)} == {'E001', 'E002', 'E004'}


def test_a_fault_of_a_unit_that_there_is_not_is_said_and_nothing_else(live: Callable[..., Life], caplog: pytest.LogCaptureFixture) -> None:
    def ask(life: Life) -> None:
        if life.now == START:
            faults.request(life.faults_path, faults.UNIT_STOPPED, 'E999')

    life = live(1, ask)
    assert "there is no unit 'E999'" in caplog.text
    assert len(newest_set(life.now)) == 4


def test_after_the_machine_slept_there_is_no_burst(live: Callable[..., Life]) -> None:
    slept = timedelta(hours=9)
    counts: list[int] = []

    def sleep(life: Life) -> None:
        counts.append(sum(mongo.collection(label).count_documents({}) for label in ('unit_data', 'apis_log')))
        if life.now == START + timedelta(seconds=30):
            life.now += slept
            life.end += slept

    life = live(3, sleep)
    assert max(later - earlier for earlier, later in itertools.pairwise(counts)) < 40
    assert life.now.timestamp() * 1000 - newest_set(life.now)[0]['datasetId'] < 31_000
    ended = [deal for deal in stored('deal') if START < deal['createDateTime'] < START + slept]
    assert len(ended) > 10  # the deals of the time between are there
    assert all(deal['cumulateAmountWh'] < 150 for deal in stored('deal') if 'cumulateAmountWh' in deal)


def test_when_the_clock_is_set_back_it_goes_on_from_there(live: Callable[..., Life]) -> None:
    def set_back(life: Life) -> None:
        if life.now == START + timedelta(seconds=60) and life.end > START + timedelta(minutes=5):
            life.now -= timedelta(minutes=30)
            life.end = START - timedelta(minutes=26)

    life = live(10, set_back)
    written = [line['datetime'] for line in stored('apis_log') if line['datetime'] <= life.now]
    assert max(written) > life.now - timedelta(seconds=7)


def test_a_step_that_fails_is_logged_and_the_next_one_made(
    live: Callable[..., Life], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    failing = iter([True, True])
    put = recordings.put_deal

    def put_deal(document: Document) -> None:
        if next(failing, False):
            raise OSError('no store')
        put(document)

    monkeypatch.setattr(recordings, 'put_deal', put_deal)
    life = live(3)
    assert caplog.text.count('a step of the village failed') == 2
    assert life.now.timestamp() * 1000 - newest_set(life.now)[0]['datasetId'] < 31_000


def test_a_village_that_can_not_begin_says_so(
    live: Callable[..., Life], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(recordings, 'insert_missing', lambda *_args: 1 / 0)
    live(1)
    assert 'the village could not begin' in caplog.text


def test_it_says_what_it_begins_with(live: Callable[..., Life], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, 'service_center')
    live(0.05)
    assert 'the village of 4 units (seed 7) begins with ' in caplog.text


def test_as_a_thread_it_can_be_started_and_stopped_and_leaves_no_mailbox(app: Flask, clean: None, tmp_path: Path) -> None:
    path = tmp_path / 'var' / 'village.faults'
    loop = VillageLoop(app, seed=7, faults_path=path)
    loop.start()
    faults.request(path, faults.WELL)  # at once
    loop.stop(20)
    assert not loop._thread.is_alive()
    assert not path.exists()


@pytest.mark.parametrize('seed', [None, 3])
def test_without_a_seed_each_village_is_another_one(app: Flask, seed: int | None) -> None:
    seeds = {VillageLoop(app, seed=seed)._seed for _ in range(3)}
    assert len(seeds) == (3 if seed is None else 1)


@pytest.mark.parametrize(('units', 'hours', 'minutes'), [(4, 6, 60), (8, 6, 60), (16, 3, 30), (100, 0.5, 5)])
def test_of_a_larger_village_less_is_kept(units: int, hours: float, minutes: float) -> None:
    kept = Kept.of(units)
    assert kept.unit_data == timedelta(hours=hours)
    assert kept.lines == timedelta(minutes=minutes)


def test_a_village_of_many_units_is_stored_too(live: Callable[..., Life], monkeypatch: pytest.MonkeyPatch) -> None:
    short = village_loop.Past(deals=timedelta(minutes=30), unit_data=timedelta(minutes=2), lines=timedelta(minutes=1))
    monkeypatch.setattr(village_loop.Past, 'of', lambda units: short)
    life = live(1, units=30)
    assert len(newest_set(life.now)) == 30


def test_the_simulation_itself_is_not_bound_to_the_application() -> None:
    assert Village(seed=1, at=START.timestamp()).step(START.timestamp() + 10)
