"""The web socket between a live page and its kernel: a plain Tornado one, which sets no cookie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from tornado.websocket import WebSocketHandler

from toolkit.server.live.channels import Channels
from toolkit.server.live.house import LOG, House
from toolkit.server.live.kernels import Visit
from toolkit.server.origins import is_ours

PROTOCOL = "v1.kernel.websocket.jupyter.org"

PING_SECONDS = 20
"""How soon a phone is missed that went away without a word."""

MOST_BYTES = 10 * 1024 * 1024
"""How much a widget may send at once: a file to upload, say."""

MOST_LINES = 4
"""How many connections one page may have: one, and what is left of it after a gap."""

_SESSION = re.compile(r"[\w-]{1,64}")


class LineHandler(WebSocketHandler):
    """One connection of a visitor."""

    _visit: Visit | None = None
    _channels: Channels | None = None

    ping_interval = PING_SECONDS
    ping_timeout = PING_SECONDS
    max_message_size = MOST_BYTES

    def initialize(self, house: House) -> None:
        """Remember whose door it is."""
        self.house = house

    def check_origin(self, origin: str) -> bool:
        """Tell whether the page that connects is one of ours."""
        return is_ours(origin, self.request, self.house.site.library)

    async def get(self, kernel_id: str) -> None:
        """Connect a page with its kernel."""
        visit = self.house.kernels.visit(kernel_id)
        session = self.get_query_argument("session_id", "")
        if visit is None or visit.making:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if "Origin" not in self.request.headers or not _SESSION.fullmatch(session):
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            self.send_error(HTTPStatus.BAD_REQUEST)  # the older form is harder to guard
            return
        if len(visit.lines) >= MOST_LINES:
            self.send_error(HTTPStatus.TOO_MANY_REQUESTS)
            return
        self._visit = visit
        self._channels = Channels(
            parent=visit.kernel, websocket_handler=self, visit=visit, config=visit.kernel.config
        )
        self._channels.session.session = session
        await self._channels.prepare()
        await super().get(kernel_id=kernel_id)

    def select_subprotocol(self, _offered: Sequence[str]) -> str:
        """Speak the form of messages that Voilà's script speaks."""
        return PROTOCOL

    def get_compression_options(self) -> dict[str, Any]:
        """Compress: what a widget shows is text, and phones pay for each byte."""
        return {"compression_level": 6, "mem_level": 5}

    async def open(self, kernel_id: str) -> None:
        """Begin."""
        if self._visit is None or self.house.kernels.visit(kernel_id) is None:
            self.close()
            return
        self._visit.connected(self)
        if self._channels and (connected := self._channels.connect()):
            await connected

    def on_message(self, message: str | bytes) -> None:
        """Pass on what the page says."""
        if self._channels:
            self._channels.handle_incoming_message(message)

    def on_close(self) -> None:
        """End."""
        if self._visit:
            self._visit.disconnected(self)
        if self._channels:
            self._channels.disconnect()
            self._channels = None

    def hang_up(self, code: int) -> None:
        """Close it from our side, before the kernel ends that is at its other end."""
        self.close(code)
        self.on_close()

    def set_default_headers(self) -> None:
        """Say nothing of what runs here."""
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than that: nobody reads it."""
        self.set_status(status_code)
        self.set_header("Content-Type", "text/plain")
        self.set_header("Cache-Control", "no-store")
        self.finish()

    def log_exception(self, *error: Any) -> None:
        """Log what went wrong, but not for whom."""
        LOG.error("A connection failed.", exc_info=error)
