"""Removing: old open text, by itself, and whatever is older than a day, when staff ask for it."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    case,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)

from toolkit.records.database import Database
from toolkit.records.errors import UnavailableError
from toolkit.records.schema import answers, arrivals, feedback, responses, room_events, visits

DAY = 24 * 3600

CHUNK = 20_000
"""How many rows are removed at a time: patrons' answers are written in between."""

PAUSE_SECONDS = 0.05

ROW: ColumnElement[int] = literal_column("rowid")

OLDEST_COPY = 30 * DAY
"""Seconds for which a copy from before a migration is kept."""


_EVENT = room_events.c
_OPENED = room_events.alias("opened").c

# Not as a parameter: SQLite would not see that the index of those is meant.
OPENED: ColumnElement[str] = literal_column("'opened'")

without_text: ColumnElement[str] = case(
    (_EVENT.type == "question", func.json_replace(_EVENT.data, "$.text", "")),
    (_EVENT.type == "vote", func.json_replace(_EVENT.data, "$.words", func.json("[]"))),
    (_EVENT.type == "word", func.json_replace(_EVENT.data, "$.word", "")),
    else_=_EVENT.data,
)
"""The data of a room event without what people wrote; what trainers wrote stays."""


@dataclass(frozen=True)
class Forgotten:
    """How much was removed."""

    visits: int
    responses: int
    feedback: int
    rooms: int = 0


def oldest_text(days: int) -> float:
    """Return the time since which open text may still be shown."""
    return time.time() - days * DAY


def midnight(day: date) -> float:
    """Return when a day began on this computer's calendar."""
    return datetime.combine(day, time_of_day.min).timestamp()


def remove_old_text(connection: Connection, days: int) -> None:
    """Remove the open text that is older than so many days; what it was said with stays."""
    old = (feedback.c.text != "", feedback.c.at < oldest_text(days))
    connection.execute(update(feedback).where(*old).values(text=""))
    written = (
        _EVENT.type.in_(("question", "vote", "word")),
        _EVENT.at < oldest_text(days),
        or_(_EVENT.type != "vote", func.instr(_EVENT.data, '"words":[') > 0),  # most chose
        _EVENT.data != without_text,
    )
    connection.execute(update(room_events).where(*written).values(data=without_text))


def remove_old_copies(database: Database, seconds: float) -> None:
    """Remove copies from before a migration that are older than so many seconds."""
    for copy in database.copies():
        with suppress(OSError):  # one that is in use goes the next time
            if time.time() - copy.stat().st_mtime >= seconds:
                copy.unlink()


def forget(database: Database, before: date) -> Forgotten:
    """Remove the visits that began before a day, and the rooms that opened, with all of theirs.

    Others may read and write meanwhile. Whoever stops it halfway may begin again.
    """
    old = select(arrivals.c.number).where(arrivals.c.day < before)
    rooms = select(_OPENED.room).where(_OPENED.type == OPENED)
    happened = _EVENT.room.in_(rooms.where(_OPENED.at < midnight(before)))
    removed = dict.fromkeys((responses, feedback, visits), 0)
    with database.writing() as connection:
        # Which rooms are meant is said by how they opened: that goes last.
        rest = select(ROW).select_from(room_events).where(happened, _EVENT.type != OPENED)
        _in_chunks(connection, room_events, rest)
        for table in removed:
            chunk = select(ROW).select_from(table).where(table.c.arrival.in_(old))
            removed[table] += _in_chunks(connection, table, chunk)
        with connection.begin():
            # Something may have come for such a visit since: it goes with its visit.
            for table in removed:
                came = delete(table).where(table.c.arrival.in_(old))
                removed[table] += connection.execute(came).rowcount
            connection.execute(delete(arrivals).where(arrivals.c.day < before))
            used = select(responses.c.answer)
            connection.execute(delete(answers).where(answers.c.number.not_in(used)))
            opened = delete(room_events).where(_EVENT.type == OPENED, happened)
            gone = connection.execute(opened).rowcount
            connection.execute(delete(room_events).where(_EVENT.room.not_in(rooms)))
        with suppress(UnavailableError), database.told():
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    remove_old_copies(database, -math.inf)  # also one whose clock was ahead of ours
    return Forgotten(removed[visits], removed[responses], removed[feedback], gone)


def _in_chunks(connection: Connection, table: Table, rows: Select[Any]) -> int:
    """Remove rows of a table, some at a time; return how many there were."""
    gone = delete(table).where(ROW.in_(rows.limit(CHUNK)))
    removed = 0
    while True:
        with connection.begin():
            count = connection.execute(gone).rowcount
        removed += count
        if count < CHUNK:
            return removed
        time.sleep(PAUSE_SECONDS)
