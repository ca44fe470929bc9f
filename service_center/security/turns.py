"""How many slow hashes are reckoned at once: strangers who try passwords must not take every thread from those who were let in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from service_center.domain.errors import TooManyAttempts


class Turns:
    """So many at a time; who waits longer than he may is told to come again in a second."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)

    @contextmanager
    def turn(self, patience_sec: float) -> Iterator[None]:
        """Take a turn, waiting for it at most so long (s); raises TooManyAttempts."""
        if not self._free.acquire(timeout=patience_sec):
            raise TooManyAttempts(1)
        try:
            yield
        finally:
            self._free.release()
