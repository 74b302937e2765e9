"""A handler that answers with a stream."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

from toolkit.server.rooms.streams import Stream, Streams
from toolkit.words import phrases, say

if TYPE_CHECKING:
    from toolkit.rooms.screens import Kind

WORDS = phrases("toolkit.server.rooms")

AGAIN_SECONDS = 5
"""When to ask again for a stream, where none more may be opened."""

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    # No proxy may keep, compress or hold back what is said now.
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Following(RequestHandler):
    """What a handler needs to answer with a stream: put it before its other base.

    Patrons' phones and shared screens are served so at `r/CODE/stream`
    (`toolkit.server.rooms.doors`); the trainer's console at `staff/rooms/CODE/stream`, by a
    `class ...(Following, StaffHandler)` whose `get` looks at the session first, and then has
    `await self.follow(streams, code, "trainer")`. The doors of a server share one `Streams`.
    """

    _followed: Stream | None = None
    _gone = False

    async def follow(
        self, streams: Streams, code: str, kind: Kind, *, visit: str = "", language: str = ""
    ) -> None:
        """Answer with the views of a room, until its reader goes or the server stops.

        Raises `RoomError` where there is no such room; nothing was sent then. With too many streams
        the answer is 503, but for trainers.
        """
        caller = getattr(getattr(self.request.connection, "context", None), "caller", "")
        if kind != "trainer" and not streams.may_open(caller):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.set_header("Retry-After", str(AGAIN_SECONDS))
            self.set_header("Content-Type", "application/json; charset=utf-8")
            self.set_header("Cache-Control", "no-store")
            self.finish(json.dumps({"why": say(WORDS, "streams_full", language)}))
            return
        feed = await streams.feed(code, kind)
        for name, value in HEADERS.items():
            self.set_header(name, value)
        try:
            await self.flush()
        except StreamClosedError:
            self._gone = True
        if self._gone or self.request.method == "HEAD":
            streams.leave(feed)
            return
        self._followed = Stream(
            self.request.connection.stream,  # type: ignore[union-attr]  # it has one: see `Front`
            chunked=self.request.version == "HTTP/1.1",
            caller=caller,
            visit=visit,
            since=self._since(),
        )
        await streams.follow(feed, self._followed)

    def on_connection_close(self) -> None:
        """End the stream: its reader is gone."""
        self._gone = True
        if self._followed:
            self._followed.end()

    def compute_etag(self) -> None:
        """Have no tags: no stream is the same twice."""

    def _since(self) -> int | None:
        """Return the number of the view that the reader has, None for none."""
        number = self.request.headers.get("Last-Event-ID") or self.get_query_argument("since", "")
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 20 else None  # noqa: PLR2004
