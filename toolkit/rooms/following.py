"""A room as it is, and as phones have it: seconds behind, where the stream they watch lags."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Iterable
from typing import Self

from toolkit.records.nouns import RoomEvent
from toolkit.rooms.state import Change, RoomState


class Following:
    """Two folds of the same events: `state` is the trainer's, `told` that of the phones.

    They are one and the same while phones do not follow behind.
    """

    def __init__(self, code: str) -> None:
        self.state = RoomState(code)
        self.told = self.state
        self._behind: deque[tuple[float, RoomEvent]] = deque()  # and when it happened, at most
        self._change = Change.NOTHING  # of `told`, since `follow` was last called

    @classmethod
    def of(cls, code: str, events: Iterable[RoomEvent], now: float) -> Self:
        """Return a room after its events so far."""
        self = cls(code)
        for event in events:
            self.take(event, now)
            self.follow(now)
        return self

    def take(self, event: RoomEvent, now: float) -> Change:
        """Take in the next event, and return what it changed for the trainer."""
        change = self.state.apply(event)
        if self.told is not self.state:
            # Whoever's clock was ahead keeps nobody waiting.
            self._behind.append((min(event.at, now), event))
            return change
        self._change = max(self._change, change)
        if self.state.settings.delay:  # from now on they follow behind
            self.told = copy.deepcopy(self.state)
        return change

    def follow(self, now: float) -> Change:
        """Bring the phones as far as they should be now; return what changed for them."""
        delay = self.state.settings.delay
        # A clock that was set back behind what happened keeps nobody waiting either.
        while self._behind and not 0 <= now - self._behind[0][0] < delay:
            self._change = max(self._change, self.told.apply(self._behind.popleft()[1]))
        if not self._behind and not delay:
            self.told = self.state
        change, self._change = self._change, Change.NOTHING
        return change
