"""Runs tests once more on PostgreSQL and a server that speaks the MongoDB protocol.

python -m tests.servers.on_real_stores PYTEST-ARGUMENTS
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.servers import real


def main(arguments: list[str]) -> int:
    """Start both, run pytest on them, stop them; says in a line what is missing."""
    try:
        with tempfile.TemporaryDirectory() as folder, real.postgres(Path(folder)) as sql, real.mongo() as documents:
            stores = {'TEST_DATABASE_URL': sql, 'TEST_MONGODB_URI': f'{documents}suite_test'}
            return subprocess.run([sys.executable, '-m', 'pytest', *arguments], env=os.environ | stores, check=False).returncode
    except pytest.skip.Exception as missing:
        print(f'left out: tests on real stores ({missing})')
        return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
