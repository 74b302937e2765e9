"""The front: the server that strangers talk to.

It writes answers made ahead, and hands on what it has no answer for. A Tornado application costs
several times as much a request. It also keeps what must hold for every answer, whoever gives it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPInputError,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream

from toolkit.server.addresses import address_of
from toolkit.server.answers import Answers, refusal
from toolkit.server.limits import Callers
from toolkit.server.policy import STRICT_TRANSPORT

MOST_HEADER_BYTES = 16 * 1024
MOST_BODY_BYTES = 64 * 1024

MOST_DISCARDED_BYTES = 16 * 1024 * 1024
"""How large a body may be that is read only to say that it is too large: else nobody reads that."""

IDLE_SECONDS = 75
"""How long the next request may take to be there whole, however slowly it comes."""

BODY_SECONDS = 20
"""How long a request's body may take."""

SEND_SECONDS = 120
"""How long an answer may wait for a reader."""

LOOK_SECONDS = 10
"""How often the front looks for readers that do not read."""

NOBODY = ("0.0.0.0", 0)  # noqa: S104  # no address to listen on, but one to show
"""The address of each visitor, as far as anything after the front knows it."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """Who is at the other end of a connection: a name for its address, which is not kept."""

    name: str
    trusted: bool  # a proxy of ours


NOBODY_KNOWN = _Caller("", trusted=False)

REFUSAL = refusal()
METHODS = ("GET", "HEAD")

COOKIE_DOOR = "staff"
"""The first part of the only addresses whose answers may set a cookie: no page has that name."""

_ABSOLUTE = re.compile(r"https?://[^/?#]*", re.IGNORECASE)


class Front(HTTPServer):
    """Serves `answers`; the rest it hands to `application`.

    `most` is how many connections may be open: who comes then takes the place of the one that was
    silent for the longest.
    """

    answers: Answers
    application: HTTPServerConnectionDelegate

    def initialize(  # type: ignore[override]  # Tornado's way to say what a server is made of
        self,
        answers: Answers,
        application: HTTPServerConnectionDelegate,
        most: int,
        idle_seconds: float = IDLE_SECONDS,
        send_seconds: float = SEND_SECONDS,
    ) -> None:
        """Take what to serve, and the limits."""
        super().initialize(
            self,  # `start_request` below is what is asked
            max_header_size=MOST_HEADER_BYTES,
            max_body_size=MOST_BODY_BYTES,
            idle_connection_timeout=idle_seconds,
            body_timeout=BODY_SECONDS,
        )
        self.answers = answers
        self.application = application
        self._most = most
        self._send_seconds = send_seconds
        self.callers = Callers()
        self.requests = 0
        self._open: dict[IOStream, _Caller] = {}  # who is there; the longest unused first
        self._busy: set[IOStream] = set()  # those with a request that has no answer yet
        self._waiting: dict[IOStream, float] = {}  # those that were found with unread bytes: since

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Begin a connection. Of who is at its other end only a name without meaning is kept."""
        while len(self._open) >= self._most:
            if not self._close_one():
                stream.close()
                return
        trusted = _among(address[0], self.answers.site.library.trusted_proxies)
        self._open[stream] = _Caller(self.callers.name(address[0]), trusted)
        super().handle_stream(stream, NOBODY)

    def start_request(
        self, server_conn: object, request_conn: HTTPConnection
    ) -> HTTPMessageDelegate:
        """Begin an exchange on a connection."""
        return _Exchange(self, server_conn, request_conn)

    def on_close(self, server_conn: Any) -> None:
        """End a connection, or hand it over to who speaks another protocol on it."""
        super().on_close(server_conn)
        stream = server_conn.stream
        self._open.pop(stream, None)
        self._busy.discard(stream)
        self._waiting.pop(stream, None)

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._open)

    def begin(self, stream: IOStream) -> _Caller:
        """Note that a request is there; tell who brought it."""
        self.requests += 1
        caller = self._open.pop(stream, NOBODY_KNOWN)
        self._open[stream] = caller  # now the last to be closed
        self._busy.add(stream)
        return caller

    def done(self, stream: IOStream) -> None:
        """Note that a request has its answer, though it may not be sent yet."""
        self._busy.discard(stream)

    async def close_stuck(self) -> None:
        """Close, for as long as this runs, connections whose other end does not read."""
        while True:
            await asyncio.sleep(min(LOOK_SECONDS, self._send_seconds / 2))
            now = time.monotonic()
            self._waiting = {
                stream: self._waiting.get(stream, now) for stream in self._open if stream.writing()
            }
            for stream, since in list(self._waiting.items()):
                if now - since >= self._send_seconds:
                    stream.close()

    async def drain(self, seconds: float) -> None:
        """Stop: take no more requests, finish those under way, and close at the latest then."""
        self.stop()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            under_way = [stream for stream in self._open if self._is_under_way(stream)]
            for stream in self._open.keys() - set(under_way):
                stream.close()
            if not under_way:
                break
            await asyncio.sleep(0.02)
        await self.close_all_connections()

    def _is_under_way(self, stream: IOStream) -> bool:
        return stream in self._busy or stream.writing()

    def _close_one(self) -> bool:
        """Close the connection that was silent for the longest; tell whether there is one."""
        for stream in self._open:
            if not self._is_under_way(stream):
                del self._open[stream]
                stream.close()
                return True
        return False


