"""What verdicts do: failures are opened and closed, each together with its notice."""

from collections.abc import Iterable

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from service_center.domain.keys import ClusterKey
from service_center.domain.monitors import NO_LONGER_MONITORED, Verdict
from service_center.extensions import db
from service_center.lib.zones import named_zone
from service_center.models.monitoring import ONE_OPEN_FAILURE, Failure, Notice
from service_center.services import failures
from service_center.services.notices import Address
from service_center.services.transaction import transaction
from tests.factories import CLUSTER, HOUR, MINUTE, NOW, Maker
from tests.services.rivals import quicker

ALIVE, MAIN = 'apis_main_alive', 'apis-main'
OPS = Address('monitor@example.com', ('ops@example.org',), (), named_zone('Asia/Tokyo'))
E1, E2 = 'E001', 'E002'


def well(unit: str | None = E1, program: str | None = MAIN) -> Verdict:
    return Verdict(program, unit, None)


def wrong(unit: str | None = E1, problem: str = 'silent', program: str | None = MAIN) -> Verdict:
    return Verdict(program, unit, problem)


def settle(*verdicts: Verdict, monitor: str = ALIVE, program: str | None = MAIN, cluster: ClusterKey = CLUSTER) -> None:
    with transaction():
        failures.settle(cluster, monitor, program, verdicts, OPS, NOW)


def stored() -> list[tuple[str | None, str]]:
    """Say of each failure, by id, which unit it is of and whether it is open."""
    rows = db.session.execute(select(Failure.unit_id, Failure.closed).order_by(Failure.id))
    return [(unit, 'closed' if closed else 'open') for unit, closed in rows]


def mailed() -> list[str]:
    """Say what the notices say, by their subjects."""
    subjects: Iterable[str] = db.session.scalars(select(Notice.subject).order_by(Notice.id))
    return [subject.partition('failure ')[2].replace(' : green > first > apis-main', '').replace(' >', '') for subject in subjects]


def test_what_is_wrong_is_opened_once_and_closed_when_it_is_well() -> None:
    settle(wrong())
    settle(wrong(problem='still silent'))
    assert (stored(), mailed()) == ([(E1, 'open')], ['detected E001'])
    settle(well())
    settle(well())
    assert (stored(), mailed()) == ([(E1, 'closed')], ['detected E001', 'closed E001'])
    settle(wrong())
    assert (stored(), mailed()) == ([(E1, 'closed'), (E1, 'open')], ['detected E001', 'closed E001', 'detected E001'])


def test_a_failure_says_what_and_when_and_keeps_its_first_words(make: Maker) -> None:
    settle(wrong(problem='silent'))
    settle(wrong(problem='silent for long'))
    assert make.rows(Failure, 'type', 'community_id', 'cluster_id', 'program_id', 'unit_id', 'detected', 'closed', 'description') == [
        (ALIVE, 'green', 'first', MAIN, E1, NOW, None, 'silent'),
    ]


def test_a_character_that_a_database_can_not_hold_hides_no_failure(make: Maker) -> None:
    settle(wrong(problem='a\0b'))
    assert make.rows(Failure, 'description') == ['a b']
    assert '\0' not in make.rows(Notice, 'text')[0]


def test_ids_follow_the_order_of_the_verdicts() -> None:
    settle(*(wrong(f'E{number:03}') for number in (3, 1, 2)))
    assert [unit for unit, _ in stored()] == ['E003', 'E001', 'E002']
    assert mailed() == ['detected E003', 'detected E001', 'detected E002']


def test_each_unit_has_its_own_failure() -> None:
    settle(wrong(E1), wrong(E2))
    settle(wrong(E1), well(E2))
    assert stored() == [(E1, 'open'), (E2, 'closed')]


def test_a_program_that_is_one_for_the_cluster_has_a_failure_without_a_unit() -> None:
    settle(wrong(None))
    settle(wrong(None))
    settle(well(None))
    assert stored() == [(None, 'closed')]
    assert mailed() == ['detected', 'closed']


def test_a_unit_that_is_not_watched_any_more_is_closed_and_its_mail_says_why(make: Maker) -> None:
    settle(wrong(E1), wrong(E2))
    settle(wrong(E2))
    assert stored() == [(E1, 'closed'), (E2, 'open')]
    assert mailed() == ['detected E001', 'detected E002', 'closed E001']
    assert NO_LONGER_MONITORED in make.rows(Notice, 'text')[2]
    settle()
    assert stored() == [(E1, 'closed'), (E2, 'closed')]


