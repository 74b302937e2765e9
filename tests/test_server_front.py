"""The front over real sockets: limits, proxies, a graceful end, and nothing said of who asks."""

import asyncio
import logging
import socket
from contextlib import asynccontextmanager

import apart
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_answers import BODY, Reply, small_site
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect

from toolkit.server.answers import prepare
from toolkit.server.front import (
    MOST_BODY_BYTES,
    MOST_DISCARDED_BYTES,
    MOST_HEADER_BYTES,
    Front,
)
from toolkit.server.handlers import say_nothing

ANSWERS = prepare(small_site(), in_haste=True)
LONG = b"x" * 30_000_000
"""More than a socket takes in before somebody reads."""


class Talkative(RequestHandler):
    """What other people's handlers may do."""

    def get(self):
        self.set_cookie("who", "you")
        self.write({"protocol": self.request.protocol, "ip": self.request.remote_ip})

    def post(self):
        self.write(str(len(self.request.body)))


class Teller(RequestHandler):
    """Tells what the front alone knows."""

    def get(self):
        self.write(self.request.connection.context.caller)

    def post(self):
        self.write(f"{self.request.connection.context.too_large} {len(self.request.body)}")


class Slow(RequestHandler):
    async def get(self):
        await asyncio.sleep(0.3)
        self.write("selesai")


class Long(RequestHandler):
    def get(self):
        self.write(LONG)


class Broken(RequestHandler):
    def get(self):
        raise RuntimeError(self.request.remote_ip)


class Echo(WebSocketHandler):
    def on_message(self, message):
        self.write_message(message)


HANDLERS = [
    ("/(?:suluh/)?staff.*|/[^/]*/staff|/t", Talkative),
    ("/caller", Teller),
    ("/slow", Slow),
    ("/long", Long),
    ("/echo", Echo),
    ("/b", Broken),
]


@asynccontextmanager
async def front(answers=ANSWERS, most=50, **limits):
    """Serve on a free port; what is yielded has the port as `port`."""
    server = Front(answers, Application(HANDLERS, log_function=say_nothing), most, **limits)
    server.listen(0, "127.0.0.1")
    server.port = next(iter(server._sockets.values())).getsockname()[1]
    stuck = asyncio.create_task(server.close_stuck())
    try:
        yield server
    finally:
        stuck.cancel()
        await server.drain(0)


class Visitor:
    """One connection to the front."""

    def __init__(self, port):
        self.port = port

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_):
        self.writer.close()

    async def ask(self, path, *lines, method="GET", version="HTTP/1.1", body=b""):
        head = [f"{method} {path} {version}", *lines, "", ""]
        self.writer.write("\r\n".join(head).encode("latin-1") + body)
        return await self.answer(method)

    async def answer(self, method="GET"):
        head = await self.reader.readuntil(b"\r\n\r\n")
        reply = Reply.read(head)
        size = 0 if method == "HEAD" or reply.status == 304 else reply.headers["content-length"]
        return Reply(reply.status, reply.headers, await self.reader.readexactly(int(size)))

    async def ended(self):
        """Wait for the other side to close; return what it still said."""
        try:
            return await self.reader.read()
        except ConnectionResetError:
            return b""


async def until(holds):
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never")


HOST = "Host: x"


def test_a_connection_serves_one_request_after_the_other():
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            page = await visitor.ask("/uji", HOST)
            assert page.body.decode() == BODY
            assert page.headers["date"].endswith(" GMT")
            tag = page.headers["etag"]
            again = await visitor.ask("/uji", HOST, f"If-None-Match: {tag}")
            assert again.status == 304
            assert (await visitor.ask("/uji", HOST, method="HEAD")).headers.keys() == (
                page.headers.keys()
            )
            assert (await visitor.ask("/uji", HOST, "Range: bytes=0-1")).status == 200
            assert (await visitor.ask("http://x/uji", HOST)).body == page.body
            assert (await visitor.ask("http://x", HOST)).status == 200
            refused = await visitor.ask(
                "/uji", HOST, "Content-Length: 3", method="PUT", body=b"abc"
            )
            assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")
            read = await visitor.ask("/uji", HOST, "Content-Length: 3", body=b"abc")
            assert read.body == page.body
            last = await visitor.ask("/uji", HOST, "Connection: close")
            assert last.headers["connection"] == "close"
            assert await visitor.ended() == b""

    apart.run(scene())


def test_several_requests_at_once_are_answered_in_order():
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            request = "GET {} HTTP/1.1\r\nHost: x\r\n\r\n"
            paths = ("/uji", "/slow", "/en/uji", "/uji/paket")
            visitor.writer.write("".join(map(request.format, paths)).encode())
            bodies = [(await visitor.answer()).body.decode() for _ in paths]
            assert bodies == [BODY, "selesai", BODY + "English", BODY + "Paket"]

    apart.run(scene())


@pytest.mark.parametrize(
    ("lines", "kept"), [(["Connection: Keep-Alive"], "keep-alive"), ([], None)]
)
def test_an_older_protocol_is_spoken_too(lines, kept):
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            reply = await visitor.ask("/uji", *lines, version="HTTP/1.0")
            assert (reply.status, reply.headers.get("connection")) == (200, kept)
            if kept:
                assert (await visitor.ask("/uji", *lines, version="HTTP/1.0")).status == 200
            else:
                assert await visitor.ended() == b""

    apart.run(scene())


