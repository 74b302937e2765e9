"""Filling the index: everything new comes in at one moment, or nothing does.

Records arrive in a table of their own, and become the index in one transaction. Whoever searches
meanwhile sees the old index to the end; no file is replaced, which Windows would not allow.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.index.entries import Entry, entry
from toolkit.catalogue.index.file import (
    MEMORY,
    connect,
    is_damage,
    is_ours,
    is_sound,
    make_ours,
    reached,
    told,
)
from toolkit.catalogue.nouns import Record

BATCH = 500
"""Records that are in memory at a time."""

# Words are folded before they come here, and letters that are no ASCII are left as they are.
# Neither their places nor the texts are kept: a word stands in a field, or it does not.
LASTING = """
CREATE TABLE about (source TEXT NOT NULL, made TEXT NOT NULL, records INTEGER NOT NULL);
CREATE TABLE tokens (source TEXT PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE arrived (number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL,
  body TEXT, title TEXT, author TEXT, subject TEXT, marks TEXT, length INTEGER, year INTEGER,
  language TEXT, subjects TEXT, UNIQUE (source, id));
"""
"""What stays: where the index came from, and what is on its way into it."""

RENEWED = """
DROP TABLE IF EXISTS records;
DROP TABLE IF EXISTS facets;
DROP TABLE IF EXISTS words;
DROP TABLE IF EXISTS vocabulary;
CREATE TABLE records (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE facets (number INTEGER PRIMARY KEY, year INTEGER, language TEXT, subjects TEXT);
CREATE TABLE vocabulary (term TEXT PRIMARY KEY, title INTEGER, author INTEGER, subject INTEGER)
  WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, author, subject, marks,
  content = '', columnsize = 0, detail = column, tokenize = 'ascii');
"""
"""The index itself, made anew each time."""

LEARNT = """
INSERT INTO words (words) VALUES ('optimize');
CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, col);
INSERT INTO vocabulary
  SELECT term, sum(iif(col = 'title', doc, 0)), sum(iif(col = 'author', doc, 0)),
    sum(iif(col = 'subject', doc, 0))
  FROM temp.terms WHERE col != 'marks' GROUP BY term;
DROP TABLE temp.terms;
"""
"""Which words there are, once all of them are in."""

_RANKED = """
SELECT id, body, title, author, subject, marks, length, year, language, subjects
FROM arrived WHERE source = ? ORDER BY length, title, number
"""
"""A record's number is its rank: the shorter title first. So no search has to sort."""

_FIRST_STAYS = "INSERT OR IGNORE INTO arrived VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST_STAYS = _FIRST_STAYS.replace("IGNORE", "REPLACE")


