"""What a running server has counted since its start: plain numbers, of nobody in particular."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds: what is told apart of how long an acknowledgement took."""


@dataclass
class Counts:
    """Counted by the loop that serves; whoever reads it sees a moment of it."""

    messages: Counter[int] = field(default_factory=Counter)  # by status
    events: Counter[str] = field(default_factory=Counter)  # "stored" and "refused"
    searches: Counter[str] = field(default_factory=Counter)  # of the catalogue, by outcome
    seconds: float = 0.0  # all acknowledgements together
    took: Counter[float] = field(default_factory=Counter)  # by the bucket's upper end

    def answered(self, status: int, seconds: float) -> None:
        """Count a message and how long its answer took."""
        self.messages[status] += 1
        self.seconds += seconds
        at = bisect_left(BUCKETS, seconds)
        self.took[BUCKETS[at] if at < len(BUCKETS) else float("inf")] += 1
