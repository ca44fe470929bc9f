"""A span of time that was asked for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Period:
    """From `start` (included) to `end` (excluded); None is open."""

    start: datetime | None = None
    end: datetime | None = None

    @property
    def is_backwards(self) -> bool:
        """Say whether the period ends where or before it starts."""
        return self.start is not None and self.end is not None and self.end <= self.start
