"""How often a password may be tried: by one caller, and by all together."""

from __future__ import annotations

import time
from collections.abc import Callable

from toolkit.server.limits import MOST_CALLERS, Buckets

BURST, SECONDS = 6, 60
"""One caller: so many attempts at once, then one after so many seconds."""

BURST_OF_ALL, SECONDS_OF_ALL = 30, 2
"""All callers together. At this pace twelve random letters outlast any server."""

_ALL = ""
"""The name of the one bucket for all."""


class Attempts:
    """The attempts of late, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds."""
        self._callers = Buckets(BURST, 1 / SECONDS, MOST_CALLERS, clock)
        self._all = Buckets(BURST_OF_ALL, 1 / SECONDS_OF_ALL, 1, clock)

    def wait(self, caller: str) -> int:
        """Count an attempt and return 0; or return the seconds until there may be one."""
        wait = max(self._callers.wait(caller, 1), self._all.wait(_ALL, 1))
        if not wait:
            self._callers.take(caller, 1)
            self._all.take(_ALL, 1)
        return wait

    def forget(self, caller: str) -> None:
        """Forget a caller's attempts: the last one was right."""
        self._callers.forget(caller)
