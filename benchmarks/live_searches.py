"""Patrons who all search the same live catalogue, through one `suluh serve`.

    python benchmarks/live_searches.py                 a table in Markdown, after about two minutes
    python benchmarks/live_searches.py --json          the same rows for another program
    python benchmarks/live_searches.py --patrons 100   a smaller webinar

The catalogue is a SLiMS of the tests' own that answers each request after 0.3 s and notes when it
came. Nothing is remembered at the start. Most patrons look for what the lesson asks for, some for
whatever they like; each then opens a book, and who is told that it is busy tries again twice.
They come from a few dozen addresses, as behind carriers. Linux only: it starts what run.py starts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import contestants
import programs

sys.path.append(str(programs.TESTS))
import itertools

from peers.slims import SlimsPeer  # type: ignore[import-not-found]

from toolkit.practice import books

CORES = 2
PATRONS, SECONDS = 500, 90
CATALOGUE_SECONDS = 0.3
"""How long a request takes there."""

ASKED = (
    *(("laskar pelangi", "text"), ("bumi manusia", "title"), ("hirata", "author")),
    *(("kamus bahasa indonesia", "text"), ("masakan", "subject"), ("pelangi laskar", "text")),
)
"""What the lesson asks for, in the words that people use."""

OTHERS = 60
"""So many other searches, each seldom."""

ON_TASK = 0.8
TRIES, AGAIN_SECONDS = 3, (4.0, 10.0)
ADDRESSES = 40
CALM_SECONDS = 5
PATIENCE_SECONDS = 20
MOST_SECONDS = 8.0
OK, TOO_MANY = 200, 429
BUSY = ("busy", "timeout", "held back")
REQUEST = (
    "POST /api/catalogue HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: */*\r\n"
    "X-Forwarded-For: {address}\r\nContent-Type: application/json\r\n"
    "Content-Length: {length}\r\n\r\n"
)

Row = dict[str, Any]
"""`words`, `value`, and `unit` and `reach` where there are such."""


class Catalogue(SlimsPeer):  # type: ignore[misc]  # the tests are untyped
    """A SLiMS 9.7 that notes when it was asked."""

    def __init__(self) -> None:
        super().__init__("9.7.0")
        self.moments: list[float] = []

    async def answer(self, path: str, values: Sequence[tuple[str, str]]) -> tuple[int, str, bytes]:
        self.moments.append(time.monotonic())
        await asyncio.sleep(CATALOGUE_SECONDS)
        answered: tuple[int, str, bytes] = super().answer(path, values)
        return answered


@dataclass
class Seen:
    """What the patrons saw."""

    seconds: list[float] = field(default_factory=list)  # from sending to the answer
    outcomes: Counter[str] = field(default_factory=Counter)  # of each request
    ends: Counter[str] = field(default_factory=Counter)  # of each search, after all its tries


@dataclass
class Patron:
    """One patron's page, and the connection of their phone."""

    host: str
    chance: random.Random
    seen: Seen
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def __post_init__(self) -> None:
        self.visitor = f"{self.chance.getrandbits(128):032x}"
        self.address = f"203.0.113.{self.chance.randrange(1, ADDRESSES + 1)}"

    async def search(self, words: str, in_field: str) -> None:
        """Search, and open the first book that is found."""
        asked = {"words": words, "field": in_field, "narrowed": [], "cursor": ""}
        reply = await self._until_answered({"search": asked})
        records = reply.get("found", {}).get("records", ())
        if records:
            await asyncio.sleep(self.chance.uniform(2, 6))
            await self._until_answered({"record": records[0]["id"]})

    async def _until_answered(self, asked: dict[str, Any]) -> dict[str, Any]:
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(self.chance.uniform(*AGAIN_SECONDS))
            outcome, reply = await self._ask(asked)
            self.seen.outcomes[outcome] += 1
            if outcome not in BUSY:
                break
        self.seen.ends[outcome] += 1
        return reply

    async def _ask(self, asked: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        body = json.dumps({"language": "id", "visitor": self.visitor, **asked}).encode()
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                status, reply = await self._post(body)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            return type(error).__name__, {}
        self.seen.seconds.append(time.perf_counter() - begun)
        if status != OK:
            return ("held back" if status == TOO_MANY else str(status)), reply
        told = reply.get("found", reply)
        return reply.get("trouble") or ("stale" if told["stale"] else "answered"), reply

    async def _post(self, body: bytes) -> tuple[int, dict[str, Any]]:
        if self.streams is None:
            name, _, port = self.host.partition(":")
            self.streams = await asyncio.open_connection(name, int(port))
        reader, writer = self.streams
        head = REQUEST.format(host=self.host, address=self.address, length=len(body))
        writer.write(head.encode() + body)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (x.partition(":") for x in lines)}
        reply = json.loads(await reader.readexactly(int(headers["content-length"])))
        return int(first.split()[1]), reply

    def close(self) -> None:
        """Hang up."""
        if self.streams:
            self.streams[1].close()
        self.streams = None


