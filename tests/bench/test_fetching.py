"""What a fetch of a scenario costs: 500 houses ask every 30 seconds. Figures are printed, not judged."""

from datetime import timedelta

from flask import Flask

from service_center.extensions import db, proven
from service_center.models.scenarios import Choice
from service_center.services.transaction import transaction
from tests.bench.measure import ratio, say
from tests.client import Browser
from tests.factories import E001, E002, LONG_AGO, Maker, Person


def fetch(client: Browser, user: str, unit: str) -> None:
    form = {'communityId': 'green', 'clusterId': 'first', 'username': user, 'password': user, 'unitId': unit}
    assert client.post('/api/misc/scenario/currentData', data=form).status_code == 200


def test_a_fetch_with_credentials_that_are_remembered_against_one_that_hashes(client: Browser, make: Maker, rosa: Person) -> None:
    make.chosen(E001)

    def remembered() -> None:
        fetch(client, 'rosa', 'E001')

    def hashed() -> None:
        proven.forget_all()
        remembered()

    say('a fetch that hashes / one that is remembered', ratio(hashed, remembered))


def test_a_fetch_after_many_choices_against_one_after_a_single_choice(
    app: Flask, client: Browser, make: Maker, rosa: Person, otto: Person,
) -> None:
    make.chosen(E001)
    many = make.chosen(E002)
    with app.app_context(), transaction():
        db.session.add_all(
            Choice(community_id='green', cluster_id='first', unit_id='E002', created=LONG_AGO + timedelta(minutes=n), scenario_id=many)
            for n in range(20_000)
        )

    say('20,001 choices / 1 choice', ratio(lambda: fetch(client, 'otto', 'E002'), lambda: fetch(client, 'rosa', 'E001')))
