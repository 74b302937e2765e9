"""Strange requests for a server, the same ones for a seed, and what must hold of its answers.

`fuzz(address, count, seed)` sends them over raw sockets, one connection each, and reports. It needs
nothing but Python and brotli, and it ends by itself: whoever does not answer is reported, too.
"""

from __future__ import annotations

import re
import socket
import string
import struct
import urllib.request
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urljoin, urlsplit

import brotli

PATIENCE = 20
"""Seconds after which a server that does not answer has failed."""

CHECK_EVERY = 1000
"""Requests after which we look whether the server still answers as it did at first."""

MOST_FAULTS = 20

LONGEST_SOUND = 6000
"""Letters of an address up to which a request deserves an answer in words."""

SECRETS = (
    b"root:x:0:",
    b"[build-system]",
    b'"nbformat"',
    b"trusted_proxies",
    b":::{",
    b"from __future__",
    b"repositoryformatversion",
)
"""What stands in files near the site, and on none of its pages."""

FILES = (
    *("etc/passwd", "library.toml", "pyproject.toml", "toolkit/cli.py", ".git/config", ".env"),
    *("notebooks/misinformation.ipynb", "lessons/misinformation/id.md", "proc/self/environ"),
)
UPWARDS = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//")
UPWARDS += ("%c0%ae%c0%ae/", ".%00./", "..;/", "/", "//")

METHODS = (
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "PRI",
)
METHODS += ("", "G\tET", "G\0T", "GÉT", "GET GET", "X" * 300, "SEARCH", "BREW")
VERSIONS = ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.9", "http/1.1", "HTTP/1.1 ", "HTTP/", "")
VERSIONS += ("HTTP/1.1\t", "HTTP/11", "ICY/1.1", "HTTP/1.1\0")
CODINGS = ("br", "gzip", "identity", "*", "deflate", "zstd", "x-gzip", "BR", "", "b r", "é")
WEIGHTS = (
    "",
    ";q=0",
    ";q=1",
    ";q=0.5",
    ";q=0.000",
    "; q=.5",
    ";q=2",
    ";q=-1",
    ";q=nan",
    ";q=",
    ";x=1",
)
DOORS = ("/api/events", "/api/catalogue")
"""Where pages leave messages: what answers there reads them."""

SEARCH = '{"language":"id","visitor":"%032x","search":{"words":%s,"field":"text","narrowed":%s,'
SEARCH += '"cursor":""}}'
MESSAGES = ("", "{", "null", "7", "[]", "NaN", '"\\ud800"', "[" * 3000, '{"a":' * 500, "x" * 70_000)
MESSAGES += ('{"visit":{},"events":[]}', '{"record":"1"}', '{"search":[]}', '{"\\u0000":1e999}')
WORDS = ('"laskar pelangi"', '""', '"%"', '"\\u0000\\ud800"', "7", "null", '"' + "x" * 300 + '"')
NARROWED = ("[]", "7", '[["year","2005"]]', '[["year"]]', "[[null,1]]", "[" * 50)

