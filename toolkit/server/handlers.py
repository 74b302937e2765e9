"""Handlers of the application behind the front: plain Tornado ones, which set no cookie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol

from tornado.routing import AnyMatches, Rule
from tornado.web import Application, RequestHandler

from toolkit.pages.site import Site
from toolkit.server.addresses import address_of, root_of
from toolkit.server.answers import NOT_AT_ALL, RETRY_SECONDS
from toolkit.server.policy import page_headers

NOTICES: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "not_found",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "not_found",
    HTTPStatus.SERVICE_UNAVAILABLE: "mending",
}
"""What a visitor reads, by the status of the answer; "failed" with any other."""


class HasSite(Protocol):
    """A press, as far as it matters here: its site may be a new one at each request."""

    site: Site


class Handler(RequestHandler):
    """What every answer has in common."""

    def initialize(self, press: HasSite) -> None:
        """Remember the press."""
        self.press = press

    def set_default_headers(self) -> None:
        """Set what a browser should know of every answer."""
        self.clear_header("Server")

    @property
    def address(self) -> str:
        """What the request's path says below the site's root, escapes and all."""
        return address_of(self.request.path, root_of(self.press.site.library))

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer any error with a page in plain words, never with a traceback."""
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", "GET, HEAD")
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_SECONDS))
        self.finish_notice(NOTICES.get(status_code, "failed"))

    def finish_notice(self, key: str) -> None:
        """Answer with a notice of the site."""
        site = self.press.site
        body = site.notice(self.address, key)
        for name, value in page_headers(site.library, body).items():
            self.set_header(name, value)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.finish(body)

    async def head(self, *path: str, **named: str) -> None:
        """Answer as GET would, without the body."""
        await self.get(*path, **named)  # type: ignore[misc]


class NoticeHandler(Handler):
    """What the front has no answer for, and nobody else either."""

    async def get(self) -> None:
        """Say that there is no such page, or that it needs a moment."""
        is_live = self.address in self.press.site.live  # and what runs it is not there yet
        self.send_error(HTTPStatus.SERVICE_UNAVAILABLE if is_live else HTTPStatus.NOT_FOUND)


def notices(press: HasSite, doors: Sequence[Rule] = ()) -> Application:
    """Return an application that has its doors, and notices for all else."""
    return Application(
        [*doors, Rule(AnyMatches(), NoticeHandler, {"press": press})],
        log_function=say_nothing,
    )


def say_nothing(_handler: RequestHandler) -> None:
    """Log nothing of a request: it would name who asked, and for what."""
