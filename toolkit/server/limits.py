"""How much may be sent: by one visit, and, only far above a whole network's phones, by one caller.

A mobile carrier has two thousand phones and more behind one address: what stops one of them there
must never stop the others. So a visit, or a page that searches, is held back first. In memory
alone, and bounded.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

VISIT_BURST, VISIT_PACE = 900, 3.0
"""One visit: so many events at once, then so many a second. A long lesson has a hundred."""

CALLER_BURST, CALLER_PACE = 100_000, 1500.0
"""One address: two thousand phones with fifty events each at once, then one each and second."""

VISITOR_BURST, VISITOR_PACE = 3, 1.0
"""One page: so many searches at once, then so many a second, as fast as anyone reads."""

SEARCHER_BURST, SEARCHER_PACE = 200, 20.0
"""One address that searches: a webinar's phones behind one carrier's."""

MOST_VISITS = 20_000
MOST_CALLERS = 5_000
"""How many are remembered; who was silent for the longest is forgotten first."""


class Limits:
    """What was sent of late. It is used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds."""
        self._visits = Buckets(VISIT_BURST, VISIT_PACE, MOST_VISITS, clock)
        self._callers = Buckets(CALLER_BURST, CALLER_PACE, MOST_CALLERS, clock)

    def knock(self, caller: str) -> int:
        """Count somebody who sends what may be no message at all; otherwise as `wait`."""
        wait = self._callers.wait(caller, 1)
        if not wait:
            self._callers.take(caller, 1)
        return wait

    def wait(self, caller: str, visit: str, events: int) -> int:
        """Count a message of so many events and return 0; or return the seconds to wait first."""
        wait = max(self._visits.wait(visit, events + 1), self._callers.wait(caller, events))
        if not wait:
            self._visits.take(visit, events + 1)
            self._callers.take(caller, events)
        return wait


class SearchLimits:
    """What was searched for of late: how often, not what. It is used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock in seconds."""
        self._visitors = Buckets(VISITOR_BURST, VISITOR_PACE, MOST_VISITS, clock)
        self._callers = Buckets(SEARCHER_BURST, SEARCHER_PACE, MOST_CALLERS, clock)

    def wait(self, caller: str, visitor: str) -> int:
        """Count a search and return 0; or return the seconds to wait first."""
        wait = max(self._visitors.wait(visitor, 1), self._callers.wait(caller, 1))
        if not wait:
            self._visitors.take(visitor, 1)
            self._callers.take(caller, 1)
        return wait


class Buckets:
    """One bucket for each name. It fills by itself; what is kept is when it will be full again."""

    def __init__(self, burst: int, pace: float, most: int, clock: Callable[[], float]) -> None:
        """Take what one holds, what it gains a second, how many are remembered, and a clock."""
        self._seconds = burst / pace  # an empty one takes so long to fill
        self._pace = pace
        self._most = most
        self._clock = clock
        self._full: OrderedDict[str, float] = OrderedDict()

    def wait(self, name: str, cost: int) -> int:
        """Return the seconds until a bucket holds a cost, 0 where it does. Nothing is taken."""
        now = self._clock()
        full = max(self._full.get(name, now), now) + cost / self._pace
        return max(math.ceil(full - now - self._seconds), 0)

    def take(self, name: str, cost: int) -> None:
        """Take a cost out of a bucket."""
        now = self._clock()
        self._full[name] = max(self._full.pop(name, now), now) + cost / self._pace
        while len(self._full) > self._most:
            self._full.popitem(last=False)

    def forget(self, name: str) -> None:
        """Let a bucket be full."""
        self._full.pop(name, None)


class Callers:
    """Names for addresses, so that one can be told from another without knowing either.

    The key is made at start and never leaves the memory: not even we can turn a name back.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def name(self, address: str) -> str:
        """Return the name of an address; a home's or a phone's IPv6 network counts as one."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            text = address
        else:
            found = getattr(found, "ipv4_mapped", None) or found
            text = str(found)
            if found.version == 6:  # noqa: PLR2004  # the other version of the protocol
                text = str(ipaddress.ip_network((found, 64), strict=False))
        named = hashlib.blake2b(text.encode("utf-8", "replace"), key=self._key, digest_size=16)
        return named.hexdigest()
