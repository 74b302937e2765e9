"""The streams of live rooms: whole views, numbered, to everybody who reads."""

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import apart
import messages
import pytest
from room_house import POLL, Reader, room_house, vote
from tornado.iostream import IOStream

from toolkit.server.rooms import streams
from toolkit.server.rooms.streams import BEAT, Message, Stream, Streams, most_streams

CODE = "CDF347"


@pytest.fixture
def house(tmp_path):
    """A server with live rooms."""
    with room_house(tmp_path) as found:
        yield found


# On the wire


def test_a_phone_gets_the_view_at_once_and_every_new_one(house):
    code = house.open()
    with house.stream(code, messages.new_id()) as phone:
        assert phone.status == 200
        assert phone.headers["content-type"].startswith("text/event-stream")
        assert phone.headers["cache-control"] == "no-store, no-transform"
        assert phone.headers["x-accel-buffering"] == "no"
        assert "set-cookie" not in phone.headers
        first = phone.view()
        assert first.data["room"] == code
        house.steer(code, "poll", **POLL)
        while (view := phone.view()).data["poll"] is None:  # that it joined may be told before
            pass
        assert view.data["poll"]["question"] == POLL["question"]
        assert view.number > first.number


def test_a_phone_joins_and_a_screen_does_not(house):
    code = house.open()
    with house.stream(code) as screen, house.stream(code, messages.new_id()):
        assert screen.until(lambda view: view["joined"])["joined"] == 1
    assert house.state(code).joined == 1


def test_the_screen_counts_votes_and_shows_no_split(house):
    code = house.open()
    house.steer(code, "poll", **POLL)
    with house.stream(code) as screen:
        house.send(code, vote("p1", 0))
        house.send(code, vote("p1", 1))
        poll = screen.until(lambda view: view["poll"]["answers"] == 2)["poll"]
        assert poll["split"] is None


@pytest.mark.parametrize("how", ["header", "query"])
def test_who_comes_again_gets_what_is_new_and_only_that(house, how):
    code, visit = house.open(), messages.new_id()
    with house.stream(code, visit) as phone:
        number = phone.view().number
    house.send(code, messages.response(), id=visit)  # whatever the phone's own joining did is read

    def again(number):
        if how == "header":
            return house.stream(code, visit, Last_Event_ID=str(number))
        return house.stream(code, visit, f"since={number}")

    with house.stream(code, visit) as phone:
        number = phone.view().number
    with again(number) as phone:
        assert phone.told().name == ""  # when to come again
        assert phone.told().name == "beat"
    house.steer(code, "poll", **POLL)
    with again(number) as phone:
        assert phone.view().data["poll"]["run"] == "p1"


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "1.5", "१"])
def test_a_number_that_is_none_gets_the_view(house, number):
    code = house.open()
    asked = "".join(f"%{byte:02x}" for byte in number.encode())
    with house.stream(code, query=f"since={asked}") as screen:
        assert screen.view().data["room"] == code


def test_a_stream_beats(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "BEAT_SECONDS", 0.05)
    with room_house(tmp_path) as house, house.stream(house.open()) as screen:
        first = screen.view()
        names = [screen.told().name for _ in range(3)]
        assert names == ["beat"] * 3
        assert first.name == "view"


def test_an_old_proxy_that_knows_no_chunks_is_served(house):
    code = house.open()
    with Reader(house.door.host, house.door.port, f"/r/{code}/stream", version="1.0") as screen:
        assert "transfer-encoding" not in screen.headers
        assert screen.view().data["room"] == code
        house.steer(code, "set", paused=True)
        assert screen.until(lambda view: view["state"] == "paused")


def test_a_room_that_ended_says_so(house):
    code = house.open()
    with house.stream(code, messages.new_id()) as phone:
        house.steer(code, "end")
        assert phone.until(lambda view: view["state"] == "ended")
    with house.stream(code, messages.new_id()) as phone:
        assert phone.view().data["state"] == "ended"


