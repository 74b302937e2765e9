"""What the doors have in common at which pages leave messages: `POST`, in JSON, answered in JSON.

They set no cookie and ask for none; a browser of another site can send nothing there but from
`public_url`, which may be a folder of files elsewhere. Nothing that was sent is ever logged.
"""

from __future__ import annotations

import logging
import time
from http import HTTPStatus
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from toolkit.library import Library
from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.counts import Counts
from toolkit.server.handlers import HasSite
from toolkit.server.origins import is_ours, origin_of
from toolkit.service import MessageError, Service, parsed, told, too_large
from toolkit.words import phrases, say

WORDS = phrases("toolkit.server")
LOG = logging.getLogger("suluh")

REMEMBER_SECONDS = 24 * 60 * 60
"""How long a browser may remember that a published site may send here."""


class PostDoor:
    """What all requests at one such door share."""

    def __init__(self, press: HasSite, service: Service, counts: Counts) -> None:
        self.press = press
        self.service = service
        self.counts = counts
        self.told = False  # that messages come from a page that is none of ours

    @property
    def library(self) -> Library:
        """The library as it is now."""
        return self.press.site.library

    @property
    def language(self) -> str:
        """What is spoken to who does not say what they read."""
        return self.press.site.language


class PostHandler(RequestHandler):
    """One message. What becomes of it is `take`'s to say."""

    most_bytes: int
    """How large it may be."""

    def initialize(self, door: Any) -> None:
        """Remember whose door it is."""
        self.door: Any = door
        self.since = time.perf_counter()

    async def take(self) -> None:
        """Take the message, and answer. Raises `MessageError`."""
        raise NotImplementedError

    def set_default_headers(self) -> None:
        """Let nobody keep an answer."""
        self.clear_header("Server")
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.set_header("Vary", "Origin")

    def prepare(self) -> None:
        """Let the published site read the answer, and no other."""
        origin = self.request.headers.get("Origin", "")
        public = origin_of(self.door.library.public_url)
        if public and origin_of(origin) == public:
            self.set_header("Access-Control-Allow-Origin", origin)
            self.set_header("Access-Control-Expose-Headers", "Retry-After")

    async def options(self) -> None:
        """Tell a browser what another site may send, before it does."""
        self.set_header("Allow", "OPTIONS, POST")
        if "Access-Control-Allow-Origin" in self._headers:
            self.set_header("Access-Control-Allow-Methods", "POST")
            self.set_header("Access-Control-Allow-Headers", "Content-Type")
            self.set_header("Access-Control-Max-Age", str(REMEMBER_SECONDS))
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()

    async def post(self) -> None:
        """Take a message of one of our pages."""
        if not is_ours(self.request.headers.get("Origin"), self.request, self.door.library):
            self._tell_staff()
            said = say(WORDS, "posted_other_site", self.door.language)
            self.refuse(HTTPStatus.FORBIDDEN, {"why": said})
            return
        try:
            await self.take()
        except MessageError as error:
            self.refuse(HTTPStatus(error.status), {"why": error.sentence(self.door.language)})

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer any error as what sends here reads it."""
        self.prepare()  # its headers are gone
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", "OPTIONS, POST")
        self.finish({"why": HTTPStatus(status_code).phrase})

    def log_exception(self, *error: Any) -> None:
        """Log what went wrong, but not for whom, and not what was sent."""
        if not isinstance(error[1], StreamClosedError | HTTPError):
            LOG.error("A message could not be taken: %s", told(error[1]))

    def compute_etag(self) -> None:
        """Have no tags: no answer is the same twice."""

    @property
    def caller(self) -> str:
        """A name for who sent it, which tells nothing of them."""
        return getattr(self._context, "caller", "")

    def message(self) -> Any:
        """Return what was sent. Raises `MessageError`."""
        # The front lets go of a body that is too long to be handed on.
        if getattr(self._context, "too_large", False):
            raise too_large(self.most_bytes)
        return parsed(self.request.body, self.most_bytes)

    def refuse(self, status: HTTPStatus, reply: dict[str, Any]) -> None:
        """Answer that it was not taken."""
        self.set_status(status)
        self.finish(reply)

    def later(self, status: HTTPStatus, seconds: int, reply: dict[str, Any]) -> None:
        """Answer that it may come again after so many seconds."""
        self.set_header("Retry-After", str(seconds))
        self.refuse(status, reply)

    @property
    def _context(self) -> object:
        """What the front alone knows of the request."""
        return getattr(self.request.connection, "context", None)

    def _tell_staff(self) -> None:
        """Say once that messages are turned away: behind some proxies we do not know our name."""
        if not self.door.told:
            self.door.told = True
            LOG.warning(say(WORDS, "posted_other_site_staff", self.door.language))
