"""What a page in a room asks for: the stream, the view as it is now, questions, the QR code."""

from __future__ import annotations

import io
import json
import re
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from tornado.web import HTTPError

from toolkit.rooms import views
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.screens import Kind
from toolkit.rooms.state import RoomState
from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.rooms.entrance import Entrance, NoRoomError, RoomHandler
from toolkit.server.rooms.following import Following
from toolkit.server.rooms.streams import Streams
from toolkit.service import UnavailableError

_VISIT = re.compile(r"[0-9a-f]{32}")

QR_MARGIN = 4
"""How many squares must be empty round a code, so that cameras find it."""


class AskingHandler(RoomHandler):
    """What is asked by a program, and answered in JSON."""

    def initialize(self, entrance: Entrance, streams: Streams) -> None:  # type: ignore[override]
        """Remember what all share."""
        super().initialize(entrance)
        self.streams = streams

    async def get(self, code: str) -> None:
        """Answer from a room."""
        try:
            await self.answer(await self.room(code, self.visit))
        except (NoRoomError, RoomError) as error:
            why = self.trouble(error)
            self.finish_json({"why": why})

    async def answer(self, state: RoomState) -> None:
        """Answer. Raises `RoomError` where that room does not let it."""
        raise NotImplementedError

    @property
    def visit(self) -> str:
        """The visit of who asks, "" for a shared screen."""
        visit = self.get_query_argument("visit", "")
        if visit and not _VISIT.fullmatch(visit):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        return visit

    async def join(self, state: RoomState) -> None:
        """Have who asks take part. Raises `RoomError` where the room is closed to newcomers."""
        rooms = self.entrance.service.rooms
        if rooms and self.visit and self.visit not in state.people:
            # Nobody waits until it is written: whoever answers has joined anyway.
            with suppress(UnavailableError):
                await self.entrance.ask(rooms.join, state.room, self.visit)

    def finish_json(self, found: Any) -> None:
        """Answer in JSON."""
        self.send("application/json; charset=utf-8", json.dumps(found, ensure_ascii=False).encode())

    def send(self, media_type: str, content: bytes) -> None:
        """Answer; nobody keeps it."""
        self.set_header("Content-Type", media_type)
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.finish(content)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer any error as a program reads it."""
        self.finish_json({"why": HTTPStatus(status_code).phrase})


class StreamHandler(Following, AskingHandler):
    """The stream of a phone, or of the shared screen where no visit is named."""

    async def answer(self, state: RoomState) -> None:
        """Follow the room."""
        if wait := self.entrance.openings.wait(self.caller, self.visit):
            raise NoRoomError("streams_many", HTTPStatus.TOO_MANY_REQUESTS, wait)
        await self.join(state)
        kind: Kind = "phone" if self.visit else "screen"
        await self.follow(self.streams, state.room, kind, visit=self.visit, language=self.language)


class NowHandler(AskingHandler):
    """What a phone shows now, for where streams do not pass."""

    async def answer(self, state: RoomState) -> None:
        """Tell it."""
        rooms = self.entrance.service.rooms
        if rooms is None:
            raise NoRoomError("room_unknown", HTTPStatus.NOT_FOUND)
        await self.join(state)
        _, view = await self.entrance.ask(rooms.view, state.room, "phone")
        self.send("application/json; charset=utf-8", view)


class QuestionsHandler(AskingHandler):
    """The questions that everybody may read."""

    async def answer(self, state: RoomState) -> None:
        """Tell them."""
        self.finish_json(views.questions(state))


class QrHandler(AskingHandler):
    """The room's link as a code to scan."""

    async def answer(self, state: RoomState) -> None:
        """Draw it, black on white whatever the page is."""
        import segno  # here, since only a room needs it

        link, drawn = self.link_to(state.room), io.BytesIO()
        segno.make(link, error="m", micro=False).save(
            drawn,
            kind="svg",
            border=QR_MARGIN,
            dark="#000",
            light="#fff",
            xmldecl=False,
            omitsize=True,
            title=self.say("qr_words", link=link),
        )
        self.set_header("Content-Security-Policy", "default-src 'none'")
        self.send("image/svg+xml; charset=utf-8", drawn.getvalue())