def test_who_comes_late_is_not_let_into_a_locked_room_and_who_was_there_is(house):
    code, visit = house.open(), messages.new_id()
    with house.stream(code, visit) as phone:
        phone.view()
        house.send(code, messages.response(), id=visit)
    house.steer(code, "set", locked=True)
    with house.stream(code, messages.new_id()) as late:
        assert late.status == 403
    with house.stream(code, visit) as phone:
        assert phone.status == 200


def test_a_visit_has_a_few_streams_and_the_oldest_goes(house):
    code, visit = house.open(), messages.new_id()
    first, *others = [house.stream(code, visit) for _ in range(streams.STREAMS_OF_ONE + 1)]
    while first.told():
        pass
    assert first.ended
    house.steer(code, "set", paused=True)
    for phone in others:
        assert phone.until(lambda view: view["state"] == "paused")
        phone.close()
    first.close()


def test_a_stream_is_forgotten_with_its_reader(house, eventually):
    code = house.open()
    phones = [house.stream(code, messages.new_id()) for _ in range(20)]
    live = house.door.live.streams
    eventually(lambda: live.here(code) == 20, 10)
    for phone in phones:
        phone.close()
    eventually(lambda: live.open == 0 and live.here(code) == 0, 10)
    assert not live._feeds
    assert not live._callers
    assert not live._visits


def test_when_the_server_stops_every_stream_ends_in_good_order(tmp_path):
    with room_house(tmp_path) as house:
        code = house.open()
        phones = [house.stream(code, messages.new_id()) for _ in range(10)]
        for phone in phones:
            phone.view()
        begun = time.monotonic()
    assert time.monotonic() - begun < 20
    for phone in phones:
        while phone.told():
            pass
        assert phone.ended
        phone.close()


def test_when_all_streams_are_taken_pages_still_open_and_it_can_be_asked(tmp_path):
    with room_house(tmp_path, most_streams=8) as house:
        code = house.open()
        phones = [house.stream(code, messages.new_id()) for _ in range(6)]  # three quarters
        visit = messages.new_id()
        with house.stream(code, visit) as late:
            assert late.status == 503
            assert int(late.headers["retry-after"]) > 0
        status, _, view = house.get(f"/r/{code}/now?visit={visit}")
        assert status == 200
        assert code.encode() in view
        assert house.get("/uji")[0] == 200
        for phone in phones:
            phone.close()


@pytest.mark.parametrize(
    ("connections", "most"), [(450, 400), (8192, 7373), (1000, 900), (20, 1), (0, 1)]
)
def test_how_many_connections_are_left_for_others(connections, most):
    assert most_streams(connections) == most


# One reader, who may not read


