"""A store before which something happens at a chosen write: someone else is quicker, or the process is killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from service_center.extensions import mongo

WRITES = ('bulk_write', 'update_one')


class Killed(BaseException):
    """SIGKILL as a test can have it: nothing catches this."""


class Writes:
    """Counts the writes, and calls `before` with the number of each, the collection and what is to be written."""

    def __init__(self, before: Callable[[int, Any, str, Any], None]) -> None:
        self.count = 0
        self._before = before

    def note(self, collection: Any, method: str, arguments: Any) -> None:
        self.count += 1
        self._before(self.count, collection, method, arguments)


@contextmanager
def watched(before: Callable[[int, Any, str, Any], None]) -> Iterator[Writes]:
    """Let `before` happen before each write that is done in here."""
    writes, ask = Writes(before), mongo.collection
    mongo.collection = lambda label: _Watched(ask(label), writes)  # type: ignore[assignment, return-value, method-assign]
    try:
        yield writes
    finally:
        mongo.collection = ask  # type: ignore[method-assign]


def killed_at(number: int, share: float) -> Callable[[int, Any, str, Any], None]:
    """Kill at a write after a share of it: 0 before anything of it, 1 right after it."""

    def before(count: int, collection: Any, method: str, arguments: Any) -> None:
        if count != number:
            return
        if method == 'bulk_write':
            done = arguments[0][:round(share * len(arguments[0]))]
            if done:
                collection.bulk_write(done)
        elif share == 1:
            getattr(collection, method)(*arguments, upsert=True)
        raise Killed

    return before


class _Watched:
    def __init__(self, collection: Any, writes: Writes) -> None:
        self._collection, self._writes = collection, writes

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._collection, name)
        if name not in WRITES:
            return method

        def noted(*args: Any, **options: Any) -> Any:
            self._writes.note(self._collection, name, args)
            return method(*args, **options)

        return noted
