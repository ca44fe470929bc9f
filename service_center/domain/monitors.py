"""The six monitors: what each watches, and what the evidence says. Evidence and `now` in, verdicts out."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

MONITORS = ('apis_main_alive', 'apis_ccc_alive', 'grid_master_alive', 'apis_main_severe', 'apis_ccc_severe', 'apis_log_severe')

MAIN, CCC, LOG = 'apis-main', 'apis-ccc', 'apis-log'
PROGRAMS = (MAIN, CCC, LOG)
NOT_RUNNING = 'The program may not be running.'
NO_GRID_MASTER = 'The GridMaster service may not be running.'
NO_LONGER_MONITORED = 'no longer monitored'
BLOCKED = re.compile(r' has been blocked for ([0-9]{1,18}) ms')
# harmless while the grid master moves (ecosystem 4.5); the dot is literal (J9)
EXCLUDED_OF_CCC = re.compile(r'(NO_HANDLERS|TIMEOUT).* apis\.GridMaster\.data\.all')


@dataclass(frozen=True)
class AliveMonitor:
    """A monitor of a sign of life: an INFO line of a program that begins with some words."""

    name: str
    heard_of: str  # the program that logs it
    words: str
    program_id: str | None  # the program that a failure names
    problem: str
    is_per_unit: bool = False
    threads_count: bool = True  # a thread that is blocked too long is a failure too


@dataclass(frozen=True)
class SevereMonitor:
    """A monitor of lines of the level SEVERE of a program."""

    name: str
    program_id: str
    excluded: re.Pattern[str] | None = None
    is_per_unit: bool = False
    with_frames: bool = False  # messages end with a stack frame that says nothing to staff

    @property
    def heard_of(self) -> str:
        """Name the program whose lines are looked at."""
        return self.program_id


Monitor = AliveMonitor | SevereMonitor

ALIVE: Mapping[str, AliveMonitor] = {
    monitor.name: monitor
    for monitor in (
        AliveMonitor('apis_main_alive', MAIN, 'uri : ', MAIN, NOT_RUNNING, is_per_unit=True),
        AliveMonitor('apis_ccc_alive', CCC, 'reporting unit data', CCC, NOT_RUNNING),
        AliveMonitor('grid_master_alive', MAIN, 'gridMasterUnitId : ', None, NO_GRID_MASTER, threads_count=False),
    )
}
SEVERE: Mapping[str, SevereMonitor] = {
    monitor.name: monitor
    for monitor in (
        SevereMonitor('apis_main_severe', MAIN, is_per_unit=True, with_frames=True),
        SevereMonitor('apis_ccc_severe', CCC, EXCLUDED_OF_CCC),
        SevereMonitor('apis_log_severe', LOG),
    )
}
BY_NAME: Mapping[str, Monitor] = {**ALIVE, **SEVERE}


@dataclass(frozen=True)
class Verdict:
    """What a monitor says of one thing; `problem` None means that it is well."""

    program_id: str | None
    unit_id: str | None
    problem: str | None


@dataclass(frozen=True)
class Blocked:
    """A line that says how long a thread has been blocked."""

    unit_id: str | None
    message: str | None


def things(monitor: Monitor, unit_ids: Collection[str]) -> list[str | None]:
    """List what a monitor watches in a cluster of these valid units: each of them, or their one program (None); nothing without units."""
    if monitor.is_per_unit:
        return [*sorted(unit_ids)]
    return [None] if unit_ids else []


def alive_verdicts(
    monitor: AliveMonitor, unit_ids: Collection[str], heard: Collection[str | None], blocked: Iterable[Blocked], limit_msec: int,
) -> list[Verdict]:
    """Judge signs of life: `heard` are the units that gave one in the look-back, `blocked` the lines about threads of the same time."""
    stuck = {line.unit_id for line in blocked if blocked_msec(line.message) > limit_msec} if monitor.threads_count else set()
    return [
        Verdict(monitor.program_id, thing, None if _is_alive(thing, heard, stuck) else monitor.problem)
        for thing in things(monitor, unit_ids)
    ]


def _is_alive(thing: str | None, heard: Collection[str | None], stuck: set[str | None]) -> bool:
    return bool(heard) and not stuck if thing is None else thing in heard and thing not in stuck


def blocked_msec(message: str | None) -> int:
    """Read for how long a thread has been blocked (ms), 0 where a line does not say."""
    found = BLOCKED.search(message or '')
    return int(found[1]) if found else 0


def severe_verdicts(monitor: SevereMonitor, unit_ids: Collection[str], problems: Mapping[str | None, str]) -> list[Verdict]:
    """Judge by the descriptions of the lines found, by unit; None stands for a program that is one for the cluster."""
    return [Verdict(monitor.program_id, thing, problems.get(thing)) for thing in things(monitor, unit_ids)]


# ---- blindness: the log stream itself is away (J11)


BLIND = 'service_center'  # type and program of the failure that says so: not one of the six, and no job


@dataclass(frozen=True)
class Stream:
    """What is known of a cluster's log stream.

    `recently`: programs heard in the look-back, `is_lively`: any of them in the latter half of it. `within_hour`: programs heard in
    the last hour, asked only where it matters. `unreadable`: lines of the look-back that apis-log could not parse.
    """

    recently: frozenset[str]
    is_lively: bool = True
    within_hour: frozenset[str] = frozenset()
    unreadable: int = 0


def is_away(stream: Stream, *, was_away: bool) -> bool:
    """Say whether the log stream is away: silent, though two programs were heard within the hour; it stays so until one is heard.

    A cluster never heard is no stream that went away: its monitors follow the original. Source: J11.
    """
    return not stream.recently and not stream.unreadable and (was_away or len(stream.within_hour) >= 2)


def unreadable_programs(stream: Stream) -> frozenset[str]:
    """Name the programs that can't be judged because lines arrive that nobody can read and their own are missing (ecosystem 0, 4.4)."""
    return frozenset({MAIN, CCC}) - stream.recently if stream.unreadable else frozenset()