@pytest.mark.parametrize(
    "said",
    [
        b"GET /uji HTTP/1.1\r\n\r\n",  # to whom?
        b"GET /uji HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /uji HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n",
        b"GET /uji HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET /uji HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        b"GET /uji HTTP/1.1\r\nHost: x\r\n folded: yes\r\n\r\n",
        b"GET /uji HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET /uji HTTP/2.0\r\nHost: x\r\n\r\n",
        b"GET /uji\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",  # https
        b"GET /uji HTTP/1.1\r\nHost: x\r\nX: " + b"a" * MOST_HEADER_BYTES + b"\r\n\r\n",
        b"GET /" + b"a" * MOST_HEADER_BYTES + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /t HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n"
        + b"a" * 0x11170,
    ],
)
def test_what_is_no_request_is_refused_and_no_word_said_of_its_sender(said, caplog):
    caplog.set_level(logging.INFO)

    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            visitor.writer.write(said)
            answer = await visitor.ended()
            assert answer in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n")
            async with Visitor(server.port) as other:
                assert (await other.ask("/uji", HOST)).status == 200

    apart.run(scene())
    assert "127.0.0.1" not in caplog.text


@given(st.binary(max_size=200))
def test_whatever_is_said_the_next_one_is_served(said):
    async def scene():
        async with front() as server:
            async with Visitor(server.port) as visitor:
                visitor.writer.write(said)
            async with Visitor(server.port) as other:
                assert (await other.ask("/uji", HOST)).status == 200

    apart.run(scene())


def test_other_handlers_cannot_set_a_cookie_or_learn_who_asks(caplog):
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            reply = await visitor.ask("/t", HOST, "X-Forwarded-For: 203.0.113.9")
            assert reply.body == b'{"protocol": "http", "ip": "0.0.0.0"}'
            assert not {"set-cookie", "server"} & reply.headers.keys()
            assert reply.headers["x-content-type-options"] == "nosniff"
            size = MOST_BODY_BYTES
            sent = await visitor.ask(
                "/t", HOST, f"Content-Length: {size}", method="POST", body=b"a" * size
            )
            assert sent.body == str(size).encode()
            assert (await visitor.ask("/b", HOST, "X-Real-Ip: 203.0.113.9")).status == 500

    apart.run(scene())
    assert "RuntimeError" in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert "203.0.113.9" not in caplog.text


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/staff", True),
        ("/staff/", True),
        ("/staff/results?lesson=x", True),
        ("/suluh/staff/results", True),
        ("/staffs", False),
        ("/en/staff", False),
        ("/t?staff", False),
    ],
)
def test_only_the_staffs_door_may_set_a_cookie(path, may):
    answers = prepare(small_site(public_url="https://perpus.example/suluh/"), in_haste=True)

    async def scene():
        async with front(answers) as server, Visitor(server.port) as visitor:
            reply = await visitor.ask(path, HOST)
            assert reply.status == 200
            assert ("set-cookie" in reply.headers) == may
            assert "server" not in reply.headers

    apart.run(scene())


@pytest.mark.parametrize("size", [MOST_BODY_BYTES + 1, MOST_DISCARDED_BYTES])
def test_a_body_that_is_too_large_is_let_go_and_the_next_request_is_served(size):
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            length = f"Content-Length: {size}"
            reply = await visitor.ask("/caller", HOST, length, method="POST", body=b"a" * size)
            assert reply.body == b"True 0"
            small = ("/caller", HOST, "Content-Length: 1")
            assert (await visitor.ask(*small, method="POST", body=b"a")).body == b"False 1"

    apart.run(scene())


def test_nobody_reads_what_is_larger_than_any_mistake():
    async def scene():
        async with front() as server, Visitor(server.port) as visitor:
            length = f"Content-Length: {MOST_DISCARDED_BYTES + 1}"
            visitor.writer.write(f"POST /caller HTTP/1.1\r\n{HOST}\r\n{length}\r\n\r\n".encode())
            assert (await visitor.ended()).startswith(b"HTTP/1.1 400")

    apart.run(scene())


@pytest.mark.parametrize(
    ("proxies", "heard", "same"),
    [
        ((), "203.0.113.9", True),  # anyone may write that
        (("127.0.0.1/32",), "203.0.113.9", False),
        (("127.0.0.1/32",), "203.0.113.9, 127.0.0.1", False),
        (("127.0.0.1/32", "10.0.0.0/8"), "203.0.113.9, 10.1.2.3", False),
        (("127.0.0.1/32",), "", True),
        (("127.0.0.1/32",), "127.0.0.1", True),
    ],
)
def test_callers_are_told_apart_and_never_named(proxies, heard, same):
    answers = prepare(small_site(trusted_proxies=proxies), in_haste=True)

    async def scene():
        async with front(answers) as server, Visitor(server.port) as visitor:
            plain = (await visitor.ask("/caller", HOST)).body
            assert len(plain) == 32
            told = (await visitor.ask("/caller", HOST, f"X-Forwarded-For: {heard}")).body
            assert (told == plain) == same
            other = await visitor.ask("/caller", HOST, f"X-Forwarded-For: 198.51.100.1, {heard}")
            assert other.body == told or heard in ("", "127.0.0.1")

    apart.run(scene())


