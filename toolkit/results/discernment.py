"""Discernment: how well a group tells true from false, and to which side it leans.

A *hit* is a false item called false, a *false alarm* a true item called false. One person meets
about five of each, which is far too few: these measures are for groups.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from toolkit.results.shares import SURE

_NORMAL = NormalDist()

FEWEST = 20
"""Answers to true, and to false items, below which neither measure is told of."""

LEANS = 0.2
"""How far `c` is from 0 before a group may be said to lean to one side."""


@dataclass(frozen=True)
class Measure:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Discernment:
    """Answers of a group to false items and to true ones; "I don't know yet" is neither."""

    hits: int
    false_items: int  # answers to false items
    false_alarms: int
    true_items: int  # answers to true items

    @property
    def hit_rate(self) -> float:
        """H, from more than 0 to less than 1: (hits + 0.5) / (n + 1)."""
        return _log_linear(self.hits, self.false_items)

    @property
    def false_alarm_rate(self) -> float:
        """F, corrected as `hit_rate` is."""
        return _log_linear(self.false_alarms, self.true_items)

    @property
    def is_too_little(self) -> bool:
        """Whether there are too few answers for the measures to mean anything."""
        return min(self.false_items, self.true_items) < FEWEST

    @property
    def d_prime(self) -> Measure:
        """Sensitivity, d' = z(H) - z(F): 0 for guessing, more for telling true from false."""
        value = _NORMAL.inv_cdf(self.hit_rate) - _NORMAL.inv_cdf(self.false_alarm_rate)
        return _measure(value, self._variance)

    @property
    def criterion(self) -> Measure:
        """Bias, c = -(z(H) + z(F)) / 2: below 0 where a group is suspicious, else trusting."""
        value = -(_NORMAL.inv_cdf(self.hit_rate) + _NORMAL.inv_cdf(self.false_alarm_rate)) / 2
        return _measure(value, self._variance / 4)

    @property
    def _variance(self) -> float:
        """The variance of d'; that of c is a quarter of it.

        Gourevitch and Galanter (1967), 10.1007/BF02289404, as in Macmillan and Creelman,
        "Detection Theory" (2005), chapter 13; from the corrected rates, so that it is finite. It
        takes each answer for itself: of one person's several answers it is a little too sure.
        """
        return _spread(self.hit_rate, self.false_items) + _spread(
            self.false_alarm_rate, self.true_items
        )


def _log_linear(count: int, n: int) -> float:
    """Return a rate that is never 0 or 1 (Hautus, 1995, 10.3758/BF03203619)."""
    return (count + 0.5) / (n + 1)


def _spread(rate: float, n: int) -> float:
    height = _NORMAL.pdf(_NORMAL.inv_cdf(rate))
    return rate * (1 - rate) / (max(n, 1) * height**2)


def _measure(value: float, variance: float) -> Measure:
    half = SURE * math.sqrt(variance)
    return Measure(value, value - half, value + half)
