"""Writes the table of what is used and under which licence: Python packages that run it, what browsers get, tools of development."""

import importlib.metadata
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMON_PASSWORDS = ('zxcvbn (its list of common passwords)', '4.5.0', 'MIT')
Row = tuple[str, str, str]


def pinned(file: str) -> dict[str, str]:
    """Read which versions a file of requirements pins, by name."""
    return dict(re.findall(r'^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)', (ROOT / file).read_text(), re.MULTILINE))


def python_rows(names: dict[str, str]) -> Iterator[Row]:
    for name, version in sorted(names.items(), key=lambda item: item[0].lower()):
        yield name, version, _licence(importlib.metadata.metadata(name))


def _licence(metadata: importlib.metadata.PackageMetadata) -> str:
    expression = metadata.get('License-Expression')
    classified = [c.rsplit(' :: ', 1)[-1] for c in metadata.get_all('Classifier') or [] if c.startswith('License ::')]
    short = (metadata.get('License') or '').strip().splitlines()[:1]
    return expression or ', '.join(c for c in classified if c != 'OSI Approved') or ''.join(short)[:60] or 'see the package'


def vendored_rows() -> Iterator[Row]:
    for folder in sorted((ROOT / 'static' / 'vendor').glob('*-*')):
        name, _, version = folder.name.rpartition('-')
        yield name, version, next(iter((folder / 'LICENSE').read_text().strip().splitlines())).strip()


def node_rows() -> Iterator[Row]:
    lock = json.loads((ROOT / 'package-lock.json').read_text())
    for path, facts in sorted(lock['packages'].items()):
        if path:
            yield path.rpartition('node_modules/')[2], facts['version'], str(facts.get('license', 'see the package'))


def table(title: str, rows: Iterator[Row]) -> Iterator[str]:
    yield from ('', f'## {title}', '', '| software | version | licence |', '|---|---|---|')
    yield from (f'| {name} | {version} | {licence} |' for name, version, licence in dict.fromkeys(rows))


def page() -> str:
    """Write the whole page."""
    runs = pinned('requirements.txt')
    tools = {name: version for name, version in pinned('requirements-dev.txt').items() if name not in runs}
    lines = ['# Licences of what is used', '']
    lines += ['Made by `make licences`. No code of these was changed. The Service Center itself: Apache-2.0.']
    lines += table('What runs it', chain(python_rows(runs), [COMMON_PASSWORDS]))
    lines += table('What browsers get', vendored_rows())
    lines += table('Tools of development (Python)', python_rows(tools))
    lines += table('Tools of development (JavaScript)', node_rows())
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    print(page(), end='')
