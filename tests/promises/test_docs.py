"""What the docs say is true: the table of licences, the links, the commands, the addresses."""

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from flask import Flask
from packaging.requirements import Requirement

from service_center.cli import commands
from service_center.config import ROOT
from tests.promises import licences

PAGES = sorted([*ROOT.glob('*.md'), *(ROOT / 'docs').rglob('*.md')])


def test_the_table_of_licences_is_up_to_date() -> None:
    assert (ROOT / 'docs' / 'licences.md').read_text() == licences.page()


@pytest.mark.parametrize('page', PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r'\]\(([^)#:]+)\)', page.read_text('utf-8'))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / 'README.md').read_text('utf-8')
    assert [name for name in commands.commands if f'`{name}' not in readme] == []


@pytest.mark.parametrize('page', PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    made = set(re.findall(r'^([a-z]+):', (ROOT / 'Makefile').read_text(), re.MULTILINE))
    assert set(re.findall(r'`make ([a-z]+)', page.read_text('utf-8'))) <= made


@pytest.mark.parametrize('page', [*PAGES, ROOT / 'Makefile'], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_project_is_installed_where_it_stands_for_its_pages_and_migrations_stand_beside_the_package(page: Path) -> None:
    installed = re.findall(r'pip install [^&#\n]*\s\.(?=\s|$)', page.read_text('utf-8'), re.MULTILINE)
    assert [line for line in installed if ' -e .' not in line] == []


@pytest.mark.parametrize('page', [*PAGES, ROOT / 'Makefile'], ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_pinned_is_installed_as_pinned_whatever_is_newer_by_then(page: Path) -> None:
    # without --no-deps, pip asks for the newest of what another package names with an extra, and refuses it for having no hash
    lines = re.findall(r'pip install [^&\n]*--require-hashes[^&\n]*', page.read_text('utf-8'))
    assert [line for line in lines if '--no-deps' not in line] == []


@pytest.mark.parametrize('python', ['3.11.0', '3.11.2', '3.11.3', '3.12.0', '3.13.0', '3.14.0'])
@pytest.mark.parametrize('name', ['requirements.txt', 'requirements-dev.txt'])
def test_nothing_that_any_python_needs_is_missing_from_what_is_pinned(name: str, python: str) -> None:
    machine = {'python_full_version': python, 'python_version': python.rpartition('.')[0]}
    ways = {'requirements.txt': {''}, 'requirements-dev.txt': {'', 'dev'}}
    left, seen = {('service-center', extra) for extra in ways[name]}, set()
    while left:
        seen.add(way := left.pop())
        left |= needs(*way, machine) - seen
    pinned = {package.casefold() for package in licences.pinned(name)}
    assert {package for package, _ in seen} - pinned == {'service-center'}


def needs(package: str, extra: str, machine: dict[str, str]) -> set[tuple[str, str]]:
    """Say what a package wants besides itself on such a machine: packages, and which of their extras."""
    wanted = [Requirement(line) for line in metadata.requires(package) or []]
    there = [need for need in wanted if not need.marker or need.marker.evaluate(machine | {'extra': extra})]
    return {(need.name.casefold().replace('_', '-'), each) for need in there for each in ('', *need.extras)}


def test_whatever_serves_does_so_in_production() -> None:
    lines = dict(line.split(': ', 1) for line in (ROOT / 'Procfile').read_text().splitlines())
    assert {name: words.startswith('SERVICE_CENTER_PRODUCTION=1 ') for name, words in lines.items()} == {
        'release': False, 'web': True, 'worker': True, 'beat': True,
    }


def test_make_help_lists_the_fixed_targets() -> None:
    listed = subprocess.run(['make', 'help'], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    fixed = ['help', 'setup', 'run', 'test', 'contract', 'lint', 'types', 'house', 'bench']
    assert [target for target in fixed if not re.search(rf'^{target}\s', listed, re.MULTILINE)] == []


def test_the_interface_page_names_every_address(app: Flask) -> None:
    page = (ROOT / 'docs' / 'api.md').read_text('utf-8')
    last_words = {rule.rule.rpartition('/')[2] for rule in app.url_map.iter_rules() if rule.rule.startswith('/api/')}
    assert sorted(word for word in last_words if word not in page) == []
