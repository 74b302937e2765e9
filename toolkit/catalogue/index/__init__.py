"""Searching the index: SQLite's full-text search, with a bound on whatever could take long."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, NamedTuple, Self

from toolkit.catalogue.cursors import number_in
from toolkit.catalogue.errors import CatalogueError, Trouble, no_such_record
from toolkit.catalogue.index.entries import BETWEEN, record_of
from toolkit.catalogue.index.file import (
    MEMORY,
    Identity,
    connect,
    identity,
    is_ours,
    missing,
    reached,
    told,
)
from toolkit.catalogue.index.query import COLUMNS, distinct, tiers, whole
from toolkit.catalogue.index.suggestion import Vocabulary, suggestion
from toolkit.catalogue.index.writing import in_memory
from toolkit.catalogue.nouns import Facet, Page, Query, Record

PAGE = 10
"""Records a page."""

BOUND = 1000
"""How many hits are counted, and looked at for facets; where there are more, the total is None."""

MOST_VALUES = 10
"""Values that a facet shows, the most frequent."""

_HITS = """
SELECT facets.number, facets.year, facets.language, facets.subjects
FROM words JOIN facets ON facets.number = words.rowid
WHERE words MATCH ? ORDER BY words.rowid LIMIT ?
"""
_FURTHER = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ? OFFSET ?"
_TERMS = {
    "text": "SELECT term, title + author + subject FROM vocabulary",
    "title": "SELECT term, title FROM vocabulary WHERE title > 0",
    "author": "SELECT term, author FROM vocabulary WHERE author > 0",
    "subject": "SELECT term, subject FROM vocabulary WHERE subject > 0",
}


class About(NamedTuple):
    """What an index holds: from where, when it was made, how many records."""

    source: str
    made: datetime
    records: int


class _Hit(NamedTuple):
    """A record that fits, by its number, and what may narrow a search to it."""

    number: int
    year: int | None
    language: str
    subjects: str


class Index:
    """An index that can be searched by any thread, each with a connection of its own.

    All methods raise `CatalogueError` where nothing was imported yet, or the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        """Take the file, which is opened at the first search."""
        self._path = path
        self._idle: LifoQueue[tuple[Identity, sqlite3.Connection]] = LifoQueue()
        self._vocabularies: dict[tuple[datetime, str], Vocabulary] = {}
        self._learning = threading.Lock()

    @classmethod
    def of_records(cls, records: Iterable[Record]) -> Self:
        """Return an index in memory; its one connection is had by one thread after the other."""
        index = cls(MEMORY)
        index._idle.put(((0, 0), in_memory(records)))
        return index

    def about(self) -> About:
        """Return what the index holds."""
        with self._reading() as connection:
            return self._about(connection)

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits."""
        everything, ranked, start = whole(query), tiers(query), number_in(cursor, 0)
        with self._reading() as connection:
            about = self._about(connection)
            hits = _hits(connection, ranked) if _finds(connection, everything) else []
            numbers = [hit.number for hit in hits[start : start + PAGE + 1]]
            if start + PAGE >= BOUND and len(hits) > BOUND:
                numbers = _further(connection, ranked, start, PAGE + 1)
            return Page(
                records=tuple(_record(connection, number) for number in numbers[:PAGE]),
                total=len(hits) if len(hits) <= BOUND else None,
                cursor=str(start + PAGE) if len(numbers) > PAGE else "",
                facets=tuple(_facets(hits[:BOUND])),
                did_you_mean="" if hits else self._did_you_mean(connection, about, query),
            )

    def record(self, record_id: str) -> Record:
        """Return one record. Raises `CatalogueError` where there is none of this id."""
        with self._reading() as connection:
            self._about(connection)
            wanted = record_id.encode(errors="replace").decode()  # half letters are in no id
            found = connection.execute("SELECT body FROM records WHERE id = ?", (wanted,))
            row = found.fetchone()
            if row is None:
                raise no_such_record()
            return record_of(row[0])

    def close(self) -> None:
        """Close the connections to the file that nobody uses at the moment."""
        if self._path == MEMORY:
            return
        with suppress(Empty):
            while True:
                _, connection = self._idle.get_nowait()
                connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one moment, whatever is imported meanwhile."""
        with told(self._path):
            file, connection = self._taken()
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            except ValueError as error:
                raise CatalogueError(
                    Trouble.DISABLED, str(error), key="index_damaged", file=self._path
                ) from error
            finally:
                with suppress(sqlite3.Error):
                    connection.rollback()
                self._idle.put((file, connection))

    def _taken(self) -> tuple[Identity, sqlite3.Connection]:
        """Return a connection that nobody uses, a new one where there is none."""
        if self._path == MEMORY:
            return self._idle.get()
        with reached(self._path):
            file = identity(self._path)
        with suppress(Empty):
            while True:
                was, connection = self._idle.get_nowait()
                if was == file:
                    return was, connection
                connection.close()  # it is gone, or another file by now
        if file is None:
            raise missing(self._path)
        connection = connect(self._path)
        if not is_ours(connection):
            connection.close()
            raise missing(self._path)
        return file, connection

    def _about(self, connection: sqlite3.Connection) -> About:
        row = connection.execute("SELECT source, made, records FROM about").fetchone()
        if row is None:
            raise missing(self._path)
        source, made, records = row
        return About(source, datetime.fromisoformat(made), records)

    def _did_you_mean(self, connection: sqlite3.Connection, about: About, query: Query) -> str:
        """Return words that find something in the one field that was searched."""
        used = [name for name in ("text", *COLUMNS, "isbn") if getattr(query, name).strip()]
        if len(used) > 1 or used == ["isbn"]:
            return ""
        field = used[0]

        def finds(words: Sequence[str]) -> bool:
            return _finds(connection, whole(_replaced(query, field, " ".join(words))))

        words = distinct(getattr(query, field))
        return " ".join(suggestion(words, self._vocabulary(connection, about, field), finds))

    def _vocabulary(self, connection: sqlite3.Connection, about: About, field: str) -> Vocabulary:
        """Return the words of a field; they stay in memory until something else is imported."""
        key = (about.made, field)
        with self._learning:
            if key not in self._vocabularies:
                now = {
                    each: words for each, words in self._vocabularies.items() if each[0] == key[0]
                }
                self._vocabularies = {**now, key: dict(connection.execute(_TERMS[field]))}
            return self._vocabularies[key]


