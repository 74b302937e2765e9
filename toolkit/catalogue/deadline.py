"""How long somebody waits for an answer. It goes along with the thread, not with each call.

    with within(7):
        page = catalogue.search(Query(text="laskar pelangi"))

`Catalogue.search` keeps its signature so; the cache and the transport ask here how long there is.
A new thread begins without a deadline: who starts one says `within` there again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Deadline:
    """Two moments, in seconds of `time.monotonic()`."""

    turn: float = math.inf  # until when it is worth while to begin
    end: float = math.inf  # until when what has begun may go on
    has_begun: bool = False

    @property
    def patience(self) -> float:
        """Until when to wait for a turn: a search goes on where it has begun."""
        return self.end if self.has_begun else self.turn


_deadline: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float, *, grace: float = 0.0) -> Iterator[None]:
    """Give what happens inside this many seconds, never more than it has already.

    With `grace`, what has begun in time may take so many seconds longer: nobody waits for it any
    more, but it still fills the cache.
    """
    before = deadline()
    turn = time.monotonic() + seconds
    here = Deadline(min(before.turn, turn), min(before.end, turn + grace), before.has_begun)
    token = _deadline.set(here)
    try:
        yield
    finally:
        _deadline.reset(token)


def deadline() -> Deadline:
    """Return the deadline of this thread's work."""
    return _deadline.get() or Deadline()


def left() -> float:
    """Return how many seconds are left to wait: at least 0, and infinite without a deadline."""
    return max(0.0, deadline().turn - time.monotonic())
