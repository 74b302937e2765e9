"""The application of the live pages: the only doors there are, and who keeps them in order.

Voilà's own list of handlers is not used: it has a logout, a tree and a contents API. Here a visitor
can open a page that the site names as live, connect to the kernel whose random id stands in that
page, end it, and fetch the files beside it. The doors that every server of ours has come first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import Application, RequestHandler

from toolkit.pages.kept import Kept
from toolkit.server.doors import Below
from toolkit.server.handlers import HasSite, say_nothing
from toolkit.server.live.bundle import Bundle
from toolkit.server.live.door import memory_left
from toolkit.server.live.handlers import (
    FileHandler,
    KernelHandler,
    LeaveHandler,
    NoHandler,
    PageHandler,
)
from toolkit.server.live.house import LOG, PLACE, House
from toolkit.server.live.kernels import Kernels
from toolkit.server.live.line import LineHandler
from toolkit.server.live.times import Times

KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

DOORS: list[tuple[str, type[RequestHandler]]] = [
    (rf"{PLACE}files/(?P<version>[0-9a-f]+)/(?P<name>.+)", FileHandler),
    (rf"{PLACE}api/kernels/{KERNEL}/channels", LineHandler),
    (rf"{PLACE}api/kernels/{KERNEL}", KernelHandler),
    (rf"{PLACE}voila/api/shutdown/{KERNEL}", LeaveHandler),
    (r".*", NoHandler),
]


class Live:
    """Serves the live pages of a press' site: `application`, between `start` and `stop`."""

    def __init__(
        self,
        press: HasSite,
        times: Times | None = None,
        kept: Kept | None = None,
        roomy: Callable[[], bool] = memory_left,
        doors: Sequence[Rule] = (),
    ) -> None:
        self.house = House(press, times or Times(), kept or Kept.here(), roomy)
        self._tending: asyncio.Task[None] | None = None
        house = {"house": self.house}
        self.application = Application(
            [
                *doors,
                Rule(_IsLive(self.house), PageHandler, house),
                *(Rule(Below(press, at), handler, house) for at, handler in DOORS),
            ],
            log_function=say_nothing,
        )

    async def start(self) -> None:
        """Get ready. Call it, and all else, in the loop that serves."""
        self.house.bundle = await asyncio.to_thread(Bundle.read, self.house.kept)
        self.house.kernels = Kernels(self.house.times)
        self._tending = asyncio.create_task(self._tend())
        self._compressing = asyncio.create_task(asyncio.to_thread(self.house.bundle.compress))

    async def stop(self) -> None:
        """End all kernels."""
        if self._tending:
            self._tending.cancel()
            await self.house.kernels.close()

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(self.house.times.look)
            try:
                await self.house.kernels.look()
            except Exception:  # noqa: BLE001 - it is logged, and the next look may well succeed
                LOG.exception("The kernels could not be looked at.")


class _IsLive(Matcher):
    """Matches the addresses of live pages as they are now."""

    def __init__(self, house: House) -> None:
        self._house = house

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        address = self._house.address(request.path)
        return {"path_args": [address]} if address in self._house.site.live else None
