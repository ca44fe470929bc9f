"""The house keeps its measures, and its floors only look down."""

import subprocess
import sys

from service_center.config import ROOT


def test_functions_and_modules_stay_small_typed_and_without_circles() -> None:
    measured = subprocess.run(
        [sys.executable, 'tests/promises/house_measures.py', '.', 'service_center'], cwd=ROOT, capture_output=True, text=True, check=False,
    )
    assert measured.returncode == 0, measured.stdout


def test_floors_only_look_down() -> None:
    looked = subprocess.run(
        [f'{sys.prefix}/bin/lint-imports', '--no-cache'], cwd=ROOT, capture_output=True, text=True, check=False,
    )
    assert looked.returncode == 0, looked.stdout


def test_importing_the_rules_imports_no_framework() -> None:
    frameworks = {'flask', 'sqlalchemy', 'pymongo', 'celery'}
    probe = f'import sys, service_center.domain.deals; print(sorted({{m.split(".")[0] for m in sys.modules}} & {frameworks}))'
    loaded = subprocess.run([sys.executable, '-c', probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == '[]'
