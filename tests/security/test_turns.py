"""Only so many slow hashes at once: strangers must not take every thread."""

import pytest

from service_center.domain.errors import TooManyAttempts
from service_center.security.turns import Turns


def test_beyond_so_many_one_is_told_to_come_again_in_a_second() -> None:
    turns = Turns(2, waiting=10)
    with turns.turn(0), turns.turn(0):
        with pytest.raises(TooManyAttempts) as refused, turns.turn(0):
            pass
        assert refused.value.retry_after == 1


def test_only_so_many_unknown_ones_wait_but_everyone_who_was_let_in_before() -> None:
    turns = Turns(2, waiting=1)
    with turns.turn(0):
        with pytest.raises(TooManyAttempts), turns.turn(60):  # refused at once, however patient
            pass
        with turns.turn(0, is_known=True):
            pass


def test_a_turn_is_given_back_whatever_happens() -> None:
    turns = Turns(1, waiting=1)
    for _ in range(3):
        with pytest.raises(ValueError, match='failed'), turns.turn(0):
            raise ValueError('failed')
    with turns.turn(0):
        pass
