"""The pages' logic has tests in JavaScript: they are run from here, so that nobody forgets them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_the_tests_in_javascript_pass() -> None:
    node = shutil.which('node')
    if node is None:
        reason = 'node is missing: the tests in JavaScript are not run'
        if os.environ.get('CI') == 'true':
            pytest.fail(reason)
        pytest.skip(reason)
    files = sorted(str(file) for file in HERE.glob('*.test.mjs'))
    run = subprocess.run([node, '--test', *files], capture_output=True, encoding='utf-8', check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert '# pass 0' not in run.stdout, 'no test was found'
