"""Serves a folder, and its compressed copies, where no real web server is installed.

`python plain_server.py FOLDER PORT`
"""

from __future__ import annotations

import asyncio
import mimetypes
import sys
from pathlib import Path

import tornado.web

COPIES = {"br": ".br", "gzip": ".gz"}


class FileHandler(tornado.web.RequestHandler):
    """Sends a file, or the copy of it that the browser can read."""

    def initialize(self, folder: Path) -> None:
        self.folder = folder

    def get(self, path: str) -> None:
        file = (self.folder / path).resolve()
        if file.is_dir():
            file /= "index.html"
        if not file.is_relative_to(self.folder) or not file.is_file():
            raise tornado.web.HTTPError(404)
        kind, _ = mimetypes.guess_type(file.name)
        self.set_header("Content-Type", kind or "application/octet-stream")
        self.set_header("Vary", "Accept-Encoding")
        for coding, ending in COPIES.items():
            copy = file.with_name(file.name + ending)
            if coding in self.request.headers.get("Accept-Encoding", "") and copy.is_file():
                self.set_header("Content-Encoding", coding)
                file = copy
                break
        self.finish(file.read_bytes())


async def serve(folder: Path, port: int) -> None:
    handlers = [("/(.*)", FileHandler, {"folder": folder})]
    application = tornado.web.Application(handlers, log_function=lambda _handler: None)
    application.listen(port, "127.0.0.1", backlog=2048)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]).resolve(), int(sys.argv[2])))
