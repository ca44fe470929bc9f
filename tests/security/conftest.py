"""The accounts that the original wrote, with the hashes it wrote."""

import json
from pathlib import Path

import pytest

USERS = json.loads((Path(__file__).parent.parent / 'contract' / 'dataset' / 'sql_user.json').read_text('utf-8'))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if 'imported' in metafunc.fixturenames:
        metafunc.parametrize('imported', [(u['password_plain'], u['password_django']) for u in USERS], ids=[u['username'] for u in USERS])
