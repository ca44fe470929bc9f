"""The suite itself: what a machine lacks is said, once."""

from types import SimpleNamespace
from typing import Any

from tests.conftest import left_out


def skipped(where: str, reason: str) -> Any:
    return SimpleNamespace(longrepr=(where, 1, f'Skipped: {reason}'))


def test_what_a_machine_lacks_is_one_line_each_however_many_tests_need_it() -> None:
    reports = [skipped('a.py', 'node is missing'), skipped('b.py', 'Chromium is missing'), skipped('b.py', 'node is missing')]
    assert left_out(reports) == ['left out: Chromium is missing (tests: 1)', 'left out: node is missing (tests: 2)']