def test_another_protocol_gets_its_connection():
    async def scene():
        async with front() as server:
            line = await websocket_connect(f"ws://127.0.0.1:{server.port}/echo")
            await line.write_message("halo")
            assert await line.read_message() == "halo"
            line.close()

    apart.run(scene())


@pytest.mark.parametrize(
    ("proxies", "lines", "secure"),
    [
        (("127.0.0.1/32",), ["X-Forwarded-Proto: https"], True),
        (("10.0.0.0/8", "127.0.0.0/8"), ["X-Forwarded-Proto: http, HTTPS"], True),
        (("127.0.0.1/32",), ["X-Forwarded-Proto: https, http"], False),
        (("127.0.0.1/32",), [], False),
        (("10.0.0.0/8", "::/0"), ["X-Forwarded-Proto: https"], False),
        ((), ["X-Forwarded-Proto: https"], False),
    ],
)
def test_only_a_trusted_proxy_is_believed(proxies, lines, secure):
    answers = prepare(small_site(trusted_proxies=proxies), in_haste=True)

    async def scene():
        async with front(answers) as server, Visitor(server.port) as visitor:
            for path in ("/uji", "/t", "/en"):
                reply = await visitor.ask(path, HOST, *lines)
                said = reply.headers.get("strict-transport-security")
                assert said == ("max-age=31536000" if secure else None)
                if path == "/t":
                    assert (b'"https"' in reply.body) == secure
            # What one request said is forgotten with the next.
            assert b'"http"' in (await visitor.ask("/t", HOST)).body

    apart.run(scene())


@pytest.mark.parametrize("said", [b"", b"GET /uji HTTP/1.1\r\nHost: x\r\n"])
def test_who_takes_too_long_to_ask_is_let_go(said):
    async def scene():
        async with front(idle_seconds=0.3) as server, Visitor(server.port) as visitor:
            visitor.writer.write(said)
            drip = asyncio.create_task(drips(visitor.writer))
            assert await visitor.ended() == b""
            drip.cancel()
            assert not server._open

    async def drips(writer):
        while True:
            await asyncio.sleep(0.05)
            writer.write(b"a")

    apart.run(asyncio.wait_for(scene(), 20))


def test_who_does_not_read_is_let_go():
    async def scene():
        async with front(send_seconds=0.2) as server:
            with socket.create_connection(("127.0.0.1", server.port)) as silent:
                silent.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
                await until(lambda: server._open)
                await until(lambda: not server._open)

    apart.run(asyncio.wait_for(scene(), 20))


def test_when_all_places_are_taken_the_one_silent_for_longest_makes_room():
    async def scene():
        async with front(most=3) as server:
            visitors = [await Visitor(server.port).__aenter__() for _ in range(3)]
            for visitor in visitors:
                assert (await visitor.ask("/uji", HOST)).status == 200
            assert (await visitors[0].ask("/uji", HOST)).status == 200
            async with Visitor(server.port) as late:
                assert (await late.ask("/uji", HOST)).status == 200
            assert await visitors[1].ended() == b""
            assert (await visitors[0].ask("/uji", HOST)).status == 200
            assert (await visitors[2].ask("/uji", HOST)).status == 200

    apart.run(scene())


def test_when_all_are_being_served_nobody_else_gets_in():
    async def scene():
        async with front(most=1) as server, Visitor(server.port) as first:
            asking = asyncio.create_task(first.ask("/slow", HOST))
            await until(lambda: server._busy)
            async with Visitor(server.port) as second:
                assert await second.ended() == b""
            assert (await asking).body == b"selesai"

    apart.run(scene())


def test_at_the_end_requests_under_way_are_finished():
    async def scene():
        async with (
            front() as server,
            Visitor(server.port) as idle,
            Visitor(server.port) as first,
            Visitor(server.port) as second,
        ):
            assert (await idle.ask("/uji", HOST)).status == 200
            asking = [
                asyncio.create_task(first.ask("/slow", HOST)),
                asyncio.create_task(second.ask("/long", HOST)),
            ]
            await until(lambda: server._busy and any(each.writing() for each in server._open))
            await server.drain(20)
            slow, long = await asyncio.gather(*asking)
            assert slow.body == b"selesai"
            assert len(long.body) == len(LONG)
            for visitor in (idle, first, second):
                assert await visitor.ended() == b""
            with pytest.raises(ConnectionRefusedError):
                await Visitor(server.port).__aenter__()

    apart.run(scene())


def test_the_end_does_not_wait_for_ever():
    async def scene():
        async with front() as server:
            with socket.create_connection(("127.0.0.1", server.port)) as silent:
                silent.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
                await until(lambda: server._open)
                await server.drain(0.1)
                assert not server._open

    apart.run(asyncio.wait_for(scene(), 20))
