"""A library's web space: a plain web server for a folder of files, which tests make misbehave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

BELOW = "/perpustakaan/suluh"
"""Where the folder lies: sites of libraries are rarely the root of a host."""

Misbehaviour = Callable[["Handler"], bool]
"""Answers a request in its own way, or returns False."""


class WebSpace:
    """Serves a folder. It may stop and start again; its address stays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []  # paths below the folder, in order
        self.instead: Misbehaviour = _behaves
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}{BELOW}"

    @property
    def origin(self) -> str:
        return self.address.removesuffix(BELOW)

    def start(self) -> None:
        handler = type("Bound", (Handler,), {"space": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._port = self._server.server_address[1]
        serve = self._server.serve_forever
        threading.Thread(target=serve, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Be gone, as a network is: nobody listens any more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class Handler(SimpleHTTPRequestHandler):
    """Answers one request of a web space."""

    space: WebSpace

    @property
    def below(self) -> str:
        """The path below the folder."""
        return urlsplit(self.path).path.removeprefix(f"{BELOW}/")

    def do_GET(self) -> None:
        self.space.asked.append(self.below)
        if not self.space.instead(self):
            super().do_GET()

    def translate_path(self, path: str) -> str:
        below = urlsplit(path).path.removeprefix(BELOW)
        return super().translate_path(below)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> bool:
        """Send this instead of a file."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        return True

    def end_headers(self) -> None:
        # As Apache does with compressed copies; and one that no cache may take.
        self.send_header("Vary", "Accept-Encoding, *")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(self.space.folder))  # type: ignore[arg-type]


def _behaves(_handler: Handler) -> bool:
    return False
