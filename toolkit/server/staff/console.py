"""The console of a room: its page, and what it asks for and sends while it is open.

What stands in the page, and at these addresses, is said in `toolkit.console`.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from toolkit.console import console_words
from toolkit.project import Project
from toolkit.rooms.codes import grouped
from toolkit.rooms.facts import Facts
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.state import RoomState
from toolkit.server import outside
from toolkit.server.negotiation import encodings
from toolkit.server.rooms.following import Following
from toolkit.server.staff.lessons import for_trainer
from toolkit.server.staff.pages import GZIP_LEVEL, POLICY, StaffHandler
from toolkit.server.staff.password import PasswordError
from toolkit.server.staff.rooms import ROOMS, LeadingHandler, RefusedError
from toolkit.service import room_source
from toolkit.words import LANGUAGES

CONSOLE_POLICY = f"{POLICY}; script-src 'self'; connect-src 'self'"
"""The one page of staff that runs a script: its own, which speaks with nobody else."""

LOOK_SECONDS = 5
"""How often it is looked whether who follows a room is still signed in."""

TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


class ConsoleHandler(LeadingHandler):
    """The page of a room; and where its commands go."""

    policy = CONSOLE_POLICY

    async def answer(self, code: str = "", **_: str) -> None:
        """Show it."""
        room = await self.room(code)
        if room.room != code:  # typed roughly
            self.go(self.link(f"{ROOMS}/{room.room}"))
            return
        facts = self._facts(room)
        state = {
            "language": self.language,
            "words": console_words(self.language),
            "facts": facts,
            "addresses": {
                "stream": self._here("stream", room),
                "command": self._here("", room),
                "lesson": self.frame.addressing.link(self.address, f"{ROOMS}/{room.room}/lesson"),
                "rooms": self.link(ROOMS),
            },
        }
        self.show(
            "staff_console.html.j2",
            self.say("console_title", room=grouped(room.room), title=room.title),
            state=Markup(_in_script(state)),  # noqa: S704  # it is what makes it safe
            facts=facts,
            code=grouped(room.room),
            script=self._asset("js"),
            console_look=self._asset("css"),
            rooms=self.link(ROOMS),
        )

    async def take(self, code: str = "", **_: str) -> None:
        """Do what the trainer wants, and say which event came of it."""
        command = self.message()
        room = await self.room(code)
        rooms = await self.rooms()
        facts = await self.leading.apart(self._polls, room) if _names_poll(command) else None
        steered = await self.leading.apart(rooms.steer, room.room, command, facts)
        number = await asyncio.wrap_future(steered)
        self.finish_json({"ok": True, "number": number})

    def refuse(self, sentence: str, status: int) -> None:
        """Say why; who sends commands is a program."""
        if self.request.method == "POST":
            self.finish_json({"why": sentence}, status=status)
            return
        self.show_why(sentence, status)

    @property
    def speaks_json(self) -> bool:
        """Whether a program asks."""
        return self.request.method == "POST" or super().speaks_json

    def _polls(self, room: RoomState) -> Facts:
        return Facts.of(Project(self.leading.home).lesson(room.lesson, room.language))

    def _here(self, name: str, room: RoomState) -> str:
        """Return an address of this room's, which answers in the page's language."""
        return self.link(f"{ROOMS}/{room.room}" + (f"/{name}" if name else ""))

    def _asset(self, ending: str) -> str:
        return self.frame.addressing.link(self.address, f"staff/console.{ending}")

    def _facts(self, room: RoomState) -> dict[str, Any]:
        """Return what the console must know, with addresses as seen from its page."""
        library, way = self.library, self.frame.addressing
        lesson = way.link(self.address, library.page_address(room.lesson, room.language))
        return facts_of(self, room) | {
            "qr": way.link(self.address, f"r/{room.room}/qr.svg"),
            "present": _presented(lesson, room),
            "results": self.link("staff/results", **_results(room)),
            "sign_in": self.link("staff"),
        }


class FactsHandler(LeadingHandler):
    """What the console must know of a room, for one that stands elsewhere."""

    always_json = True

    async def answer(self, code: str = "", **_: str) -> None:
        """Tell, with whole addresses."""
        room = await self.room(code)
        site = outside.base(self.request, self.library)
        lesson = site + self.library.page_address(room.lesson, room.language)
        self.finish_json(
            facts_of(self, room)
            | {
                "present": _presented(lesson, room),
                "results": f"{site}staff/results?{urlencode(_results(room))}",
                "accent": asdict(self.library.accent),
            }
        )


class LessonHandler(LeadingHandler):
    """The lesson of a room, with the trainer's notes."""

    always_json = True

    async def answer(self, code: str = "", **_: str) -> None:
        """Tell, in the language asked for if the lesson has it, else in the room's."""
        room = await self.room(code)
        asked = self.get_query_argument("lang", "")
        language = asked if asked in room.versions else room.language
        home = Project(self.leading.home)
        self.finish_json(await self.leading.apart(for_trainer, home, room.lesson, language))


class StreamHandler(Following, LeadingHandler):
    """The views of a room, as its trainer sees it."""

    always_json = True

    async def answer(self, code: str = "", **_: str) -> None:
        """Follow."""
        room = await self.room(code)
        watching = asyncio.create_task(self._end_with_session())
        try:
            await self.follow(self.leading.streams, room.room, "trainer", language=self.language)
        except RoomError as error:  # it was forgotten just now
            raise RefusedError(error.sentence(self.language), HTTPStatus.NOT_FOUND) from error
        finally:
            watching.cancel()

    async def _end_with_session(self) -> None:
        """End the stream of who signed out, here or in another tab, or has another password now."""
        while self.is_signed_in():
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(PasswordError):  # it may just be replaced
                self.stored = self.staff.password.stored()
        self.on_connection_close()


class ConsoleFileHandler(StaffHandler):
    """The console's script and look, which patrons never load; they are nobody's secret."""

    def prepare(self) -> None:
        """Ask for nothing."""

    async def get(self, ending: str = "") -> None:
        """Send one."""
        plain, small = _file(ending)
        self.close_off(self.library)
        self.set_header("Content-Type", TYPES[ending])
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in encodings(self.request.headers.get("Accept-Encoding")):
            self.set_header("Content-Encoding", "gzip")
            self.finish(small)
        else:
            self.finish(plain)


def facts_of(handler: LeadingHandler, room: RoomState) -> dict[str, Any]:
    """Return of a room what is the same wherever its console stands."""
    link = f"{outside.base(handler.request, handler.library)}r/{room.room}"
    return {
        "room": room.room,
        "code": grouped(room.room),
        "link": link,
        "short": outside.typed(link),
        "local": outside.is_local(link),
        "languages": {code: name for code, name in LANGUAGES.items() if code in room.versions},
    }


def _presented(lesson: str, room: RoomState) -> str:
    return f"{lesson}?present&{urlencode({'room': room.room})}"


def _results(room: RoomState) -> dict[str, str]:
    """Return what an address of results says to choose this room's alone."""
    return {"lesson": room.lesson, "channel": room_source(room.room)}


def _names_poll(command: object) -> bool:
    """Tell whether a command needs to know what polls a lesson has."""
    return isinstance(command, Mapping) and bool(command.get("poll"))


def _in_script(state: object) -> str:
    """Return JSON that ends no script it stands in."""
    return json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _file(ending: str) -> tuple[bytes, bytes]:
    content = files("toolkit.server.staff").joinpath("static", f"console.{ending}").read_bytes()
    return content, gzip.compress(content, GZIP_LEVEL)