async def _pair():
    """Return a stream of ours, and the other end of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    theirs = socket.create_connection(listener.getsockname())
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    ours, _ = listener.accept()
    listener.close()
    ours.setblocking(False)  # noqa: FBT003
    return IOStream(ours), theirs


def _message(number, size):
    return Message.view(number, b'"' + b"x" * size + b'"')


def _read_all(theirs, until):
    """Read until something was among it."""
    theirs.settimeout(20)
    found = b""
    while until not in found:
        piece = theirs.recv(1 << 20)
        assert piece
        found += piece
    return found


def test_a_slow_reader_gets_the_newest_view_and_none_between():
    async def scene():
        ours, theirs = await _pair()
        stream = Stream(ours, chunked=False, caller="", visit="", since=None)
        size = 1_000_000  # more than the system keeps for the two
        stream.show(_message(1, size))
        assert not stream.is_stuck(time.monotonic())
        for number in range(2, 50):
            stream.show(_message(number, size))
        assert len(ours._write_buffer) <= size + 100  # one message, whatever comes
        assert stream.is_stuck(time.monotonic() + streams.STUCK_SECONDS)
        found = await asyncio.to_thread(_read_all, theirs, b"id: 49\n")
        assert b"id: 1\n" in found
        assert b"id: 25\n" not in found
        theirs.close()
        ours.close()

    apart.run(scene())


def test_who_takes_nothing_for_long_is_let_go():
    async def scene():
        ours, theirs = await _pair()
        stream = Stream(ours, chunked=True, caller="", visit="", since=None)
        stream.show(_message(1, 1_000_000))
        stream.say(BEAT)  # nothing waits behind a view
        assert len(ours._write_buffer) <= 1_000_100
        stream.cut()
        await asyncio.wait_for(stream.ended(), 10)
        theirs.close()

    apart.run(scene())


def test_an_older_view_never_follows_a_newer_one():
    async def scene():
        ours, theirs = await _pair()
        stream = Stream(ours, chunked=False, caller="", visit="", since=None)
        old, new, same = _message(4, 1), _message(5, 1), _message(5, 2)
        for message in (new, old, same):
            stream.show(message)
        stream.say(BEAT)
        found = await asyncio.to_thread(_read_all, theirs, b"beat")
        assert found.count(b"id: 5\n") == 2  # some change without a number of their own
        assert b"id: 4\n" not in found
        theirs.close()
        ours.close()

    apart.run(scene())


def test_nothing_is_written_into_the_next_answer_of_a_connection():
    async def scene():
        ours, theirs = await _pair()
        stream = Stream(ours, chunked=True, caller="", visit="", since=None)
        stream.end()
        stream.show(_message(1, 1))  # one of many who are told in turn
        stream.say(BEAT)
        await ours.write(b"next answer")
        found = await asyncio.to_thread(_read_all, theirs, b"next answer")
        assert found == b"next answer"
        theirs.close()
        ours.close()

    apart.run(scene())


def test_writing_to_who_is_gone_ends_the_stream():
    async def scene():
        ours, theirs = await _pair()
        stream = Stream(ours, chunked=False, caller="", visit="", since=None)
        theirs.close()
        ours.close()
        stream.show(_message(1, 1))
        await asyncio.wait_for(stream.ended(), 10)

    apart.run(scene())


class Told:
    """Rooms as far as streams know them: one room, whose views a test tells."""

    def __init__(self):
        self.heard = []
        self.wake = lambda: None

    def listen(self, code, kind, heard):
        assert (code, kind) == (CODE, "phone")
        self.heard.append(heard)
        return lambda: self.heard.remove(heard)

    def view(self, code, kind):
        assert (code, kind) == (CODE, "phone")
        return 1, b'{"n":1}'


class Kept:
    """A stream that keeps what it is shown."""

    caller = visit = ""
    since = None

    def __init__(self):
        self.numbers = []
        self.third = asyncio.Event()
        self._over = asyncio.Event()

    def show(self, message):
        self.numbers.append(message.number)
        if message.number == 3:
            self.third.set()

    def say(self, message):
        pass

    def end(self):
        self._over.set()

    async def ended(self):
        await self._over.wait()


@pytest.mark.parametrize("readers", [1, streams.AT_ONCE * 3 + 1])
def test_many_readers_share_one_listener(readers):
    async def scene():
        rooms = Told()
        with ThreadPoolExecutor(2) as threads:
            found = Streams(lambda: rooms, threads, 10_000)
            feeds = await asyncio.gather(*(found.feed(CODE, "phone") for _ in range(readers)))
            there = [Kept() for _ in feeds]
            tasks = [
                asyncio.create_task(found.follow(f, s)) for f, s in zip(feeds, there, strict=True)
            ]
            await asyncio.sleep(0)
            assert len(rooms.heard) == 1
            (heard,) = rooms.heard
            for number in (2, 3):
                await asyncio.to_thread(heard, number, b"{}", urgent=False)
            await asyncio.wait_for(asyncio.gather(*(stream.third.wait() for stream in there)), 20)
            assert all(stream.numbers == [1, 2, 3] for stream in there)
            found.close()
            await asyncio.gather(*tasks)
        assert rooms.heard == []
        assert not found.may_open("")

    apart.run(scene())
