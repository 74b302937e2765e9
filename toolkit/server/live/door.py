"""Who may come in: a limited number of seats, and a queue in which nobody loses their place."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

LONGEST_QUEUE = 500
"""Tickets beyond which nobody else gets one: who comes then simply comes again later."""

FIRST_WAIT = 3
LAST_WAIT = 30
"""Seconds after which the first in the queue, and one far behind, should ask again."""


MEMORY = Path("/proc/meminfo")
"""Where Linux says how much memory there is."""


@dataclass(frozen=True)
class Turn:
    """A place in the queue."""

    ticket: str  # to be shown when asking again; "" where there is no more room to wait
    ahead: int  # how many come first
    seconds: int  # after which to ask again


@dataclass(eq=False)
class Seat:
    """Room for one kernel. Give it back at the end."""

    door: Door

    def leave(self) -> None:
        """Make room for the next one. It does no harm to do so twice."""
        self.door.taken.discard(self)


@dataclass
class Door:
    """Lets in as many as there are seats, in the order in which they came.

    `seats` tells how many there are now, `roomy` whether the computer can bear one more.
    """

    seats: Callable[[], int]
    roomy: Callable[[], bool] = lambda: True
    now: Callable[[], float] = monotonic
    taken: set[Seat] = field(default_factory=set)
    _queue: dict[str, float] = field(default_factory=dict)  # ticket to when it lapses, in order

    def enter(self, ticket: str) -> Seat | Turn:
        """Return a seat, or a turn to wait for one. A ticket that is unknown counts as none."""
        now = self.now()
        self._queue = {each: end for each, end in self._queue.items() if end > now}
        known = ticket in self._queue
        ahead = list(self._queue).index(ticket) if known else len(self._queue)
        if ahead < self.seats() - len(self.taken) and self.roomy():
            self._queue.pop(ticket, None)
            seat = Seat(self)
            self.taken.add(seat)
            return seat
        seconds = min(FIRST_WAIT + ahead, LAST_WAIT)
        if not known and len(self._queue) >= LONGEST_QUEUE:
            return Turn("", ahead, LAST_WAIT)
        if not known:
            ticket = secrets.token_urlsafe(9)
        self._queue[ticket] = now + 2 * seconds + 15  # a slow phone may be late
        return Turn(ticket, ahead, seconds)


def memory_left(least: int = 400) -> bool:
    """Tell whether the computer has this many MB left. Where that is not cheap to know: yes."""
    try:
        for line in MEMORY.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) >= least * 1024
    except (OSError, ValueError, IndexError):
        pass
    return True