def test_failures_of_other_monitors_programs_and_clusters_are_left_alone(make: Maker) -> None:
    make.failure(type='apis_main_severe', program_id=MAIN, unit_id=E1)
    make.failure(type=ALIVE, program_id='another', unit_id=E1)
    make.failure(type=ALIVE, program_id=None, unit_id=E1)
    make.failure(type=ALIVE, program_id=MAIN, unit_id=E1, cluster_id='second')
    settle(well(E1))
    settle()
    assert stored() == [(E1, 'open')] * 4
    settle(wrong(E1))
    assert len(stored()) == 5


def test_two_open_failures_of_one_thing_are_closed_together_with_a_mail_each(make: Maker) -> None:
    """A database that comes from the original may hold them (J5)."""
    ONE_OPEN_FAILURE.drop(db.session.connection())
    db.session.commit()
    try:
        make.failure(type=ALIVE, program_id=MAIN, unit_id=E1)
        make.failure(type=ALIVE, program_id=MAIN, unit_id=E1)
        settle(wrong(E1))
        assert stored() == [(E1, 'open')] * 2
        settle(well(E1))
        assert (stored(), mailed()) == ([(E1, 'closed')] * 2, ['closed E001'] * 2)
    finally:
        db.session.execute(delete(Notice))
        db.session.execute(delete(Failure))
        ONE_OPEN_FAILURE.create(db.session.connection())
        db.session.commit()


@pytest.mark.parametrize('fields', [
    {}, {'unit_id': None}, {'program_id': None, 'unit_id': None}, {'community_id': None, 'cluster_id': None, 'program_id': None},
])
def test_the_database_holds_no_two_open_failures_of_one_thing(make: Maker, fields: dict[str, None]) -> None:
    thing = {'type': ALIVE, 'program_id': MAIN, 'unit_id': E1} | fields
    make.failure(**thing, closed=NOW)
    make.failure(**thing)
    make.failure(**thing, closed=NOW)
    with pytest.raises(IntegrityError):
        make.failure(**thing)


def test_one_who_was_quicker_leaves_no_half_of_a_failure(make: Maker) -> None:
    def somebody_else_opens_the_second() -> None:
        make.failure(type=ALIVE, program_id=MAIN, unit_id=E2)

    with pytest.raises(IntegrityError), quicker(somebody_else_opens_the_second):
        settle(wrong(E1), wrong(E2))
    assert (stored(), mailed()) == ([(E2, 'open')], [])


def test_failure_and_notice_are_stored_together_or_not_at_all(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(wrong(E2))

    def break_off(*_: object) -> None:
        raise OSError('killed')

    monkeypatch.setattr(failures.notices, 'write', break_off)
    for verdicts in ([wrong(E1), wrong(E2)], [well(E2)], []):
        with pytest.raises(OSError, match='killed'):
            settle(*verdicts)
    assert stored() == [(E2, 'open')]
    assert make.count(Notice) == 1


# ---- questions


def test_open_failures_of_a_monitor_are_listed_by_id(make: Maker) -> None:
    late, early = make.failure(unit_id=E1, detected=NOW), make.failure(unit_id=E2, detected=NOW - HOUR)
    make.failure(unit_id='E003', closed=NOW)
    make.failure(type=ALIVE)
    assert [failure.id for failure in failures.list_open(CLUSTER, 'apis_ccc_alive')] == [late, early]


def test_clusters_with_an_open_failure_are_listed_once(make: Maker) -> None:
    make.failure(unit_id=E1)
    make.failure(unit_id=E2)
    make.failure(cluster_id='second', closed=NOW)
    make.failure(community_id=None, cluster_id=None)
    assert failures.list_clusters('apis_ccc_alive') == {CLUSTER, ClusterKey('', '')}
    assert failures.list_clusters(ALIVE) == set()


def test_the_last_close_is_found(make: Maker) -> None:
    assert failures.find_last_closed(CLUSTER, 'apis_ccc_alive') is None
    for closed in (NOW - HOUR, NOW - MINUTE, NOW - 2 * HOUR, None):
        make.failure(closed=closed)
    make.failure(closed=NOW, cluster_id='second')
    assert failures.find_last_closed(CLUSTER, 'apis_ccc_alive') == NOW - MINUTE