class _Exchange(HTTPMessageDelegate):
    """One request and its answer."""

    def __init__(self, front: Front, server_conn: object, connection: Any) -> None:
        self._front = front
        self._server_conn = server_conn
        self._connection = connection
        self._stream = connection.stream
        self._handed_on: HTTPMessageDelegate | None = None
        self._discarding = False
        self._answer = b""

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        """Choose the answer, or hand on."""
        assert isinstance(start_line, RequestStartLine)  # noqa: S101  # we are no client
        caller = self._front.begin(self._stream)
        secure = caller.trusted and _is_secure(headers)
        path, _, query = _ABSOLUTE.sub("", start_line.path, 1).partition("?")
        answer = self._front.answers.find(path or "/", query)
        if answer is None:
            return self._hand_on(start_line, headers, caller, path, secure=secure)
        if start_line.version == "HTTP/1.1" and "Host" not in headers:
            raise HTTPInputError("no Host")
        method = start_line.method
        self._answer = (answer if method in METHODS else REFUSAL).bytes(
            accepted=headers.get("Accept-Encoding"),
            known=headers.get("If-None-Match"),
            with_body=method != "HEAD",
            more=_more(start_line, headers, secure=secure),
        )
        return None

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Pass on a part of the request's body; a page has no use for one."""
        if self._discarding or not self._handed_on:
            return None
        return self._handed_on.data_received(chunk)

    def finish(self) -> None:
        """Answer: the request is there whole."""
        if self._handed_on:
            self._handed_on.finish()
            return
        self._connection.write(self._answer)
        self._connection.finish()
        self._front.done(self._stream)

    def on_connection_close(self) -> None:
        """Forget the request: its sender is gone."""
        self._front.done(self._stream)
        if self._handed_on:
            self._handed_on.on_connection_close()

    def _hand_on(
        self,
        start_line: RequestStartLine,
        headers: HTTPHeaders,
        caller: _Caller,
        path: str,
        *,
        secure: bool,
    ) -> Awaitable[None] | None:
        """Let the application answer, and tell it what only we know."""
        front, context = self._front, self._connection.context
        self._discarding = _is_too_large(headers)
        if self._discarding:
            self._connection.set_max_body_size(MOST_DISCARDED_BYTES)
        context.protocol = "https" if secure else "http"
        context.trusted = caller.trusted  # as to where our pages are to the outside
        context.caller = _first_untrusted(caller, headers, front)
        context.too_large = self._discarding  # the application gets no body then
        cookies = address_of(path, front.answers.root).partition("/")[0] == COOKIE_DOOR
        discreet = _Discreet(self._connection, front, secure=secure, cookies=cookies)
        self._handed_on = front.application.start_request(self._server_conn, discreet)
        return self._handed_on.headers_received(start_line, headers)


class _Discreet(HTTPConnection):
    """A connection on which no answer sets a cookie or says what runs here, whoever gives it.

    A cookie passes only where one is allowed: behind the staff's password.
    """

    def __init__(self, connection: Any, front: Front, *, secure: bool, cookies: bool) -> None:
        self._forbidden = ("Server",) if cookies else ("Server", "Set-Cookie")
        self._connection = connection
        self._front = front
        self._secure = secure
        self._stream = connection.stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def write_headers(
        self,
        start_line: RequestStartLine | ResponseStartLine,
        headers: HTTPHeaders,
        chunk: bytes | None = None,
    ) -> Any:
        for name in self._forbidden:
            headers.pop(name, None)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        if self._secure:
            headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        return self._connection.write_headers(start_line, headers, chunk)

    def write(self, chunk: bytes) -> Any:
        return self._connection.write(chunk)

    def finish(self) -> None:
        self._front.done(self._stream)
        self._connection.finish()

    def detach(self) -> Any:
        self._front.done(self._stream)
        return self._connection.detach()


def _more(start_line: RequestStartLine, headers: HTTPHeaders, *, secure: bool) -> bytes:
    """Return the lines of a head that depend on more than the answer."""
    more = _date(int(time.time()))
    if secure:
        more += f"Strict-Transport-Security: {STRICT_TRANSPORT}\r\n".encode()
    asked = headers.get("Connection", "").lower()
    if start_line.version == "HTTP/1.1":
        return more + b"Connection: close\r\n" if asked == "close" else more
    return more + b"Connection: keep-alive\r\n" if asked == "keep-alive" else more


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return f"Date: {formatdate(second, usegmt=True)}\r\n".encode()


def _is_secure(headers: HTTPHeaders) -> bool:
    """Tell whether the visitor came over https, as the last proxy says."""
    return headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip().lower() == "https"


def _is_too_large(headers: HTTPHeaders) -> bool:
    length = headers.get("Content-Length", "")
    return length.isdecimal() and int(length[:20]) > MOST_BODY_BYTES


def _first_untrusted(caller: _Caller, headers: HTTPHeaders, front: Front) -> str:
    """Return the name of who sent a request, as far as proxies of ours vouch for it."""
    if not caller.trusted:
        return caller.name
    trusted = front.answers.site.library.trusted_proxies
    # Each proxy adds whom it heard: the last of these that is none of ours is who sent it.
    for heard in reversed(headers.get("X-Forwarded-For", "").split(",")):
        address = heard.strip()
        if address and not _among(address, trusted):
            return front.callers.name(address)
    return caller.name


def _among(address: str, networks: tuple[str, ...]) -> bool:
    """Tell whether an address belongs to one of the networks."""
    if not networks:
        return False
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # a proxy may write "unknown"
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ipaddress.ip_network(network) for network in networks)
