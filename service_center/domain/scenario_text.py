"""From a scenario's text to its JSON object: size, nesting, strict JSON (S01, S34). Its members come elsewhere."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from service_center.domain.scenario_problems import Problem, error

MAX_BYTES = 64 * 1024
# A scenario itself is 5 deep; the rest is room for what its author keeps in "#" members.
MAX_DEPTH = 32
MAX_INT = 2**31 - 1

# No pattern here can fail halfway through a long string: reading stays linear whatever is sent.
_STRING = re.compile(r'"(?:[^"\\]+|\\.)*+"?', re.DOTALL)
_NULL_AFTER_COMMENTS = re.compile(r'\ufeff?(?:[ \t\r\n]|/\*.*?\*/|//[^\r\n]*)*+null', re.DOTALL)


@dataclass(frozen=True)
class JsonObject:
    """A JSON object with its members in the author's order, repeated keys included."""

    pairs: tuple[tuple[str, object], ...]

    @cached_property
    def members(self) -> dict[str, object]:
        """Gives the members as apis-main keeps them: a repeated key has its last value at its first place."""
        return dict(self.pairs)

    def entries(self) -> Iterator[tuple[str, object, bool]]:
        """Yields key, value, and whether this one counts (no later one has the same key)."""
        last = {key: index for index, (key, _) in enumerate(self.pairs)}
        for index, (key, value) in enumerate(self.pairs):
            yield key, value, last[key] == index


def parse(text: str) -> tuple[JsonObject | None, list[Problem]]:
    """Reads the text; gives the object, or None and what keeps it from being read (S01, S34)."""
    problems = _unfit(text)
    if problems:
        return None, problems
    try:
        value = json.loads(text, object_pairs_hook=_as_object, parse_int=_whole_number, parse_constant=_refuse_constant)
        json.dumps(value, default=_as_pairs, ensure_ascii=False).encode('utf-8')
    except json.JSONDecodeError as fault:
        return None, [error('S01', (), f'This is not JSON: {fault.msg}, line {fault.lineno}, column {fault.colno}.')]
    except UnicodeEncodeError:
        return None, [error('S01', (), 'The text holds half of a character (a lone surrogate): it is not UTF-8.')]
    except _ConstantError as fault:
        return None, [error('S01', (), f'This is not JSON: {fault} is not a number.')]
    if not isinstance(value, JsonObject):
        return None, [error('S01', (), 'The text has to be a JSON object: { … }.')]
    return value, []


def is_json_null(text: str) -> bool:
    """Tells whether apis-ccc's parser reads the text as null, which stops a unit for good (contract: D22).

    That parser passes over comments and a byte order mark, and never looks at what follows the value.
    """
    found = _NULL_AFTER_COMMENTS.match(text)
    return found is not None and not _goes_on(text[found.end() : found.end() + 1])


def _goes_on(character: str) -> bool:
    # Jackson takes any character below the digits as the end of a word, "$" too, which Java allows in names.
    return character >= '0' and f'a{character}'.isidentifier()


def _unfit(text: str) -> list[Problem]:
    if len(text) > MAX_BYTES or len(text.encode('utf-8', 'surrogatepass')) > MAX_BYTES:
        return [error('S34', (), f'The text is longer than {MAX_BYTES} bytes.')]
    problems = []
    if '\0' in text:
        problems.append(error('S34', (), 'The text holds a NUL character.'))
    if _depth(text) > MAX_DEPTH:
        problems.append(error('S34', (), f'The text is nested more than {MAX_DEPTH} deep.'))
    return problems


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in _STRING.sub('', text):
        depth += (character in '{[') - (character in '}]')
        deepest = max(deepest, depth)
    return deepest


class _ConstantError(Exception):
    """NaN or an infinity, which Python reads and JSON doesn't know."""


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(name)


def _whole_number(digits: str) -> int:
    # Python refuses to read thousands of digits; 50 of them are already beyond every limit.
    return int(digits[:50])


def _as_object(pairs: list[tuple[str, Any]]) -> JsonObject:
    return JsonObject(tuple(pairs))


def _as_pairs(value: JsonObject) -> object:
    return value.pairs
