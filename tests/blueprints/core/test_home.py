"""The front door leads everyone to the display of their role."""

import pytest

from tests.client import Browser
from tests.factories import Person

STAFF = '/static/ui_example/staff/visual.html'
RESIDENT = '/static/ui_example/resident/visual.html'


@pytest.mark.parametrize(('name', 'page'), [('rosa', RESIDENT), ('ada', STAFF), ('sam', STAFF), ('nora', STAFF)])
def test_everyone_is_led_to_the_display_of_their_role(client: Browser, request: pytest.FixtureRequest, name: str, page: str) -> None:
    person: Person = request.getfixturevalue(name)
    client.sign_in(person)
    assert client.get('/').headers['Location'] == page


def test_who_is_not_known_yet_comes_back_after_the_login(client: Browser) -> None:
    assert client.get('/').headers['Location'] == f'{STAFF}?next=/'
