"""The examples in the docstrings of the lowest floor are run."""

import doctest
import importlib
import pkgutil

import pytest

from service_center import lib

MODULES = sorted(module.name for module in pkgutil.iter_modules(lib.__path__, 'service_center.lib.'))
WITH_EXAMPLES = {'service_center.lib.isotime', 'service_center.lib.zones'}


@pytest.mark.parametrize('name', MODULES)
def test_every_example_in_a_docstring_is_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES
