"""The live rooms of staff: what is open, and opening one. All of it works without a script."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from toolkit.lesson.versions import Version
from toolkit.project import LessonError, Project
from toolkit.rooms.codes import grouped
from toolkit.rooms.facts import opened
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.rooms import Rooms
from toolkit.rooms.state import RoomState
from toolkit.server.answers import RETRY_SECONDS
from toolkit.server.handlers import HasSite
from toolkit.server.staff.leading import Leading
from toolkit.server.staff.pages import Staff, StaffHandler
from toolkit.service import MessageError, UnavailableError, parsed, too_large
from toolkit.words import LANGUAGES

MOST_BYTES = 32 * 1024
"""How large a command may be: twelve options of 120 signs are a tenth of it."""

ROOMS = "staff/rooms"

MOST_ENDED = 20
"""How many ended rooms are listed."""


class RefusedError(Exception):
    """Something cannot be done, and why, in the language of the page."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class LeadingHandler(StaffHandler):
    """What the pages and the JSON of rooms have in common."""

    def initialize(  # type: ignore[override]
        self, press: HasSite, staff: Staff, leading: Leading
    ) -> None:
        """Remember what all share."""
        super().initialize(press, staff)
        self.leading = leading

    async def get(self, **path: str) -> None:
        """Answer, if they may see it."""
        await self._answered(self.answer, **path)

    async def post(self, **path: str) -> None:
        """Do it, if they may."""
        await self._answered(self.take, **path)

    async def answer(self, **path: str) -> None:
        """Answer somebody who is signed in."""
        raise NotImplementedError

    async def take(self, **_: str) -> None:
        """Take what somebody sends who is signed in."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def refuse(self, sentence: str, status: int) -> None:
        """Say why something was not done."""
        self.tell(sentence, status=status)

    def show_why(self, sentence: str, status: int) -> None:
        """Say why on a page that leads back to all rooms."""
        self.show(
            "staff_notice.html.j2",
            self.say("rooms_title"),
            status=status,
            sentence=sentence,
            back=self.link(ROOMS),
            back_words=self.say("rooms_back"),
        )

    async def _answered(self, do: Any, **path: str) -> None:
        if not self.is_signed_in():
            status = HTTPStatus.UNAUTHORIZED if self.speaks_json else HTTPStatus.FORBIDDEN
            self.ask_to_sign_in(self.say("signed_out"), status=status)
            return
        try:
            await do(**path)
        except RefusedError as error:
            self.refuse(error.sentence, error.status)
        except RoomError as error:
            self.refuse(error.sentence(self.language), HTTPStatus.CONFLICT)
        except MessageError as error:
            self.refuse(error.sentence(self.language), error.status)
        except LessonError:  # staff who write lessons are told more by `suluh check`
            self.refuse(self.say("room_lesson_broken"), HTTPStatus.CONFLICT)
        except UnavailableError as error:
            self.set_header("Retry-After", str(RETRY_SECONDS))
            self.refuse(error.sentence(self.language), HTTPStatus.SERVICE_UNAVAILABLE)

    async def rooms(self) -> Rooms:
        """Return the rooms. Raises `RefusedError` where nothing is kept, so that there are none."""
        found = await self.leading.apart(self.leading.rooms)
        if found is None:
            raise RefusedError(self.say("rooms_nothing_kept"), HTTPStatus.CONFLICT)
        return found

    async def room(self, code: str) -> RoomState:
        """Return the room of a code, however it is typed. Raises `RefusedError` for none."""
        found = await self.leading.apart((await self.rooms()).find, unquote(code))
        if found is None or not found.is_there:
            raise RefusedError(self.say("room_unknown"), HTTPStatus.NOT_FOUND)
        return found

    def message(self) -> object:
        """Return the JSON that was sent. Raises `MessageError`."""
        context = getattr(self.request.connection, "context", None)
        if getattr(context, "too_large", False):  # the front lets go of its body
            raise too_large(MOST_BYTES)
        return parsed(self.request.body, MOST_BYTES)

    def lessons(self) -> list[dict[str, Any]]:
        """Return the lessons that have a page of their own, where phones can follow."""
        site = self.press.site
        found: dict[str, dict[str, str]] = {}
        for lesson in site.lessons:
            name, language = lesson["name"], lesson["language"]
            if site.library.page_address(name, language) in site.pages:
                found.setdefault(name, {})[language] = lesson["title"]
        return [{"name": name, "languages": titles} for name, titles in found.items()]

    def open_rooms(self, rooms: Rooms) -> list[dict[str, Any]]:
        """Return the rooms that have not ended, the newest first."""
        return [
            {
                "room": state.room,
                "title": state.title,
                "opened": state.opened,
                "joined": state.joined,
                "state": "paused" if state.settings.paused else "open",
            }
            for state in rooms.open_rooms()
        ]

    async def open(self, lesson: object, language: object) -> str:
        """Open a room and return its code. Raises `RefusedError` and what `_answered` says."""
        titles = {each["name"]: each["languages"] for each in self.lessons()}
        if not isinstance(lesson, str) or lesson not in titles:
            raise RefusedError(self.say("room_no_lesson"), HTTPStatus.BAD_REQUEST)
        first = self.press.site.language
        chosen = str(language or (first if first in titles[lesson] else next(iter(titles[lesson]))))
        if chosen not in titles[lesson]:
            raise RefusedError(self.say("room_no_language"), HTTPStatus.BAD_REQUEST)
        rooms = await self.rooms()

        def write() -> Any:
            project = Project(self.leading.home)
            versions = [Version.of(project.lesson(lesson, code)) for code in titles[lesson]]
            return rooms.open(opened(versions, chosen))

        return str(await asyncio.wrap_future(await self.leading.apart(write)))


class RoomsHandler(LeadingHandler):
    """The list of rooms, and the form that opens one."""

    async def answer(self, **_: str) -> None:
        """Show them."""
        await self._show()

    async def take(self, **_: str) -> None:
        """Open a room: for a form lead to its console, for a program tell its code."""
        if self.speaks_json:
            asked = self.message()
            given = asked if isinstance(asked, Mapping) else {}
            code = await self.open(given.get("lesson"), given.get("language"))
            self.finish_json({"room": code})
            return
        self._asked = {name: self.get_body_argument(name, "") for name in ("lesson", "language")}
        code = await self.open(self._asked["lesson"], self._asked["language"])
        self.go(self.link(f"{ROOMS}/{code}"))

    def refuse(self, sentence: str, status: int) -> None:
        """Say why no room was opened."""
        if self.speaks_json:
            super().refuse(sentence, status)
            return
        self.show_why(sentence, status)

    async def _show(self) -> None:
        rooms = await self.leading.apart(self.leading.rooms)
        there = await self.leading.apart(self.open_rooms, rooms) if rooms else []
        ended = await self.leading.apart(rooms.ended_rooms) if rooms else []
        language, first = self.language, self.press.site.language
        lessons = self.lessons() if rooms else []
        self.show(
            "staff_rooms.html.j2",
            self.say("rooms_title"),
            keeps=rooms is not None,
            lessons=[
                (
                    each["name"],
                    each["languages"].get(language, next(iter(each["languages"].values()))),
                )
                for each in lessons
            ],
            choices=[
                (code, LANGUAGES[code])
                for code in self.press.site.frames
                if any(code in each["languages"] for each in lessons)
            ],
            chosen=language,
            rooms=[
                {
                    **each,
                    "code": grouped(each["room"]),
                    "link": self.link(f"{ROOMS}/{each['room']}"),
                    "said": self.say(
                        f"rooms_{each['state']}_now",
                        joined=each["joined"],
                        since=time.strftime(
                            "%H.%M" if language == "id" else "%H:%M", time.localtime(each["opened"])
                        ),
                    ),
                }
                for each in there
            ],
            ended=[
                (grouped(code), self.link(f"{ROOMS}/{code}"), self._day(at))
                for code, at in ended[:MOST_ENDED]
            ],
            open_room=self.link(ROOMS),
            results=self.link("staff"),
            first=first,
        )

    def _day(self, at: float) -> str:
        """Return a day as it is written in the page's language."""
        day = date.fromtimestamp(at)  # noqa: DTZ012 - on the library's own wall calendar
        return f"{day:%d-%m-%Y}" if self.language == "id" else day.isoformat()


class RoomsJsonHandler(LeadingHandler):
    """What there is to open, and what is open, for a program."""

    always_json = True

    async def answer(self, **_: str) -> None:
        """Tell."""
        rooms = await self.rooms()
        there = await self.leading.apart(self.open_rooms, rooms)
        self.finish_json({"lessons": self.lessons(), "rooms": there})
