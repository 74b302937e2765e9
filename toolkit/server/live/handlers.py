"""HTTP of live pages: the page itself, its kernel, and the files beside it. No cookie anywhere."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from markupsafe import Markup
from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

from toolkit.pages.page import Frame, notebook_preview
from toolkit.server.addresses import link
from toolkit.server.answers import FOR_EVER, NOT_AT_ALL
from toolkit.server.live.door import Seat, Turn
from toolkit.server.live.house import LOG, PLACE, WORDS, House
from toolkit.server.live.kernels import UnwantedError, Visit
from toolkit.server.live.policy import live_headers
from toolkit.server.live.running import Running, StoppedError, read
from toolkit.server.negotiation import PLAIN, encodings
from toolkit.server.origins import is_ours
from toolkit.server.policy import file_headers, page_headers
from toolkit.words import say, spoken

TICKET = "antre"
"""The name of a ticket in an address: "to queue"."""

HERE = "[[here is what the notebook shows]]"
"""Where a page is cut in two: what comes at once, and what comes when the notebook has run."""

READERS = re.compile(
    r"bot\b|crawl|spider|preview|facebookexternalhit|whatsapp/|embedly", re.IGNORECASE
)
"""Programs that open a link to show what it is. They get the page without a kernel."""

BEAT = "<!-- -->\n"


class Handler(RequestHandler):
    """What all of them have in common."""

    def initialize(self, house: House) -> None:
        """Remember whose door it is."""
        self.house = house

    def set_default_headers(self) -> None:
        """Have nothing kept unless it says so, and say nothing of what runs here."""
        self.clear_header("Server")
        self.set_header("Cache-Control", NOT_AT_ALL)

    def set_headers(self, headers: Mapping[str, str]) -> None:
        """Set headers."""
        for name, value in headers.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer an error with a page in plain words, never with a traceback."""
        site = self.house.site
        known = status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
        address = self.house.address(self.request.path)
        body = site.notice(address, "not_found" if known else "failed")
        self.set_headers(page_headers(site.library, body))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(body)

    def log_exception(self, *error: Any) -> None:
        """Log what went wrong, but not for whom."""
        if not isinstance(error[1], StreamClosedError) and self.get_status() >= 500:  # noqa: PLR2004
            LOG.error("A live page failed.", exc_info=error)

    def compute_etag(self) -> None:
        """Have no tags: nothing here is the same twice, or it has an address of its own."""


class NoHandler(Handler):
    """Whatever is not there."""

    def prepare(self) -> None:
        """Say so, whatever was to be done with it."""
        self.send_error(HTTPStatus.NOT_FOUND)


