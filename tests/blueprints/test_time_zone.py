"""The zone in which a community lives: what a day is on its pages."""

from flask import Flask

from service_center.extensions import db
from service_center.models.communities import Community
from tests.client import Browser
from tests.factories import Person

CLUSTER = 'communityId=green&clusterId=first'


def move(app: Flask, zone: str) -> None:
    with app.app_context():
        db.session.query(Community).filter_by(code='green').update({'time_zone': zone})
        db.session.commit()


def test_is_the_setting_where_the_community_names_none(app: Flask, client: Browser, ada: Person) -> None:
    client.sign_in(ada)
    assert client.get(f'/api/staff/community/timeZone?{CLUSTER}').json == {'timeZone': app.config['TIME_ZONE']}


def test_is_told_to_staff_and_to_those_who_live_there(app: Flask, client: Browser, ada: Person, rosa: Person) -> None:
    move(app, 'Pacific/Chatham')
    client.sign_in(ada)
    assert client.get(f'/api/staff/community/timeZone?{CLUSTER}').json == {'timeZone': 'Pacific/Chatham'}
    client.sign_in(rosa)
    assert client.get(f'/api/resident/community/timeZone?{CLUSTER}&unitId=E001').json == {'timeZone': 'Pacific/Chatham'}
    assert client.get(f'/api/resident/community/timeZone?{CLUSTER}&unitId=E002').data == b'not a resident'


def test_a_cluster_that_is_not_registered_has_none(client: Browser, ada: Person) -> None:
    client.sign_in(ada)
    answer = client.get('/api/staff/community/timeZone?communityId=green&clusterId=nowhere')
    assert (answer.status_code, answer.data) == (400, b'bad param values : communityId, clusterId')
