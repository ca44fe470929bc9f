"""What has reached its documented age is removed, and nothing else."""

from datetime import datetime

import pytest

from service_center.models.audit import Audit
from service_center.models.monitoring import Notice
from service_center.models.scenarios import Delivery
from service_center.models.users import Session
from service_center.services import housekeeping, sessions
from tests.client import Browser
from tests.factories import DAY, NOW, SECOND, Maker, Person

DAYS = {'deliveries': 400, 'audit': 1100, 'notices': 400}


def delivered(make: Maker, unit_row_id: int, at: datetime) -> None:
    make.row(Delivery, unit_id=unit_row_id, delivered_at=at, scenario_id=None, digest='')


def changed(make: Maker, at: datetime) -> None:
    make.row(Audit, at=at, who='ada', what='monitor', before='off', after='on')


def test_sessions_that_are_over_are_removed(client: Browser, make: Maker, rosa: Person, otto: Person) -> None:
    client.sign_in(rosa)
    client.sign_in(otto)
    assert housekeeping.purge(DAYS, NOW + sessions.AGE - SECOND)['sessions'] == 0
    assert housekeeping.purge(DAYS, NOW + sessions.AGE)['sessions'] == 2
    assert make.count(Session) == 0


@pytest.mark.parametrize(('days', 'left'), [(400, 1), (401, 0)])
def test_deliveries_are_removed_after_their_days(make: Maker, cluster: dict[str, int], days: int, left: int) -> None:
    delivered(make, cluster['E001'], NOW - days * DAY)
    assert housekeeping.purge(DAYS, NOW)['deliveries'] == 1 - left
    assert make.count(Delivery) == left


@pytest.mark.parametrize(('days', 'left'), [(1100, 1), (1101, 0)])
def test_who_changed_what_is_removed_after_its_days(make: Maker, days: int, left: int) -> None:
    changed(make, NOW - days * DAY)
    assert housekeeping.purge(DAYS, NOW)['audit'] == 1 - left
    assert make.count(Audit) == left


@pytest.mark.parametrize(('sent', 'left'), [(NOW - 400 * DAY, 1), (NOW - 401 * DAY, 0), (None, 1)])
def test_notices_that_were_sent_are_removed_after_their_days_and_others_never(make: Maker, sent: datetime | None, left: int) -> None:
    make.notice(created=NOW - 500 * DAY, sent=sent)
    assert housekeeping.purge(DAYS, NOW)['notices'] == 1 - left
    assert make.count(Notice) == left


def test_twice_is_once(make: Maker) -> None:
    changed(make, NOW - 2000 * DAY)
    housekeeping.purge(DAYS, NOW)
    assert housekeeping.purge(DAYS, NOW) == {'sessions': 0, 'deliveries': 0, 'notices': 0, 'audit': 0}
