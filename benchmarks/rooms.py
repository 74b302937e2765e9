"""Phones in live rooms, a trainer in each, and the shared screen: a webinar as the server sees it.

`python rooms.py ADDRESS PASSWORD ROOMS PHONES` plays it and prints what came of it as JSON, after a
line each when it is `quiet` for a while and when the server may be killed (`kill`): whoever started
it does so, and starts it again on the same port. With `short` behind it nobody is killed, and all
is done without waiting. All phones are in this one process, which takes its part of the two cores.
Moments are the same each time.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

LESSON = "misinformation"
JOIN_SECONDS = 30
VOTE_SECONDS = 10
RUSH_SECONDS = 2
STEERINGS = 10
"""How often the trainer goes on; each time the split is shown, and the answer, too."""

QUIET_SECONDS = 10
BACK_SECONDS = 0.5, 2.0
"""A phone whose stream ended comes again so soon, at random."""
PATIENCE_SECONDS = 60
OK = 200
HEAD = (
    "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: */*\r\n{more}\r\n"
)
POLL = {"form": "one", "question": "Pesan ini asli?", "options": ["Asli", "Bukan", "Belum tahu"]}


class Client:
    """One keep-alive connection to the server, made when it is needed."""

    def __init__(self, address: str) -> None:
        where = urlsplit(address)
        self.where = (where.hostname or "", where.port or 80)
        self.host = f"{self.where[0]}:{self.where[1]}"
        self.cookie = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Any:
        """Return the answer: JSON, or its headers. Raises `OSError`, also for a bad status."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._asked(method, path, body, kind)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            self.close()
            raise OSError(f"{type(error).__name__} {error}"[:120]) from error

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _asked(self, method: str, path: str, body: bytes, kind: str) -> Any:
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self.where)
        reader, writer = self._streams
        more = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        if body:
            more += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        head = HEAD.format(method=method, path=path, host=self.host, more=more)
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = answer.split("\r\n")
        headers = {name.lower(): value for name, _, value in (x.partition(": ") for x in lines)}
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        status = int(first.split()[1])
        if status not in (OK, 303):
            raise OSError(f"{status} {content[:80]!r}")
        is_json = headers.get("content-type", "").startswith("application/json")
        return json.loads(content) if is_json else headers


