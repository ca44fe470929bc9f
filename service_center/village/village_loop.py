"""The village beside `make run`: it lives in a thread of its own, writes what its programs write, and keeps that bounded."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path
from random import SystemRandom

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from service_center.domain.errors import BadRequest
from service_center.domain.keys import UnitKey
from service_center.domain.recordings import Step
from service_center.lib import clock
from service_center.services import communities, recordings, scenarios
from service_center.telemetry import recordings as stored
from service_center.village.faults import Mailbox
from service_center.village.history import SELDOM, Past, live_through
from service_center.village.households import unit_ids
from service_center.village.village import APIS_LOG, CLUSTER, COMMUNITY, DEAL, JAPAN, UNIT_DATA, Village

logger = logging.getLogger(__name__)

LOOK_SEC = 1.0  # how often it looks at the clock and into its mailbox
STALLED_SEC = 60.0  # after a longer stop (the machine slept) the time between is lived through without a word
SET_BACK_SEC = 10.0
TIDY_EVERY = timedelta(minutes=1)
AT_ONCE = 500  # documents in one go: longer ones would keep the pages waiting for the embedded store

Wait = Callable[[float], bool]  # waits for seconds; True: it is over


@dataclass(frozen=True)
class Kept:
    """How long documents are kept: what the embedded store, which knows no indexes, can look through quickly."""

    deals: timedelta = timedelta(days=7)
    unit_data: timedelta = timedelta(hours=6)
    lines: timedelta = timedelta(hours=1)

    @classmethod
    def of(cls, units: int) -> 'Kept':
        """Keep of many units as many documents as of eight."""
        kept, share = cls(), min(1.0, 8 / units)
        return cls(
            max(timedelta(hours=12), kept.deals * share), max(timedelta(minutes=30), kept.unit_data * share),
            max(timedelta(minutes=5), kept.lines * share),
        )


class VillageLoop:
    """A village of some units that lives until it is stopped; `seed` None: another one each time. Faults come through a file."""

    def __init__(
        self, app: Flask, units: int = 4, seed: int | None = None, faults_path: Path | None = None, *,
        zone: tzinfo = JAPAN, now: Callable[[], datetime] = clock.now, wait: Wait | None = None,
    ) -> None:
        self._app = app
        self._units = units
        self._seed = SystemRandom().getrandbits(32) if seed is None else seed
        self._mailbox = Mailbox(faults_path) if faults_path else None
        self._zone = zone
        self._now = now
        self._over = threading.Event()
        self._wait = wait or self._over.wait
        self._kept = Kept.of(units)
        self._tidied = now()
        self._chosen: dict[str, str | None] = {}
        self._has_begun = threading.Event()
        self._thread = threading.Thread(target=self.run, name='village', daemon=True)

    def start(self) -> None:
        """Begin to live, beside everything else; faults can be asked for from now on."""
        if self._mailbox:
            self._mailbox.open(unit_ids(self._units))
        self._thread.start()

    def wait_until_it_begins(self) -> None:
        """Wait until its past is written, or it is clear that there will be none."""
        self._has_begun.wait()

    def stop(self, timeout: float) -> None:
        """End it and wait for that, at most `timeout` (s)."""
        self._over.set()
        self._has_begun.set()
        self._thread.join(timeout)
        if self._mailbox:
            self._mailbox.close()

    def run(self) -> None:
        """Live until it is over: first through the past, then from second to second."""
        try:
            village = self._begin()
        except Exception:
            logger.exception('the village could not begin')
            return
        finally:
            self._has_begun.set()
        while not (self._over.is_set() or self._wait(LOOK_SEC)):
            try:
                self._go_on(village)
            except Exception:
                logger.exception('a step of the village failed')

    def _begin(self) -> Village:
        began, now, past = time.monotonic(), self._now().timestamp(), Past.of(self._units)
        with self._app.app_context():
            village = Village(
                seed=self._seed, at=now - past.deals.total_seconds(), units=self._units, zone=self._zone, scenario_of=self._scenario_of,
            )
            count = _put(live_through(village, now, past))
        logger.info('the village of %d units (seed %d) begins with %d documents, after %.1f s',
                    self._units, self._seed, count, time.monotonic() - began)
        return village

    def _go_on(self, village: Village) -> None:
        with self._app.app_context():
            self._take_faults(village)
            recordings.write(sorted(self._lived(village, self._now().timestamp()), key=lambda step: step.label))
            self._tidy()

    def _lived(self, village: Village, now: float) -> list[Step]:
        if now < village.at - SET_BACK_SEC:
            village.be_at(now)
        if now > village.at + STALLED_SEC:
            return list(village.skip(now))
        return village.step(now)

    def _take_faults(self, village: Village) -> None:
        for request in self._mailbox.take() if self._mailbox else []:
            try:
                village.fault(request.fault, request.unit_id)
                logger.info('the village: %s %s', request.fault, request.unit_id or '')
            except BadRequest as error:
                logger.warning('the village was asked in vain: %s', error)

    def _tidy(self) -> None:
        now = self._now()
        if not timedelta() <= now - self._tidied < TIDY_EVERY:
            self._tidied = now
            stored.thin_unit_data(now - self._kept.unit_data, SELDOM)
            # of one time more than of deals: all that is told of the week is known, also when its first set is gone
            for label, age in ((UNIT_DATA, self._kept.deals + SELDOM), (APIS_LOG, self._kept.lines), (DEAL, self._kept.deals)):
                stored.remove_before(now - age, label)

    def _scenario_of(self, unit_id: str) -> str | None:
        unit = UnitKey(COMMUNITY, CLUSTER, unit_id)
        try:
            row_id = communities.find_unit(unit)
            self._chosen[unit_id] = scenarios.deliver(unit, row_id, self._now()) if row_id else None
        except SQLAlchemyError:
            logger.warning('the scenario of %s can\'t be read, the one before stays', unit_id, exc_info=True)
        return self._chosen.get(unit_id)


def _put(steps: Iterable[Step]) -> int:
    # each deal comes but once, and none is there yet: no need to look for it
    count = 0
    by_label: dict[str, list[Step]] = {}
    for step in steps:
        by_label.setdefault(step.label, []).append(step)
    for label, same in by_label.items():
        rest = iter(same)
        while batch := [step.document for step in islice(rest, AT_ONCE)]:
            count += stored.insert_missing(label, batch)
    return count

