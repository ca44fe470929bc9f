"""The rules for a scenario's frame: day, sections, battery ranges (S02 to S14, S25, S26). Actions are elsewhere."""

from collections.abc import Iterator
from functools import partial

from service_center.domain.scenario_actions import ACCEPT, REQUEST, Known, SectionFacts, kind_problems
from service_center.domain.scenario_problems import Place, Problem, error, shown, warning
from service_center.domain.scenario_ranges import (
    DAY_SECONDS,
    OPEN_END,
    Span,
    WhBounds,
    find_time_span,
    find_wh_bounds,
    gaps,
    overlaps,
    time_of_day,
)
from service_center.domain.scenario_text import MAX_INT, JsonObject
from service_center.domain.scenario_walk import (
    POINT_AND_AMOUNT,
    STRATEGIES,
    find_strategy,
    is_comment,
    is_whole,
    unknown_member,
    walk,
)

RECOMMENDED_MS = range(5_000, 600_001)


def scenario_problems(scenario: JsonObject, known: Known) -> Iterator[Problem]:
    """Checks the whole scenario: first what concerns the day, then member by member."""
    keys = [key for key in scenario.members if '-' in key and not is_comment(key)]
    spans = [find_time_span(key) for key in keys]
    sound = [span for span in spans if span is not None and not span.is_empty]
    if not keys:
        yield error('S02', (), 'There is no time range such as "00:00:00-24:00:00".')
    elif None not in spans:
        yield from _day_problems(sound)
    yield from walk(scenario, (), partial(_member_problems, scenario, known, overlaps(sound)), 'S03')


def _day_problems(spans: list[Span]) -> Iterator[Problem]:
    for start, end in gaps(spans, DAY_SECONDS):
        yield warning('S06', (), f'Nothing is said about {time_of_day(start)} to {time_of_day(end)}: no deals then.')


def _member_problems(
    scenario: JsonObject, known: Known, overlapped: dict[str, str], key: str, value: object, place: Place
) -> Iterator[Problem]:
    if key == 'refreshingPeriodMsec':
        yield from _period_problems(value, place)
    elif key == 'acceptSelection':
        yield from _selection_problems(value, place)
    elif '-' in key:
        yield from _time_range_problems(key, overlapped, place)
        yield from _section_problems(scenario, known, value, place)
    else:
        yield unknown_member(key, place)


def _period_problems(value: object, place: Place) -> Iterator[Problem]:
    if not is_whole(value) or not 1 <= value <= MAX_INT:
        yield error('S26', place, f'The period has to be a whole number of milliseconds from 1 to {MAX_INT}.')
    elif value not in RECOMMENDED_MS:
        yield warning('S26', place, 'A period from 5000 to 600000 ms is recommended.')


def _selection_problems(value: object, place: Place) -> Iterator[Problem]:
    if not isinstance(value, JsonObject):
        yield error('S14', place, '"acceptSelection" has to be an object.')
        return
    yield from walk(value, place, _strategy_problems)


def _strategy_problems(key: str, value: object, place: Place) -> Iterator[Problem]:
    if key != 'strategy':
        yield unknown_member(key, place)
    elif value not in STRATEGIES:
        yield error('S25', place, 'The strategy has to be "amount" or "pointAndAmount".')


def _time_range_problems(key: str, overlapped: dict[str, str], place: Place) -> Iterator[Problem]:
    span = find_time_span(key)
    if span is None:
        yield error('S03', place, 'A time range is written as "HH:MM:SS-HH:MM:SS", two digits everywhere.')
    elif span.is_empty:
        yield error('S04', place, 'The start has to be before the end; split a range that goes over midnight.')
    elif key in overlapped:
        yield warning('S05', place, f'This range overlaps "{shown(overlapped[key])}", which comes first and wins.')


