"""The entrance to live rooms: finds the room of a code, and holds back who tries codes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import unquote

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from toolkit.library import Library
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.state import RoomState
from toolkit.server import outside
from toolkit.server.handlers import Handler, HasSite
from toolkit.server.rooms.guessing import Guesses, Openings
from toolkit.service import Service, UnavailableError, told
from toolkit.words import phrases, say

WORDS = phrases("toolkit.server.rooms")

LOG = logging.getLogger("suluh")

AGAIN_SECONDS = 10
"""When to come again while the records cannot be read."""

T = TypeVar("T")


class NoRoomError(Exception):
    """There is no room to answer from: `key` of `WORDS` says why, `status` and `wait` how."""

    def __init__(self, key: str, status: HTTPStatus, wait: int = 0) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.wait = wait


class Entrance:
    """What all handlers of live rooms share."""

    def __init__(self, press: HasSite, service: Service, threads: ThreadPoolExecutor) -> None:
        self.press = press
        self.service = service
        self.guesses = Guesses()
        self.openings = Openings()
        self._threads = threads

    async def ask(self, do: Callable[..., T], *arguments: object) -> T:
        """Return what a call gives that may have to read the records: never in the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, do, *arguments)

    async def find(self, code: str, caller: str, visit: str = "") -> RoomState:
        """Return the room of a code as it was typed. Raises `NoRoomError`.

        Who tried too many is not answered, right or wrong, but for a visit that is in the room.
        """
        wait = self.guesses.wait(caller)
        if wait and not visit:
            raise NoRoomError("join_many", HTTPStatus.TOO_MANY_REQUESTS, wait)
        try:
            state = await self.ask(self._found, code)
        except UnavailableError as error:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise NoRoomError("rooms_later", status, AGAIN_SECONDS) from error
        if wait and not (state and visit in state.people):
            raise NoRoomError("join_many", HTTPStatus.TOO_MANY_REQUESTS, wait)
        if state is None:
            self.guesses.missed(caller)
            raise NoRoomError("room_unknown", HTTPStatus.NOT_FOUND)
        return state

    def _found(self, code: str) -> RoomState | None:
        rooms = self.service.rooms
        state = rooms.find(code) if rooms else None
        return state if state and state.is_there else None


class RoomHandler(Handler):
    """What all of them have in common."""

    def initialize(self, entrance: Entrance) -> None:  # type: ignore[override]
        """Remember what all share."""
        super().initialize(entrance.press)
        self.entrance = entrance

    @property
    def library(self) -> Library:
        """The library as it is now."""
        return self.press.site.library

    @property
    def asked_language(self) -> str:
        """The language that the address asks for, "" for none."""
        asked = self.get_query_argument("lang", "")
        return asked if asked in self.press.site.frames else ""

    @property
    def language(self) -> str:
        """The language of this answer."""
        return self.asked_language or self.press.site.language

    @property
    def caller(self) -> str:
        """A name for who asks, which tells nothing of them."""
        return getattr(getattr(self.request.connection, "context", None), "caller", "")

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase in the language of this answer."""
        return say(WORDS, key, self.language, **facts)

    async def room(self, code: str, visit: str = "") -> RoomState:
        """Return the room that an address names. Raises `NoRoomError`."""
        return await self.entrance.find(unquote(code), self.caller, visit)

    def link_to(self, code: str) -> str:
        """Return the whole address of a room, as people outside reach it."""
        return f"{outside.base(self.request, self.library)}r/{code}"

    def compute_etag(self) -> None:
        """Have no tags: what is told here is never the same for long."""

    def log_exception(self, *error: Any) -> None:
        """Log what went wrong, but not in which room, nor for which visit."""
        if not isinstance(error[1], (StreamClosedError, HTTPError)):
            LOG.error("A page in a live room could not be made: %s", told(error[1]))

    def trouble(self, error: RoomError | NoRoomError) -> str:
        """Set the status that an error means, and return its sentence."""
        if isinstance(error, RoomError):
            self.set_status(HTTPStatus.FORBIDDEN)
            return error.sentence(self.language)
        self.set_status(error.status)
        if error.wait:
            self.set_header("Retry-After", str(error.wait))
        return self.say(error.key)
