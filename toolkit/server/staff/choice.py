"""What results are asked for, as the address of a page says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

NAMES = ("lesson", "since", "until", "class", "channel")
"""What may be chosen, as an address and `toolkit.results.served` name it."""

LONGEST_CHANNEL = 100


class ChoiceError(ValueError):
    """What an address chooses is nothing there can be."""


@dataclass(frozen=True)
class Choice:
    """Which visits are meant; what is "" or None does not choose.

    >>> Choice.read({"since": "2026-11-01", "class": "7a"}.get)
    Choice(lesson='', since=datetime.date(2026, 11, 1), until=None, class_name='7A', channel='')
    """

    lesson: str
    since: date | None
    until: date | None
    class_name: str
    channel: str

    @classmethod
    def read(cls, asked: Callable[[str, str], str]) -> Self:
        """Return what is asked for, by name and with a default. Raises `ChoiceError`."""
        lesson, since, until, class_name, channel = (asked(name, "").strip() for name in NAMES)
        found = cls(lesson, _day(since), _day(until), class_name.upper(), channel)
        if not re.fullmatch(r"[a-z0-9-]{0,80}", lesson):
            raise ChoiceError("lesson")
        if found.since and found.until and found.since > found.until:
            raise ChoiceError("until")
        if not re.fullmatch(r"[0-9A-Z]{0,3}", found.class_name):
            raise ChoiceError("class")
        if len(channel) > LONGEST_CHANNEL or not channel.isprintable():
            raise ChoiceError("channel")
        return found

    def asked(self) -> dict[str, str]:
        """Return it as an address names it, without what does not choose."""
        values = (
            self.lesson,
            self.since.isoformat() if self.since else "",
            self.until.isoformat() if self.until else "",
            self.class_name,
            self.channel,
        )
        return {name: value for name, value in zip(NAMES, values, strict=True) if value}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ChoiceError(text) from error
