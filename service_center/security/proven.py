"""Credentials of apis-main that were found good: remembered in memory under a keyed digest, never the password itself."""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict

REMEMBERED_SEC = 300
MOST = 10_000


class ProvenCredentials:
    """What was let in, keyed to the user, the stored hash and whether the account is active: a change of any counts at once."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._proven_at: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def is_fresh(self, facts: tuple[object, ...], now: float) -> bool:
        """Say whether these facts were proven within the last minutes (`now` in s since the epoch)."""
        proven_at = self._proven_at.get(self._digest(facts))
        return proven_at is not None and 0 <= now - proven_at < REMEMBERED_SEC

    def is_known(self, facts: tuple[object, ...]) -> bool:
        """Say whether these facts were ever proven in this process: who was let in before is not held back by others' failures."""
        return self._digest(facts) in self._proven_at

    def remember(self, facts: tuple[object, ...], now: float) -> None:
        """Note that these facts were proven; the oldest are forgotten beyond ten thousand."""
        with self._lock:
            digest = self._digest(facts)
            self._proven_at[digest] = now
            self._proven_at.move_to_end(digest)
            while len(self._proven_at) > MOST:
                self._proven_at.popitem(last=False)

    def forget_all(self) -> None:
        """Forget everything."""
        with self._lock:
            self._proven_at.clear()

    def _digest(self, facts: tuple[object, ...]) -> bytes:
        return hmac.new(self._key, repr(facts).encode('utf-8', 'surrogatepass'), hashlib.sha256).digest()
