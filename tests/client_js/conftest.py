"""The two pages these tests load, and what happens where Node is missing."""
import os
import shutil

import pytest

from .page import Page


@pytest.fixture(scope='session', autouse=True)
def _node() -> None:
    if shutil.which('node') is None:
        reason = 'node is missing: client.js cannot be run'
        if os.environ.get('CI') == 'true':
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def staff() -> Page:
    return Page('staff')


@pytest.fixture
def resident() -> Page:
    return Page('resident')


@pytest.fixture(params=['staff', 'resident'])
def either(request: pytest.FixtureRequest) -> Page:
    return Page(request.param)
