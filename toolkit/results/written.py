"""Numbers, days and shares as people write them and read them aloud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit.results.nouns import Cell, Table
from toolkit.results.shares import Share
from toolkit.words import phrases, say

WORDS = phrases("toolkit.results")

UNKNOWN = "–"
"""What stands where nobody knows, or where too few were asked."""

_HARDLY, _NEARLY, _TEN = 0.05, 0.95, 10


@dataclass(frozen=True)
class Voice:
    """One who tells of results in a language, and the colour of the library they draw with."""

    language: str
    accent: str

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase with facts in it; whole numbers are written as people write them."""
        written = {name: self._written(fact) for name, fact in facts.items()}
        return say(WORDS, key, self.language, **written)

    def tell(self, share: Share, of: str, did: str) -> tuple[str, ...]:
        """Return the sentences on how many of such people (or answers) did something.

        `of` and `did` are keys of phrases. With few there is an interval in words, with very few
        no more than how many there are.
        """
        tenths = round(_TEN * share.count / share.n) if share.n else 0
        by_ten = not share.is_uncertain and 0 < share.count < share.n
        facts = {
            "of": self._form(of, _TEN if by_ten else share.n),
            "did": self._form(did, tenths if by_ten else share.count),
            "n": share.n,
            "count": share.count,
        }
        if not share.n:
            return (self.say("share_nobody", **facts),)
        if share.is_too_few:
            return (self.say("share_too_few", **facts),)
        first = self.say(_manner(share), tenths=tenths, **facts)
        low, high = share.tenths
        if not share.is_uncertain or low == high:
            return (first,)
        return first, self.say("share_between", low=low, high=high)

    def inside(self, sentences: Iterable[str]) -> str:
        """Return sentences as they stand after a colon: the first one begins small."""
        told = " ".join(sentences)
        return told[:1].lower() + told[1:]

    def out_of(self, share: Share) -> str:
        """Return how many of how many, as it stands at the end of a bar."""
        return self.say("out_of", count=share.count, n=share.n)

    def day(self, day: date) -> str:
        """Return a day with its month in words."""
        return f"{day.day} {self.month(day)} {day.year}"

    def month(self, day: date) -> str:
        """Return the name of a day's month."""
        return say(WORDS, "months", self.language).split()[day.month - 1]

    def _form(self, key: str, number: int) -> str:
        """Return a phrase as it is said of so many: "person|people" is of one, and of others."""
        one, _, more = self.say(key).partition("|")
        return one if number == 1 or not more else more

    def _written(self, fact: object) -> object:
        return whole(fact, self.language) if type(fact) is int else fact


def _manner(share: Share) -> str:
    """Return the key of the sentence that says it best."""
    if share.count == 0:
        return "share_none"
    if share.count == share.n:
        return "share_all"
    if share.is_uncertain:
        return "share_counted"
    value = share.count / share.n
    if value <= _HARDLY:
        return "share_hardly"
    return "share_nearly" if value >= _NEARLY else "share_some"


def whole(number: int, language: str) -> str:
    """Return a whole number, thousands apart: 12.500, in English 12,500."""
    return f"{number:,}".replace(",", "." if language == "id" else ",")


def decimal(number: float, language: str, places: int) -> str:
    """Return a number with so many decimal places and a proper minus: −0,3, in English −0.3."""
    text = f"{number:.{places}f}"
    text = text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")
    return text.replace(".", ",") if language == "id" else text


def cell(table: Table, column: int, value: Cell, language: str) -> str:
    """Return a cell of a table as people read it; a dash for what nobody knows."""
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return whole(value, language)
    if table.columns[column] in table.percent:
        return f"{round(100 * value)}%"
    return decimal(value, language, 2)


def is_of_numbers(table: Table, column: int) -> bool:
    """Return whether a column holds numbers alone, and at least one."""
    there = [row[column] for row in table.rows if row[column] is not None]
    return bool(there) and not any(isinstance(value, str) for value in there)