def _section_problems(scenario: JsonObject, known: Known, section: object, place: Place) -> Iterator[Problem]:
    if not isinstance(section, JsonObject):
        yield error('S07', place, 'What applies in a time range has to be an object.')
        return
    if 'batteryStatus' not in section.members:
        yield error('S08', place, '"batteryStatus" is missing.')
    if _lacks_strategy(scenario, section):
        yield warning('S25', place, 'No strategy is given in acceptSelection: apis-main warns and goes by amount.')
    needs_points = find_strategy(scenario, section) == POINT_AND_AMOUNT
    facts = SectionFacts(_statuses(section), needs_points, known)
    yield from walk(section, place, partial(_section_member_problems, facts))


def _lacks_strategy(scenario: JsonObject, section: JsonObject) -> bool:
    for owner in (section, scenario):
        if 'acceptSelection' in owner.members:
            selection = owner.members['acceptSelection']
            return isinstance(selection, JsonObject) and 'strategy' not in selection.members
    return True


def _statuses(section: JsonObject) -> dict[str, list[WhBounds]] | None:
    battery = section.members.get('batteryStatus')
    if not isinstance(battery, JsonObject):
        return None
    statuses: dict[str, list[WhBounds]] = {}
    for key, status in battery.members.items():
        if isinstance(status, str) and not is_comment(key):
            statuses.setdefault(status, []).extend(_bounds_that_apply(key))
    return statuses


def _bounds_that_apply(key: str) -> list[WhBounds]:
    bounds = find_wh_bounds(key)
    return [] if bounds is None or bounds.span(key).is_empty else [bounds]


def _section_member_problems(facts: SectionFacts, key: str, value: object, place: Place) -> Iterator[Problem]:
    if key == 'batteryStatus':
        yield from _battery_problems(value, place)
    elif key in (REQUEST, ACCEPT):
        yield from kind_problems(key, facts, value, place)
    elif key == 'acceptSelection':
        yield from _selection_problems(value, place)
    else:
        yield unknown_member(key, place)


def _battery_problems(value: object, place: Place) -> Iterator[Problem]:
    keys = [key for key in value.members if not is_comment(key)] if isinstance(value, JsonObject) else []
    if not isinstance(value, JsonObject) or not keys:
        yield error('S08', place, '"batteryStatus" has to be an object with at least one range such as "-".')
        return
    bounds = [find_wh_bounds(key) for key in keys]
    spans = [found.span(key) for key, found in zip(keys, bounds, strict=True) if found is not None]
    sound = [span for span in spans if not span.is_empty]
    if None not in bounds:
        yield from _charge_gaps(sound, place)
    yield from walk(value, place, partial(_wh_range_problems, overlaps(sound)), 'S09')


def _charge_gaps(spans: list[Span], place: Place) -> Iterator[Problem]:
    for start, end in gaps(spans, OPEN_END):
        upwards = 'and above' if end == OPEN_END else f'to {end} Wh'
        yield warning('S11', place, f'No range holds {start} Wh {upwards} (an upper bound is not part of its range).')


def _wh_range_problems(overlapped: dict[str, str], key: str, status: object, place: Place) -> Iterator[Problem]:
    bounds = find_wh_bounds(key)
    if bounds is None:
        yield error('S09', place, f'A battery range is "from-to" in Wh, each up to {MAX_INT} or left out.')
    else:
        yield from _order_problems(bounds.span(key), overlapped, place)
    if not isinstance(status, str) or not status:
        yield error('S13', place, 'A battery status has to be a name in quotes.')


def _order_problems(span: Span, overlapped: dict[str, str], place: Place) -> Iterator[Problem]:
    if span.lower > span.upper:
        yield error('S10', place, 'The lower bound has to be below the upper one.')
    elif span.is_empty:
        yield warning('S10', place, 'Nothing lies between these bounds: the range never applies.')
    elif span.key in overlapped:
        yield warning('S12', place, f'This range overlaps "{shown(overlapped[span.key])}", which comes first and wins.')
