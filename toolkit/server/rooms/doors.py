"""Where live rooms are for those who take part, and what these doors share while a server runs.

`r/` is a page to type a code; `r/CODE` leads to the lesson, in the room. There, the page follows
`r/CODE/stream` (or asks `r/CODE/now` where streams do not pass) and posts to `api/events`.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from tornado.web import RequestHandler

from toolkit.server import outside
from toolkit.server.handlers import HasSite
from toolkit.server.rooms.asking import NowHandler, QrHandler, QuestionsHandler, StreamHandler
from toolkit.server.rooms.coming import CodeHandler, FormHandler, LookHandler, SlashHandler
from toolkit.server.rooms.entrance import Entrance
from toolkit.server.rooms.streams import Streams
from toolkit.server.rooms.ticking import Ticker
from toolkit.service import Service

if TYPE_CHECKING:
    from toolkit.rooms.rooms import Rooms

CODE = r"r/(?P<code>[^/]{1,40})"

THREADS = 3
"""One ticks; the others ask what may have to be read first."""


class LiveRooms:
    """What a server has for its live rooms: the streams, the ticker, the entrance."""

    def __init__(self, press: HasSite, service: Service, most_streams: int) -> None:
        self._press = press
        self.base = ""
        """Where other devices find this server, as far as it knows by itself."""
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="rooms")
        self.streams = Streams(lambda: service.rooms, self.threads, most_streams)
        self.ticker = Ticker(
            lambda: service.rooms, self.threads, self._prepare, lambda: self.streams.open > 0
        )
        self.entrance = Entrance(press, service, self.threads)

    def doors(self) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
        """Return the doors: a pattern of addresses below the site's root, and who answers there."""
        coming = {"entrance": self.entrance}
        asking = {**coming, "streams": self.streams}
        return [
            (r"r", SlashHandler, coming),
            (r"r/", FormHandler, coming),
            (r"r/look\.css", LookHandler, coming),
            (rf"{CODE}/stream", StreamHandler, asking),
            (rf"{CODE}/now", NowHandler, asking),
            (rf"{CODE}/questions", QuestionsHandler, asking),
            (rf"{CODE}/qr\.svg", QrHandler, asking),
            (rf"{CODE}/?", CodeHandler, coming),
        ]

    async def run(self) -> None:
        """Keep the rooms going, until cancelled."""
        await asyncio.gather(self.ticker.run(), self.streams.beat())

    def end(self) -> None:
        """End all streams: call it in the loop that serves, before that stops."""
        self.streams.close()

    def close(self) -> None:
        """Let go of the threads."""
        self.threads.shutdown()

    def _prepare(self, rooms: Rooms) -> None:
        """Tell the rooms what only a server knows."""
        rooms.here = self.streams.here
        rooms.links = self._links

    def _links(self, code: str) -> tuple[str, str]:
        """Return the address of a room, and as people type it; "" where only a visitor knows it."""
        library = self._press.site.library
        base = library.send_to or ("" if library.public_url else self.base)
        return (f"{base}r/{code}", outside.typed(f"{base}r/{code}")) if base else ("", "")
