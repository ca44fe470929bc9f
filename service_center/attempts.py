"""Counts failed attempts in a moving window: in memory, or in Redis where several processes must agree.

While Redis does not answer each process counts for itself: logins and fetches go on, and guessing stays limited.
"""

import logging
import time
from collections.abc import Callable, Sequence
from math import ceil
from typing import TypeVar

from limits import RateLimitItem, storage, strategies
from redis import RedisError

Key = tuple[RateLimitItem, tuple[str, ...]]
Answer = TypeVar('Answer')
REDIS_SEC = 1
PAUSE_SEC = 5  # how long nobody asks a Redis that did not answer

logger = logging.getLogger(__name__)


class Attempts:
    """Failed attempts per key; a key is a limit and what it is counted for."""

    def __init__(self) -> None:
        self.use('')

    def use(self, redis_url: str) -> None:
        """Count in the Redis server at that address, or in this process where it is empty."""
        self._own = strategies.MovingWindowRateLimiter(storage.storage_from_string('memory://'))
        self._shared: strategies.MovingWindowRateLimiter | None = None
        self._away_until = 0.0
        if redis_url:
            patience = {'socket_timeout': REDIS_SEC, 'socket_connect_timeout': REDIS_SEC}
            self._shared = strategies.MovingWindowRateLimiter(storage.storage_from_string(redis_url, **patience))

    def too_many(self, keys: Sequence[Key], now: float) -> int | None:
        """Say after how many seconds the next attempt is let in, or None where it is let in now (`now` in s since the epoch)."""
        def waits(limiter: strategies.MovingWindowRateLimiter) -> list[float]:
            return [limiter.get_window_stats(item, *counted).reset_time for item, counted in keys if not limiter.test(item, *counted)]

        full = self._asked(waits)
        return max(1, ceil(max(full) - now)) if full else None

    def record(self, keys: Sequence[Key]) -> None:
        """Count one failed attempt for each key."""
        def count(limiter: strategies.MovingWindowRateLimiter) -> None:
            for item, counted in keys:
                limiter.hit(item, *counted)

        self._asked(count)

    def forget_all(self) -> None:
        """Forget every count."""
        self._asked(lambda limiter: limiter.storage.reset())
        self._own.storage.reset()

    def _asked(self, question: Callable[[strategies.MovingWindowRateLimiter], Answer]) -> Answer:
        if self._shared and time.monotonic() >= self._away_until:
            try:
                return question(self._shared)
            except RedisError as error:
                self._away_until = time.monotonic() + PAUSE_SEC
                logger.warning('Redis does not answer (%s): this process counts failed logins by itself', type(error).__name__)
        return question(self._own)