RANGES = (
    "bytes=0-",
    "bytes=0-0",
    "bytes=-1",
    "bytes=5-2",
    "bytes=0-99999999999999999999",
    "bytes=",
)
RANGES += ("bytes=0-1,3-4", "bytes=" + "0-,9" * 500, "lines=1-2", "bytes=a-b", "bytes= 1 - 2")
DATES = ("Sat, 21 Nov 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "yesterday", "")
DATES += ("Sat, 99 Zzz 99999 99:99:99 GMT",)
LENGTHS = (
    "0",
    "5",
    "-1",
    "+5",
    "5, 5",
    "5, 6",
    "0x10",
    "99999999999999999999",
    "",
    "abc",
    "1e3",
    "٣",
)
TRANSFERS = ("chunked", "CHUNKED", "chunked, chunked", "gzip, chunked", "identity", "chunked;x=1")
TRANSFERS += ("xchunked", " chunked", "chunk\0ed")
CHUNKS = (b"5\r\nhello\r\n0\r\n\r\n", b"0\r\n\r\n", b"5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n")
CHUNKS += (
    b"-1\r\n\r\n",
    b"ffffffffffffffffff\r\n",
    b"5\nhello\n0\n\n",
    b"zz\r\n",
    b"5\r\nhelloworld\r\n",
)
CHUNKS += (b"1\r\na\r\n" * 300 + b"0\r\n\r\n", b"0" * 5000 + b"\r\n\r\n")
HOSTS = (
    "",
    "localhost",
    "evil.example",
    "127.0.0.1:99999",
    "[::1]",
    "[",
    "a b",
    "a,b",
    "a@b",
    "é",
    "%00",
)
HEADERS = (
    *("X-Forwarded-Proto: https", "X-Forwarded-Proto: javascript", "X-Forwarded-For: ::::"),
    *("X-Forwarded-For: 1.2.3.4, 5.6.7.8", "X-Real-Ip: \0", "X-Scheme: https"),
    *(
        "Forwarded: for=_x;proto=https",
        "X-Forwarded-Prefix: /../",
        "X-Forwarded-Host: evil.example",
    ),
    *("X-Original-URL: /library.toml", "X-Rewrite-URL: /../library.toml", "Expect: 100-continue"),
    *("Expect: 200-ok", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", "TE: trailers, é"),
    *(
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AA==",
        "Cookie: a=b; _xsrf=x",
    ),
    *(
        "Authorization: Basic Og==",
        "Content-Encoding: gzip",
        "Accept-Language: id;q=x,en",
        "Origin: null",
    ),
    *(
        "Service-Worker: script",
        "Save-Data: on",
        " folded: line",
        "\tfolded",
        "no colon",
        "Space : x",
    ),
    *(
        ": no name",
        "Nul\0: x",
        "Nul: \0",
        "É: é",
        "Bare: a\rb",
        "A:" + "b" * 9000,
        "A: b\r\n" * 200 + "C: d",
    ),
)


@dataclass
class Report:
    """What came of it."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def fault(self, what: str, request: bytes) -> None:
        """Note what should not have happened, and what was sent to bring it about."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(f"{what} after {request[:400]!r}")


@dataclass(frozen=True)
class Case:
    """One strange conversation."""

    request: bytes
    answers: int = 0  # how many there must be; 0: any number, since who knows what it means
    cut: bool = False  # hang up without waiting for an answer
    pieces: tuple[int, ...] = ()  # where to pause between two packets


def fuzz(address: str, count: int, seed: int, more: Collection[str] = ()) -> Report:
    """Send `count` strange requests to the server at an address, and return what came of it.

    They ask for what its home page links, for something near that, and for `more` paths; some are
    messages to its doors.
    """
    report = Report()
    sane = _Sanity(address)
    sane.known = sorted({*sane.known, *DOORS, *more})
    place = urlsplit(address)
    for number, case in enumerate(cases(sane.known, sane.mark, place.netloc, seed)):
        if number == count or len(report.faults) == MOST_FAULTS:
            break
        report.sent += 1
        _try(case, (place.hostname or "", place.port or 80), report)
        if number % CHECK_EVERY == CHECK_EVERY - 1:
            sane.check(report)
    sane.check(report)
    return report


def resident(pid: int) -> int | None:
    """Return how many bytes of memory a process has, None where the system does not tell so."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * 4096


class _Sanity:
    """What the server says to somebody who asks plainly, which must not change."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.page, headers = self._get("/")
        self.mark = headers.get("ETag", '"x"')
        links = re.findall(rb'(?:href|src)="([^"#?]+)"', self.page)
        here = urlsplit(self.address).netloc
        whole = [urlsplit(urljoin(f"{self.address}/", link.decode())) for link in links]
        self.known = sorted({"/", "/en/", *(each.path for each in whole if each.netloc == here)})

    def check(self, report: Report) -> None:
        """Note it where the server does not answer as it did at first."""
        try:
            page = self._get("/")[0]
        except OSError as error:
            report.fault(f"the server is gone ({error})", b"all that")
            return
        if page != self.page:
            report.fault("the home page is another one", b"all that")

    def _get(self, path: str) -> tuple[bytes, dict[str, str]]:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return answer.read(), dict(answer.headers)


def cases(known: list[str], mark: str, host: str, seed: int) -> Iterator[Case]:
    """Yield strange conversations without end."""
    random = Random(seed)
    writer = _Writer(random, known, mark, host)
    while True:
        kind = random.random()
        if kind < 0.05:
            yield Case(writer.posted(), answers=1, pieces=_pieces(random))
        elif kind < 0.45:
            yield Case(writer.sound(close=True), answers=1, pieces=_pieces(random))
        elif kind < 0.55:
            many = random.randint(2, 6)
            whole = [writer.sound(close=at == many - 1) for at in range(many)]
            yield Case(b"".join(whole), answers=many, pieces=_pieces(random))
        elif kind < 0.75:
            yield Case(writer.odd(), pieces=_pieces(random))
        elif kind < 0.9:
            yield Case(_mutated(random, writer.odd()))
        else:
            request = writer.odd() if random.random() < 0.5 else writer.sound(close=False)
            yield Case(request[: random.randint(0, len(request))], cut=True)


@dataclass
class _Writer:
    random: Random
    known: list[str]
    mark: str
    host: str

    def sound(self, *, close: bool) -> bytes:
        """Return a request that is written as it should be, whatever it asks for."""
        lines = [f"{self.random.choice(('GET', 'GET', 'HEAD'))} {self._path()} HTTP/1.1"]
        lines.append(f"Host: {self.host}")
        if self.random.random() < 0.5:
            lines.append(f"Accept-Encoding: {self._codings()}")
        if self.random.random() < 0.3:
            lines.append(f"If-None-Match: {self._marks()}")
            lines.append(f"If-Modified-Since: {self.random.choice(DATES)}")
        if self.random.random() < 0.2:
            lines.append(f"Range: {self.random.choice(RANGES)}")
            lines.append(f"If-Range: {self.random.choice((self.mark, *DATES))}")
        if close:
            lines.append("Connection: close")
        return "\r\n".join([*lines, "", ""]).encode("utf-8")

    def odd(self) -> bytes:
        """Return a request with something odd about it, most of the time."""
        method = self._either(("GET", "HEAD"), METHODS)
        version = self._either(("HTTP/1.1",), VERSIONS)
        lines = [f"{method} {self._path(wild=True)} {version}"]
        lines += [f"Host: {self._either((self.host,), HOSTS)}"] * self._either((1,), (0, 2))
        lines += [self.random.choice(HEADERS) for _ in range(self.random.randint(0, 4))]
        body = b""
        if self.random.random() < 0.3:
            lines.append(f"Content-Length: {self.random.choice(LENGTHS)}")
            body = b"hello" * self.random.choice((0, 1, 1, 50, 20_000))
        if self.random.random() < 0.3:
            lines.append(f"Transfer-Encoding: {self.random.choice(TRANSFERS)}")
            body = self.random.choice(CHUNKS)
        if self.random.random() < 0.3:
            lines.append(f"Range: {self.random.choice(RANGES)}")
            lines.append(f"Accept-Encoding: {self._codings()}")
        lines.append(f"Connection: {self._either(('close', 'keep-alive'), ('', 'é', 'upgrade'))}")
        ending = self._either(("\r\n",), ("\n", "\r", "\r\n "))
        return ending.join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body

    def posted(self) -> bytes:
        """Return a message as a page of the site sends it, whatever it says."""
        random = self.random
        sought = (random.getrandbits(128), random.choice(WORDS), random.choice(NARROWED))
        message = random.choice((SEARCH % sought, random.choice(MESSAGES)))
        body = message.encode()
        if random.random() < 0.3:
            body = _mutated(random, body)
        lines = [f"POST {random.choice(DOORS)} HTTP/1.1", f"Host: {self.host}"]
        lines += [f"Origin: http://{self.host}", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        return "\r\n".join(lines).encode() + body

    def _either(self, usual: tuple, odd: tuple):
        return self.random.choice(usual if self.random.random() < 0.7 else odd)

    def _path(self, *, wild: bool = False) -> str:
        kinds: list[Callable[[], str]] = [self._known, self._known, self._misspelt]
        kinds += [self._below, self._typed, self._long]
        if wild:
            kinds += [self._upwards, self._noise]
        path = self.random.choice(kinds)()
        path = path + self._query() if self.random.random() < 0.3 else path
        return path if wild else path[:LONGEST_SOUND]  # beyond that it may simply hang up

    def _known(self) -> str:
        return self.random.choice(self.known)

    def _misspelt(self) -> str:
        path = self._known()
        at = self.random.randint(1, len(path))
        letter = path[at - 1]
        other = self.random.choice(
            (
                letter.upper(),
                f"%{ord(letter):02x}",
                f"%25{ord(letter):02x}",
                "",
                letter * 2,
                "%",
                "é",
            )
        ).replace("é", "%C3%A9")
        return "/" + (path[: at - 1] + other + path[at:]).lstrip("/")

    def _below(self) -> str:
        ends = (
            "/",
            "//",
            "/.",
            "/..",
            "/index.html",
            "%2f",
            "%00",
            ";x",
            ".",
            "%20",
            "/x",
            "%ff",
            "~",
        )
        return self._known() + self.random.choice(ends)

    def _typed(self) -> str:
        return "/" + "".join(self.random.choices(string.ascii_letters + "/-._~%0123", k=12))

    def _long(self) -> str:
        part = self.random.choice(("a", "a/", "%41", "../", "%2f", "%f0%9f%92%a9"))
        return "/" + part * self.random.choice((10, 100, 1000, 6000))

    def _upwards(self) -> str:
        up = self.random.choice(UPWARDS) * self.random.randint(1, 9)
        start = self.random.choice(("/", "/assets/", "/en/", "", "//", "/voila/files/", "/static/"))
        return start + up + self.random.choice(FILES)

    def _noise(self) -> str:
        odd = (
            "*",
            "",
            "?",
            "#",
            "/#x",
            "http://evil.example/",
            f"http://{self.host}/",
            "//[/",
            "\\",
        )
        odd += (
            "/\0",
            "/\x7f",
            "/é",
            "/a b",
            "http://[",
            "/\ud800".encode("utf-8", "replace").decode(),
        )
        noise = "".join(chr(self.random.randint(1, 255)) for _ in range(9))
        return self.random.choice((*odd, noise, "/" + noise))

    def _query(self) -> str:
        odd = (
            "?lang=en",
            "?lang=",
            "?lang=%ff",
            "?lang=id&lang=en",
            "?",
            "??",
            "?utm_source=wa",
            "?%00",
        )
        odd += (
            "?fbclid=" + "x" * 500,
            "?lang=../../etc",
            "?lang=en%0d%0aX-Evil:1",
            "?a=" + "b&" * 400,
        )
        return self.random.choice(odd)

    def _codings(self) -> str:
        many = self.random.randint(0, 5)
        return ", ".join(
            self.random.choice(CODINGS) + self.random.choice(WEIGHTS) for _ in range(many)
        )

    def _marks(self) -> str:
        marks = (self.mark, f"W/{self.mark}", "*", '"', '"x"', "x", '"a', 'W/"', "", '"x",' * 300)
        return ", ".join(self.random.choices(marks, k=self.random.randint(1, 3)))


def _pieces(random: Random) -> tuple[int, ...]:
    if random.random() < 0.8:
        return ()
    return tuple(sorted(random.randint(1, 200) for _ in range(random.randint(1, 3))))


def _mutated(random: Random, request: bytes) -> bytes:
    """Return a request with some bytes gone, doubled or changed."""
    changed = bytearray(request)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(changed) + 1)
        what = random.randrange(4)
        if what == 0:
            changed[at:at] = bytes([random.randrange(256)])
        elif what == 1:
            del changed[at : at + random.randint(1, 8)]
        elif what == 2:
            changed[at:at] = changed[at : at + random.randint(1, 40)]
        elif at < len(changed):
            changed[at] ^= 1 << random.randrange(8)
    return bytes(changed)


def _try(case: Case, place: tuple[str, int], report: Report) -> None:
    try:
        got = _conversation(case, place)
    except TimeoutError:
        report.fault("no answer", case.request)
        return
    except OSError as error:
        # It may hang up on what makes no sense; what does make sense deserves an answer.
        if case.answers or not isinstance(error, ConnectionError):
            report.fault(f"no answer ({error})", case.request)
        return
    if case.cut:
        return
    found = 0
    for status, head, body in _answers(got, case.request if case.answers else b""):
        found += 1
        report.statuses[status] += 1
        if status >= 500 and not (status == 503 and b"\r\nretry-after:" in head.lower()):
            report.fault(f"status {status}", case.request)
        if trouble := _trouble(head, body):
            report.fault(trouble, case.request)
    if case.answers and found != case.answers:
        report.fault(f"{found} answers instead of {case.answers}", case.request)


def _conversation(case: Case, place: tuple[str, int]) -> bytes:
    with socket.create_connection(place, PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        got = []
        try:
            for start, end in zip((0, *case.pieces), (*case.pieces, None), strict=True):
                connection.sendall(case.request[start:end])
            if case.cut:
                if len(case.request) % 2:  # hang up so that the other side finds an error
                    linger = struct.pack("ii", 1, 0)
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return b""
            if not case.answers:  # it may wait for more: tell it that there is none
                with suppress(OSError):  # it hung up already
                    connection.shutdown(socket.SHUT_WR)
            while data := connection.recv(1 << 16):
                got.append(data)
        except ConnectionError:
            if not got:
                raise
        return b"".join(got)


def _answers(got: bytes, request: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield status, head and body of each answer; a sound request tells which have no body."""
    bare = [line.startswith(b"HEAD ") for line in re.findall(rb"(?m)^(?:GET|HEAD) .*", request)]
    at = 0
    while got:
        head, _, rest = got.partition(b"\r\n\r\n")
        first = re.match(rb"HTTP/1\.[01] (\d{3}) ", head + b" ")
        if not first:
            yield 599, got[:200], b""  # no HTTP: let it count as the server's failure
            return
        status = int(first[1])
        if 100 <= status < 200:
            got = rest
            continue
        is_bare = status in (204, 304) or (at < len(bare) and bare[at]) or not request
        length = re.search(rb"(?im)^content-length: *(\d+)\r?$", head)
        if re.search(rb"(?im)^transfer-encoding: *chunked", head) and not is_bare:
            body, rest = _unchunked(rest)
        elif not request:  # who knows what it answers: look at all that came
            body, rest = rest, b""
        else:
            size = 0 if is_bare else int(length[1]) if length else len(rest)
            body, rest = rest[:size], rest[size:]
        yield status, head, body
        got = rest
        at += 1


def _unchunked(data: bytes) -> tuple[bytes, bytes]:
    body = b""
    while True:
        size, _, data = data.partition(b"\r\n")
        if not size or int(size, 16) == 0:
            return body, data.partition(b"\r\n")[2]
        body, data = body + data[: int(size, 16)], data[int(size, 16) + 2 :]


def _trouble(head: bytes, body: bytes) -> str:
    """Say what an answer should not hold, "" where it holds nothing of the kind."""
    low = head.lower()
    for name in (b"set-cookie", b"x-evil", b"x-powered-by"):
        if b"\r\n" + name + b":" in low:
            return f"a header {name.decode()}"
    if re.search(rb"\r\nserver:.*\d", low):
        return "a version"
    try:
        if b"\r\ncontent-encoding: gzip" in low and body:
            body = zlib.decompressobj(31).decompress(body)
        elif b"\r\ncontent-encoding: br" in low and body:
            body = brotli.decompress(body)
    except (zlib.error, brotli.error):
        return "a body that cannot be unpacked"
    if b"Traceback (most recent" in body:
        return "a traceback"
    return next((f"a secret {secret!r}" for secret in SECRETS if secret in body), "")
