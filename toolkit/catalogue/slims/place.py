"""Where somebody is in results that come from several questions: what a cursor of SLiMS holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from toolkit.catalogue.cursors import no_cursor

_REMEMBERED = 300
"""So many records of pages before are not shown again: more would not fit into a message."""
_LAST = 999
"""No page is asked for after this one."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CURSOR = re.compile(
    r"(?P<steps>[0-9]{1,3}\.[0-9a-z]{0,7}(?:,[0-9]{1,3}\.[0-9a-z]{0,7}){0,15})"
    r"~(?P<seen>(?:[0-9a-z]{1,7}(?:\.[0-9a-z]{1,7}){0,299})?)"
)


@dataclass(frozen=True)
class Step:
    """How far one question is."""

    page: int = 1  # the next to ask for; 0 where there are no more
    first: str = ""  # the first record of the page before

    @property
    def is_open(self) -> bool:
        """Whether there may be more."""
        return self.page > 0

    def after(self, first: str) -> Step:
        """Return the step to the next page, or the end where nobody would go so far."""
        return Step(self.page + 1, first) if self.page < _LAST else DONE


DONE = Step(0)


@dataclass(frozen=True)
class Place:
    """How far all questions of a search are, and which records were shown."""

    steps: tuple[Step, ...]
    seen: tuple[str, ...] = ()

    @classmethod
    def read(cls, cursor: str, questions: int) -> Self:
        """Return the place that a cursor names: "" is the start.

        Raises `CatalogueError` for what this module never wrote for so many questions.
        """
        if not cursor:
            return cls((Step(),) * questions)
        found = _CURSOR.fullmatch(cursor)
        steps = found["steps"].split(",") if found else []
        if not found or len(steps) != questions:
            raise no_cursor()
        pairs = (step.split(".") for step in steps)
        return cls(
            tuple(Step(int(page), _long(first)) for page, first in pairs),
            tuple(_long(each) for each in found["seen"].split(".") if each),
        )

    def cursor(self) -> str:
        """Return what brings somebody back to this place, "" where there is no more."""
        if not any(step.is_open for step in self.steps):
            return ""
        told = ",".join(f"{step.page}.{_short(step.first)}" for step in self.steps)
        return f"{told}~{'.'.join(map(_short, self.seen[-_REMEMBERED:]))}"


def _short(number: str) -> str:
    """Return a number with fewer digits, "" for none."""
    rest, digits = int(number or 0), ""
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def _long(digits: str) -> str:
    return str(int(digits, len(_DIGITS))) if digits else ""
