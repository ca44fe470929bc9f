"""For those who watch over the process; and the front door."""

import pytest

from service_center.services import health
from tests.client import Browser
from tests.factories import E001, Maker


def test_a_process_that_answers_is_alive_whatever_its_databases_do(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, 'problems', lambda: ['database', 'telemetry'])
    assert client.get('/healthz').data == b'ok'


def test_it_is_ready_when_both_databases_answer(client: Browser) -> None:
    assert (client.get('/readyz').status_code, client.get('/readyz').data) == (200, b'ok')


def test_what_does_not_answer_is_named(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, 'problems', lambda: ['database', 'telemetry'])
    answer = client.get('/readyz')
    assert (answer.status_code, answer.data) == (503, b'unavailable : database, telemetry')


@pytest.mark.parametrize(
    ('units', 'is_staff', 'role'), [([], False, 'staff'), ([E001], False, 'resident'), ([E001], True, 'staff'), ([], True, 'staff')],
    ids=['nobody', 'resident', 'staff who live here', 'staff'],
)
def test_the_front_door_leads_to_the_display_of_the_role(
    client: Browser, make: Maker, cluster: object, units: list[object], is_staff: bool, role: str,
) -> None:
    client.sign_in(make.user('someone', *units, is_staff=is_staff))  # type: ignore[arg-type]
    assert client.get('/').headers['Location'] == f'/static/ui_example/{role}/visual.html'


def test_the_front_door_is_open(client: Browser) -> None:
    assert client.get('/').headers['Location'] == '/static/ui_example/staff/visual.html?next=/'
