"""The file of the index: opening it, whose it is, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.catalogue.errors import CatalogueError, Trouble

APPLICATION = 0x53756C75  # "Sulu"
VERSION = 1
"""Of the tables. What an older index holds came from elsewhere, and can come from there again."""

MEMORY = Path(":memory:")
WAIT_SECONDS = 3
"""How long to wait for another process that writes."""

CACHE_KB = 8000

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REASONS = {
    **dict.fromkeys(_BUSY, "index_busy"),
    sqlite3.SQLITE_FULL: "index_full",
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM), "index_read_only"),
    **dict.fromkeys((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR), "index_closed"),
}
"""What SQLite's errors are called in our words; any other means that the file is damaged."""


Identity = tuple[int, int]
"""What tells a file from another one of the same name."""


def connect(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """Open the index; only who writes makes the file. Raises `sqlite3.Error`."""
    if path == MEMORY:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    else:
        mode = "rwc" if writing else "ro"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    try:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if writing and path != MEMORY:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether an open file holds an index of today's kind. Raises `sqlite3.Error`."""
    found = [_number(connection, name) for name in ("application_id", "user_version")]
    return found == [APPLICATION, VERSION]


def make_ours(connection: sqlite3.Connection) -> None:
    """Say of an open file that it holds an index of today's kind. Raises `sqlite3.Error`."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return whether SQLite finds nothing broken in an open file. Raises `sqlite3.Error`."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Return whether an error means that a file is damaged, or no database at all."""
    return _code(error) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def identity(path: Path) -> Identity | None:
    """Return which file there is of a name, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def missing(path: Path) -> CatalogueError:
    """Return what to say where nothing was imported yet."""
    return CatalogueError(Trouble.DISABLED, str(path), key="index_missing")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise `CatalogueError` for whatever SQLite complains of."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _code(error)
        key = _REASONS.get(code, "index_damaged")
        trouble = Trouble.BUSY if code in _BUSY else Trouble.DISABLED
        raise CatalogueError(trouble, str(error), key=key, file=path) from error


@contextmanager
def reached(path: Path) -> Iterator[None]:
    """Raise `CatalogueError` where the file system does not let us come to a file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise CatalogueError(Trouble.DISABLED, reason, key="index_closed", file=path) from error


def _code(error: sqlite3.DatabaseError) -> int:
    """Return the kind of an error, without what makes it more exact."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _number(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
