"""Whether a scenario text is sound: the samples, the examples we ship, and how problems are told."""

import json
from pathlib import Path

import pytest

import service_center.example
from service_center.domain.scenarios import Problem, Severity, errors, problems
from tests.domain.scenario_making import DAY, SAMPLES, asking, battery, found, only, rules_of, scenario

INDEX = json.loads((SAMPLES / 'index.json').read_text(encoding='utf-8'))
KNOWN = {'unit_ids': {'E001', 'E002', 'E003', 'E004'}, 'own_unit_id': 'E001'}
# The index says of v07 that apis-main warns of the missing selection; of v05 that its limit may be above the capacity.
WARNINGS_OF_VALID = {'valid/v07_minimal_without_optional_members.json': {'S25'}}
EXAMPLES = Path(next(iter(service_center.example.__path__))) / 'scenarios'


def samples(expectation: str) -> list[object]:
    return [pytest.param(s['file'], set(s['rules']), id=s['file']) for s in INDEX if s['expect'] == expectation]


def text_of(file: str) -> str:
    return (SAMPLES / file).read_text(encoding='utf-8')


def test_every_sample_is_in_the_index() -> None:
    kept = {str(path.relative_to(SAMPLES)) for path in SAMPLES.glob('*/*')}
    assert kept == {sample['file'] for sample in INDEX}
    assert {sample['expect'] for sample in INDEX} == {'valid', 'invalid', 'warning'}


@pytest.mark.parametrize(('file', 'rules'), samples('valid'))
def test_a_valid_sample_has_no_error_and_no_warning_but_the_one_foretold(file: str, rules: set[str]) -> None:
    assert rules == set()
    assert rules_of(text_of(file), Severity.ERROR, **KNOWN) == set()
    assert rules_of(text_of(file), Severity.WARNING, **KNOWN) == WARNINGS_OF_VALID.get(file, set())


def test_the_valid_sample_with_a_limit_above_the_capacity_is_warned_of_once_that_is_known() -> None:
    text = text_of('valid/v05_accept_both_directions.json')
    problem = only(text, capacity_wh=4800)
    assert (problem.rule, problem.severity) == ('S29', Severity.WARNING)
    assert problem.place == f'{DAY} > accept > high > charge > limitWh'


@pytest.mark.parametrize(('file', 'rules'), samples('invalid'))
def test_an_invalid_sample_has_errors_of_the_named_rules_and_no_others(file: str, rules: set[str]) -> None:
    assert rules_of(text_of(file), Severity.ERROR, **KNOWN) == rules
    assert {problem.rule for problem in errors(text_of(file))} == rules


@pytest.mark.parametrize(('file', 'rules'), samples('warning'))
def test_a_questionable_sample_has_warnings_of_the_named_rules_and_nothing_else(file: str, rules: set[str]) -> None:
    assert rules_of(text_of(file), Severity.WARNING, **KNOWN) == rules
    assert rules_of(text_of(file), Severity.ERROR, **KNOWN) == set()


def test_there_are_five_examples() -> None:
    names = {path.stem for path in EXAMPLES.glob('*.json')}
    assert names == {'HIGH_PRIORITY', 'LOW_PRIORITY', 'NORMAL', 'NO_DEAL', 'JUST_FOR_E001'}


@pytest.mark.parametrize('path', sorted(EXAMPLES.glob('*.json')), ids=lambda path: path.stem)
def test_an_example_has_no_error_and_no_warning(path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    assert problems(text) == []
    assert problems(text, unit_ids={'E001', 'E002'}, own_unit_id='E001', capacity_wh=4800) == []


def test_a_problem_reads_as_place_and_message_in_one_line() -> None:
    problem = only(asking('charge', {'limitWh': '2000'}))
    assert problem.place == '00:00:00-24:00:00 > request > low > charge > limitWh'
    assert str(problem) == f'{problem.place}: {problem.message}'


def test_a_problem_of_the_whole_text_has_no_place() -> None:
    problem = only('[]')
    assert (problem.place, str(problem)) == ('', problem.message)


def test_a_long_key_is_cut_to_forty_characters() -> None:
    problem = only(scenario(**{'x' * 41: 1}))
    assert problem.place == 'x' * 39 + '…'
    assert problem.place in problem.message


def test_a_key_of_forty_characters_is_shown_whole() -> None:
    assert only(scenario(**{'x' * 40: 1})).place == 'x' * 40


@pytest.mark.parametrize(
    ('key', 'place'),
    [
        ('a\nb', r'a\nb'),
        ('a\x00b', r'a\x00b'),
        ('a\x1b[31m', r'a\x1b[31m'),
        ('a\u2028b', r'a\u2028b'),
        ('a\u202eb', r'a\u202eb'),
        ('a\U000e0001b', r'a\U000e0001b'),
        ('\x01' * 50, r'\x01' * 9 + r'\x0…'),
        ('時間', '時間'),
    ],
)
def test_characters_that_cannot_be_seen_are_shown_as_escapes(key: str, place: str) -> None:
    problem = only(scenario(**{key: 1}))
    assert problem.place == place
    assert str(problem).isprintable()


def test_a_message_quotes_no_more_than_forty_characters() -> None:
    problem = only(asking('charge', {'limitWh': 2000, 'pairUnitId': 'E\n' * 100}), unit_ids=['E001'])
    quote = problem.message.split('"')[1]
    assert len(quote) == 40
    assert quote.isprintable()


def test_all_problems_come_in_the_order_of_the_document() -> None:
    wrong = {'low': {'charge': {'pointPerWh': 'x', 'limitWh': -1, 'typo': 1}, 'odd': 1}, 'nowhere': []}
    section = {'accept': wrong, 'batteryStatus': {'100-50': 'low', 'x': 3, '-': 'low'}, 'else': 1, 'request': 7}
    text = json.dumps({'refreshingPeriodMsec': 1, '12:00:00-11:00:00': section, 'acceptSelection': {'strategy': ''}})
    range_ = '12:00:00-11:00:00'
    low = f'{range_} > accept > low'
    assert [(problem.rule, problem.place) for problem in problems(text)] == [
        ('S06', ''),
        ('S26', 'refreshingPeriodMsec'),
        ('S04', range_),
        ('S21', f'{low} > charge > pointPerWh'),
        ('S20', f'{low} > charge > limitWh'),
        ('S32', f'{low} > charge > typo'),
        ('S32', f'{low} > odd'),
        ('S28', f'{range_} > accept > nowhere'),
        ('S15', f'{range_} > accept > nowhere'),
        ('S10', f'{range_} > batteryStatus > 100-50'),
        ('S09', f'{range_} > batteryStatus > x'),
        ('S13', f'{range_} > batteryStatus > x'),
        ('S32', f'{range_} > else'),
        ('S14', f'{range_} > request'),
        ('S25', 'acceptSelection > strategy'),
    ]


def test_errors_leaves_the_warnings_out() -> None:
    text = scenario(battery({'5-': 'any', '-3': 4}))
    assert found(text) == [('S11', 'w'), ('S13', 'e')]
    assert [problem.rule for problem in errors(text)] == ['S13']


def test_problems_are_values() -> None:
    assert only('[]') == Problem('S01', Severity.ERROR, '', only('[]').message)