def _replaced(query: Query, field: str, words: str) -> Query:
    named: dict[str, Any] = {field: words}
    return replace(query, **named)


def _finds(connection: sqlite3.Connection, expression: str) -> bool:
    found = expression and connection.execute(_FURTHER, (expression, 1, 0)).fetchone()
    return bool(found)


def _hits(connection: sqlite3.Connection, expressions: Iterable[str]) -> list[_Hit]:
    """Return the first hits, best first: one more than `BOUND` where there are as many."""
    hits: list[_Hit] = []
    for expression in expressions:
        room = BOUND + 1 - len(hits)
        if not room:
            break
        hits += map(_Hit._make, connection.execute(_HITS, (expression, room)))
    return hits


def _further(
    connection: sqlite3.Connection, expressions: Iterable[str], start: int, most: int
) -> list[int]:
    """Return the numbers of hits from a place on, however far."""
    found: list[int] = []
    for expression in expressions:
        if len(found) == most:
            break
        limits = (most - len(found), start)
        numbers = [number for (number,) in connection.execute(_FURTHER, (expression, *limits))]
        found += numbers
        if not found:  # the place lies behind all of this expression's hits
            count = "SELECT count(*) FROM words WHERE words MATCH ?"
            start -= connection.execute(count, (expression,)).fetchone()[0]
        else:
            start = 0
    return found


def _record(connection: sqlite3.Connection, number: int) -> Record:
    row = connection.execute("SELECT body FROM records WHERE number = ?", (number,)).fetchone()
    return record_of(row[0])


def _facets(hits: Sequence[_Hit]) -> Iterator[Facet]:
    counts = {
        "subject": Counter(each for hit in hits for each in hit.subjects.split(BETWEEN) if each),
        "year": Counter(str(hit.year) for hit in hits if hit.year is not None),
        "language": Counter(hit.language for hit in hits if hit.language),
    }
    for name, counted in counts.items():
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        for value, count in ordered[:MOST_VALUES]:
            yield Facet(name, value, count)
