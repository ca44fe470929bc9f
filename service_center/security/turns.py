"""How many slow hashes are reckoned at once: strangers who try passwords must not take every thread from those who were let in."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from service_center.domain.errors import TooManyAttempts


class Turns:
    """So many at a time, and so many unknown ones waiting; who finds no place is told to come again in a second."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._waiting = threading.BoundedSemaphore(waiting)

    @contextmanager
    def turn(self, patience_sec: float, *, is_known: bool = False) -> Iterator[None]:
        """Take a turn, waiting for it at most so long (s); who was let in before always finds a place to wait. Raises TooManyAttempts."""
        with ExitStack() as places:
            if not is_known:
                self._take(self._waiting, 0, places)
            self._take(self._free, patience_sec, places)
            yield

    @staticmethod
    def _take(place: threading.BoundedSemaphore, patience_sec: float, places: ExitStack) -> None:
        if not place.acquire(timeout=patience_sec):
            raise TooManyAttempts(1)
        places.callback(place.release)