class Stream(asyncio.Protocol):
    """A stream that comes again by itself. Of a view only the number is read, as it arrives."""

    def __init__(
        self, host: str, path: str, heard: Callable[[Stream, float], None], errors: Counter[str]
    ) -> None:
        self.number = 0
        self.first: float | None = None  # when the first view of this connection came
        self.last = b""  # the last view, where it is kept
        self.keeps = False
        self.cookie = ""
        self._host = host
        self._path = path
        self._heard = heard
        self._errors = errors
        self._left = b""
        self._over = False
        self._transport: asyncio.Transport | None = None

    async def open(self) -> None:
        """Connect; that may fail, and is tried again then."""
        self.first, self._left = None, b""
        name, _, port = self._host.partition(":")
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, name, int(port))
        except OSError:
            self._again()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        more = f"{cookie}Last-Event-ID: {self.number}\r\n" if self.number else cookie
        head = HEAD.format(method="GET", path=self._path, host=self._host, more=more)
        transport.write(head.encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        if self._left.startswith(b"HTTP") or not self._left:
            data = self._left + data
            self._left = data
        if self.first is None:
            if b"event: " not in data:
                if not data.startswith(b"HTTP/1.1 200"):
                    self._errors[data[:60].decode("latin-1")] += 1
                return
            self.first = now
        self._left = b"\n"
        at = data.rfind(b"id: ")
        if at >= 0:
            end = data.find(b"\n", at)
            self.number = int(data[at + 4 : end])
            if self.keeps and (begin := data.find(b"data: ", end)) >= 0:
                self.last = data[begin + 6 : data.find(b"\n", begin)]
        self._heard(self, now)

    def connection_lost(self, _: Exception | None) -> None:
        self.first = None
        self._again()

    def close(self) -> None:
        """Go for good."""
        self._over = True
        if self._transport:
            self._transport.abort()

    def _again(self) -> None:
        if not self._over:
            wait = random.uniform(*BACK_SECONDS)
            loop = asyncio.get_running_loop()
            loop.call_later(wait, lambda: loop.create_task(self.open()))


@dataclass
class Phone:
    """One phone: its stream, and what it sends."""

    visit: str
    stream: Stream
    client: Client


@dataclass
class Seen:
    """What was measured, in seconds."""

    joined: list[float] = field(default_factory=list)  # from coming to the first view
    votes: list[float] = field(default_factory=list)  # from sending one to the screen
    rush: list[float] = field(default_factory=list)  # the same when all vote at once
    acknowledged: list[float] = field(default_factory=list)
    steered: list[float] = field(default_factory=list)  # from the command to the last phone
    typical: list[float] = field(default_factory=list)  # from the command to half of them
    back: float = 0.0  # monotonic: when the last phone was there again after the kill
    counted: list[int] = field(default_factory=list)  # votes in the poll of the kill, by room
    stored: list[int] = field(default_factory=list)  # and those that were acknowledged
    again: int = 0  # how many votes had to be sent again
    all_joined: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        """Return it in numbers."""
        names = ("joined", "votes", "rush", "acknowledged", "steered", "typical")
        spreads = {name: _spread(getattr(self, name)) for name in names}
        return {
            **spreads,
            "all_joined": self.all_joined,
            "back": self.back,
            "counted": self.counted,
            "stored": self.stored,
            "again": self.again,
            "errors": dict(self.errors),
        }


class Room:
    """One room: its trainer, its shared screen, its phones."""

    def __init__(self, address: str, chance: random.Random, seen: Seen) -> None:
        self.address = address
        self.chance = chance
        self.seen = seen
        self.trainer = Client(address)
        self.code = ""
        self.run = ""
        self.phones: list[Phone] = []
        self.answers: list[float] = []  # when the screen showed the nth vote
        self.arrived: dict[Stream, float] = {}  # when each phone had the view waited for
        self.early: dict[Stream, float] = {}  # when each had its last view, before that is known
        self.wanted = 0
        self.version = ""

    async def open(self, cookie: str, version: str) -> None:
        """Open it, and put its screen up."""
        self.version = version
        self.trainer.cookie = cookie
        told = await self.do("staff/rooms", {"lesson": LESSON, "language": "id"})
        self.code = told["room"]
        path = f"/r/{self.code}/stream"
        self.screen = Stream(self.trainer.host, path, self._counted, self.seen.errors)
        self.screen.keeps = True
        await self.screen.open()

    async def do(self, path: str, asked: dict[str, Any]) -> Any:
        """Send something of the trainer's."""
        body = json.dumps(asked).encode()
        return await self.trainer.ask("POST", f"/{path}", body, "application/json")

    async def steer(self, do: str, **named: Any) -> int:
        """Send a command, and return the number of its event."""
        told = await self.do(f"staff/rooms/{self.code}", {"do": do, **named})
        return int(told["number"])

    async def join(self, moment: float) -> None:
        """Have one phone more come in."""
        await asyncio.sleep(moment)
        visit = f"{self.chance.getrandbits(128):032x}"
        path = f"/r/{self.code}/stream?visit={visit}"
        stream = Stream(self.trainer.host, path, self._heard, self.seen.errors)
        self.phones.append(Phone(visit, stream, Client(self.address)))
        begun = time.monotonic()
        await stream.open()
        await _until(lambda: stream.first is not None)
        self.seen.joined.append((stream.first or 0) - begun)

    async def ask(self) -> None:
        """Put a new poll up, and wait until it is on every phone."""
        self.answers = []
        await self.reach("poll", **POLL)
        self.run = json.loads(self.screen.last)["poll"]["run"] if self.screen.last else ""

    async def vote(self, seconds: float) -> list[float]:
        """Have all phones vote within so many seconds; return how long each took to the screen."""
        sent: list[float] = []
        moments = [self.chance.uniform(0, seconds) for _ in self.phones]
        votes = [
            self._vote(phone, at, sent) for phone, at in zip(self.phones, moments, strict=True)
        ]
        stored = sum(await asyncio.gather(*votes))
        await _until(lambda: len(self.answers) >= len(sent), hopefully=True)
        self.seen.stored.append(stored)
        self.seen.counted.append(len(self.answers))
        return [shown - begun for shown, begun in zip(self.answers, sorted(sent), strict=False)]

    async def reach(self, do: str, **named: Any) -> float:
        """Steer to something new; return how long it took until the last phone had it."""
        self.arrived, self.early, self.wanted = {}, {}, sys.maxsize
        begun = time.monotonic()
        number = await self.steer(do, **named)
        self.wanted = number
        now = time.monotonic()
        for stream in (phone.stream for phone in self.phones):
            if stream.number >= number:  # it was faster than the answer to the command
                self.arrived.setdefault(stream, self.early.get(stream, now))
        await _until(lambda: len(self.arrived) >= len(self.phones), hopefully=True)
        await _until(lambda: self.screen.number >= number, hopefully=True)
        missing = len(self.phones) - len(self.arrived)
        if missing:
            self.seen.errors["a phone without the step"] += missing
        took = sorted(at - begun for at in self.arrived.values()) or [float("nan")]
        self.seen.typical.append(took[len(took) // 2])
        return took[-1]

    def close(self) -> None:
        self.screen.close()
        self.trainer.close()
        for phone in self.phones:
            phone.stream.close()
            phone.client.close()

    def _heard(self, stream: Stream, now: float) -> None:
        if self.wanted == sys.maxsize:
            self.early[stream] = now
        elif stream.number >= self.wanted:
            self.arrived.setdefault(stream, now)

    def _counted(self, stream: Stream, now: float) -> None:
        if stream.last and (poll := json.loads(stream.last)["poll"]):
            self.answers += [now] * (poll["answers"] - len(self.answers))

    async def _vote(self, phone: Phone, moment: float, sent: list[float]) -> bool:
        await asyncio.sleep(moment)
        event = {
            "type": "vote",
            "id": f"{self.chance.getrandbits(128):032x}",
            "ago": 0,
            "run": self.run,
            "choice": [self.chance.randrange(3)],
        }
        visit = {
            "id": phone.visit,
            "lesson": LESSON,
            "language": "id",
            "version": self.version,
            "started": 60_000,
            "reached": "",
            "finished": False,
            "item": "",
            "room": self.code,
        }
        body = json.dumps({"visit": visit, "events": [event]}).encode()
        begun = time.monotonic()
        sent.append(begun)
        while time.monotonic() - begun < PATIENCE_SECONDS:
            try:
                told = await phone.client.ask("POST", "/api/events", body, "application/json")
            except OSError:  # the outbox keeps it
                self.seen.again += 1
                await asyncio.sleep(random.uniform(*BACK_SECONDS))
                continue
            if told["stored"] == [event["id"]]:
                self.seen.acknowledged.append(time.monotonic() - begun)
                return True
            self.seen.errors[str(told["refused"])[:120]] += 1
            return False
        self.seen.errors["a vote without an answer"] += 1
        return False


async def play(address: str, password: str, rooms: int, phones: int, pace: float = 1) -> Seen:
    """Play a webinar in so many rooms, with so many phones in all.

    With a pace of 0 everything is done at once, and the server lives on.
    """
    seen = Seen()
    chance = random.Random(1000)
    door = Client(address)
    form = urlencode({"password": password}).encode()
    signed = await door.ask("POST", "/staff/sign-in", form, "application/x-www-form-urlencoded")
    cookie = signed["set-cookie"].partition(";")[0]
    version, steps = _lesson()
    there = [Room(address, chance, seen) for _ in range(rooms)]
    for room in there:
        await room.open(cookie, version)
    begun = time.monotonic()
    moments = [chance.uniform(0, pace * JOIN_SECONDS) for _ in range(phones)]
    await asyncio.gather(*(there[at % rooms].join(wait) for at, wait in enumerate(moments)))
    each = phones // rooms
    await _until(lambda: all(_joined(room) >= each for room in there))
    seen.all_joined = time.monotonic() - begun
    _tell("quiet")
    await asyncio.sleep(pace * QUIET_SECONDS)

    for turn in range(STEERINGS):
        room, step = there[turn % rooms], steps[1 + turn // rooms % (len(steps) - 1)]
        seen.steered.append(await room.reach("move", step=step))
        for state in ("shown", "revealed"):
            seen.steered.append(await room.reach("item", step=step, state=state))

    for seconds, into in ((VOTE_SECONDS, seen.votes), (RUSH_SECONDS, seen.rush)):
        await asyncio.gather(*(room.ask() for room in there))
        for took in await asyncio.gather(*(room.vote(pace * seconds) for room in there)):
            into.extend(took)
        done = (room.steer("poll_state", run=room.run, state="done") for room in there)
        await asyncio.gather(*done)

    if not pace:
        for room in there:
            room.close()
        return seen
    seen.stored, seen.counted = [], []
    await asyncio.gather(*(room.ask() for room in there))
    lost: list[float] = []
    killing = asyncio.create_task(_kill(there, lost))
    before = seen.again
    await asyncio.gather(*(room.vote(VOTE_SECONDS) for room in there))
    await killing
    seen.back = lost[0]
    seen.again -= before
    for room in there:
        room.close()
    return seen


async def _kill(there: list[Room], back: list[float]) -> None:
    """Have the server killed in the middle of a vote; note when everybody is there again."""
    await asyncio.sleep(VOTE_SECONDS / 2)
    streams = [phone.stream for room in there for phone in room.phones]
    _tell("kill")
    await _until(lambda: not any(stream.first for stream in streams))
    await _until(lambda: all(stream.first for stream in streams))
    back.append(max(stream.first or 0 for stream in streams))


async def _until(holds: Callable[[], bool], *, hopefully: bool = False) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            if hopefully:
                return
            raise TimeoutError
        await asyncio.sleep(0.02)


def _joined(room: Room) -> int:
    return json.loads(room.screen.last)["joined"] if room.screen.last else 0


def _lesson() -> tuple[str, list[str]]:
    """Return the lesson's version, and its steps that ask something."""
    from toolkit.project import Project

    lesson = Project.find().lesson(LESSON, "id")
    return lesson.version, [step.id for step in lesson.steps if step.activity]


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [float("nan")]
    places = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {name: ordered[round(place * (len(ordered) - 1))] for name, place in places.items()}


def _tell(phase: str) -> None:
    print(json.dumps({"phase": phase}), flush=True)


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    pace = 0 if sys.argv[5:] == ["short"] else 1
    found = asyncio.run(play(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), pace))
    print(json.dumps(found.told()), flush=True)
