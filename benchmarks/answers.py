"""Patrons who answer a lesson's questions, as the player sends what they answer.

`python answers.py ADDRESS PATRONS SECONDS` prints what came of it as JSON. Each of them answers ten
steps, one message an answer, at random moments of those seconds, the same moments each time.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from toolkit.lesson.nouns import Lesson, Step
from toolkit.project import Project

LESSON = "misinformation"
ANSWERS = 10
PATIENCE_SECONDS = 60
OK = 200
REQUEST = (
    "POST /api/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: */*\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K)\r\nAccept-Language: id-ID,id;q=0.9\r\n"
    "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass
class Seen:
    """What the patrons' phones saw."""

    acknowledged: list[float] = field(default_factory=list)  # seconds from sending to the answer
    stored: set[str] = field(default_factory=set)  # ids of events
    errors: Counter[str] = field(default_factory=Counter)
    late: float = 0.0  # seconds the crowd itself was behind its plan, at most

    def told(self) -> dict[str, object]:
        """Return it in numbers."""
        ordered = sorted(self.acknowledged) or [float("nan")]
        places = {"p50": 0.5, "p95": 0.95, "max": 1.0}
        return {
            "acknowledged": {
                name: ordered[round(place * (len(ordered) - 1))] for name, place in places.items()
            },
            "stored": len(self.stored),
            "errors": dict(self.errors),
            "late": self.late,
        }


@dataclass
class Phone:
    """One patron's phone: its visit, and its connection to the server, kept while it plays."""

    host: str
    port: int
    lesson: Lesson
    chance: random.Random
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def messages(self, steps: list[Step]) -> Iterator[tuple[str, bytes]]:
        """Yield the id of each answer, and its message."""
        visit = {
            "id": self._id(),
            "lesson": self.lesson.name,
            "language": self.lesson.language,
            "version": self.lesson.version,
            "started": 60_000,
            "reached": "",
            "finished": False,
            "item": "",
            "source": "webinar",
            "medium": "chat",
            "campaign": "",
            "referrer": "",
            "class": "",
        }
        for step in steps:
            assert step.activity
            event = {
                "type": "response",
                "id": self._id(),
                "ago": 40,
                "version": self.lesson.version,
                "step": step.id,
                "attempt": 1,
                "response": self.chance.choice(list(step.activity.responses())),
                "ms": self.chance.randrange(30_000),
            }
            message = {"visit": {**visit, "reached": step.id}, "events": [event]}
            yield str(event["id"]), json.dumps(message).encode()

    async def send(self, event: str, body: bytes, seen: Seen) -> None:
        """Send one message and wait until it is acknowledged."""
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                status, reply = await self._post(body)
            if status != OK or reply.get("stored") != [event]:
                seen.errors[f"{status} {reply}"[:120]] += 1
                return
        except (OSError, EOFError, ValueError) as error:
            seen.errors[f"{type(error).__name__} {error}"[:120]] += 1
            self.close()
            return
        seen.acknowledged.append(time.perf_counter() - begun)
        seen.stored.add(event)

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()
        self.streams = None

    async def _post(self, body: bytes) -> tuple[int, dict[str, Any]]:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        head = REQUEST.format(host=f"{self.host}:{self.port}", length=len(body))
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = answer.split("\r\n")
        headers = {name.lower(): value for name, _, value in (x.partition(":") for x in lines)}
        told = json.loads(await reader.readexactly(int(headers["content-length"])))
        return int(first.split()[1]), told

    def _id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"


async def play(address: str, patrons: int, seconds: float) -> Seen:
    """Let patrons answer, and return what they saw."""
    seen = Seen()
    lesson = Project.find().lesson(LESSON, "id")
    steps = [step for step in lesson.steps if step.activity][:ANSWERS]
    where = urlsplit(address)
    chance = random.Random(1000)
    begun = time.perf_counter()

    async def patron(number: int) -> None:
        own = random.Random(number)
        phone = Phone(where.hostname or "", where.port or 80, lesson, own)
        moments = sorted(own.uniform(0, seconds) for _ in steps)
        for moment, (event, body) in zip(moments, phone.messages(steps), strict=True):
            await asyncio.sleep(begun + moment - time.perf_counter())
            if moment > 1:
                seen.late = max(seen.late, time.perf_counter() - begun - moment)
            await phone.send(event, body, seen)
        phone.close()

    await asyncio.gather(*(patron(chance.getrandbits(32)) for _ in range(patrons)))
    return seen


if __name__ == "__main__":
    told = asyncio.run(play(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))).told()
    print(json.dumps(told))
