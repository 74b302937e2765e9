"""Streams of server-sent events: each message is a whole view, written once for all who follow it.

A reader who is slower than the room gets the newest view when it can take one, and none of those
between: so no more than one message waits for anybody. One that takes nothing for long is let go.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, islice
from typing import TYPE_CHECKING, Any, Self

from tornado.iostream import IOStream, StreamClosedError

from toolkit.rooms.nouns import RoomError

if TYPE_CHECKING:
    from toolkit.rooms.rooms import Rooms
    from toolkit.rooms.screens import Kind


BEAT_SECONDS = 5
"""How often a stream says that it is alive. Who hears nothing for twice that may come again."""

RETRY_MS = 2000
"""When a browser comes again by itself after its stream ended."""

STUCK_SECONDS = 30
"""How long a reader may take nothing. It comes again once it can."""

AT_ONCE = 200
"""How many streams are written before other requests have a turn."""

STREAMS_OF_ONE = 3
"""How many streams one visit may have: a few tabs, and one that was lost without a word."""

CALLER_SHARE = 0.75
"""Which part of all streams one address may have, so that it cannot take them all.

It is a large part: all phones of a carrier have one address, and behind a proxy that nobody named
in `trusted_proxies` all the world has.
"""

SEND_BUFFER_BYTES = 64 * 1024
"""How much the system keeps for a reader who does not read: it would take megabytes otherwise."""

LOST_MS = 60_000
"""When a phone that no longer answers counts as gone; else it would be a quarter of an hour."""

OTHERS_SHARE, OTHERS_LEAST = 10, 50
"""A tenth of all connections, and so many at least, are left for other requests than streams."""


def most_streams(connections: int) -> int:
    """Return how many streams may be open where so many connections may be."""
    return max(connections - max(connections // OTHERS_SHARE, OTHERS_LEAST), 1)


TURNS = count(1)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it goes over the wire, in both of HTTP's ways."""

    number: int
    turn: int
    plain: bytes
    chunk: bytes

    @classmethod
    def of(cls, number: int, text: bytes) -> Self:
        """Return a message; its number is that of the view, 0 for what is none."""
        return cls(number, next(TURNS), text, b"%x\r\n%b\r\n" % (len(text), text))

    @classmethod
    def view(cls, number: int, view: bytes) -> Self:
        """Return the message of a view: JSON in one line."""
        return cls.of(number, b"id: %d\nevent: view\ndata: %b\n\n" % (number, view))

    def is_older(self, other: Message | None) -> bool:
        """Tell whether another one is a newer view; some change without a new number."""
        return other is not None and (self.number, self.turn) < (other.number, other.turn)


BEAT = Message.of(0, b"event: beat\ndata: {}\n\n")
FIRST = Message.of(0, b"retry: %d\n\n" % RETRY_MS)


class Stream:
    """One reader. It belongs to the loop that serves."""

    __slots__ = (
        "_chunked",
        "_ended",
        "_next",
        "_shown",
        "_stream",
        "_writing",
        "caller",
        "since",
        "visit",
    )

    def __init__(
        self, stream: IOStream, *, chunked: bool, caller: str, visit: str, since: int | None
    ) -> None:
        """Take a connection whose head was sent, and the number of the view that it has."""
        self._stream = stream
        self._chunked = chunked
        self._next: Message | None = None
        self._writing: float | None = None  # since when something waits to be taken
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.caller = caller
        self.visit = visit
        self.since = since
        self._shown: Message | None = None
        _prepare(stream)

    def show(self, message: Message) -> None:
        """Send a view, in the place of one that still waits; unless a newer one was sent."""
        if message.is_older(self._shown):
            return
        self._shown = message
        if self._writing is None:
            self._write(message)
        else:
            self._next = message

    def say(self, message: Message) -> None:
        """Send something that is no view; nothing where the reader is behind."""
        if self._writing is None:
            self._write(message)

    def is_stuck(self, now: float) -> bool:
        """Tell whether the reader has taken nothing for long."""
        return self._writing is not None and now - self._writing >= STUCK_SECONDS

    def end(self) -> None:
        """Let the stream end in good order."""
        if not self._ended.done():
            self._ended.set_result(None)

    def cut(self) -> None:
        """Close the connection under a reader that does not read."""
        self._stream.close()
        self.end()

    async def ended(self) -> None:
        """Wait until it ends."""
        await self._ended

    def _write(self, message: Message) -> None:
        if self._ended.done():  # the connection may have the answer to another request by now
            return
        try:
            written = self._stream.write(message.chunk if self._chunked else message.plain)
        except StreamClosedError:
            self.end()
            return
        if self._stream.writing():
            self._writing = time.monotonic()
            written.add_done_callback(self._written)

    def _written(self, written: asyncio.Future[None]) -> None:
        message, self._next, self._writing = self._next, None, None
        if written.cancelled() or written.exception():
            self.end()
        elif message:
            self._write(message)