class PageHandler(Handler):
    """A live page: its frame at once, then what the notebook shows, as soon as it does."""

    _left = False
    _visit: Visit | None = None

    async def head(self, address: str) -> None:
        """Answer as `get` would, but start nothing."""
        await self._answer(address, only_look=True)

    async def get(self, address: str) -> None:
        """Send the page, or a place in the queue."""
        reader = READERS.search(self.request.headers.get("User-Agent", ""))
        await self._answer(address, only_look=bool(reader))

    def on_connection_close(self) -> None:
        """End what was started for a visitor who did not wait for it."""
        self._left = True
        if self._visit:
            self._ending = asyncio.ensure_future(self.house.kernels.end(self._visit))

    async def _answer(self, address: str, *, only_look: bool) -> None:
        site = self.house.site
        path = site.live.get(address)
        if path is None:  # another site came while the request did
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        prefix = address.partition("/")[0]
        frame = site.frames.get(prefix) or site.frames[site.language]
        if "prefetch" in self.request.headers.get("Sec-Purpose", ""):
            # Nobody looks at it yet, and perhaps nobody will.
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            title, summary, running = await asyncio.to_thread(read, path, frame.language)
        except (OSError, ValueError):  # half saved, or gone
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if only_look:
            self.set_headers(live_headers(site.library, self.request.host))
            self.finish(self._page(frame, address, path, title, summary).replace(HERE, ""))
            return
        place = self.house.door.enter(self.get_query_argument(TICKET, ""))
        if isinstance(place, Turn):
            self._queue(frame, address, path, title, place)
            return
        try:
            page = self._page(frame, address, path, title, summary)
            await self._send(page, running, path, place)
        finally:
            # What was not finished has no page, so that nobody could come back to it.
            if self._visit and self._visit.making:
                await self.house.kernels.end(self._visit)
            elif not self._visit:
                place.leave()

    def _queue(self, frame: Frame, address: str, path: Path, title: str, turn: Turn) -> None:
        """Send a page that asks again by itself, also without scripts, and keeps its place."""
        query = f"?{TICKET}={turn.ticket}" if turn.ticket else ""
        body = frame.draw(
            "live_turn.html.j2",
            address,
            title=title,
            addresses=frame.addresses(path.stem),
            seconds=turn.seconds,
            again=link(address, address) + query,
            lead=say(WORDS, "live_full", frame.language),
            ahead=say(
                WORDS,
                "live_ahead" if turn.ahead else "live_first",
                frame.language,
                ahead=turn.ahead,
            ),
            by_itself=say(WORDS, "live_by_itself", frame.language),
        )
        self.set_headers(page_headers(self.house.site.library, body))
        self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Retry-After", str(turn.seconds))
        self.finish(body)

    def _page(self, frame: Frame, address: str, path: Path, title: str, summary: str) -> str:
        base = link(address, PLACE)
        page = frame.page(
            "live.html.j2",
            path.stem,
            title=title,
            description=summary,
            preview=notebook_preview(title, frame),
            live=f"{base}files/{self.house.bundle.version}/",
            said=spoken(WORDS, frame.language),
            here=HERE,
        )
        return page.body

    async def _send(self, page: str, running: Running, path: Path, seat: Seat) -> None:
        """Send a page, and in its middle what the notebook shows."""
        before, _, after = page.partition(HERE)
        site = self.house.site
        self.set_headers(live_headers(site.library, self.request.host))
        self.set_header("X-Accel-Buffering", "no")  # nginx: pass on each piece as it comes
        frame, address = site.frames[running.language], self.house.address(self.request.path)
        doors = (frame.door(address), frame.catalogue_door(address))

        async def visit() -> Visit:
            self._visit = await self.house.kernels.start(
                path, running.language, seat, wanted=lambda: not self._left, doors=doors
            )
            if self._left:
                raise UnwantedError
            return self._visit

        pieces = running.pieces(visit, self.house.times.cell)
        try:
            self.write(before)
            await self._pass_on()
            async for piece in self._steadily(pieces):
                self.write(piece)
                await self._pass_on()
        except (StreamClosedError, UnwantedError):
            return
        except Exception as error:  # noqa: BLE001 - a notebook may fail in any way
            if self._left:
                return
            self._fail(running.language, path, error)
        finally:
            await pieces.aclose()
        self._end(after)

    async def _pass_on(self) -> None:
        """Send what there is, unless the other side could then not tell where the page ends."""
        asked = self.request.headers.get("Connection", "").lower()
        if self.request.version != "HTTP/1.0" or asked != "keep-alive":
            await self.flush()

    def _fail(self, language: str, path: Path, error: Exception) -> None:
        """Tell the visitor in plain words, and staff what they need to mend it."""
        if isinstance(error, StoppedError):
            self.house.tell_staff("live_stopped", file=path.name, error=error)
        else:
            LOG.error("A live page failed.", exc_info=error)
        sentence = say(WORDS, "live_page_failed", language)
        again = say(WORDS, "live_reload", language)
        self.write(
            Markup(
                '<div class="live-failed"><p>{}</p><p><a class="page-button" href="">{}</a></p>'
            ).format(sentence, again)
            + Markup("</div>\n")
        )

    def _end(self, after: str) -> None:
        """Send the rest of the page: Voilà's scripts connect it to its kernel."""
        base = link(self.house.address(self.request.path), PLACE)
        kernel_id = ""
        if self._visit and self.house.kernels.visit(self._visit.id):
            self._visit.made()
            kernel_id = self._visit.id
        config = json.dumps(self.house.bundle.config_of(base, kernel_id)).replace("<", "\\u003c")
        self.write(f'<script id="jupyter-config-data" type="application/json">{config}</script>\n')
        self.finish(after)

    async def _steadily(self, pieces: AsyncGenerator[str]) -> AsyncIterator[str]:
        """Yield pieces, and something that is not seen where the next one takes long."""
        while True:
            step = asyncio.ensure_future(anext(pieces))
            while not (await asyncio.wait({step}, timeout=self.house.times.beat))[0]:
                with suppress(StreamClosedError):  # then the kernel ends, and so does this step
                    self.write(BEAT)
                    await self._pass_on()
            try:
                yield step.result()
            except StopAsyncIteration:
                return


class _OfKernel(Handler):
    """A door to one kernel. Who knows its random id has its page."""

    def visit(self, kernel_id: str) -> Visit | None:
        """Return the visit; where it is over, say so."""
        found = self.house.kernels.visit(kernel_id)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        return found


class KernelHandler(_OfKernel):
    """Whether a kernel is still there, as Voilà's script asks."""

    async def get(self, kernel_id: str) -> None:
        """Send what there is to know."""
        if visit := self.visit(kernel_id):
            self.set_headers(file_headers(self.house.site.library, "application/json"))
            self.finish(self.house.kernels.model(visit))


class LeaveHandler(_OfKernel):
    """The beacon that a page sends when it is closed.

    Jupyter wants a token against forged requests in it, from a cookie that no page of ours has. The
    kernel's id does as well: nobody else knows it.
    """

    async def post(self, kernel_id: str) -> None:
        """End a kernel."""
        if not is_ours(self.request.headers.get("Origin"), self.request, self.house.site.library):
            self.send_error(HTTPStatus.FORBIDDEN)
        elif visit := self.visit(kernel_id):
            self.set_status(HTTPStatus.NO_CONTENT)
            self.finish()
            await self.house.kernels.end(visit)


class FileHandler(Handler):
    """Scripts and styles. Their address names their content, so that they may be kept."""

    async def head(self, version: str, name: str) -> None:
        """Answer as `get` would, without the body."""
        await self.get(version, name)

    async def get(self, version: str, name: str) -> None:
        """Send a file."""
        bundle = self.house.bundle
        kind = bundle.type_of(name) if version == bundle.version else ""
        if not kind:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        wanted = encodings(self.request.headers.get("Accept-Encoding"))[0]
        encoding, content = await asyncio.to_thread(bundle.content, name, wanted)
        self.set_headers(file_headers(self.house.site.library, kind))
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")
        if encoding != PLAIN:
            self.set_header("Content-Encoding", encoding)
        self.finish(content)