def is_blind(monitor: Monitor, stream: Stream, *, was_away: bool, is_back: bool = False) -> bool:
    """Say whether a monitor would judge by missing evidence; `is_back`: the stream was away in a part of the look-back."""
    has_gap = isinstance(monitor, AliveMonitor) and (is_back or is_faltering(stream))
    return has_gap or is_away(stream, was_away=was_away) or monitor.heard_of in unreadable_programs(stream)


def is_faltering(stream: Stream) -> bool:
    """Say whether a stream that was well within the hour has just fallen silent, so that a look-back holds too little to judge by.

    It is too early to say that it is away; the next round knows. A cluster logs several lines in a second (observed: apisLog).
    """
    return not stream.is_lively and len(stream.recently | stream.within_hour) >= 2


def parts(since: datetime, now: datetime) -> list[tuple[datetime, datetime]]:
    """Cut a look-back into parts in each of which a cluster that is heard well says something."""
    part = (now - since) / 4
    return [(since + number * part, since + (number + 1) * part) for number in range(4)]


def is_next_round(examined_until: datetime, since: datetime, now: datetime) -> bool:
    """Say whether the round before this one judged, or rather an earlier one."""
    return since - (now - since) / 2 < examined_until <= now


def blindness(stream: Stream, last_heard: datetime | None, *, was_away: bool) -> str | None:
    """Say in words what is blind, None if nothing is; `last_heard` in the zone in which people shall read it."""
    since = f' since {last_heard.isoformat(" ", "seconds")}' if last_heard else ''
    if is_away(stream, was_away=was_away):
        return (
            f'The log stream of the cluster is away: no line of {", ".join(PROGRAMS)} arrived{since}. Until it is back the six monitors '
            'are blind: they open and close nothing. Look at apis-log, at its MongoDB, and at the network between them.'
        )
    missing = unreadable_programs(stream)
    if missing:
        return (
            f'Log lines arrive that apis-log can\'t read, and none of {", ".join(sorted(missing))}{since}: their monitors are blind. '
            'Programs of different versions may be at work: look at the versions of apis-log and apis-common.'
        )
    return None
