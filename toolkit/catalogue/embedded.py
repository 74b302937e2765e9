"""The embedded catalogue: an index of records on this computer, for where there is no other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Self

from toolkit.catalogue.index import About, Index
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record


class Embedded(Catalogue):
    """The records that somebody imported or harvested into an index. Any thread may search.

    Titles that hold all words come first, then authors, then subjects; of two the shorter title.
    Facets count the first thousand results, and where there are more the total is None.
    """

    kind: ClassVar[str] = "embedded"

    def __init__(self, index: Path | Index) -> None:
        """Take an index, or the file of one, which is opened at the first search."""
        self._index = index if isinstance(index, Index) else Index(index)

    @classmethod
    def of_records(cls, records: Iterable[Record]) -> Self:
        """Return a catalogue of records in memory."""
        return cls(Index.of_records(records))

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits. Raises `CatalogueError` where there is no word in a query."""
        return self._index.search(query, cursor)

    def record(self, record_id: str) -> Record:
        """Return one record. Raises `CatalogueError` where there is none of this id."""
        return self._index.record(record_id)

    def about(self) -> About:
        """Return where the records came from, when, and how many they are."""
        return self._index.about()

    def close(self) -> None:
        """Let go of the file, as far as nobody searches at the moment."""
        self._index.close()
