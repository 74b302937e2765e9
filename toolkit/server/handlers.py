"""HTTP: finished pages and files out. Plain Tornado handlers, which set no cookie."""

from __future__ import annotations

from typing import Any

from tornado.web import RequestHandler

from toolkit.pages.page import up_from
from toolkit.pages.press import Press

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # tables in notebooks bring styles of their own
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

RETRY_SECONDS = 5
"""When a page that is being mended may be asked for again."""


class Handler(RequestHandler):
    """What every answer has in common."""

    def initialize(self, press: Press) -> None:
        """Remember the press, whose site may be a new one at each request."""
        self.press = press

    def set_default_headers(self) -> None:
        """Set what a browser should know of every answer."""
        self.set_header("Server", "Suluh")
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer any error with a page in plain words, never with a traceback."""
        key = "not_found" if status_code in (404, 405) else "failed"
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.press.site.notice(self.request.path.lstrip("/"), key))

    async def head(self, *path: str) -> None:
        """Answer as GET would, without the body."""
        await self.get(*path)  # type: ignore[misc]


class PageHandler(Handler):
    """The pages of the site, by address."""

    async def get(self, address: str = "") -> None:
        """Send a page, or the notice that there is none."""
        site = self.press.site
        page = site.pages.get(address)
        if page is None:
            self.send_error(404)
            return
        asked = site.in_language(address, self.get_query_argument("lang", ""))
        if asked != address:  # as a stock Voilà takes it; here a language has its own address
            self.redirect(up_from(address) + asked)
            return
        self.set_status(page.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")  # ask again each time; an ETag answers
        if not page.good:
            self.set_header("Retry-After", str(RETRY_SECONDS))
        self.finish(page.body)


class AssetHandler(Handler):
    """The files beside the pages. Their address names their content, so they may be kept."""

    async def get(self, address: str) -> None:
        """Send a file."""
        asset = self.press.site.assets.get(address)
        if asset is None:
            self.send_error(404)
            return
        self.set_header("Content-Type", asset.type)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(asset.content)
