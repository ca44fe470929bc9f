"""The one place that reads the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Say what time it is: aware, UTC."""
    return datetime.now(UTC)
