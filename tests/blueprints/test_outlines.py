"""The outline of both roles, on request at an instant."""

import pytest

from service_center.domain.keys import UnitKey
from tests.client import Browser
from tests.factories import DAY, NOW, Maker, Person

TIMES = {'past': (None, NOW), 'present': (NOW, NOW + DAY), 'future': (NOW + DAY, None)}
ROLES = pytest.mark.parametrize('role', ['staff', 'resident'])


@pytest.fixture
def multi(make: Maker, client: Browser) -> Person:
    units = [UnitKey('green', 'first', name) for name in TIMES]
    for unit, (begin, end) in zip(units, TIMES.values(), strict=True):
        make.unit(unit, available_from=begin, available_to=end)
    person = make.user('multi', *units, is_staff=True)
    client.sign_in(person)
    return person


@ROLES
@pytest.mark.parametrize(
    ('at', 'units'),
    [
        (None, ['future', 'past', 'present']), ('', ['future', 'past', 'present']), ('2020-01-02T03:04:04.999Z', ['past']),
        ('2020-01-02T03:04:05Z', ['present']),
        ('2020-01-02T12:04:05+09:00', ['present']), ('2020-01-02T03:04:05', ['present']), ('2020-01-03T03:04:05Z', ['future']),
    ],
)
def test_only_the_units_valid_at_an_instant_are_drawn(client: Browser, multi: Person, role: str, at: str | None, units: list[str]) -> None:
    answer = client.ask(f'/api/{role}/community/outline', **({} if at is None else {'datetime': at}))
    assert list(answer.get_json()['communities']['green']['clusters']['first']['units']) == units


@ROLES
@pytest.mark.parametrize('at', ['now', '2020-01-02T03:04:05 09:00', '<script>', 'x' * 100_000])
def test_a_bad_instant_is_refused_by_its_name(client: Browser, multi: Person, role: str, at: str) -> None:
    answer = client.ask(f'/api/{role}/community/outline', datetime=at)
    assert (answer.status_code, answer.data) == (400, b'bad param value : datetime')


@ROLES
def test_who_asks_without_the_right_is_refused_before_the_instant_is_read(client: Browser, nora: Person, role: str) -> None:
    client.sign_in(nora)
    assert client.ask(f'/api/{role}/community/outline', datetime='x').data == f'{role} required'.encode()


def test_a_unit_is_drawn_whole_with_its_dates_in_utc(client: Browser, multi: Person) -> None:
    answer = client.get('/api/staff/community/outline')
    assert answer.get_json()['communities']['green']['clusters']['first']['units']['present'] == {
        'communityId': 'green', 'clusterId': 'first', 'id': 'present', 'name': 'present',
        'available_from': '2020-01-02T03:04:05Z', 'available_to': '2020-01-03T03:04:05Z',
    }
