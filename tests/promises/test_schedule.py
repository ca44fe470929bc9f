"""Every periodic job expires before its next turn: late ones don't pile up."""

from datetime import timedelta

import pytest

import celeryconfig


@pytest.mark.parametrize('name', sorted(celeryconfig.beat_schedule))
def test_a_job_expires_before_its_next_turn(name: str) -> None:
    entry = celeryconfig.beat_schedule[name]
    assert isinstance(entry['schedule'], timedelta)
    assert 0 < entry['options']['expires'] <= entry['schedule'].total_seconds()
