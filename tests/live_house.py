"""A server of live pages in a thread of this process, with times and limits of a test's own."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import nbformat
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from toolkit.pages.addressing import SERVED
from toolkit.pages.kept import Kept
from toolkit.pages.site import Chapter, Listed, Site, assemble, frames
from toolkit.project import Project
from toolkit.server.answers import prepare
from toolkit.server.front import Front
from toolkit.server.live.application import Live
from toolkit.server.live.times import Times


def write_notebook(path: Path, *cells: str, **metadata: Any) -> Path:
    """Write a notebook for patrons. A cell of text begins with "md:"."""
    v4 = nbformat.v4
    notebook = v4.new_notebook(metadata={"suluh": {"audience": "patrons"}, **metadata})
    notebook.cells = [
        v4.new_markdown_cell(cell[3:]) if cell.startswith("md:") else v4.new_code_cell(cell)
        for cell in cells
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


@dataclass
class _Press:
    site: Site


def site_of(home: Path, **library: Any) -> Site:
    """Return the site of a project whose notebooks are all live, with other words in its file."""
    framed = frames(dataclasses.replace(Project(home).library, **library), SERVED)
    chapters = {
        code: [
            Chapter(
                live={frame.library.page_address(path.stem, code): path},
                listed=Listed(path.stem, path.stem),
            )
            for path in sorted((home / "notebooks").glob("*.ipynb"))
        ]
        for code, frame in framed.items()
    }
    return assemble(framed, chapters, {})


class LiveServer:
    """Runs between enter and exit; `address` is where."""

    def __init__(
        self,
        home: Path,
        *,
        times: Times | None = None,
        cache: Path | None = None,
        roomy: Any = lambda: True,
        library: Mapping[str, Any] | None = None,
    ) -> None:
        self.press = _Press(site_of(home, **(library or {})))
        self.live = Live(self.press, times, Kept(cache) if cache else None, roomy)
        self.address = ""
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        if self._error:
            raise self._error
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def ask(self, what: Any) -> Any:
        """Return what a function returns in the server's own thread."""

        async def call() -> Any:
            return what()

        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(10)

    def visits(self) -> list[str]:
        """Return the ids of the kernels that live."""
        return self.ask(lambda: list(self.live.house.kernels._visits))

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        try:
            await self.live.start()
            sockets = bind_sockets(0, "127.0.0.1")
            self.port = sockets[0].getsockname()[1]
            self.address = f"http://127.0.0.1:{self.port}"
            server: HTTPServer = Front(prepare(self.press.site), self.live.application, 200)
            server.add_sockets(sockets)
        except BaseException as error:
            self._error = error
            raise
        finally:
            self._ready.set()
        await self._stop.wait()
        server.stop()
        await self.live.stop()
        await server.close_all_connections()
