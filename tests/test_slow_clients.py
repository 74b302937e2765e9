"""Clients that are slow, silent or gone: they get their time, and nobody waits for them."""

import asyncio
import contextlib
import http.client
import queue
import select
import socket
import threading
import time
from functools import partial
from urllib.parse import urlsplit

import fuzz
import pytest

from toolkit.pages.press import Press
from toolkit.project import Project
from toolkit.server import front
from toolkit.server.answers import prepare
from toolkit.server.front import Front
from toolkit.server.handlers import notices

PATIENCE = 20
PLAIN = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def start(project, monkeypatch):
    """Start a front with times and limits of a test's own; return its address.

    The front itself is `start.front`: some of what it does shows on its side alone.
    """
    monkeypatch.setattr(front, "BODY_SECONDS", 1)
    press = Press(Project(project), print)
    with contextlib.ExitStack() as stack:

        def begin(most=1000, idle_seconds=1, send_seconds=1):
            running = _running(press, most, idle_seconds, send_seconds)
            begin.front, place = stack.enter_context(running)
            return place

        yield begin
    press.close()


@contextlib.contextmanager
def _running(press, most, idle_seconds, send_seconds):
    started = queue.Queue()

    async def run():
        stop = asyncio.Event()
        server = Front(
            prepare(press.site),
            notices(press),
            most,
            idle_seconds=idle_seconds,
            send_seconds=send_seconds,
        )
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
            listener.settimeout(0)
            server.add_sockets([listener])
            closing = asyncio.create_task(server.close_stuck())
            end = partial(asyncio.get_running_loop().call_soon_threadsafe, stop.set)
            started.put((server, listener.getsockname(), end))
            await stop.wait()
            closing.cancel()
            await server.drain(1)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    server, name, end = started.get(timeout=PATIENCE)
    yield server, name
    end()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def connected(place, sent=b""):
    connection = socket.create_connection(place, PATIENCE)
    connection.sendall(sent)
    return connection


def status(place, path="/"):
    """Ask as a patron does; return the status."""
    connection = http.client.HTTPConnection(*place, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def is_closed(connection):
    """Tell whether the other end has hung up, after reading what it said before."""
    try:
        while select.select([connection], [], [], 0)[0]:
            if not connection.recv(1 << 16):
                return True
    except ConnectionError:
        return True
    return False


def test_a_request_that_never_ends_is_given_up(start):
    place = start()
    slow = [connected(place, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") for _ in range(30)]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not all(map(is_closed, slow)):
        for connection in slow:
            with contextlib.suppress(OSError):
                connection.send(b"a")
        assert status(place) == 200  # who asks plainly is served meanwhile
        time.sleep(0.05)
    assert all(map(is_closed, slow))


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        PLAIN.replace(b"GET", b"POST").replace(b"x\r\n", b"x\r\nContent-Length: 60000\r\n")
        + b"abc",
        PLAIN.replace(b"GET", b"POST").replace(b"x\r\n", b"x\r\nTransfer-Encoding: chunked\r\n"),
        PLAIN + b"GET / HT",
    ],
)
def test_half_a_request_is_given_up(start, eventually, half):
    place = start()
    waiting = [connected(place, half) for _ in range(10)]
    assert status(place) == 200
    eventually(lambda: all(map(is_closed, waiting)), seconds=PATIENCE)


def test_two_hundred_silent_connections_are_in_nobodys_way(start):
    place = start(idle_seconds=PATIENCE)
    silent = [connected(place) for _ in range(200)]
    kept = [connected(place, PLAIN) for _ in range(50)]
    assert [status(place) for _ in range(20)] == [200] * 20
    assert not any(map(is_closed, silent))
    for connection in [*silent, *kept]:  # they may still ask
        connection.sendall(PLAIN)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
        connection.close()


def test_where_no_more_fit_the_silent_ones_go_first(start):
    place = start(most=20, idle_seconds=PATIENCE)
    silent = [connected(place) for _ in range(30)]
    assert [status(place) for _ in range(10)] == [200] * 10
    assert sum(map(is_closed, silent)) >= 10
    for connection in silent:
        connection.close()


def test_who_sends_slowly_but_surely_is_served(start):
    place = start(idle_seconds=PATIENCE)
    with connected(place) as connection:
        for at in range(len(PLAIN)):
            connection.sendall(PLAIN[at : at + 1])
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def test_who_never_reads_is_hung_up_on(start, eventually):
    place = start(idle_seconds=PATIENCE)
    deaf = []
    for _ in range(5):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(place)
        connection.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            for _ in range(2000):
                connection.send(PLAIN)
        deaf.append(connection)
    assert status(place) == 200
    assert len(start.front._connections) >= len(deaf)
    # Only it knows: news of the end waits behind what is not read.
    eventually(lambda: not start.front._connections, seconds=PATIENCE)
    for connection in deaf:
        connection.close()


def test_who_hangs_up_early_leaves_nothing_behind(served):
    place = urlsplit(served.address)
    place = (place.hostname, place.port)
    pid = served.process.pid

    def crowd(number):
        for at in range(number):
            connection = connected(place, PLAIN * 5)
            if at % 2:
                connection.recv(100)
            connection.close()

    crowd(200)
    before = fuzz.resident(pid)
    crowd(600)
    assert status(place) == 200
    if before:
        assert fuzz.resident(pid) - before < 4_000_000


def test_who_asks_much_and_reads_nothing_does_not_fill_the_memory(served):
    place = urlsplit(served.address)
    place = (place.hostname, place.port)
    before = fuzz.resident(served.process.pid)
    deaf = [connected(place) for _ in range(40)]
    for connection in deaf:
        connection.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            connection.send(PLAIN * 500)
    assert [status(place) for _ in range(5)] == [200] * 5
    if before:
        assert fuzz.resident(served.process.pid) - before < 20_000_000
    for connection in deaf:
        connection.close()
