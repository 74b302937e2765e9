"""Politeness to a host: one request at a time, and a pause before the next, for all threads.

Whoever waits longest is asked for first: of several searches that each take three requests, the
first is answered before the second begins, instead of all too late. One that has begun in time may
use the grace of its deadline for its other requests.
"""

from __future__ import annotations

import bisect
import itertools
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.catalogue.deadline import deadline
from toolkit.catalogue.errors import CatalogueError, Trouble

BREATH = 0.1
"""How much of the pause comes after an answer, however long that took.

It is also the time in which a search that goes on says so, before another one begins.
"""

LEARNING = 0.3
"""How much the last answer counts in how long an answer usually takes."""


class Turns:
    """The queue before one host."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._waiting: list[tuple[float, int]] = []  # by the moment until which they wait
        self._is_taken = False
        self._next = 0.0  # of time.monotonic(): when the next may begin
        self._usual = 0.0  # how many seconds an answer takes

    @contextmanager
    def turn(self, pace: float) -> Iterator[None]:
        """Wait until nobody else asks, and `pace` seconds have passed since somebody began to.

        Raises `CatalogueError` of the kind busy: at once where the turn would come after this
        thread's deadline, else when the deadline is there.
        """
        with self._changed:
            self._wait(pace)
            self._is_taken = deadline().has_begun = True
            began = time.monotonic()
            self._next = max(self._next, began + pace)
        try:
            yield
        finally:
            with self._changed:
                now = time.monotonic()
                self._next = max(self._next, now + BREATH * pace)
                self._usual += LEARNING * (now - began - self._usual)
                self._is_taken = False
                self._changed.notify_all()

    def rest(self, seconds: float) -> None:
        """Let nobody ask for so many seconds from now: the host wants it so."""
        with self._changed:
            self._next = max(self._next, time.monotonic() + seconds)

    def _wait(self, pace: float) -> None:
        until = deadline().patience
        ticket = (deadline().turn, next(self._numbers))
        now = time.monotonic()
        begins = max(now + self._usual * self._is_taken, self._next)
        ahead = bisect.bisect(self._waiting, ticket)
        if begins + ahead * max(pace, self._usual) > until:
            raise CatalogueError(Trouble.BUSY, "queue")
        bisect.insort(self._waiting, ticket)
        try:
            while (now := time.monotonic()) < until:
                is_first = self._waiting[0] == ticket and not self._is_taken
                if is_first and now >= self._next:
                    return
                wake = min(until, self._next) if is_first else until
                self._changed.wait(None if wake == math.inf else wake - now)
            raise CatalogueError(Trouble.BUSY, "queue")
        finally:
            self._waiting.remove(ticket)
            self._changed.notify_all()


_hosts: dict[str, Turns] = {}
_lock = threading.Lock()


def turns_before(host: str) -> Turns:
    """Return the queue before a host, "name:port": one for the whole process."""
    with _lock:
        return _hosts.setdefault(host, Turns())
