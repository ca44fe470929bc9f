"""Reading a text sent by anybody: strict JSON, limits, hostile input, and what apis-ccc takes for null."""

import json
import random

import pytest

from service_center.domain.scenarios import Severity, errors, is_json_null, problems
from tests.domain.scenario_making import DAY, SAMPLES, asking, found, only, scenario

SOUND = scenario()


@pytest.mark.parametrize(
    'text',
    [
        '',
        ' ',
        'null',
        'true',
        '-0',
        '"text"',
        '[]',
        '[{}]',
        '{',
        '{}{',
        SOUND + 'x',
        SOUND[:-1] + ',}',
        SOUND[:-1],
        '// note\n' + SOUND,
        '/* note */' + SOUND,
        "{'a': 1}",
        '{a: 1}',
        '{"a": .5}',
        '{"a": 01}',
        '{"a": +1}',
        '{"a": 0x10}',
        '{"a": ١}',
        '{"a": "\n"}',
        '{"a": "\\x"}',
        '{"a": "\\u12"}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"#": [NaN]}',
        '\ufeff' + SOUND,
        '\u00a0' + SOUND,
    ],
)
def test_what_is_no_strict_json_object_is_refused(text: str) -> None:
    problem = only(text)
    assert (problem.rule, problem.severity.value, problem.place) == ('S01', 'error', '')


def test_a_fault_is_told_with_its_line_and_column() -> None:
    assert 'line 2, column 3' in only('{\n  // no\n}').message


def test_blanks_around_the_object_are_fine() -> None:
    assert problems(f'\r\n\t {SOUND} \n') == []


def test_the_text_may_have_64_kb_of_utf8() -> None:
    room = 64 * 1024 - len(scenario(**{'#': ''}))
    assert problems(scenario(**{'#': 'x' * room})) == []
    assert found(scenario(**{'#': 'x' * (room + 1)})) == [('S34', 'e')]


def test_bytes_are_counted_not_characters() -> None:
    assert found('あ' * 30_000) == [('S34', 'e')]


def test_a_text_of_megabytes_is_refused_unread() -> None:
    assert found('\0{' * 3_000_000) == [('S34', 'e')]


@pytest.mark.parametrize('text', ['[' * 10_000, '{"a":' * 10_000, '[{"a":' * 8_000, '"' + '"[' * 9_000])
def test_ten_thousand_levels_are_refused_before_parsing(text: str) -> None:
    assert found(text) == [('S34', 'e')]


def test_comments_may_be_32_deep_with_the_object_around_them() -> None:
    def nested(depth: int) -> str:
        return SOUND[:-1] + f', "#": {"[" * depth}{"]" * depth}}}'

    assert problems(nested(31)) == []
    assert found(nested(32)) == [('S34', 'e')]


def test_brackets_within_strings_are_no_nesting() -> None:
    assert problems(scenario(**{'#': '[' * 100 + '"{' * 100 + '\\'})) == []


@pytest.mark.parametrize('text', ['"' + '\\"' * 30_000, '"\\' * 20_000, '"' * 50_001, '\\' * 60_000])
def test_quotes_and_backslashes_without_end_are_only_no_json(text: str) -> None:
    assert found(text) == [('S01', 'e')]


def test_a_nul_is_refused() -> None:
    assert found(SOUND + '\0') == [('S34', 'e')]


def test_a_nul_and_too_deep_a_nesting_are_told_together() -> None:
    assert found('\0' + '[' * 40) == [('S34', 'e'), ('S34', 'e')]


@pytest.mark.parametrize('half', ['\ud800', 'x\udfff', r'\ud800', r'\udc00\ud800'])
def test_half_a_character_is_refused_raw_or_escaped(half: str) -> None:
    assert found(SOUND[:-1] + f', "#": ["{half}"]}}') == [('S01', 'e')]
    assert found(SOUND[:-1] + f', "#{half}": 1}}') == [('S01', 'e')]


def test_a_whole_character_may_be_escaped() -> None:
    assert problems(SOUND[:-1] + r', "#": "\ud83d\ude00 \\ud800"}') == []


@pytest.mark.parametrize('number', ['1' + '0' * 5_000, '-1' + '0' * 5_000, str(2**31), '99999999999999999999999'])
def test_numbers_of_any_length_are_read_and_refused_where_they_mean_something(number: str) -> None:
    limit = asking('charge', {'limitWh': 1234567}).replace('1234567', number)
    assert found(limit) == [('S20', 'e')]
    assert found(scenario(refreshingPeriodMsec=1234567).replace('1234567', number)) == [('S26', 'e')]
    assert problems(scenario(**{'#': 1234567}).replace('1234567', number)) == []


