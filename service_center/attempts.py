"""Counts failed attempts in a moving window: in memory, or in Redis where several processes must agree."""

from collections.abc import Sequence
from math import ceil

from limits import RateLimitItem, storage, strategies

Key = tuple[RateLimitItem, tuple[str, ...]]


class Attempts:
    """Failed attempts per key; a key is a limit and what it is counted for."""

    def __init__(self) -> None:
        self.use('')

    def use(self, redis_url: str) -> None:
        """Count in the Redis server at that address, or in this process where it is empty."""
        self._storage = storage.storage_from_string(redis_url or 'memory://')
        self._limiter = strategies.MovingWindowRateLimiter(self._storage)

    def too_many(self, keys: Sequence[Key], now: float) -> int | None:
        """Say after how many seconds the next attempt is let in, or None where it is let in now (`now` in s since the epoch)."""
        full = [
            self._limiter.get_window_stats(item, *counted).reset_time
            for item, counted in keys
            if not self._limiter.test(item, *counted)
        ]
        return max(1, ceil(max(full) - now)) if full else None

    def record(self, keys: Sequence[Key]) -> None:
        """Count one failed attempt for each key."""
        for item, counted in keys:
            self._limiter.hit(item, *counted)

    def forget_all(self) -> None:
        """Forget every count."""
        self._storage.reset()
