"""After the move everybody logs in with the old password, in a browser, and finds the own place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from service_center.models import tables
from service_center.services import importing
from tests.factories import NOW, Maker
from tests.serving import serving

from .staff_visual import log_in, login_form

pytestmark = [pytest.mark.browser, pytest.mark.viewport(1280, 900)]
SAMPLE = Path(__file__).parent.parent / 'services' / 'samples' / 'original-example.sqlite3'
PLACE = '#community=oss_community&cluster=oss_cluster'
FIRST_SEEN = {
    'admin': ('staff/visual.html', 'logged in as admin'),
    'nonresident': ('staff/visual.html', 'This account has no staff rights.'),
    'e001': (f'resident/scenario.html{PLACE}&unit=E001', 'JUST_FOR_E001'),
    **{f'e00{n}': (f'resident/scenario.html{PLACE}&unit=E00{n}', 'HIGH_PRIORITY') for n in (2, 3, 4)},
}


@pytest.fixture
def center(app: Flask, make: Maker) -> Iterator[str]:
    """The application on an empty database, into which the original's example moved."""
    with app.app_context():
        importing.import_original(SAMPLE, NOW)
    with serving(app) as port:
        yield f'http://127.0.0.1:{port}'


@pytest.mark.parametrize('name', FIRST_SEEN)
def test_everybody_logs_in_with_the_old_password(page: Page, center: str, make: Maker, name: str) -> None:
    path, words = FIRST_SEEN[name]
    page.goto(f'{center}/static/ui_example/{path}')
    log_in(page, name, name)
    expect(login_form(page)).to_be_hidden()
    expect(page.get_by_text(words).first).to_be_visible()
    hashes = dict(make.rows(tables.User, 'username', 'password'))
    assert [user for user, stored in hashes.items() if stored.startswith('$argon2id$')] == [name]
