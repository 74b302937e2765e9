"""Limits at the rooms' doors: who tries codes, and who opens streams without end.

A right code costs nothing. A mobile carrier has a thousand phones of one webinar behind one
address, and behind a proxy that nobody named in `trusted_proxies` all have one: so an address may
slip often, and may open as many streams as a whole room has phones. In memory alone, and bounded.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from toolkit.server.limits import MOST_CALLERS, MOST_VISITS, Buckets

CALLER_BURST, CALLER_PACE = 60, 1.0
"""One address: so many codes that are none at once, then so many a second."""

ALL_BURST, ALL_PACE = 600, 20.0
"""All addresses together. Beyond that somebody is guessing from many of them."""

STRICT_BURST, STRICT_PACE = 3, 0.05
"""One address meanwhile: who typed a code rightly is let in all the same."""

VISIT_BURST, VISIT_PACE = 20, 1.0
"""One visit: so many streams at once, then so many a second."""

STREAMS_BURST, STREAMS_PACE = 6000, 200.0
"""One address: all the phones of a large room come again at once after a restart."""

EVERYBODY = ""


class Guesses:
    """The wrong codes of late. It is used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds."""
        self._callers = Buckets(CALLER_BURST, CALLER_PACE, MOST_CALLERS, clock)
        self._strict = Buckets(STRICT_BURST, STRICT_PACE, MOST_CALLERS, clock)
        self._all = Buckets(ALL_BURST, ALL_PACE, 1, clock)

    def wait(self, caller: str) -> int:
        """Return the seconds until somebody may try a code, 0 for now."""
        wait = self._callers.wait(caller, 1)
        if self._all.wait(EVERYBODY, 1):
            wait = max(wait, self._strict.wait(caller, 1))
        return wait

    def missed(self, caller: str) -> None:
        """Count a code that was none."""
        for buckets, name in ((self._callers, caller), (self._strict, caller), (self._all, "")):
            if not buckets.wait(name, 1):
                buckets.take(name, 1)


class Openings:
    """The streams that were opened of late. It is used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds."""
        self._visits = Buckets(VISIT_BURST, VISIT_PACE, MOST_VISITS, clock)
        self._callers = Buckets(STREAMS_BURST, STREAMS_PACE, MOST_CALLERS, clock)

    def wait(self, caller: str, visit: str) -> int:
        """Count a stream and return 0; or return the seconds to wait first."""
        # A shared screen has no visit: those of one address share what one visit has.
        name = visit or caller
        wait = max(self._visits.wait(name, 1), self._callers.wait(caller, 1))
        if not wait:
            self._visits.take(name, 1)
            self._callers.take(caller, 1)
        return wait
