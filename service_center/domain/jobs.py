"""When a periodic job is late."""

from datetime import datetime, timedelta

MISSED_TURNS = 3
GRACE = timedelta(minutes=1)  # a start, a busy machine


def is_late(since: datetime | None, interval_sec: float, now: datetime) -> bool:
    """Say whether a job that succeeded, or was installed, at an instant has missed three turns; nothing is known where nothing ever ran."""
    return since is not None and now - since > timedelta(seconds=MISSED_TURNS * interval_sec) + GRACE
