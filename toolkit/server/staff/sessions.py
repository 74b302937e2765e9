"""Who is signed in: in memory only, by a random token that only their browser has."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

HOURS = 8
"""How long a session lasts: a working day."""

MOST = 200
"""Sessions at once; the oldest goes for one more."""


@dataclass(frozen=True)
class _Session:
    since: float  # seconds on the clock of `Sessions`
    stored: str  # the password's hash at that time


class Sessions:
    """The sessions of one server."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Take a clock in seconds. The wall's, since others stand still while a laptop sleeps."""
        self._clock = clock
        self._open: dict[bytes, _Session] = {}  # by the token's digest, the oldest first

    def begin(self, stored: str) -> str:
        """Begin a session under a password's hash; return its token."""
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        token = secrets.token_urlsafe(32)
        self._open[_digest(token)] = _Session(self._clock(), stored)
        return token

    def holds(self, token: str, stored: str) -> bool:
        """Tell whether a session is under way. Another password than at its start ends it."""
        session = self._open.get(_digest(token))
        if session is None:
            return False
        old = self._clock() - session.since
        if session.stored == stored and 0 <= old < HOURS * 3600:
            return True
        self.end(token)
        return False

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        self._open.pop(_digest(token), None)


def _digest(token: str) -> bytes:
    # Looked up by its digest, a token cannot be found out letter by letter by how long that takes.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