@pytest.mark.parametrize(('key', 'faults'), [('0' * 6_000 + '2-', []), ('9' * 6_000 + '-', [('S09', 'e')])])
def test_bounds_of_any_length_are_read(key: str, faults: list[tuple[str, str]]) -> None:
    text = scenario({'batteryStatus': {key: 'a', '-2': 'b'}})
    assert [fault for fault in found(text) if fault[1] == 'e'] == faults


def test_any_problem_can_be_written_as_utf8() -> None:
    for text in ('\ud800', r'{"\ud800": 1}', scenario(**{'\x85\u200b': 1}), '{"-\u2029": 1}'):
        for problem in problems(text):
            assert str(problem).encode('utf-8')


def every_sample() -> list[str]:
    return [path.read_text(encoding='utf-8') for path in sorted(SAMPLES.glob('*/*'))]


PIECES = [
    *'{}[]":,-#\\\0\ud800\ufeff\u2028\n٣',
    *('null', 'true', 'NaN', '1e400', '-1', '0.5', '9' * 5_000),
    *('[' * 50, '""', '{}', '"-"', '"#-"', '"charge"', '"limitWh"', r'\ud800', DAY),
]


def mutated(text: str, chance: random.Random) -> str:
    """The text after one to six cuts, insertions, repetitions or exchanges."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 1, 1, 5, 40]))
        piece = chance.choice([chance.choice(PIECES), text[start:end] * 2, '', chr(chance.randrange(0x110000))])
        text = text[:start] + piece + text[end:]
    return text


def test_no_mutation_of_a_sample_makes_the_check_fail() -> None:
    chance = random.Random(20200102)
    texts = every_sample()
    verdicts = set()
    for _ in range(3_000):
        told = problems(mutated(chance.choice(texts), chance), unit_ids={'E002'}, own_unit_id='E001', capacity_wh=4800)
        verdicts |= {problem.rule for problem in told}
        assert all(str(problem).isprintable() for problem in told)
    assert len(verdicts) > 15  # the mutations reach the rules, not only the parser


def values_exchanged(value: object, chance: random.Random) -> object:
    """The same JSON value with a few of its parts exchanged for others of any kind."""
    if chance.random() < 0.05:
        return chance.choice([None, True, False, -1, 0, 1.5, 10**30, '', 'x', [], {}, [[]], {'#': 1}, {'charge': {}}])
    if isinstance(value, dict):
        return {odd_key(key, chance): values_exchanged(part, chance) for key, part in value.items()}
    return value


def odd_key(key: str, chance: random.Random) -> str:
    return chance.choice(['', '#-', '-', '0-0', '9-1', 'x-y', 'charge', 'request']) if chance.random() < 0.05 else key


def test_no_exchange_of_values_makes_the_check_fail() -> None:
    chance = random.Random(20200103)
    values = [json.loads(path.read_text(encoding='utf-8')) for path in sorted(SAMPLES.glob('*/*.json'))]
    assert len(values) > 35
    verdicts = set()
    for _ in range(3_000):
        text = json.dumps(values_exchanged(chance.choice(values), chance))
        told = problems(text, unit_ids=[], own_unit_id='E002', capacity_wh=1)
        verdicts |= {problem.rule for problem in told}
        assert errors(text) == [problem for problem in told if problem.severity is Severity.ERROR]
    assert len(verdicts) > 25


@pytest.mark.parametrize(
    'text',
    [
        'null',
        ' \t\r\n null \n',
        '\ufeffnull',
        '/* x */ null',
        '/* x */ null /* y */',
        '/**/null',
        '/* * / ** \n */null',
        '// x\nnull',
        '// x\rnull',
        '//\n//\n/* // */\n null // y',
        '\ufeff /* x */ null',
        'null{',
        'null}',
        'null]',
        'null,',
        'null null',
        'null"x"',
        'null$',
        'null\0',
    ],
)
def test_null_is_known_as_the_parser_of_apis_ccc_reads_it(text: str) -> None:
    assert is_json_null(text)


@pytest.mark.parametrize(
    'text',
    [
        '',
        ' ',
        'nul',
        'Null',
        'NULL',
        'nullx',
        'null0',
        'null_',
        'nullé',
        'xnull',
        '"null"',
        '[null]',
        '{}',
        '{"a": null}',
        '# x\nnull',
        '// null',
        '/* null */',
        '/* x null',
        '/*/ null',
        '/ null',
        '\u00a0null',
        '\x0bnull',
        ' \ufeffnull',
        '\ufeff\ufeffnull',
        '/*' * 50_000,
        '/**/' * 50_000,
    ],
)
def test_other_texts_are_not_null(text: str) -> None:
    assert not is_json_null(text)
