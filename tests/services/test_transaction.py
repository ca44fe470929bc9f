"""One service call is one transaction."""

import pytest
from sqlalchemy.exc import IntegrityError

from service_center.extensions import db
from service_center.models.communities import Community
from service_center.services.transaction import once_more, transaction
from tests.factories import Maker


def test_what_was_changed_inside_is_there_afterwards(make: Maker) -> None:
    with transaction():
        db.session.add(Community(code='green', name='Green'))
    assert make.rows(Community, 'code') == ['green']


def test_nothing_is_there_if_anything_went_wrong(make: Maker) -> None:
    def break_down() -> None:
        with transaction():
            db.session.add(Community(code='green', name='Green'))
            db.session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        break_down()
    assert make.count(Community) == 0
    assert not db.session.new


def test_work_is_done_once_more_if_somebody_else_added_the_row() -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError('INSERT', None, Exception('UNIQUE constraint failed'))
        return 'done'

    assert once_more(work) == 'done'
    assert len(tries) == 2


@pytest.mark.parametrize(
    ('error', 'times'),
    [(IntegrityError('INSERT', None, Exception()), 2), (KeyError('x'), 1)], ids=['twice in the way', 'anything else'],
)
def test_work_is_not_tried_for_ever(error: Exception, times: int) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise error

    with pytest.raises(type(error)):
        once_more(work)
    assert len(tries) == times
