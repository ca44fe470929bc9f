"""What a fetch of a scenario costs: 500 houses ask every 30 seconds. Figures are printed, not judged."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from service_center.domain.keys import UnitKey
from service_center.extensions import db, proven
from service_center.models.scenarios import Choice, Scenario
from service_center.services.transaction import transaction
from tests.bench.measure import compare, ratio, say, say_pair
from tests.client import Browser
from tests.factories import E001, E002, LONG_AGO, SOUND, Maker, Person


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


def test_a_round_of_five_hundred_houses_against_the_floor(app: Flask, curl: Browser, make: Maker) -> None:
    """Every 30 seconds each house asks for its scenario; the floor reads the chosen text from the same database, and nothing else."""
    units = [UnitKey('green', 'first', f'E{n:03d}') for n in range(1, 501)]
    for unit in units:
        make.unit(unit)
        make.user(unit.unit_id.lower(), unit)
        make.chosen(unit)

    def ours() -> None:
        for unit in units:
            user = unit.unit_id.lower()
            form = {'communityId': 'green', 'clusterId': 'first', 'username': user, 'password': user, 'unitId': unit.unit_id}
            answer = curl.post('/api/misc/scenario/currentData', data=form)
            assert (answer.status_code, answer.get_data(as_text=True)) == (200, SOUND)

    def floor() -> None:
        with app.app_context():
            for unit in units:
                of_unit = {'community_id': unit.community_id, 'cluster_id': unit.cluster_id, 'unit_id': unit.unit_id}
                chosen = select(Choice.scenario_id).filter_by(**of_unit).order_by(Choice.created.desc()).limit(1)
                assert db.session.execute(select(Scenario.data).where(Scenario.id == chosen.scalar_subquery())).scalar() == SOUND

    pair = compare(ours, floor, 5)
    print()
    say_pair('500 houses fetch their scenario (ours, floor)', pair)
    say('of the 30 seconds one process is busy for, %', 100 * pair.one / 30)
