"""What an import tells: how much came in, what was left out and why, or why nothing came."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.catalogue.errors import WORDS, TellingError
from toolkit.words import say

MOST_NAMED = 1000
"""How many records that were left out are kept in mind; all are counted."""


class ImportingError(TellingError):
    """A file that cannot be imported as a whole; the index is what it was before."""


@dataclass(frozen=True)
class Skipped:
    """A record that was left out: its number in the file, from 1, and the key of the reason."""

    number: int
    reason: str  # "skipped_unreadable", ...
    detail: str = ""  # for staff who look into the file

    def sentence(self, language: str) -> str:
        """Return what is wrong with it."""
        return say(WORDS, self.reason, language, number=self.number, detail=self.detail)


@dataclass
class Imported:
    """What came of an import."""

    records: int = 0
    skipped: int = 0
    named: list[Skipped] = field(default_factory=list)  # the first of them

    def skip(self, record: Skipped) -> None:
        """Count a record that was left out."""
        self.skipped += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(record)
