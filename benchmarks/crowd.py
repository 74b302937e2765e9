"""Patrons who open a lesson's page and the files it names, as browsers would, on raw sockets.

`python crowd.py ADDRESS PATRONS SECONDS` prints what they saw as JSON. They come at random moments
of those seconds, the same moments each time; with 0 seconds one comes after the other.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import sys
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

CONNECTIONS = 6
"""How many a browser opens to one host."""

PATIENCE_SECONDS = 60
OK = 200
RELATIONS = {"stylesheet", "icon", "modulepreload", "preload"}
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nAccept-Encoding: {codings}\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K)\r\nAccept-Language: id-ID,id;q=0.9\r\n\r\n"
)

try:
    import brotli
except ImportError:
    brotli = None
CODINGS = "gzip, br" if brotli else "gzip"


@dataclass
class Seen:
    """What the patrons saw."""

    pages: list[float] = field(default_factory=list)  # seconds from the tap to the whole page
    views: list[float] = field(default_factory=list)  # with all its files
    requests: int = 0
    received: int = 0  # bytes, with headers
    errors: Counter[str] = field(default_factory=Counter)
    late: float = 0.0  # seconds the crowd itself was behind its plan, at most

    def told(self) -> dict[str, object]:
        """Return it in numbers."""
        return {
            "patrons": len(self.pages),
            "page": _spread(self.pages),
            "view": _spread(self.views),
            "requests": self.requests,
            "received": self.received,
            "errors": dict(self.errors),
            "late": self.late,
        }


class Connection:
    """One keep-alive connection to the server."""

    def __init__(self, host: str, port: int) -> None:
        self.where = (host, port)
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, seen: Seen) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of an address. Raises `OSError` where it is no page."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(*self.where, limit=2**22)
        reader, writer = self.streams
        host = f"{self.where[0]}:{self.where[1]}"
        writer.write(REQUEST.format(path=path, host=host, codings=CODINGS).encode())
        seen.requests += 1
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        parted = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in parted}
        body = await self._body(reader, headers)
        seen.received += len(head) + len(body)
        if headers.get("connection", "").lower() == "close":
            self.close()
        if int(first.split()[1]) != OK:
            raise OSError(f"{first} {path}")
        return headers, body

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await reader.readexactly(int(headers["content-length"]))
        if headers.get("transfer-encoding") != "chunked":
            return await reader.read()
        pieces = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            pieces.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(pieces)

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()
        self.streams = None


class FilesNamed(HTMLParser):
    """The files a browser fetches for a page without running its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "noscript":
            self._skipping = True
        if self._skipping:
            return
        if tag == "link" and RELATIONS & set((values.get("rel") or "").split()):
            self.found.append(values.get("href") or "")
        if tag in {"script", "img"} and values.get("src"):
            self.found.append(values["src"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "noscript":
            self._skipping = False


@lru_cache(maxsize=64)
def files_named(address: str, coding: str, body: bytes) -> tuple[str, ...]:
    """Return the paths of the files that a page names, those of its own server."""
    parser = FilesNamed()
    parser.feed(_plain(coding, body).decode())
    addresses = [urlsplit(urljoin(address, name)) for name in parser.found]
    here = urlsplit(address).netloc
    own = (found for found in addresses if found.netloc == here)
    return tuple(dict.fromkeys(f"{a.path}?{a.query}" if a.query else a.path for a in own))


async def view(address: str, seen: Seen) -> None:
    """Open a page as one patron with an empty cache."""
    where = urlsplit(address)
    begun = time.perf_counter()
    connections = [Connection(where.hostname or "", where.port or 80) for _ in range(CONNECTIONS)]
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            headers, body = await connections[0].get(where.path or "/", seen)
            seen.pages.append(time.perf_counter() - begun)
            files = list(files_named(address, headers.get("content-encoding", ""), body))

            async def fetch(connection: Connection) -> None:
                while files:
                    await connection.get(files.pop(0), seen)

            await asyncio.gather(*(fetch(one) for one in connections[: len(files)]))
            seen.views.append(time.perf_counter() - begun)
    except (OSError, EOFError, ValueError) as error:
        seen.errors[f"{type(error).__name__} {error}"[:120]] += 1
    finally:
        for connection in connections:
            connection.close()


async def crowd(address: str, patrons: int, seconds: float) -> Seen:
    """Let patrons open a page, and return what they saw."""
    seen = Seen()
    if not seconds:
        for _ in range(patrons):
            await view(address, seen)
        return seen
    chance = random.Random(1000)
    begun = time.perf_counter()

    async def come(moment: float) -> None:
        await asyncio.sleep(moment)
        seen.late = max(seen.late, time.perf_counter() - begun - moment)
        await view(address, seen)

    await asyncio.gather(*(come(chance.uniform(0, seconds)) for _ in range(patrons)))
    return seen


def _plain(coding: str, body: bytes) -> bytes:
    if coding == "gzip":
        return gzip.decompress(body)
    if coding == "br":
        return bytes(brotli.decompress(body))
    return zlib.decompress(body) if coding == "deflate" else body


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [float("nan")]
    places = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {name: ordered[round(place * (len(ordered) - 1))] for name, place in places.items()}


if __name__ == "__main__":
    told = asyncio.run(crowd(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))).told()
    print(json.dumps(told))
