"""Removing: old open text, by itself, and whatever is older than a day, when staff ask for it."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, literal_column, select, update

from toolkit.records.database import Database
from toolkit.records.errors import UnavailableError
from toolkit.records.schema import answers, arrivals, feedback, responses, visits

DAY = 24 * 3600

CHUNK = 20_000
"""How many rows are removed at a time: patrons' answers are written in between."""

PAUSE_SECONDS = 0.05

ROW: ColumnElement[int] = literal_column("rowid")

OLDEST_COPY = 30 * DAY
"""Seconds for which a copy from before a migration is kept."""


@dataclass(frozen=True)
class Forgotten:
    """How much was removed."""

    visits: int
    responses: int
    feedback: int


def oldest_text(days: int) -> float:
    """Return the time since which open text may still be shown."""
    return time.time() - days * DAY


def remove_old_text(connection: Connection, days: int) -> None:
    """Remove the open text that is older than so many days; the rest of its feedback stays."""
    old = (feedback.c.text != "", feedback.c.at < oldest_text(days))
    connection.execute(update(feedback).where(*old).values(text=""))


def remove_old_copies(database: Database, seconds: float) -> None:
    """Remove copies from before a migration that are older than so many seconds."""
    for copy in database.copies():
        with suppress(OSError):  # one that is in use goes the next time
            if time.time() - copy.stat().st_mtime >= seconds:
                copy.unlink()


def forget(database: Database, before: date) -> Forgotten:
    """Remove the visits that began before a day, with all that belongs to them.

    Others may read and write meanwhile. Whoever stops it halfway may begin again.
    """
    old = select(arrivals.c.number).where(arrivals.c.day < before)
    removed = dict.fromkeys((responses, feedback, visits), 0)
    with database.writing() as connection:
        for table in removed:
            chunk = select(ROW).select_from(table).where(table.c.arrival.in_(old))
            gone = delete(table).where(ROW.in_(chunk.limit(CHUNK)))
            while True:
                with connection.begin():
                    count = connection.execute(gone).rowcount
                removed[table] += count
                if count < CHUNK:
                    break
                time.sleep(PAUSE_SECONDS)
        with connection.begin():
            # Something may have come for such a visit since: it goes with its visit.
            for table in removed:
                came = delete(table).where(table.c.arrival.in_(old))
                removed[table] += connection.execute(came).rowcount
            connection.execute(delete(arrivals).where(arrivals.c.day < before))
            used = select(responses.c.answer)
            connection.execute(delete(answers).where(answers.c.number.not_in(used)))
        with suppress(UnavailableError), database.told():
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    remove_old_copies(database, -math.inf)  # also one whose clock was ahead of ours
    return Forgotten(removed[visits], removed[responses], removed[feedback])