def rows(count: int = PATRONS) -> list[Row]:
    """Let so many patrons search, and return what it cost them and the catalogue."""
    with tempfile.TemporaryDirectory(prefix="suluh-benchmark-") as scratch, Catalogue() as peer:
        project = contestants.copy_project(Path(scratch) / "project")
        _configure(project / "library.toml", peer.url)
        with contestants.suluh_serve(project, Path(scratch) / "cache") as served:
            _await_calm(peer)
            begun = time.monotonic()
            seen = asyncio.run(_crowd(served.page, count))
            took = time.monotonic() - begun
    moments = [moment for moment in peer.moments if moment >= begun]
    return _rows(count, seen, moments, took)


async def _crowd(page: str, count: int) -> Seen:
    seen = Seen()
    chance = random.Random(500)
    others = [(book.title, "title") for book in chance.sample(list(books()), OTHERS)]
    begun = time.perf_counter()

    async def patron(number: int) -> None:
        own = random.Random(number)
        one = Patron(urlsplit(page).netloc, own, seen)
        for moment in sorted(own.uniform(0, SECONDS) for _ in range(3)):
            await asyncio.sleep(begun + moment - time.perf_counter())
            await one.search(*own.choice(ASKED if own.random() < ON_TASK else others))
        one.close()

    await asyncio.gather(*(patron(chance.getrandbits(32)) for _ in range(count)))
    return seen


def _await_calm(peer: Catalogue) -> None:
    """Wait until no page asks any more, while it is made, which books belong to its lesson."""
    begun = time.monotonic()
    while time.monotonic() - max([begun, *peer.moments]) < CALM_SECONDS:
        time.sleep(0.1)


def _rows(count: int, seen: Seen, moments: Sequence[float], took: float) -> list[Row]:
    ordered = sorted(seen.seconds)
    between = [later - first for first, later in itertools.pairwise(moments)]
    total = seen.ends.total()
    who = f"{count} patrons search the same SLiMS"

    def share(*outcomes: str) -> float:
        return 100 * sum(seen.ends[name] for name in outcomes) / total

    known = {"answered", "stale", *BUSY}
    faults = sum(number for name, number in seen.outcomes.items() if name not in known)
    return [
        {"words": f"{who}: searches and books asked for", "value": total},
        {"words": f"{who}: requests at the catalogue", "value": len(moments)},
        {
            "words": f"{who}: requests at the catalogue in ten seconds, at most",
            "value": _most_within(moments, 9.8),  # on their way there some overtake the clock
            "reach": 10,
        },
        {"words": f"{who}: shortest time between two", "value": min(between), "unit": "s"},
        {"words": f"{who}: requests a second on average", "value": len(moments) / took},
        {"words": f"{who}: p50 of the answers", "value": _at(ordered, 0.5) * 1000, "unit": "ms"},
        {"words": f"{who}: p95 of the answers", "value": _at(ordered, 0.95) * 1000, "unit": "ms"},
        {
            "words": f"{who}: slowest answer",
            "value": _at(ordered, 1),
            "unit": "s",
            "reach": MOST_SECONDS,
        },
        {"words": f"{who}: answered in the end", "value": share("answered"), "unit": "%"},
        {"words": f"{who}: answered from a copy", "value": share("stale"), "unit": "%"},
        {"words": f"{who}: busy after three tries", "value": share(*BUSY), "unit": "%"},
        {"words": f"{who}: anything else", "value": faults, "reach": 0},
    ]


def _most_within(moments: Sequence[float], seconds: float) -> int:
    """Return how many requests came within so many seconds, at the busiest moment."""
    return max(sum(first <= each < first + seconds for each in moments) for first in moments)


def _at(ordered: Sequence[float], place: float) -> float:
    return ordered[round(place * (len(ordered) - 1))]


def _configure(file: Path, url: str) -> None:
    """Write down where the catalogue is; and that phones' addresses come from a proxy of ours."""
    text = file.read_text(encoding="utf-8")
    for before, after in (
        ('kind = ""', 'kind = "slims"'),
        ('url = ""                                  #', f'url = "{url}" #'),
        ("private_network = false", "private_network = true"),
        ("trusted_proxies = []", 'trusted_proxies = ["127.0.0.1"]'),
    ):
        assert before in text, before
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--patrons", type=int, default=PATRONS)
    parser.add_argument("--json", action="store_true", help="rows for another program")
    asked = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    found = rows(asked.patrons)
    if asked.json:
        print(json.dumps(found))
        return
    for row in found:
        unit = row.get("unit", "")
        shown = f"{row['value']:.1f} {unit}".strip() if unit else f"{row['value']:g}"
        print(f"| {row['words']} | {shown} | {row.get('reach', '')} |")


if __name__ == "__main__":
    main()
