"""Documents of a village for tests and benchmarks: any time, any number of units, the same for the same seed; no clock, no store."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from service_center.village.documents import Document
from service_center.village.village import Village

AT_ONCE_SEC = 60.0


def generate(seed: int, start: datetime, duration: timedelta, units: int = 4) -> Iterator[tuple[str, Document]]:
    """Give what apis-ccc and apis-log write in a time as (label of the collection, document); deals are upserts by `dealId`."""
    at, end = start.timestamp(), (start + duration).timestamp()
    village = Village(seed=seed, at=at, units=units)
    while at < end:
        at = min(end, at + AT_ONCE_SEC)
        for step in village.step(at):
            yield step.label, step.document


def generate_deals(seed: int, start: datetime, duration: timedelta, units: int = 4) -> Iterator[Document]:
    """Give only the last states of the deals that ended in a time, far more quickly: in longer loops, so they overshoot more."""
    village = Village(seed=seed, at=start.timestamp(), units=units)
    for step in village.skip((start + duration).timestamp()):
        yield step.document