@dataclass(eq=False)
class Feed:
    """The views of one kind of one room, and who follows them."""

    code: str
    kind: Kind
    ready: asyncio.Future[None]  # done once there is a view; fails where there is no such room
    streams: dict[Stream, None] = field(default_factory=dict)
    waiting: int = 0  # streams that are about to follow
    latest: Message | None = None
    unlisten: Callable[[], None] = lambda: None


class Streams:
    """All streams of a server, of patrons and of staff. All but `here` is for the loop alone."""

    def __init__(
        self, rooms: Callable[[], Rooms | None], threads: ThreadPoolExecutor, most: int
    ) -> None:
        """Take what gives the rooms, threads in which they are asked, and how many may be open."""
        self._rooms = rooms
        self._threads = threads
        self._most = most
        self._feeds: dict[tuple[str, Kind], Feed] = {}
        self._callers: Counter[str] = Counter()
        self._visits: dict[tuple[str, str], OrderedDict[Stream, None]] = {}
        self._closed = False
        self.open = 0
        """How many there are."""

    def may_open(self, caller: str) -> bool:
        """Tell whether one stream more may be opened, by somebody."""
        return (
            not self._closed
            and self.open < self._most
            and self._callers[caller] < max(self._most * CALLER_SHARE, 1)
        )

    def here(self, code: str) -> int:
        """Return how many phones follow a room, each once."""
        feed = self._feeds.get((code, "phone"))
        return len({stream.visit for stream in list(feed.streams)}) if feed else 0

    async def feed(self, code: str, kind: Kind) -> Feed:
        """Return the feed of a room once it has a view. Raises `RoomError` where there is none.

        Give it to `follow`, or to `leave`.
        """
        feed = self._feeds.get((code, kind))
        if feed is None:
            feed = self._begin(code, kind)
        feed.waiting += 1
        try:
            await asyncio.shield(feed.ready)
        except BaseException:
            self.leave(feed)
            raise
        return feed

    async def follow(self, feed: Feed, stream: Stream) -> None:
        """Send what a feed has, from now on, until the stream ends."""
        feed.streams[stream] = None
        feed.waiting -= 1
        self._count(feed, stream)
        try:
            stream.say(FIRST)
            if feed.latest and feed.latest.number != stream.since:
                stream.show(feed.latest)
            else:
                stream.say(BEAT)  # so that a proxy, and who waits, see that it is there
            await stream.ended()
        finally:
            self._discount(feed, stream)
            del feed.streams[stream]
            self._close_unused(feed)

    def leave(self, feed: Feed) -> None:
        """Give back a feed that is not followed after all."""
        feed.waiting -= 1
        self._close_unused(feed)

    async def beat(self) -> None:
        """Tell everybody, for as long as this runs, that the streams are alive."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now = time.monotonic()
            for feed in list(self._feeds.values()):
                for some in _slices(feed.streams):
                    for stream in some:
                        if stream.is_stuck(now):
                            stream.cut()
                        else:
                            stream.say(BEAT)
                    await asyncio.sleep(0)

    def close(self) -> None:
        """End all streams at once, and open none any more: the server is about to stop."""
        self._closed = True
        for feed in list(self._feeds.values()):
            for stream in list(feed.streams):
                stream.end()

    def _begin(self, code: str, kind: Kind) -> Feed:
        loop = asyncio.get_running_loop()
        feed = self._feeds[code, kind] = Feed(code, kind, loop.create_future())
        # Nobody may be waiting any more when it fails.
        feed.ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())

        def heard(number: int, view: bytes, urgent: bool) -> None:  # noqa: ARG001, FBT001
            message = Message.view(number, view)  # here, and not in the loop: it may be large
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self._tell, feed, message)

        def listen() -> tuple[Callable[[], None], Message]:
            rooms = self._rooms()
            if rooms is None:
                raise RoomError("unknown_room")
            unlisten = rooms.listen(code, kind, heard)
            rooms.wake()  # the ticker may be idle
            return unlisten, Message.view(*rooms.view(code, kind))

        def listening(done: asyncio.Future[Any]) -> None:
            if error := done.exception():
                self._feeds.pop((code, kind), None)
                feed.ready.set_exception(error)
                return
            feed.unlisten, first = done.result()
            if not first.is_older(feed.latest):
                feed.latest = first
            feed.ready.set_result(None)
            self._close_unused(feed)

        loop.run_in_executor(self._threads, listen).add_done_callback(listening)
        return feed

    def _tell(self, feed: Feed, message: Message) -> None:
        """Send a new view to all who follow; other requests have a turn in between."""
        if message.is_older(feed.latest):
            return
        if feed.latest and message.plain == feed.latest.plain:  # the first one is told twice
            return
        feed.latest = message
        if len(feed.streams) <= AT_ONCE:
            for stream in list(feed.streams):
                stream.show(message)
        else:
            slices = deque(_slices(feed.streams))
            asyncio.get_running_loop().call_soon(_tell_slice, slices, message)

    def _count(self, feed: Feed, stream: Stream) -> None:
        self.open += 1
        self._callers[stream.caller] += 1
        if not stream.visit:
            return
        of_visit = self._visits.setdefault((feed.code, stream.visit), OrderedDict())
        of_visit[stream] = None
        for old in list(of_visit)[:-STREAMS_OF_ONE]:
            old.end()

    def _discount(self, feed: Feed, stream: Stream) -> None:
        self.open -= 1
        self._callers[stream.caller] -= 1
        if self._callers[stream.caller] <= 0:
            del self._callers[stream.caller]
        if of_visit := self._visits.get((feed.code, stream.visit)):
            of_visit.pop(stream, None)
            if not of_visit:
                del self._visits[feed.code, stream.visit]

    def _close_unused(self, feed: Feed) -> None:
        if feed.streams or feed.waiting or not feed.ready.done():
            return
        if self._feeds.get((feed.code, feed.kind)) is feed:
            del self._feeds[feed.code, feed.kind]
        unlisten, feed.unlisten = feed.unlisten, lambda: None
        with suppress(RuntimeError):  # the threads are gone: so is whom it listened to
            self._threads.submit(unlisten)


def _tell_slice(slices: deque[list[Stream]], message: Message) -> None:
    for stream in slices.popleft():
        stream.show(message)
    if slices:
        asyncio.get_running_loop().call_soon(_tell_slice, slices, message)


def _slices(streams: Iterable[Stream]) -> list[list[Stream]]:
    left = iter(list(streams))
    return list(iter(lambda: list(islice(left, AT_ONCE)), []))


def _prepare(stream: IOStream) -> None:
    """Have the system send at once, keep little, and notice a phone that is gone."""
    connection = stream.socket
    with suppress(OSError, AttributeError):
        stream.set_nodelay(True)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, LOST_MS)
