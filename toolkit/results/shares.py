"""So many of so many: the share, how sure it is, and what may be said of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

FEWEST = 5
"""Answers below which nothing is said but how many there are: one person would weigh too much."""

FEW = 30
"""Answers below which a share is told of together with its interval."""

SURE = NormalDist().inv_cdf(0.975)
"""Standard deviations on both sides of a value that take in 95 of 100 cases."""


@dataclass(frozen=True)
class Share:
    """`count` of `n`; both may be 0.

    Several answers of one person are alike: then no more is known than from so many `people`.
    """

    count: int
    n: int
    people: int | None = None  # who gave them; None: one each

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nobody."""
        return self.count / self.n if self.n else None

    @property
    def told(self) -> float | None:
        """The value, or None where there are too few to tell."""
        return None if self.is_too_few else self.value

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few to say anything about others than these."""
        return self._known < FEWEST

    @property
    def is_uncertain(self) -> bool:
        """Whether it should not be told of without its interval."""
        return self._known < FEW

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of many such people may lie, 95 %: (0, 1) of nobody.

        The score interval (Wilson, 1927, 10.1080/01621459.1927.10502953), which holds for small
        numbers and for none or all of them.
        """
        if not self.n:
            return 0.0, 1.0
        share, spread = self.count / self.n, SURE**2 / self._known
        middle = share + spread / 2
        half = math.sqrt(spread * (share * (1 - share) + spread / 4))
        low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
        # Rounding must not move what is exactly none, or all.
        return (0.0 if not self.count else low), (1.0 if self.count == self.n else high)

    @property
    def _known(self) -> int:
        return self.n if self.people is None else min(self.n, self.people)

    @property
    def tenths(self) -> tuple[int, int]:
        """The interval as people of ten, rounded."""
        low, high = self.interval
        return round(10 * low), round(10 * high)
