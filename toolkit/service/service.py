"""The service: takes what pages send, checks it, judges it, and hands it to the records.

What a page searches for it asks the catalogue; nothing of that goes to the records.

Nothing here waits until something is written. But a version may have to be read from the database
or from the project, so that no event loop should call it.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from toolkit.activities import KINDS
from toolkit.folders import data_folder
from toolkit.lesson.versions import Version
from toolkit.library import Library
from toolkit.project import LessonError, Project
from toolkit.records.nouns import Feedback, Response, Visit
from toolkit.rooms.nouns import RoomError
from toolkit.service import message as messages
from toolkit.service.in_room import Place
from toolkit.service.judging import Judge, as_response, late, unjudged
from toolkit.service.message import EventError, Given, Header, MessageError, Said, Search
from toolkit.service.searching import Searching

if TYPE_CHECKING:
    from toolkit.records.records import Records
    from toolkit.rooms.rooms import Rooms

MOST_JUDGES = 64
"""How many versions are held in memory: the lessons of a library in its languages, and older."""

LOOK_SECONDS = 10
"""How soon the records and the project are read again for a version that they did not have."""

LATE_AT_ONCE = 500
"""How many responses are judged late in one go."""

Open = Callable[[], "Records"]


class Service:
    """Takes what pages send.

    `records` are where it goes, or what opens them when they are first needed; without any, all is
    taken and nothing kept. It may be used by any thread.
    """

    def __init__(self, project: Project, records: Records | Open | None) -> None:
        self._project = project
        self._records = records
        self._opening = threading.Lock()
        self._judges: OrderedDict[str, Judge] = OrderedDict()
        self._looked: dict[str, float] = {}  # lesson to when the project was last read for it
        self._there: frozenset[str] = frozenset()  # versions that the records have
        self._there_since = -math.inf  # when they were asked for these
        self._names: frozenset[str] = frozenset()  # of lessons that are surely there
        self._kept: set[str] = set()  # versions that need not be kept again
        self.library: Library = project.library
        self._searching = Searching(self.library)
        self._rooms: Rooms | None = None

    @classmethod
    def here(cls, project: Project) -> Self:
        """Return the service on this computer's own records, opened when they are first needed.

        Raises `LessonError` where `library.toml` has mistakes.
        """
        return cls(project, lambda: _here(project.library))

    @property
    def home(self) -> Path:
        """The folder of the project that it judges by."""
        return self._project.home

    @property
    def records(self) -> Records | None:
        """The records; None where nothing is kept. The first who asks waits until they are open."""
        return self._open() if self.library.keep_records else None

    @property
    def opened(self) -> Records | None:
        """The records where they are open already: to look at, without waiting."""
        return None if callable(self._records) else self._records

    @property
    def rooms(self) -> Rooms | None:
        """The live rooms; None where nothing is kept. They open the records when first asked."""
        if not self.library.keep_records:
            return None
        with self._opening:
            if self._rooms is None:
                from toolkit.rooms.rooms import Rooms  # what it imports takes a while

                self._rooms = Rooms(lambda: self.records)
            return self._rooms

    def take(self, message: object, place: str) -> Future[dict[str, Any]]:
        """Take a message from a page at a place ("server", "published", "jupyterlab", "voila").

        The reply is `{"stored": [ids], "refused": [{"id":, "why":}]}`, and is there once all is
        written. Raises `MessageError` for what is no message; `UnavailableError`, or the future
        does, while nothing can be written.
        """
        now = time.time()
        header = messages.header(message)
        raw = messages.events(message)
        records = self.records
        judge = self._judge(header.version, header.lesson, records)
        if judge is None and not self._is_lesson(header.lesson):
            raise MessageError("unknown_lesson")
        if judge and judge.version.name != header.lesson:
            raise MessageError("bad_visit", name="version")
        place_in_room = self._place(header, now)
        responses: list[Response] = []
        others: list[str] = []  # ids of what only a room has
        feedback: list[Feedback] = []
        refused: list[dict[str, str]] = []
        for each in raw:
            try:
                event = messages.event(each)
                if isinstance(event, Given):
                    responses.append(self._response(event, header, now, records))
                    self._answer(event, header, place_in_room)
                elif isinstance(event, Said):
                    feedback.append(_feedback(event, header.id, now))
                else:
                    _in(place_in_room).take(event)
                    others.append(event.id)
            except (EventError, RoomError) as error:
                why = error.sentence(header.language)
                refused.append({"id": messages.id_of(each), "why": why})
        stored = [each.id for each in responses] + [each.id for each in feedback] + others
        reply = {"stored": stored, "refused": refused}
        if records is None:
            return _done(reply)
        visit = _visit(header, place, judge, self.library, now)
        if place_in_room is None:
            return _after(records.add(visit, responses, feedback), reply)
        visit = replace(visit, source=visit.source or place_in_room.source)
        written = records.add(visit, responses, feedback, room_events=place_in_room.events)
        return _after(written, reply)

    def search(self, search: Search) -> Future[dict[str, Any]]:
        """Ask the library's catalogue for a page; any loop may call it, for it waits for nothing.

        The reply is there within seconds: see `Searching.ask`.
        """
        return self._searching.ask(search)

    def busy(self, search: Search) -> dict[str, Any]:
        """Return the reply to a page that searches too often."""
        return self._searching.busy(search)

    def keep(self, lessons: Iterable[Mapping[str, Any]], library: Library | None = None) -> None:
        """Keep the versions that lessons are now (their `toolkit.lesson.data`), for ever.

        What was answered to one of them before it was known here is judged now. `library` is the
        library as it is from now on. Raises `UnavailableError`; then call it again.
        """
        if library:
            self.library = library
            self._searching.follow(library)
        new = {
            lesson["version"]: Version.from_data(lesson, KINDS)
            for lesson in lessons
            if lesson["version"] not in self._kept
        }
        self._names |= {version.name for version in new.values()}
        for version in new.values():
            self._remember(Judge(version))
        records = self._open()
        if records is None:
            return
        records.keep_text_days = self.library.keep_text_days
        if self.library.keep_records or records.exist:  # old text goes by itself all the same
            records.start()  # so that no patron waits for it
        if new and self.library.keep_records:
            records.keep_versions(new.values())  # in memory until the file can be written
            self._judge_late(records)
            self._kept |= new.keys()

    def close(self) -> None:
        """Write what waits. Take nothing after that."""
        with self._opening:
            rooms, self._rooms = self._rooms, None
        if rooms:
            rooms.close()
        with self._opening:
            if records := self.opened:
                records.close()

    def _open(self) -> Records | None:
        """Return the records, also where nothing more is kept in them."""
        if callable(self._records):
            with self._opening:
                if callable(self._records):
                    self._records = self._records()
        return self._records

    def _response(
        self, given: Given, header: Header, now: float, records: Records | None
    ) -> Response:
        judge = self._judge(given.version, header.lesson, records)
        response = as_response(given, header.id, now)
        if judge is None:
            return unjudged(response, given.response)
        if judge.version.name != header.lesson:
            raise EventError("other_lesson")
        return judge.judged(response, given.response)

    def _place(self, header: Header, now: float) -> Place | None:
        """Return the place of a visit in its room, None where it is in none that is known here."""
        rooms = self.rooms if header.room else None
        state = rooms.find(header.room) if rooms else None
        if state is None or state.lesson != header.lesson:
            return None
        return Place(state, header.id, now)

    def _answer(self, given: Given, header: Header, place: Place | None) -> None:
        """Have a room count an answer that was found to be one."""
        judge = self._judges.get(given.version)
        activity = judge.activity(given.step) if judge else None
        if place and activity and not header.item:
            place.answer(given, activity)

    def _judge(self, version: str, lesson: str, records: Records | None) -> Judge | None:
        """Return who judges by a version; None where nobody has it."""
        if version not in self._judges:
            for found in self._found(version, lesson, records):
                self._remember(Judge(found))
        return self._judges.get(version)

    def _found(self, version: str, lesson: str, records: Records | None) -> list[Version]:
        """Return a version that was kept, else what the project has of its lesson."""
        if records and self._is_there(version, records):
            read = _read(records.version_data(version))
            if not read:
                self._there -= {version}
            return read
        # A notebook in JupyterLab may play what no server has served yet.
        current = [*self._current(lesson)]
        if records and current:
            records.keep_versions(current)
        return current

    def _is_there(self, version: str, records: Records) -> bool:
        """Return whether the records have a version, or had it a moment ago.

        Anyone may name thousands that nobody has, and looking for one costs milliseconds.
        """
        now = time.monotonic()
        if now - self._there_since >= LOOK_SECONDS:
            self._there, self._there_since = records.version_ids(), now
        return version in self._there

    def _current(self, lesson: str) -> Iterable[Version]:
        """Yield a lesson of the project as it is now, in each language. Not at every call."""
        now = time.monotonic()
        if now - self._looked.get(lesson, -LOOK_SECONDS) < LOOK_SECONDS:
            return
        if not self._is_lesson(lesson):
            return
        self._looked[lesson] = now
        for language in self.library.languages:
            try:
                yield Version.of(self._project.lesson(lesson, language))
            except (LessonError, OSError):
                continue  # half edited: the page that was seen is an older one

    def _is_lesson(self, name: str) -> bool:
        return name in self._names or name in self._project.lesson_names()

    def _remember(self, judge: Judge) -> None:
        self._judges[judge.version.version] = judge
        while len(self._judges) > MOST_JUDGES:
            self._judges.popitem(last=False)

    def _judge_late(self, records: Records) -> None:
        for version in records.version_ids().intersection(records.unjudged_versions()):
            found = _read(records.version_data(version))
            if not found:
                continue
            judge = Judge(found[0])
            waiting = iter(records.unjudged(version))
            while some := [*islice(waiting, LATE_AT_ONCE)]:
                judged, refused = late(judge, some)
                records.judge(judged, refused).result()


def _read(data: Mapping[str, Any] | None) -> list[Version]:
    """Return the version that data are; none where it has a kind that this Suluh does not know."""
    with suppress(ValueError):
        return [Version.from_data(data, KINDS)]
    return []


def _here(library: Library) -> Records:
    from toolkit.records.records import Records  # what it imports takes a while

    return Records(
        data_folder(), keep_text_days=library.keep_text_days, language=library.languages[0]
    )


def _visit(header: Header, place: str, judge: Judge | None, library: Library, now: float) -> Visit:
    # A page of ours is where visitors look around, not where they came from.
    own = header.referrer and f"//{header.referrer}/" in f"{library.public_url}/"
    return Visit(
        id=header.id,
        lesson=header.lesson,
        language=header.language,
        version=header.version,
        place=place,
        item=header.item if judge is None or judge.has(header.item) else "",
        source=header.source,
        medium=header.medium,
        campaign=header.campaign,
        referrer="" if own else header.referrer,
        class_name=header.class_name,
        started=now - header.started / 1000,
        seen=now,
        reached=judge.place_of(header.reached) if judge else -1,
        finished=header.finished,
    )


def _in(place: Place | None) -> Place:
    """Return a place in a room. Raises `EventError` where there is none."""
    if place is None:
        raise EventError("no_room")
    return place


def _feedback(said: Said, visit: str, now: float) -> Feedback:
    return Feedback(said.id, visit, said.useful, said.clear, said.text, now - said.ago / 1000)


def _done(reply: dict[str, Any]) -> Future[dict[str, Any]]:
    future: Future[dict[str, Any]] = Future()
    future.set_result(reply)
    return future


def _after(written: Future[None], reply: dict[str, Any]) -> Future[dict[str, Any]]:
    """Return the reply as it will be once something is written."""
    future: Future[dict[str, Any]] = Future()
    future.set_running_or_notify_cancel()  # whoever asked may be gone: it is written all the same

    def pass_on(done: Future[None]) -> None:
        if error := done.exception():
            future.set_exception(error)
        else:
            future.set_result(reply)

    written.add_done_callback(pass_on)
    return future
