"""SEVERE lines in words, few or a storm of them; and that each line is counted once, whenever it comes."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service_center.domain.severe_lines import (
    MOST_CHARACTERS,
    MOST_KINDS,
    Counted,
    Counting,
    Gathering,
    SevereLine,
    descriptions,
    reading_on,
    words,
)

TOKYO = ZoneInfo('Asia/Tokyo')
NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
OVERLAP = 10 * MINUTE
HEAD = 'There seems to be a problem.\n\n'


def line(message: str | None = 'broken', after_sec: float = 0, *, logger: str | None = None, number: int = 1) -> SevereLine:
    return SevereLine(f'{number}', 'E001', NOW + timedelta(seconds=after_sec), logger, message)


def told(*lines: SevereLine, with_frames: bool = False) -> str:
    gathering = Gathering(with_frames=with_frames)
    for one in lines:
        gathering.add(one)
    return gathering.description(TOKYO)


# ---- words


def test_a_line_is_told_with_its_time_in_the_zone_of_the_community_to_the_second() -> None:
    assert told(line(after_sec=0.9)) == HEAD + '[2020-01-02 12:04:05+09:00] broken'


def test_lines_are_told_in_order_of_time_however_they_come() -> None:
    assert told(line('b', 2), line('a', 1), line('c', 3)).splitlines()[2:] == [
        '[2020-01-02 12:04:06+09:00] a', '[2020-01-02 12:04:07+09:00] b', '[2020-01-02 12:04:08+09:00] c',
    ]


@pytest.mark.parametrize(('one', 'other'), [
    ('timed out after 69430 ms', 'timed out after 5 ms'),
    ('timed out after 69430ms', 'timed out after 5ms'),
    ('lock Lock_@614d329a', 'lock Lock_@0f'),
    ('lock Lock_@614d329a', 'lock Lock_@fefbaed'),
    ('at 0xDEADBEEF1', 'at 0x1'),
    ('deal 0a1b2c3d-0000-4000-8000-000000000001', 'deal ffffffff-1111-4111-9111-abcdefabcdef'),
    ('[10.0.0.1]:5701 gone', '[10.0.0.2]:5702 gone'),
    ('unit E001', 'unit E014'),
    ('took 1.25 s', 'took 0.5 s'),
])
def test_lines_of_a_storm_that_differ_in_numbers_or_hexadecimal_words_are_of_one_kind(one: str, other: str) -> None:
    assert told(line(one), *[line(other, 60)] * MOST_KINDS).splitlines()[2:] == [
        f'[2020-01-02 12:04:05+09:00] {one} (and {MOST_KINDS} more like it, the last at 2020-01-02 12:05:05+09:00)',
    ]


@pytest.mark.parametrize(('one', 'other'), [('face it', 'fade it'), ('beef', 'cafe'), ('dcdc mode', 'dcdc node'), (None, ' ')])
def test_words_that_only_look_hexadecimal_are_words(one: str | None, other: str) -> None:
    assert len(told(line(one), *[line(other, 60)] * MOST_KINDS).splitlines()) == 4


def test_few_lines_are_told_one_by_one_however_alike() -> None:
    lines = [line(f'deal {number} failed', number) for number in range(MOST_KINDS - 1)]
    said = told(lines[0], *reversed(lines)).splitlines()[2:]
    assert said[:3] == ['[2020-01-02 12:04:05+09:00] deal 0 failed'] * 2 + ['[2020-01-02 12:04:06+09:00] deal 1 failed']
    assert len(said) == MOST_KINDS


def test_the_earliest_line_stands_for_its_kind_and_the_latest_is_named() -> None:
    assert told(line('n 2', 2), line('n 9', 9), line('n 1', 1), *[line('n 5', 5)] * MOST_KINDS) == (
        HEAD + f'[2020-01-02 12:04:06+09:00] n 1 (and {MOST_KINDS + 2} more like it, the last at 2020-01-02 12:04:14+09:00)'
    )


def test_more_kinds_than_anybody_reads_are_a_number() -> None:
    lines = [line('x' * (number + 1), number) for number in range(MOST_KINDS + 30)]
    said = told(*lines).splitlines()
    assert len(said) == 2 + MOST_KINDS + 1
    assert said[-1] == 'and 30 other lines'


def test_a_message_without_end_is_cut() -> None:
    assert words(line('x' * 65_000)) == 'x' * MOST_CHARACTERS + ' …'
    assert words(line('x' * MOST_CHARACTERS)) == 'x' * MOST_CHARACTERS


@pytest.mark.parametrize(('message', 'without'), [
    ('broken [a.B.c(B.java:1)]', 'broken'),
    ('broken [1] [a.B.c(B.java:1)]', 'broken [1]'),
    ('broken [a[0]]', 'broken'),
    ('broken[a]', 'broken[a]'),
    ('broken [a] again', 'broken [a] again'),
    ('broken\n [a]', 'broken\n [a]'),
    ('broken [a]\n', 'broken [a]\n'),
    (' [a]', ''),
    ('broken [', 'broken ['),
    (']', ']'), ('', ''), (None, ''),
])
def test_the_frame_at_the_end_of_a_line_of_apis_main_is_left_out(message: str | None, without: str) -> None:
    assert words(line(message), with_frame=True) == without
    assert words(line(message)) == (message or '')


@pytest.mark.parametrize(('logger', 'before'), [
    ('com.hazelcast.internal.cluster.ClusterService', 'Clustering Manager failure ; '),
    ('io.vertx.core.impl.ContextImpl', 'Vert.x failure ; '),
    ('com.hazelcastic', ''), ('jp.co.sony.csl', ''), ('', ''), (None, ''),
])
def test_lines_of_libraries_say_so(logger: str | None, before: str) -> None:
    assert words(line('gone', logger=logger)) == before + 'gone'
    assert words(line(None, logger=logger)) == before


@pytest.mark.parametrize('at', [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)], ids=['the last day', 'the first'])
@pytest.mark.parametrize('zone', [TOKYO, ZoneInfo('America/New_York')], ids=str)
def test_a_mad_clock_breaks_nothing(at: datetime, zone: ZoneInfo) -> None:
    gathering = Gathering()
    gathering.add(SevereLine('1', None, at, None, 'mad'))
    assert gathering.description(zone).endswith('] mad')


def test_each_thing_has_a_description_of_its_own() -> None:
    gathered = {'E001': Gathering(), None: Gathering()}
    gathered['E001'].add(line('a'))
    gathered[None].add(line('b'))
    assert [said[-1] for said in descriptions(gathered, UTC).values()] == ['a', 'b']


@pytest.mark.parametrize('message', [word * 32_000 + 'z' for word in ('aa', '11', '0x', ' [', '1a', '[]')], ids=lambda message: message[:2])
def test_a_line_that_is_made_to_be_read_for_hours_is_read(message: str) -> None:
    # a pattern that goes back in it would not come to an end
    assert len(told(*[line(message, number=number) for number in range(200)], with_frames=True)) < MOST_CHARACTERS + 200


# ---- a storm


def test_a_storm_is_a_few_kinds_however_many_its_lines() -> None:
    gathering = Gathering()
    for number in range(76_000):
        gathering.add(line(f'Communication failed with MongoDB ; queue of {number} is full', number / 2300, number=number))
    said = gathering.description(TOKYO)
    assert '(and 75999 more like it, the last at 2020-01-02 12:04:38+09:00)' in said
    assert len(said) < 300


# ---- each line once


class Log:
    """Lines as the store has them, and a monitor that reads on round after round."""

    def __init__(self, most: int = 2000) -> None:
        self.lines: list[SevereLine] = []
        self.seen: list[str] = []
        self.mark: Counted | None = None
        self._most = most

    def write(self, at: datetime, count: int = 1) -> list[str]:
        first = len(self.lines)
        new = [SevereLine(f'{first + n}', None, at + n * timedelta(milliseconds=1), None, 'x') for n in range(count)]
        self.lines += new
        return [one.id for one in new]

    def round(self, now: datetime, look_back: timedelta = MINUTE) -> list[str]:
        before = reading_on(self.mark, now - look_back, now)
        counting = Counting(before, self._most)
        found = [one.id for one in self.lines if one.at >= before.reads_on_from and counting.is_new(one)]
        self.mark = counting.counted(now - OVERLAP, now)
        self.seen += found
        return found


def test_the_first_round_looks_one_interval_back_and_what_was_before_never_counts() -> None:
    log = Log()
    log.write(NOW - 61 * SECOND)
    wanted = log.write(NOW - 60 * SECOND)
    assert log.round(NOW) == wanted
    assert log.round(NOW + MINUTE) == log.round(NOW + 2 * MINUTE) == []


def test_a_line_that_comes_late_is_counted_once() -> None:
    log = Log()
    log.round(NOW)
    log.round(NOW + 9 * MINUTE)
    late = log.write(NOW + 30 * SECOND)
    assert log.round(NOW + 10 * MINUTE) == late
    assert log.round(NOW + 11 * MINUTE) == []


@pytest.mark.parametrize('seed', range(40))
def test_however_time_is_cut_into_rounds_each_line_is_counted_once(seed: int) -> None:
    rng = random.Random(seed)
    log = Log()
    log.round(NOW)
    begun = len(log.lines)
    arrivals = []  # when it arrives, when it was written
    for _ in range(rng.randrange(1, 1500)):
        written = NOW + timedelta(milliseconds=rng.randrange(0, 3 * 3_600_000))
        late = rng.choice([0, 0, rng.randrange(0, 600_000)])
        arrivals.append((written + timedelta(milliseconds=late), written))
    arrivals.sort()
    now, end = NOW, NOW + timedelta(hours=4)
    while now < end:
        now += timedelta(milliseconds=rng.choice([1, 500, 5_000, 60_000, 60_000, 60_000, 599_000, 3_600_000]))
        while arrivals and arrivals[0][0] < now:
            log.write(arrivals.pop(0)[1])
        log.round(now)
    assert begun == 0
    assert sorted(log.seen, key=int) == [one.id for one in log.lines]
    assert not arrivals


def test_after_a_pause_of_hours_everything_is_worked_off_in_one_round() -> None:
    log = Log()
    log.round(NOW)
    wanted = [found for minute in range(180) for found in log.write(NOW + minute * MINUTE)]
    assert log.round(NOW + 3 * 60 * MINUTE) == wanted
    assert log.round(NOW + 3 * 60 * MINUTE + SECOND) == []


def test_of_a_storm_only_the_newest_are_remembered_and_none_is_counted_again() -> None:
    log = Log()
    log.round(NOW)
    log.write(NOW + SECOND, 30_000)
    assert len(log.round(NOW + MINUTE)) == 30_000
    for minute in range(2, 15):
        assert log.mark is not None
        assert len(log.mark.lines) <= 2000
        assert log.round(NOW + minute * MINUTE) == []
    after = log.write(NOW + 15 * MINUTE)
    assert log.round(NOW + 15 * MINUTE) == after


@pytest.mark.parametrize('count', [1, 4, 5, 6, 9, 10, 11, 20, 21])
def test_whatever_their_number_lines_are_counted_once_by_a_monitor_that_remembers_five(count: int) -> None:
    log = Log(most=5)
    log.round(NOW)
    log.write(NOW + SECOND, count)
    assert [len(log.round(NOW + n * MINUTE)) for n in (1, 2, 3)] == [count, 0, 0]


def test_lines_of_one_instant_are_counted_together_though_not_all_are_remembered() -> None:
    log = Log(most=2)
    log.round(NOW)
    log.lines = [SevereLine(str(n), None, NOW + SECOND, None, 'x') for n in range(9)]
    assert [len(log.round(NOW + n * MINUTE)) for n in (1, 2)] == [9, 0]


def test_what_is_counted_is_forgotten_when_it_can_not_come_again() -> None:
    log = Log()
    log.round(NOW)
    log.write(NOW, 100)
    log.round(NOW + MINUTE)
    log.round(NOW + 11 * MINUTE)
    assert log.mark == Counted(NOW + MINUTE)


def test_lines_of_the_future_are_counted_at_once_and_once() -> None:
    log = Log()
    log.round(NOW)
    ahead = log.write(NOW + timedelta(days=1), 100)
    assert log.round(NOW + MINUTE) == ahead
    assert [log.round(NOW + minute * MINUTE) for minute in (2, 30, 1440, 1441, 1460)] == [[]] * 5


def test_a_storm_of_the_future_hides_nothing_of_the_present() -> None:
    log = Log(most=5)
    log.round(NOW)
    log.write(NOW + timedelta(days=1), 20)
    log.write(datetime.max.replace(tzinfo=UTC) - MINUTE, 20)
    log.round(NOW + MINUTE)
    for minute in (2, 3, 4):
        [present] = log.write(NOW + minute * MINUTE - SECOND)
        assert present in log.round(NOW + minute * MINUTE)
    assert log.mark is not None
    assert log.mark.reads_on_from <= NOW + 4 * MINUTE


def test_when_the_clock_was_set_back_a_monitor_goes_on_at_once_and_counts_nothing_again() -> None:
    log = Log()
    log.round(NOW)
    log.write(NOW + 58 * MINUTE)
    log.round(NOW + 60 * MINUTE)
    again = log.write(NOW)
    assert log.round(NOW) == again
    later = log.write(NOW + 30 * SECOND)
    assert log.round(NOW + MINUTE) == later
    assert log.seen == [one.id for one in log.lines]


def test_a_clock_that_trembles_changes_nothing() -> None:
    log = Log(most=5)
    log.round(NOW)
    log.write(NOW, 3)
    log.round(NOW + MINUTE)
    mark = log.mark
    assert log.round(NOW + 59 * SECOND) == []
    assert mark is not None
    assert log.mark == Counted(mark.reads_on_from, mark.lines)
