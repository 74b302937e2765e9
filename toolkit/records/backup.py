"""A copy of the records, made while they are in use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from toolkit.records.database import Database
from toolkit.records.errors import WORDS
from toolkit.words import SpokenError

SIGN = b"SQLite format 3\x00"
"""How every database of SQLite begins."""


def back_up(database: Database, file: Path) -> Path:
    """Write what is there now into a file, or a new one in a folder; return where it is.

    Raises `SpokenError` where something else has that name, `OSError` where it cannot be written.
    """
    if file.is_dir():
        file /= f"suluh-{date.today().isoformat()}{database.path.suffix}"
    if file.exists():
        if database.path.exists() and file.samefile(database.path):
            raise SpokenError(WORDS, "itself", file=file)
        with file.open("rb") as there:
            if there.read(len(SIGN)) not in {SIGN, b""}:
                raise SpokenError(WORDS, "not-a-backup", file=file)
    database.prepare()
    database.copy(file)
    return file
