"""The door at which pages leave what patrons answered: `POST api/events`."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from toolkit.server.counts import Counts
from toolkit.server.handlers import HasSite
from toolkit.server.limits import Limits
from toolkit.server.origins import is_published
from toolkit.server.posted import WORDS, PostDoor, PostHandler
from toolkit.server.rooms.entrance import Entrance, NoRoomError
from toolkit.service import IN_ROOM, MOST_BYTES, Service, UnavailableError
from toolkit.words import say

RETRY_SECONDS = 10
"""When to come again while nothing can be written. Pages add something random to it."""


class EventsDoor(PostDoor):
    """What all requests at this door share."""

    def __init__(
        self, press: HasSite, service: Service, counts: Counts, entrance: Entrance
    ) -> None:
        super().__init__(press, service, counts)
        self.entrance = entrance
        self.limits = Limits()
        # What is taken may need the database: never in the loop. One thread keeps the order.
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="events")

    def close(self) -> None:
        """Take what was begun to be taken."""
        self.threads.shutdown()


class EventsHandler(PostHandler):
    """One message."""

    door: EventsDoor
    most_bytes = MOST_BYTES

    async def take(self) -> None:
        """Take a message, and answer once it is written."""
        wait = self.door.limits.knock(self.caller)
        message = None if wait else self.message()
        if wait := wait or self._wait(message) or await self._guesses(message):
            many = say(WORDS, "posted_many", self.door.language)
            self.later(HTTPStatus.TOO_MANY_REQUESTS, wait, {"why": many})
            return
        place = "published" if is_published(self.request, self.door.library) else "server"
        try:
            reply = await self._taken(message, place)
        except UnavailableError:  # who keeps the records has logged it, once
            sentence = say(WORDS, "events_later", self.door.language)
            self.later(HTTPStatus.SERVICE_UNAVAILABLE, RETRY_SECONDS, {"why": sentence})
        else:
            for kind, found in reply.items():
                self.door.counts.events[kind] += len(found)
            self.finish(reply)

    def on_finish(self) -> None:
        """Count it."""
        if self.request.method == "POST":
            took = time.perf_counter() - self.since
            self.door.counts.answered(self.get_status(), took)

    async def _taken(self, message: object, place: str) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        take = self.door.service.take
        written = await loop.run_in_executor(self.door.threads, take, message, place)
        return await asyncio.wrap_future(written)

    async def _guesses(self, message: Any) -> int:
        """Return how many seconds somebody must wait who tries codes of rooms, 0 for none.

        What only a room takes is answered by whether there is one: it is no way round the entrance.
        """
        try:
            visit, code = message["visit"]["id"], message["visit"]["room"]
            types = [event.get("type") for event in message["events"] if isinstance(event, dict)]
        except (KeyError, TypeError, IndexError):
            return 0
        if code and isinstance(code, str) and any(each in IN_ROOM for each in types):
            try:
                await self.door.entrance.find(code, self.caller, str(visit))
            except NoRoomError as error:
                return error.wait if error.status == HTTPStatus.TOO_MANY_REQUESTS else 0
        return 0

    def _wait(self, message: Any) -> int:
        """Return how many seconds a sender must wait, 0 for none."""
        try:
            visit, events = message["visit"]["id"], len(message["events"])
        except (KeyError, TypeError, IndexError):
            return 0  # it is no message, as its reader will say
        return self.door.limits.wait(self.caller, str(visit)[:32], events)
