"""Reading what happened in live rooms: once, or again and again as it comes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from typing import Any

from toolkit.records.database import Database, identity
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import RoomEvent, RoomSpan

_EVENTS = "SELECT number, id, room, type, person, at, data FROM room_events WHERE number > ?"

_SPANS = (
    "SELECT room, at, (SELECT min(at) FROM room_events ended"
    " WHERE ended.room = opened.room AND ended.type = 'ended')"
    " FROM room_events opened WHERE type = 'opened' ORDER BY +number"  # by the index of those
)


class RoomLog:
    """What one looks at several times a second: a connection that stays open, for reading only.

    It sees what was committed, by whatever process. Where there is no file yet, or where it went
    away, nothing happened. Raises `UnavailableError` while the file cannot be read; the next call
    tries again. For one thread at a time, whichever it is.
    """

    def __init__(self, database: Database) -> None:
        self.renewed = 0
        """How often another file stood under the name: its numbers mean something else."""
        self._database = database
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._version = -1

    def changed(self) -> bool:
        """Return whether anything was written since the last call; at first, where there is any."""
        found = self._rows("PRAGMA data_version")
        version = found[0][0] if found else -1
        changed = version != self._version
        self._version = version
        return changed

    def after(self, number: int, room: str = "") -> list[RoomEvent]:
        """Return what was written after an event, of one room where it is named, in order."""
        if room:
            found = self._rows(f"{_EVENTS} AND room = ? ORDER BY number", number, room)
        else:
            found = self._rows(f"{_EVENTS} ORDER BY number", number)
        return [
            RoomEvent(number, id_, room, type_, person, at, json.loads(data))
            for number, id_, room, type_, person, at, data in found
        ]

    def last(self) -> int:
        """Return the number of the last event of all, 0 where there is none."""
        found = self._rows("SELECT max(number) FROM room_events")
        return (found[0][0] or 0) if found else 0

    def spans(self) -> list[RoomSpan]:
        """Return the rooms there ever were, in the order in which they were opened."""
        return [RoomSpan(*row) for row in self._rows(_SPANS)]

    def close(self) -> None:
        """Let go of the file. Whoever asks again opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _rows(self, query: str, *facts: object) -> list[Any]:
        try:
            with self._database.told():
                connection = self._connected()
                if connection is None:
                    return []
                with closing(connection.execute(query, facts)) as found:
                    return found.fetchall()
        except UnavailableError:
            self.close()
            raise

    def _connected(self) -> sqlite3.Connection | None:
        """Return a connection to the file that stands there now, None for no file."""
        there = identity(self._database.path)
        if there != self._file:
            self.close()
            if self._file is not None:
                self.renewed += 1
            self._file = None
        if there is not None and self._connection is None:
            self._database.prepare()
            # Another thread may go on with it: only ever one at a time asks.
            self._connection = self._database.connect("ro", check_same_thread=False)
            self._file = there
            self._version = -1  # whatever it counts to, it is another count
        return self._connection
