"""`suluh catalogue test`: whether a catalogue does what lessons need, said line by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TypeVar

from toolkit.catalogue.commands import number, spoken
from toolkit.catalogue.errors import WORDS, CatalogueError, Trouble
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record, Status
from toolkit.library import CatalogueSettings
from toolkit.words import say

COMMON = ("indonesia", "anak", "sejarah", "the")
"""Words that some title has in any library's catalogue: the first that finds something counts."""

SLOW_SECONDS = 4.0
"""A patron's search may take 7 seconds in all, and others search too."""

GOOD, BAD = "✓", "✗"

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Line:
    """One thing that was tried: what to tell of it, and whether it works."""

    words: str
    well: bool = True

    def __str__(self) -> str:
        first, *more = self.words.splitlines()
        return "\n".join([f"{GOOD if self.well else BAD} {first}", *(f"  {each}" for each in more)])


class Examination:
    """A catalogue being tried out."""

    def __init__(self, catalogue: Catalogue, settings: CatalogueSettings, language: str) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._language = language
        self._seconds: list[float] = []

    def lines(self) -> Iterator[Line]:
        """Try one thing after the other, and give a line each as soon as it is known."""
        try:
            query, page = self._found()
        except CatalogueError as error:
            yield self._trouble(error)
            return
        yield self._line("test_reached")
        if not page.records:
            yield self._line("test_found_nothing", well=False)
            return
        count = "" if page.total is None else number(page.total, self._language)
        key = "test_found" if count else "test_found_some"
        yield self._line(key, words=query.text, count=count, title=page.records[0].title)
        yield self._record(page.records[0])
        yield self._paging(query, page)
        yield self._time()

    def _found(self) -> tuple[Query, Page]:
        """Return the first common word that finds something, and what."""
        too_common = None
        found = None
        for query in map(Query, COMMON):
            try:
                found = query, self._timed(partial(self._catalogue.search, query))
            except CatalogueError as error:
                if error.trouble is not Trouble.BAD_QUERY:
                    raise
                too_common = error
            else:
                if found[1].records:
                    return found
        if found is None:
            raise too_common or CatalogueError(Trouble.BAD_QUERY)
        return found

    def _record(self, found: Record) -> Line:
        try:
            record = self._timed(partial(self._catalogue.record, found.id))
        except CatalogueError as error:
            return self._trouble(error, "test_no_record")
        copies = record.copies
        if copies is None:
            return self._line("test_no_copies", title=record.title)
        known = sum(copy.status is not Status.UNKNOWN for copy in copies)
        key = "test_copies" if known or not copies else "test_copies_unknown"
        return self._line(key, title=record.title, copies=len(copies), known=known)

    def _paging(self, query: Query, page: Page) -> Line:
        if not page.cursor:
            return self._line("test_one_page")
        try:
            further = self._timed(partial(self._catalogue.search, query, page.cursor))
        except CatalogueError as error:
            return self._trouble(error, "test_no_paging")
        again = {record.id for record in page.records} & {record.id for record in further.records}
        if again or not further.records:
            return self._line("test_pages_alike", well=False)
        return self._line("test_paging")

    def _time(self) -> Line:
        typical = median(self._seconds)
        seconds = f"{typical:.1f}"
        seconds = seconds.replace(".", ",") if self._language == "id" else seconds
        is_quick = typical <= SLOW_SECONDS
        return self._line("test_quick" if is_quick else "test_slow", well=is_quick, seconds=seconds)

    def _timed(self, ask: Callable[[], _Answer]) -> _Answer:
        begun = time.monotonic()
        try:
            return ask()
        finally:
            self._seconds.append(time.monotonic() - begun)

    def _trouble(self, error: CatalogueError, key: str = "test_trouble") -> Line:
        """Return what went wrong, and what to change."""
        advice = f"advice_{error.trouble.replace('-', '_')}"
        by_kind = f"{advice}_{self._settings.kind}"
        facts = {"url": self._settings.url, "kind": self._settings.kind}
        told = say(WORDS, by_kind if by_kind in WORDS else advice, self._language, **facts)
        words = say(WORDS, key, self._language, why=spoken(error, self._language))
        return Line(f"{words}\n{told}", well=False)

    def _line(self, key: str, *, well: bool = True, **facts: object) -> Line:
        return Line(say(WORDS, key, self._language, **facts), well)
