"""The door at which pages leave what patrons answered: `POST api/events`.

It sets no cookie and asks for none; a browser of another site can send nothing here but from
`public_url`, which may be a folder of files elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.counts import Counts
from toolkit.server.handlers import HasSite
from toolkit.server.limits import Limits
from toolkit.server.origins import is_ours, is_published, origin_of
from toolkit.service import MOST_BYTES, MessageError, Service, UnavailableError, parsed, told
from toolkit.words import phrases, say

WORDS = phrases("toolkit.server")
LOG = logging.getLogger("suluh")

RETRY_SECONDS = 10
"""When to come again while nothing can be written. Pages add something random to it."""

REMEMBER_SECONDS = 24 * 60 * 60
"""How long a browser may remember that a published site may send here."""


class EventsDoor:
    """What all requests at this door share."""

    def __init__(self, press: HasSite, service: Service, counts: Counts) -> None:
        self.press = press
        self.service = service
        self.counts = counts
        self.limits = Limits()
        # What is taken may need the database: never in the loop. One thread keeps the order.
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="events")
        self.told = False  # that answers come from a page that is none of ours

    def close(self) -> None:
        """Take what was begun to be taken."""
        self.threads.shutdown()


class EventsHandler(RequestHandler):
    """One message."""

    def initialize(self, door: EventsDoor) -> None:
        """Remember whose door it is."""
        self.door = door
        self._since = time.perf_counter()

    def set_default_headers(self) -> None:
        """Let nobody keep an answer."""
        self.clear_header("Server")
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.set_header("Vary", "Origin")

    def prepare(self) -> None:
        """Let the published site read the answer, and no other."""
        origin = self.request.headers.get("Origin", "")
        public = origin_of(self.door.press.site.library.public_url)
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
        """Take a message, and answer once it is written."""
        language = self.door.press.site.language
        library = self.door.press.site.library
        if not is_ours(self.request.headers.get("Origin"), self.request, library):
            self._tell_staff(language)
            self._refuse(HTTPStatus.FORBIDDEN, say(WORDS, "events_other_site", language))
            return
        try:
            caller = getattr(self._context, "caller", "")
            wait = self.door.limits.knock(caller)
            message = None if wait else self._message()
            if wait := wait or self._wait(caller, message):
                self._later(HTTPStatus.TOO_MANY_REQUESTS, wait, say(WORDS, "events_many", language))
                return
            place = "published" if is_published(self.request, library) else "server"
            reply = await self._taken(message, place)
        except MessageError as error:
            self._refuse(HTTPStatus(error.status), error.sentence(language))
        except UnavailableError:  # who keeps the records has logged it, once
            sentence = say(WORDS, "events_later", language)
            self._later(HTTPStatus.SERVICE_UNAVAILABLE, RETRY_SECONDS, sentence)
        else:
            for kind, found in reply.items():
                self.door.counts.events[kind] += len(found)
            self.finish(reply)

    def on_finish(self) -> None:
        """Count it."""
        if self.request.method == "POST":
            took = time.perf_counter() - self._since
            self.door.counts.answered(self.get_status(), took)

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

    def _message(self) -> object:
        """Return what was sent. Raises `MessageError`."""
        if self._is_too_large():
            raise MessageError("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return parsed(self.request.body)

    async def _taken(self, message: object, place: str) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        take = self.door.service.take
        written = await loop.run_in_executor(self.door.threads, take, message, place)
        return await asyncio.wrap_future(written)

    @property
    def _context(self) -> object:
        """What the front alone knows of the request."""
        return getattr(self.request.connection, "context", None)

    def _is_too_large(self) -> bool:
        """Tell whether the front let go of a body that was too long to be handed on."""
        return getattr(self._context, "too_large", False) or len(self.request.body) > MOST_BYTES

    def _wait(self, caller: str, message: Any) -> int:
        """Return how many seconds a sender must wait, 0 for none."""
        try:
            visit, events = message["visit"]["id"], len(message["events"])
        except (KeyError, TypeError, IndexError):
            return 0  # it is no message, as its reader will say
        return self.door.limits.wait(caller, str(visit)[:32], events)

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        self.set_status(status)
        self.finish({"why": sentence})

    def _later(self, status: HTTPStatus, seconds: int, sentence: str) -> None:
        self.set_header("Retry-After", str(seconds))
        self._refuse(status, sentence)

    def _tell_staff(self, language: str) -> None:
        """Say once that answers are turned away: behind some proxies we do not know our name."""
        if not self.door.told:
            self.door.told = True
            LOG.warning(say(WORDS, "events_other_site_staff", language))
