"""The verdicts of the six monitors, and when there is none because the log stream is away, failing, or can't be read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from service_center.domain import monitors
from service_center.domain.monitors import ALIVE, BY_NAME, CCC, LOG, MAIN, MONITORS, SEVERE, Blocked, Stream, Verdict
from service_center.domain.severe_lines import SevereLine, is_excluded

AT = datetime(2020, 1, 1, tzinfo=UTC)
UNITS = ('E002', 'E001')
LIMIT = 300_000
OF_UNITS, OF_CCC, OF_GRID_MASTER = (ALIVE[name] for name in ('apis_main_alive', 'apis_ccc_alive', 'grid_master_alive'))


def verdicts(monitor: monitors.AliveMonitor, *heard: str | None, blocked: list[Blocked] | None = None) -> list[tuple[str | None, bool]]:
    """Say of each thing whether it is well."""
    judged = monitors.alive_verdicts(monitor, UNITS, heard, blocked or [], LIMIT)
    return [(verdict.unit_id, verdict.problem is None) for verdict in judged]


def stuck(milliseconds: int, unit_id: str | None = 'E001') -> list[Blocked]:
    return [Blocked(unit_id, f'Thread Thread[x,5,main] has been blocked for {milliseconds} ms, time limit is 2000 ms')]


# ---- what there is


def test_there_are_six_monitors_three_of_signs_of_life_and_three_of_severe_lines() -> None:
    assert sorted(MONITORS) == sorted(BY_NAME) == sorted([*ALIVE, *SEVERE])
    assert (len(ALIVE), len(SEVERE)) == (3, 3)


@pytest.mark.parametrize(('name', 'program', 'per_unit', 'heard_of'), [
    ('apis_main_alive', MAIN, True, MAIN), ('apis_ccc_alive', CCC, False, CCC), ('grid_master_alive', None, False, MAIN),
    ('apis_main_severe', MAIN, True, MAIN), ('apis_ccc_severe', CCC, False, CCC), ('apis_log_severe', LOG, False, LOG),
])
def test_what_a_monitor_watches(name: str, program: str | None, per_unit: bool, heard_of: str) -> None:
    monitor = BY_NAME[name]
    assert (monitor.program_id, monitor.heard_of) == (program, heard_of)
    assert monitors.things(monitor, UNITS) == (['E001', 'E002'] if per_unit else [None])
    assert monitors.things(monitor, ()) == []


# ---- signs of life


def test_each_unit_must_be_heard() -> None:
    assert verdicts(OF_UNITS, 'E001', 'E002') == [('E001', True), ('E002', True)]
    assert verdicts(OF_UNITS, 'E002', None, 'E009') == [('E001', False), ('E002', True)]
    assert verdicts(OF_UNITS) == [('E001', False), ('E002', False)]


@pytest.mark.parametrize('monitor', [OF_CCC, OF_GRID_MASTER], ids=lambda monitor: monitor.name)
def test_what_is_one_for_the_cluster_may_be_heard_from_any_unit_or_none(monitor: monitors.AliveMonitor) -> None:
    assert verdicts(monitor, None) == verdicts(monitor, 'E009') == [(None, True)]
    assert verdicts(monitor) == [(None, False)]


def test_without_units_nothing_is_judged() -> None:
    assert [monitors.alive_verdicts(monitor, [], ['E001', None], [], LIMIT) for monitor in ALIVE.values()] == [[], [], []]


def test_what_is_said_of_what_is_silent() -> None:
    assert monitors.alive_verdicts(OF_UNITS, ['E001'], [], [], LIMIT) == [Verdict(MAIN, 'E001', 'The program may not be running.')]
    assert monitors.alive_verdicts(OF_CCC, ['E001'], [], [], LIMIT) == [Verdict(CCC, None, 'The program may not be running.')]
    no_grid_master = Verdict(None, None, 'The GridMaster service may not be running.')
    assert monitors.alive_verdicts(OF_GRID_MASTER, ['E001'], [], [], LIMIT) == [no_grid_master]


@pytest.mark.parametrize(('milliseconds', 'well'), [(2_000, True), (300_000, True), (300_001, False), (10**17, False)])
def test_a_thread_may_be_blocked_up_to_the_limit(milliseconds: int, well: bool) -> None:
    assert verdicts(OF_UNITS, *UNITS, blocked=stuck(milliseconds)) == [('E001', well), ('E002', True)]
    assert verdicts(OF_CCC, None, blocked=stuck(milliseconds, None)) == [(None, well)]
    assert verdicts(OF_CCC, None, blocked=stuck(milliseconds, 'E001')) == [(None, well)]


def test_the_longest_block_decides() -> None:
    assert verdicts(OF_UNITS, *UNITS, blocked=stuck(300_001) + stuck(1)) == [('E001', False), ('E002', True)]


def test_the_grid_master_has_no_threads_of_its_own() -> None:
    assert verdicts(OF_GRID_MASTER, 'E001', blocked=stuck(10**9)) == [(None, True)]


def test_a_blocked_unit_that_nobody_registered_harms_nobody() -> None:
    assert verdicts(OF_UNITS, *UNITS, blocked=stuck(10**9, 'E009') + stuck(10**9, None)) == [('E001', True), ('E002', True)]


@pytest.mark.parametrize(('message', 'milliseconds'), [
    ('Thread Thread[vert.x-eventloop-thread-0,5,main]=Thread[x] has been blocked for 2155 ms, time limit is 2000', 2155),
    (' has been blocked for 7 ms', 7),
    ('has been blocked for 7 ms', 0),
    (' has been blocked for ７ ms', 0),
    (' has been blocked for 1.5 ms', 0),
    (' has been blocked for 7 s', 0),
    (f' has been blocked for {"9" * 5000} ms', 0),
    ('', 0), (None, 0),
])
def test_how_long_a_line_says_that_a_thread_was_blocked(message: str | None, milliseconds: int) -> None:
    assert monitors.blocked_msec(message) == milliseconds


# ---- severe lines


def test_a_thing_with_lines_has_a_problem_and_the_others_are_well() -> None:
    found = monitors.severe_verdicts(SEVERE['apis_main_severe'], UNITS, {'E002': 'burst', 'E009': 'stranger', None: 'nobody'})
    assert found == [Verdict(MAIN, 'E001', None), Verdict(MAIN, 'E002', 'burst')]
    assert monitors.severe_verdicts(SEVERE['apis_log_severe'], UNITS, {None: 'burst'}) == [Verdict(LOG, None, 'burst')]


@pytest.mark.parametrize(('message', 'left_out'), [
    ('Communication failed on EventBus ; (NO_HANDLERS,-1) No handlers for address apis.GridMaster.data.all', True),
    ('(TIMEOUT,-1) Timed out after waiting 30000(ms) for a reply. address: x, repliedAddress: apis.GridMaster.data.all', True),
    ('(NO_HANDLERS,-1) No handlers for address apis.GridMaster.data_all', False),
    ('(NO_HANDLERS,-1) No handlers for address apis-GridMaster.data.all', False),
    ('(RECIPIENT_FAILURE,-1) at address apis.GridMaster.data.all', False),
    ('TIMEOUT\n apis.GridMaster.data.all', False),
    ('', False), (None, False),
])
def test_lines_of_a_grid_master_on_the_move_are_overlooked_in_apis_ccc_only(message: str | None, left_out: bool) -> None:
    line = SevereLine('1', None, AT, None, message)
    assert is_excluded(line, SEVERE['apis_ccc_severe'].excluded) is left_out
    assert not is_excluded(line, SEVERE['apis_main_severe'].excluded)
    assert not is_excluded(line, SEVERE['apis_log_severe'].excluded)


# ---- blindness: J11


def stream(*recently: str, hour: tuple[str, ...] = (), lively: bool = True, unreadable: int = 0) -> Stream:
    return Stream(frozenset(recently), lively, frozenset(hour), unreadable)


@pytest.mark.parametrize(('seen', 'was_away', 'away'), [
    (stream(hour=(MAIN, CCC), lively=False), False, True),
    (stream(hour=(CCC, LOG), lively=False), False, True),
    (stream(hour=(MAIN,), lively=False), False, False),
    (stream(lively=False), False, False),
    (stream(lively=False), True, True),
    (stream(LOG), True, False),
    (stream(MAIN, hour=(MAIN, CCC)), False, False),
    (stream(hour=(MAIN, CCC), lively=False, unreadable=1), False, False),
], ids=['silent', 'silent without main', 'only one was heard', 'never heard', 'for over an hour', 'back', 'one is heard', 'unreadable'])
def test_a_stream_is_away_when_two_programs_fell_silent_and_until_one_is_heard(seen: Stream, was_away: bool, away: bool) -> None:
    assert monitors.is_away(seen, was_away=was_away) is away
    blind = {name for name, monitor in BY_NAME.items() if monitors.is_blind(monitor, seen, was_away=was_away)}
    if away:
        assert blind == set(MONITORS)
    elif not seen.unreadable:
        assert blind == set()


@pytest.mark.parametrize(('seen', 'blind'), [
    (stream(unreadable=3), set(MONITORS) - {'apis_log_severe'}),
    (stream(CCC, unreadable=3), {'apis_main_alive', 'apis_main_severe', 'grid_master_alive'}),
    (stream(MAIN, unreadable=3), {'apis_ccc_alive', 'apis_ccc_severe'}),
    (stream(MAIN, CCC, unreadable=3), set()),
])
def test_lines_that_nobody_can_read_blind_the_monitors_of_programs_that_are_missing(seen: Stream, blind: set[str]) -> None:
    assert {name for name, monitor in BY_NAME.items() if monitors.is_blind(monitor, seen, was_away=False)} == blind


@pytest.mark.parametrize(('seen', 'is_back', 'blind'), [
    (stream(MAIN, CCC, lively=False), False, True),
    (stream(MAIN, hour=(MAIN, LOG), lively=False), False, True),
    (stream(MAIN, hour=(MAIN,), lively=False), False, False),
    (stream(MAIN), False, False),
    (stream(MAIN), True, True),
], ids=['falls silent', 'falls silent, one left', 'there was but one', 'lively', 'just back'])
def test_a_look_back_with_a_gap_of_the_stream_in_it_is_nothing_to_judge_signs_of_life_by(seen: Stream, is_back: bool, blind: bool) -> None:
    found = {name for name, monitor in BY_NAME.items() if monitors.is_blind(monitor, seen, was_away=False, is_back=is_back)}
    assert found == (set(ALIVE) if blind else set())


def test_what_is_blind_is_said_with_since_when() -> None:
    since = datetime(2020, 1, 2, 3, 4, 5, 678_000, ZoneInfo('Asia/Tokyo'))
    assert monitors.blindness(stream(hour=(MAIN, CCC)), since, was_away=False) == (
        'The log stream of the cluster is away: no line of apis-main, apis-ccc, apis-log arrived since 2020-01-02 03:04:05+09:00. '
        'Until it is back the six monitors are blind: they open and close nothing. Look at apis-log, at its MongoDB, and at the network '
        'between them.'
    )
    assert monitors.blindness(stream(CCC, unreadable=1), since, was_away=False) == (
        'Log lines arrive that apis-log can\'t read, and none of apis-main since 2020-01-02 03:04:05+09:00: their monitors are blind. '
        'Programs of different versions may be at work: look at the versions of apis-log and apis-common.'
    )
    assert 'none of apis-ccc, apis-main: their' in (monitors.blindness(stream(unreadable=1), None, was_away=False) or '')
    assert monitors.blindness(stream(MAIN, CCC, unreadable=9), since, was_away=True) is None
    assert monitors.blindness(stream(), None, was_away=False) is None
