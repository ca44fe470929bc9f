"""Who sits at the console: ada is staff, sam is superuser."""

import pytest
from flask import Flask

from tests.admin.desk import Desk
from tests.client import Browser
from tests.factories import Person


@pytest.fixture(autouse=True)
def _at_now(clock: object) -> None:
    """The clock stands at NOW."""


@pytest.fixture
def desk(app: Flask, ada: Person) -> Desk:
    return _sitting_down(app, ada)


@pytest.fixture
def superdesk(app: Flask, sam: Person) -> Desk:
    return _sitting_down(app, sam)


def _sitting_down(app: Flask, person: Person) -> Desk:
    browser = Browser(app, app.response_class, use_cookies=True)
    browser.sign_in(person)
    return Desk(browser)
