"""A web server that misbehaves, each address in its own way, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.client import parse_headers
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

XML = b"<?xml version='1.0'?><modsCollection/>"
LARGE = 50_000_000


@dataclass(frozen=True)
class Asked:
    """One request."""

    at: float  # time.monotonic()
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]  # names in small letters


@dataclass
class Hostile:
    """The server. It listens from the beginning, and ends with `close`."""

    certificate: tuple[Path, Path] | None = None
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    is_over: bool = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._at_once = 0
        context = None
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.certificate)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.house = self
        self._server.context = context
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def close(self) -> None:
        self.is_over = True
        self._server.shutdown()
        self._server.server_close()

    def enter(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Say nothing: clients that hang up are the point."""


class _Handler(socketserver.StreamRequestHandler):
    def setup(self) -> None:
        self.house.connections += 1
        if self.server.context:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    @property
    def house(self) -> Hostile:
        return self.server.house

    def handle(self) -> None:
        at = time.monotonic()
        line = self.rfile.readline().decode("latin-1").split(" ")
        if len(line) < 3:
            return
        headers = {name.lower(): value for name, value in parse_headers(self.rfile).items()}
        parts = urlsplit(line[1])
        self.asked = Asked(at, parts.path, parse_qs(parts.query), headers)
        what, _, self.rest = parts.path.strip("/").partition("/")
        self.house.enter(self.asked)
        self.is_inside = True
        try:
            with contextlib.suppress(OSError):
                getattr(self, "do_" + what.replace("-", "_"))()
        finally:
            self.leave()

    def leave(self) -> None:
        """Count as answered, before whoever asked can ask anew."""
        if self.is_inside:
            self.house.leave()
        self.is_inside = False

    def say(self, text: str) -> None:
        self.wfile.write(text.encode("latin-1"))

    def answer(self, body: bytes, *headers: str, status: int = 200, kind: str = "text/xml") -> None:
        lines = [f"HTTP/1.1 {status} So", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        self.say("\r\n".join([*lines, *headers, "", ""]))
        self.leave()
        self.wfile.write(body)

    def do_ok(self) -> None:
        self.answer(XML)

    def do_echo(self) -> None:
        self.answer(
            json.dumps([self.asked.query, self.asked.headers]).encode(), kind="application/json"
        )

    def do_slow(self) -> None:
        time.sleep(float(self.rest))
        self.answer(XML)

    def do_large(self) -> None:
        self.answer(bytes(LARGE))

    def do_bomb(self) -> None:
        self.answer(gzip.compress(bytes(LARGE)), "Content-Encoding: gzip")

    def do_packed(self) -> None:
        self.answer(gzip.compress(XML), "Content-Encoding: gzip")

    def do_torn(self) -> None:
        self.answer(b"this was never gzip", "Content-Encoding: gzip")

    def do_brotli(self) -> None:
        self.answer(XML, "Content-Encoding: br")

    def do_endless(self) -> None:
        self.say("HTTP/1.1 200 So\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not self.house.is_over:
            self.say("1000\r\n" + "a" * 0x1000 + "\r\n")

    def do_drip(self) -> None:
        self.say("HTTP/1.1 200 So\r\nContent-Type: text/xml\r\n\r\n<a>")
        self._drip(" ")

    def do_drip_header(self) -> None:
        self.say("HTTP/1.1 200 So\r\nX-Slow: ")
        self._drip("a")

    def do_drip_continue(self) -> None:
        self._drip("HTTP/1.1 100 Continue\r\n\r\n")

    def _drip(self, text: str) -> None:
        while not self.house.is_over:
            self.say(text)
            time.sleep(0.02)

    def do_silent(self) -> None:
        while not self.house.is_over:
            time.sleep(0.05)

    def do_short(self) -> None:
        self.say("HTTP/1.1 200 So\r\nContent-Length: 100\r\n\r\nten bytes!")

    def do_nonsense(self) -> None:
        self.say("halo\r\n\r\n")

    def do_odd_header(self) -> None:
        self.say("HTTP/1.1 200 So\r\nthis is no header\r\n\r\n<a/>")

    def do_hang_up(self) -> None:
        """Say nothing at all."""

    def do_latin(self) -> None:
        body = "<?xml version='1.0' encoding='ISO-8859-1'?><a>José</a>".encode("latin-1")
        self.answer(body, kind='Text/XML; Charset="ISO-8859-1"')

    def do_html(self) -> None:
        self.answer(b"<!DOCTYPE html><html><body>Halo</body></html>", kind="text/html")

    def do_list(self) -> None:
        self.answer(b"[1, 2]", kind="application/json")

    def do_cookie(self) -> None:
        self.answer(XML, "Set-Cookie: visitor=1; Path=/")

    def do_to(self) -> None:
        """Redirect to the address in the query, with a body nobody should wait for."""
        status = int(self.rest or 302)
        location = self.asked.query["address"][0]
        self.say(f"HTTP/1.1 {status} So\r\nLocation: {location}\r\nContent-Length: {LARGE}\r\n\r\n")
        self._drip("a")

    def do_loop(self) -> None:
        self.answer(b"", f"Location: /loop/{int(self.rest or 0) + 1}", status=302)

    def do_status(self) -> None:
        """Answer /status/503/2 with 503 twice, then properly. ?after= is when to come again."""
        status, _, times = self.rest.partition("/")
        if times and self.house.paths.count(self.asked.path) > int(times):
            return self.do_ok()
        after = [f"Retry-After: {each}" for each in self.asked.query.get("after", [])]
        return self.answer(b"<html>No</html>", *after, status=int(status), kind="text/html")


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[Path, Path] | None:
    """Return a certificate for a name or IP address that signs itself, and its key.

    None where there is no `openssl` to make one.
    """
    if not shutil.which("openssl"):
        return None
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    of = f"{'IP' if name[0].isdigit() else 'DNS'}:{name}"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", key, "-out", made]
    named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName={of}"]
    subprocess.run([*command, *files, *named], check=True, capture_output=True)
    return made, key


def nobody_there() -> str:
    """Return the address of a port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"
