"""The clock."""

from datetime import UTC, timedelta

import time_machine

from service_center.lib import clock
from tests.factories import NOW


def test_the_clock_says_what_time_it_is_in_utc() -> None:
    with time_machine.travel(NOW, tick=False):
        assert clock.now() == NOW
        assert clock.now().tzinfo is UTC
        assert clock.now().utcoffset() == timedelta()