class Draft:
    """Records on their way into the index, from one source.

    Where another process fills a draft from the same source, this one is of no use any more:
    `renew` and `publish` raise `CatalogueError` then.
    """

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._connection = connection
        self._source = source
        self._place = self._stored()  # where this draft is; another one would be elsewhere

    @property
    def count(self) -> int:
        """How many records have arrived."""
        return int(self._one("SELECT count(*) FROM arrived WHERE source = ?") or 0)

    @property
    def token(self) -> str:
        """Where to go on, "" for at the beginning."""
        return self._place or ""

    @property
    def is_whole(self) -> bool:
        """Whether all has arrived, and is only to be published."""
        return self._place == "" and self.count > 0

    def add(self, records: Iterable[Record]) -> list[bool]:
        """Take records in; tell of each whether its id is new. The first of an id stays."""
        rows = ((self._source, *entry(record)) for record in records)
        return [self._connection.execute(_FIRST_STAYS, row).rowcount > 0 for row in rows]

    def renew(self, records: Iterable[Record], gone: Iterable[str], token: str) -> None:
        """Take in what a harvest brought, for good: newer records, ids that are gone, a token."""
        with _transaction(self._connection):
            self._stay_alone()
            rows = ((self._source, *entry(record)) for record in records)
            self._connection.executemany(_LAST_STAYS, rows)
            ids = [(self._source, each) for each in gone]
            self._connection.executemany("DELETE FROM arrived WHERE source = ? AND id = ?", ids)
            self._connection.execute(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?)", (self._source, token)
            )
        self._place = token

    def forget(self) -> None:
        """Begin anew: what has arrived is gone."""
        with _transaction(self._connection):
            self._clear()

    def publish(self) -> int:
        """Make what has arrived the index, and return how many records it has."""
        with _transaction(self._connection):
            self._stay_alone()
            _run(self._connection, RENEWED)
            rows = self._connection.execute(_RANKED, (self._source,))
            number = 1
            while batch := rows.fetchmany(BATCH):
                _fill(self._connection, [Entry(*row) for row in batch], number)
                number += len(batch)
            _run(self._connection, LEARNT)
            made = datetime.now(UTC).isoformat()
            about = (self._source, made, number - 1)
            self._connection.execute("DELETE FROM about")
            self._connection.execute("INSERT INTO about VALUES (?, ?, ?)", about)
            self._clear()
        return number - 1

    def _clear(self) -> None:
        for statement in (
            "DELETE FROM arrived WHERE source = ?",
            "DELETE FROM tokens WHERE source = ?",
        ):
            self._connection.execute(statement, (self._source,))
        self._place = None

    def _stay_alone(self) -> None:
        if self._stored() != self._place:
            raise CatalogueError(Trouble.BUSY, "another harvest", key="index_busy")

    def _stored(self) -> str | None:
        """Return where a draft from this source is: "" where all came, None where nothing did."""
        found = self._one("SELECT token FROM tokens WHERE source = ?")
        return None if found is None else str(found)

    def _one(self, statement: str) -> Any:
        found = self._connection.execute(statement, (self._source,)).fetchone()
        return found[0] if found else None


@contextmanager
def whole(path: Path, source: str) -> Iterator[Draft]:
    """Give a draft of which nothing is left where something goes wrong before it is published.

    Raises `CatalogueError`, also where another import is running.
    """
    with _opened(path) as connection, _transaction(connection):
        draft = Draft(connection, source)
        yield draft


@contextmanager
def lasting(path: Path, source: str) -> Iterator[Draft]:
    """Give a draft that stays until it is published or forgotten, whatever happens meanwhile."""
    with _opened(path) as connection:
        yield Draft(connection, source)


def in_memory(records: Iterable[Record]) -> sqlite3.Connection:
    """Return an index of records in memory."""
    connection = connect(MEMORY, writing=True)
    _prepare(connection)
    draft = Draft(connection, "")
    draft.add(records)
    draft.publish()
    return connection


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file, or make it; a damaged one, or one of another time, is made anew."""
    with told(path):
        with reached(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = _sound(path)
        try:
            _prepare(connection)
            yield connection
            with suppress(sqlite3.OperationalError):  # it waits for readers; the next one does it
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _sound(path: Path) -> sqlite3.Connection:
    """Open the file; a damaged one goes, since what was in it can be imported again."""
    try:
        connection = connect(path, writing=True)
        if is_sound(connection):
            return connection
        connection.close()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)
    return connect(path, writing=True)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements inside the transaction, which `executescript` would end."""
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables that last. What an index of another version holds is left out."""
    with _transaction(connection):
        if is_ours(connection):
            return
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (name,) in connection.execute(query).fetchall():
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        _run(connection, LASTING)
        make_ours(connection)


def _fill(connection: sqlite3.Connection, entries: Sequence[Entry], first: int) -> None:
    numbered = list(enumerate(entries, first))
    connection.executemany(
        "INSERT INTO records VALUES (?, ?, ?)", [(at, each.id, each.body) for at, each in numbered]
    )
    connection.executemany(
        "INSERT INTO facets VALUES (?, ?, ?, ?)",
        [(at, each.year, each.language, each.subjects) for at, each in numbered],
    )
    connection.executemany(
        "INSERT INTO words (rowid, title, author, subject, marks) VALUES (?, ?, ?, ?, ?)",
        [(at, each.title, each.author, each.subject, each.marks) for at, each in numbered],
    )


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing; inside another transaction that one decides."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")
