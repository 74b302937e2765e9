"""How the server is, for a program that watches it."""

from __future__ import annotations

from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.handlers import Handler, HasSite
from toolkit.service import Service


class HealthHandler(Handler):
    """`GET health`: JSON that says nothing of what runs here but that it does.

    `status` is "ok", or "degraded" while nothing can be recorded: pages open all the same, so that
    the answer is 200. `mending` pages are not made yet, or broken. `records` is "ok", "off" or
    "unavailable"; `waiting` messages are not written yet.
    """

    def initialize(self, press: HasSite, service: Service) -> None:  # type: ignore[override]
        """Remember who knows."""
        super().initialize(press)
        self.service = service

    async def get(self) -> None:
        """Tell."""
        pages = self.press.site.pages.values()
        good = sum(page.good for page in pages)
        records = self.service.opened
        trouble = bool(records and records.trouble)
        kept = "ok" if self.service.library.keep_records else "off"
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.finish(
            {
                "status": "degraded" if trouble else "ok",
                "pages": good,
                "mending": len(pages) - good,
                "records": "unavailable" if trouble else kept,
                "waiting": records.waiting if records else 0,
            }
        )
