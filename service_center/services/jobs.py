"""The periodic jobs: each by its name, run once, its last success noted; and which of them are late."""

import http.client
import logging
import urllib.request
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from service_center.config import Config
from service_center.domain.jobs import is_late
from service_center.domain.monitors import MONITORS
from service_center.extensions import db
from service_center.lib import clock
from service_center.models.monitoring import JobRun
from service_center.services import delivery, downtimes, housekeeping, indexes, monitors
from service_center.services.transaction import once_more, transaction

logger = logging.getLogger(__name__)
HEARTBEAT, BEGUN = 'heartbeat', 'begun'  # no jobs: the last call of the heartbeat, and when the first job ran
HEARTBEAT_SEC = 10


def _downtime(config: Config, now: datetime) -> str:
    return f'{downtimes.aggregate(config.DOWNTIME, now)} documents of unit data examined'


def _monitor(name: str) -> Callable[[Config, datetime], str]:
    def look(config: Config, now: datetime) -> str:
        return f'{monitors.sweep(name, config.MONITORING, config.TIME_ZONE, now)} clusters looked at'

    return look


def _deliver(config: Config, _now: datetime) -> str:
    return f'{delivery.deliver(config.MAIL_PER_MINUTE, clock.now)} notices accepted by the mail server'


def _purge(config: Config, now: datetime) -> str:
    return ', '.join(f'{count} {what}' for what, count in housekeeping.purge(config.RETENTION_DAYS, now).items()) + ' removed'


def _ensure_indexes(_config: Config, _now: datetime) -> str:
    return f'{len(indexes.ensure())} indexes are there'


JOBS: Mapping[str, Callable[[Config, datetime], str]] = {
    'downtime': _downtime,
    **{name: _monitor(name) for name in MONITORS},
    'deliver': _deliver,
    'purge': _purge,
    'ensure_indexes': _ensure_indexes,
}


def run(name: str, config: Config, now: datetime) -> str:
    """Run a job once and say what came of it; what it raises is raised, and is no success."""
    _note_beginning(now)
    said = JOBS[name](config, now)
    _note_success(name, now)
    if name in MONITORS and config.HEARTBEAT_URL:
        _tell_outside(config.HEARTBEAT_URL, now)
    return said


def list_late(intervals_sec: Mapping[str, float], now: datetime) -> list[dict[str, Any]]:
    """List the jobs that should have succeeded long ago, with their last success (None: never since the first job ran)."""
    with transaction():
        succeeded = _successes()
    begun = succeeded.get(BEGUN)
    return [
        {'name': name, 'succeeded': succeeded.get(name), 'intervalSec': interval}
        for name, interval in intervals_sec.items()
        if is_late(succeeded.get(name) or begun, interval, now)
    ]


def _successes() -> dict[str, datetime]:
    return {row.name: row.succeeded for row in db.session.execute(select(JobRun.name, JobRun.succeeded))}


def _note_beginning(now: datetime) -> None:
    def note() -> None:
        with transaction():
            if db.session.get(JobRun, BEGUN) is None:
                db.session.add(JobRun(name=BEGUN, succeeded=now))

    once_more(note)


def _note_success(name: str, now: datetime) -> None:
    def note() -> None:
        with transaction():
            db.session.merge(JobRun(name=name, succeeded=now))

    once_more(note)


def _tell_outside(url: str, now: datetime) -> None:
    """Call the heartbeat's address once after each full round: when all six monitors have succeeded since the last call."""
    try:
        if _claim_heartbeat(now):
            with urllib.request.urlopen(url, timeout=HEARTBEAT_SEC):  # noqa: S310 - http and https only, checked with the settings
                pass
    except IntegrityError:
        return  # another worker was quicker, and calls
    except (OSError, ValueError, http.client.HTTPException) as error:
        logger.warning('the heartbeat was not taken: %s', str(error) or type(error).__name__)


def _claim_heartbeat(now: datetime) -> bool:
    with transaction():
        known = _successes()
        last, succeeded = known.get(HEARTBEAT), [known[name] for name in MONITORS if name in known]
        if len(succeeded) < len(MONITORS) or (last is not None and min(succeeded) <= last):
            return False
        if last is None:
            db.session.add(JobRun(name=HEARTBEAT, succeeded=now))
            return True
        ours = update(JobRun).where(JobRun.name == HEARTBEAT, JobRun.succeeded == last).values(succeeded=now)
        result: Any = db.session.execute(ours.execution_options(synchronize_session=False))
        return bool(result.rowcount)
