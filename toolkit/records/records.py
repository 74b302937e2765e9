"""All that can be done with what patrons answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection

from toolkit.lesson.versions import Version
from toolkit.records import backup, counts, export, keys, removal, room_log
from toolkit.records.database import Database
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import (
    Feedback,
    FeedbackCount,
    FeedbackText,
    Filter,
    Response,
    ResponseCount,
    RoomEvent,
    RoomSpan,
    Visit,
    VisitCount,
)
from toolkit.records.writer import Writer
from toolkit.records.writing import Add, Append, Judged, Keep
from toolkit.words import LANGUAGES

FILE = "records.sqlite"
ALL = Filter()
FIRST_LANGUAGE = next(iter(LANGUAGES))


class Records:
    """The records in a folder. Opening costs nothing until something is written or read.

    May be used by any thread, and by several processes on the same folder. Everything raises
    `UnavailableError`, a `SpokenError`, while the database cannot be used. A method that writes
    returns a Future that is done once it is on the disk; where it raises, nothing was written.
    """

    def __init__(
        self, folder: Path, *, keep_text_days: int = 90, language: str = FIRST_LANGUAGE
    ) -> None:
        """Take a folder; the language is that of the log."""
        self.folder = folder
        self.keep_text_days = keep_text_days
        self.database = Database(folder / FILE)
        self._writer = Writer(self.database, self._care, language)
        self._versions: dict[str, Version] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def exist(self) -> bool:
        """Whether anything was ever recorded in this folder."""
        return self.database.path.exists()

    def start(self) -> None:
        """Begin to look after the records: make the file, remove old text every hour."""
        self._writer.start()

    def close(self) -> None:
        """Write what still waits, and let go of the file. Nothing is recorded after that."""
        self._writer.close()

    @property
    def trouble(self) -> UnavailableError | None:
        """Why the last attempt to write failed, None where it did not."""
        return self._writer.trouble

    @property
    def waiting(self) -> int:
        """How many messages wait to be written."""
        return self._writer.waiting

    def add(
        self,
        visit: Visit,
        responses: Sequence[Response] = (),
        feedback: Sequence[Feedback] = (),
        room_events: Sequence[RoomEvent] = (),
    ) -> Future[None]:
        """Record what came of one visit. An event that is there already stays as it is.

        A visit only ever gets further: an older message changes nothing. What it did in a live
        room is written together with it, or not at all.
        """
        parts = (tuple(responses), tuple(feedback), tuple(room_events))
        return self._writer.submit(Add(visit, *parts))

    def append(self, room_events: Iterable[RoomEvent]) -> Future[None]:
        """Record what happened in live rooms, all of it or nothing, in this order.

        An event that is there already stays as it is. So does the room of a code: whoever opens one
        of a code that was given looks afterwards whether his event is there.
        """
        return self._writer.submit(Append(tuple(room_events)))

    def keep_versions(self, versions: Iterable[Version]) -> Future[None]:
        """Keep the keys of versions for ever.

        While the file cannot be written they are kept in memory, and the Future waits.
        """
        new = [each for each in versions if each.version not in self._versions]
        self._versions.update({each.version: each for each in new})
        return self._writer.submit(Keep(tuple(new)))

    def judge(
        self, responses: Iterable[Response], refused: Iterable[Response] = ()
    ) -> Future[None]:
        """Write what was found on some of `unjudged`: the kind, and right or not.

        It goes for every response with the same answer. Those `refused` fit no step, and are
        removed.
        """
        return self._writer.submit(Judged(tuple(responses), tuple(refused)))

    def version_data(self, version: str) -> dict[str, Any] | None:
        """Return the data of a version (see `Version.from_data`), None where nobody kept it."""
        if version in self._versions:
            return self._versions[version].data()
        with self.database.reading() as connection:
            return keys.version_data(connection, version)

    def version_ids(self) -> frozenset[str]:
        """Return the versions that were kept, also those that wait to be written."""
        with self.database.reading() as connection:
            return frozenset(keys.version_ids(connection)) | self._versions.keys()

    def versions_data(self, lesson: str = "") -> list[dict[str, Any]]:
        """Return the data of all versions kept, of one lesson where it is named; newest last."""
        with self.database.reading() as connection:
            return keys.versions_data(connection, lesson)

    def unjudged_versions(self) -> list[str]:
        """Return the versions that have responses which nobody could judge yet."""
        with self.database.reading() as connection:
            return keys.unjudged_versions(connection)

    def unjudged(self, version: str) -> Iterator[Response]:
        """Yield one response for each different answer to a version that nobody could judge."""
        with self.database.reading() as connection:
            yield from keys.unjudged(connection, version)

    def room_events(self, after: int = 0, room: str = "") -> list[RoomEvent]:
        """Return what happened in live rooms after the event of a number, in order.

        In one room, where it is named.
        """
        with closing(self.room_log()) as log:
            return log.after(after, room)

    def room_spans(self) -> list[RoomSpan]:
        """Return the live rooms there ever were, in the order in which they were opened."""
        with closing(self.room_log()) as log:
            return log.spans()

    def room_log(self) -> room_log.RoomLog:
        """Return what sees new room events as they come; close it in the end."""
        return room_log.RoomLog(self.database)

    def lessons(self) -> list[str]:
        """Return the names of the lessons that were visited, trials aside."""
        with self.database.reading() as connection:
            return counts.lessons(connection)

    def visit_counts(self, only: Filter = ALL) -> list[VisitCount]:
        """Return how many visits there were, by all that a report tells apart."""
        with self.database.reading() as connection:
            return counts.visit_counts(connection, only)

    def response_counts(self, only: Filter = ALL) -> list[ResponseCount]:
        """Return how many first attempts there were, by all that a report tells apart."""
        with self.database.reading() as connection:
            return counts.response_counts(connection, only)

    def feedback_counts(self, only: Filter = ALL) -> list[FeedbackCount]:
        """Return how many said what of the lessons."""
        with self.database.reading() as connection:
            return counts.feedback_counts(connection, only)

    def feedback_texts(self, only: Filter = ALL) -> list[FeedbackText]:
        """Return what people wrote, newest first, nothing older than `keep_text_days`."""
        since = removal.oldest_text(self.keep_text_days)
        with self.database.reading() as connection:
            return counts.feedback_texts(connection, only, since)

    def export(self, folder: Path, only: Filter = ALL) -> export.Exported:
        """Write what a filter means into a folder, as CSV. Raises `OSError`."""
        since = removal.oldest_text(self.keep_text_days)
        with self.database.reading() as connection:
            return export.export(connection, folder, only, since)

    def back_up(self, file: Path) -> Path:
        """Write everything there is at this moment into a file, or a new one in a folder.

        Return where it is. An older backup is replaced; anything else of that name is not: then,
        `SpokenError` is raised. Raises `OSError` where it cannot be written.
        """
        return backup.back_up(self.database, file)

    def forget(self, before: date) -> removal.Forgotten:
        """Remove visits and rooms from before a day, with all that belongs to them."""
        return removal.forget(self.database, before)

    def _care(self, connection: Connection) -> None:
        removal.remove_old_text(connection, self.keep_text_days)
        removal.remove_old_copies(self.database, removal.OLDEST_COPY)
