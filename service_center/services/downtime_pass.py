"""One pass of the downtime job over a cluster: from the unit data that is new to marks, downtimes and statuses, in this order.

Why a mark comes first, and how restarts, kills and rivals are met: docs/decisions/0004-downtime.md.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from service_center.domain.downtimes import Progress, Reading, advance, is_number, read
from service_center.domain.keys import ClusterKey, UnitKey
from service_center.lib import isotime
from service_center.lib.windows import Source, following, walk
from service_center.telemetry import downtime_marks, downtimes, unit_data
from service_center.telemetry.downtime_marks import Mark
from service_center.telemetry.downtimes import Status

logger = logging.getLogger(__name__)
Document = dict[str, Any]
REPORT_MS = 30_000  # from one data set to the next
OVERLAP_MS = 600_000  # documents come late with the number of their own time: 75 s were seen after an outage of the store
AHEAD_MS = 86_400_000  # the clock of apis-ccc may be ahead; a number still further ahead waits for its time
LAST_MS = isotime.milliseconds(isotime.LAST)


@dataclass(frozen=True)
class Rules:
    """The settings of the job: which gap is data loss, and how many documents of a unit make a batch."""

    tolerance: timedelta
    limit: int


class ClusterPass:
    """Takes the units of a cluster as far as their unit data goes; `examined` and `untimed` count documents."""

    def __init__(self, cluster: ClusterKey, unit_ids: Iterable[str], rules: Rules, now_ms: int) -> None:
        self.examined = 0
        self.untimed = 0
        self.cluster = cluster
        self._units = [UnitKey(cluster.community_id, cluster.cluster_id, unit_id) for unit_id in unit_ids]
        self._rules = rules
        self._now_ms = now_ms
        self._statuses: dict[UnitKey, Status] = {}
        self._marks: dict[UnitKey, Mark] = {}
        self._given_up: set[UnitKey] = set()

    def run(self) -> None:
        """Go on from where the last pass ended; raises PyMongoError."""
        cursor = self._load()
        together, alone = ([unit for unit in self._units if self._marks[unit].is_caught_up is state] for state in (True, False))
        if cursor is None or not together:
            # what is there now each unit reads by itself
            cursor, together, alone = unit_data.find_newest_number(self.cluster, self._now_ms, AHEAD_MS), [], self._units
        else:
            self._follow(cursor, together)
        for unit in alone:
            self._catch_up(unit)
        if not together and cursor is not None:
            downtime_marks.move_cursor(self.cluster, cursor)
        if unit_data.has_unnumbered(self.cluster):
            self._follow_unnumbered()

    def _load(self) -> int | None:
        """Read how far the last pass came, and first write what one that was stopped left unwritten."""
        # statuses first: whoever works at the same time moves the mark before the status
        statuses = downtimes.list_statuses(self.cluster)
        marks = {mark.unit: mark for mark in downtime_marks.list_marks(self.cluster)}
        unwritten = list[Mark]()
        for unit in self._units:
            status, mark = statuses.get(unit.unit_id, Status()), marks.get(unit)
            self._statuses[unit] = status
            if mark is None or status.last_time not in (mark.progress.last_time, mark.before):
                mark = _adopted(unit, status, mark.version if mark else 0, self._now_ms)
            elif status.last_time != mark.progress.last_time or (mark.changes and mark.before == mark.progress.last_time):
                unwritten.append(mark)
            self._marks[unit] = _with_next_open(mark)
        self._write(unwritten)
        return downtime_marks.find_cursor(self.cluster)

    def _follow(self, cursor: int, units: list[UnitKey]) -> None:
        """Read what is new in the cluster, all units at once."""
        wanted = {unit.unit_id: unit for unit in units}
        low, most = min(cursor, self._now_ms) - OVERLAP_MS, self._rules.limit * len(units)
        for documents in self._numbered(self.cluster, low, most):
            readings = dict[UnitKey, list[Reading]]()
            for document in documents:
                unit_id = unit_data.unit_id_of(document)
                if isinstance(unit_id, str) and unit_id in wanted:
                    readings.setdefault(wanted[unit_id], []).extend(self._read(document, cursor))
            if not self._take(readings):
                logger.info('downtimes of %s / %s: another pass is at it', self.cluster.community_id, self.cluster.cluster_id)
                return
            newest = max(int(document['datasetId']) for document in documents)
            if newest > cursor:
                downtime_marks.move_cursor(self.cluster, newest)

    def _catch_up(self, unit: UnitKey) -> None:
        """Read what is new of one unit that is behind the others, or is met for the first time."""
        known = self._marks[unit].progress.dataset_id
        low = 0 if known is None else known - OVERLAP_MS
        for documents in self._numbered(unit, low, self._rules.limit):
            if not self._take({unit: [reading for document in documents for reading in self._read(document, known)]}):
                return
        if unit not in self._given_up:
            self._commit([_next(self._marks[unit], is_caught_up=True)])

    def _follow_unnumbered(self) -> None:
        """Read documents without `datasetId`, unit by unit: they have nothing but their time."""
        self.untimed += unit_data.count_untimed_unnumbered(self.cluster, [unit.unit_id for unit in self._units])
        for unit in self._units:
            last_time = self._marks[unit].progress.last_time
            low = isotime.milliseconds(isotime.FIRST if last_time is None else last_time) + (last_time is not None)
            source = Source(partial(unit_data.list_unnumbered, unit), partial(unit_data.find_unnumbered_time, unit))
            for documents in walk(source, low, LAST_MS, most=self._rules.limit, usual=self._rules.limit * REPORT_MS):
                if not self._take({unit: [reading for document in documents for reading in self._read(document, None)]}):
                    break

    def _numbered(self, scope: ClusterKey | UnitKey, low: int, most: int) -> Iterable[list[Document]]:
        source = Source(partial(unit_data.list_numbered, scope), partial(unit_data.find_number, scope))
        for documents in walk(source, low, self._now_ms + AHEAD_MS, most=most, usual=self._rules.limit * REPORT_MS):
            # a range matches lists of numbers too, which are no number of a data set
            numbered = [document for document in documents if is_number(document['datasetId'])]
            if numbered:
                yield numbered

    def _read(self, document: Document, known: int | None) -> Iterable[Reading]:
        reading = read(document)
        if reading is not None:
            return (reading,)
        # what lies up to the number that is known was counted by the pass before
        self.untimed += known is None or document['datasetId'] > known
        return ()

    def _take(self, readings: dict[UnitKey, list[Reading]]) -> bool:
        """Go on with a batch, and say whether nobody else did so meanwhile."""
        return self._commit([mark for unit, of_unit in readings.items() if (mark := self._advanced(unit, of_unit))])

    def _advanced(self, unit: UnitKey, readings: list[Reading]) -> Mark | None:
        """Find where a unit is after a batch; None if it is where it was. A unit in trouble is left behind, alone (J4)."""
        if unit in self._given_up:
            return None
        mark = self._marks[unit]
        try:
            step = advance(mark.progress, readings, self._rules.tolerance, downtimes.new_key)
        except Exception:
            logger.exception('downtimes of %s / %s / %s: left where they are', unit.community_id, unit.cluster_id, unit.unit_id)
            self._given_up.add(unit)
            return _next(mark, is_caught_up=False)
        if step.examined == 0 and step.progress.dataset_id == mark.progress.dataset_id:
            return None
        self.examined += step.examined
        return replace(_next(mark, is_caught_up=mark.is_caught_up), progress=step.progress, changes=tuple(step.changed))

    def _commit(self, marks: list[Mark]) -> bool:
        won = downtime_marks.commit(marks)
        committed = [mark for mark in marks if mark.unit in won]
        self._marks |= {mark.unit: mark for mark in committed}
        self._write(committed)
        return len(committed) == len(marks)

    def _write(self, marks: list[Mark]) -> None:
        """Write what marks hold: downtimes first, for a status says that they are there."""
        downtimes.store([(mark.unit, downtime) for mark in marks for downtime in mark.changes])
        changes = [
            (mark.unit, status, mark.progress.last_time) for mark in marks
            if (status := self._statuses[mark.unit]).last_time != mark.progress.last_time and mark.progress.last_time is not None
        ]
        downtimes.store_statuses(changes)
        for unit, status, last_time in changes:
            self._statuses[unit] = Status(status.key or downtimes.key_of_status(unit), last_time)


def _next(mark: Mark, *, is_caught_up: bool) -> Mark:
    """Prepare the version after this one, in which nothing has changed yet."""
    return replace(mark, before=mark.progress.last_time, changes=(), version=mark.version + 1, is_caught_up=is_caught_up)


def _with_next_open(mark: Mark) -> Mark:
    """Let the next pass end what a pass left open because an older one was open too (contract: two-open-downtimes)."""
    active, spare = mark.progress.active, mark.progress.spare
    if active is None and spare is not None and spare.down is not None:
        return replace(mark, progress=replace(mark.progress, active=spare, spare=None))
    return mark


def _adopted(unit: UnitKey, status: Status, version: int, now_ms: int) -> Mark:
    """Begin with a unit that has no mark, or whose status someone else has changed: from what the documents say that all share."""
    is_open = downtimes.list_open(unit)
    active = next((downtime for downtime in is_open if downtime.down is not None), None)
    spare = next((downtime for downtime in is_open if downtime is not active), None)
    number = None if status.last_time is None else _number_of(unit, status.last_time, now_ms)
    start = None if number is None else number - OVERLAP_MS
    return Mark(unit, Progress(status.last_time, status.last_time, active, spare, number, start), version=version)


def _number_of(unit: UnitKey, last_time: datetime, now_ms: int) -> int | None:
    """Find the `datasetId` that belongs to a last time: history before it is not read again."""
    number = unit_data.find_number_at(unit, last_time)
    if number is not None:
        return number
    # that document is gone: the one after it will do, and if there is none, whatever comes from now on
    some = partial(unit_data.find_time, unit)
    later = following(some, isotime.milliseconds(last_time) + 1, LAST_MS, AHEAD_MS)
    number = unit_data.find_number_at(unit, isotime.from_milliseconds(later))
    return unit_data.find_newest_number(unit.cluster, now_ms, AHEAD_MS) if number is None else number - 1
