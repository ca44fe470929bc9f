"""A Redis that is away: failed logins are counted all the same, and nobody is kept out by it."""

import time

import pytest
from limits import RateLimitItemPerMinute

from service_center.attempts import Attempts

LIMIT = RateLimitItemPerMinute(3, 15, namespace='test')
KEYS = [(LIMIT, ('anna', '192.0.2.1'))]


def test_attempts_are_counted_in_the_process_while_redis_is_away(caplog: pytest.LogCaptureFixture) -> None:
    attempts = Attempts()
    attempts.use('redis://127.0.0.1:1/0')
    assert attempts.too_many(KEYS, time.time()) is None
    for _ in range(3):
        attempts.record(KEYS)
    assert attempts.too_many(KEYS, time.time())
    told = [record.getMessage() for record in caplog.records]
    assert told == ['Redis does not answer (ConnectionError): this process counts failed logins by itself']
