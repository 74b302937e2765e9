"""The door of a page that a kernel plays: the widget's own comm.

What patrons answer, and what they search for, comes over it, and neither waits for the other. The
kernel's event loop only passes on. What may wait for a database, or a catalogue, waits in threads.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from http import HTTPStatus
from typing import Any

from toolkit.service import (
    MOST_BYTES,
    MOST_SEARCH_BYTES,
    MessageError,
    Service,
    UnavailableError,
    parsed,
    search_in,
    told,
)
from toolkit.words import LANGUAGES

LOG = logging.getLogger("suluh")

FIRST_LANGUAGE = next(iter(LANGUAGES))

MOST_WAITING = 50
"""Messages that may wait in a lane: one page sends one at a time."""

Reply = Mapping[str, Any]
Answer = Callable[[dict[str, Any]], None]
Answered = Callable[[int, Reply], None]
Take = Callable[[Service, Any], Future[dict[str, Any]]]


class Comm:
    """Takes the messages of one widget, and answers each by its number."""

    def __init__(self, service: Callable[[], Service], answer: Answer) -> None:
        """Take what opens the service, in a thread, and what sends an answer to the page."""
        self._answer = answer
        opened = _Once(service)
        self._lanes = {
            "record": _Lane(opened, "recorded", MOST_BYTES, _record),
            "search": _Lane(opened, "found", MOST_SEARCH_BYTES, _search),
        }

    def take(self, content: object) -> None:
        """Take a custom message of the widget's; it is answered later. Others are none of ours."""
        if not isinstance(content, Mapping):
            return
        asking, number = content.get("type"), content.get("number")
        if not isinstance(asking, str) or asking not in self._lanes or type(number) is not int:
            return
        lane = self._lanes[asking]
        lane.take(content.get("message"), self._answering(lane.answering, number))

    def _answering(self, type_: str, number: int) -> Answered:
        """Return what answers a message, from whatever thread: in the loop that it came from."""
        context = copy_context()  # the kernel's: whom it works for at the moment
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None

        def answered(status: int, reply: Reply) -> None:
            said = {"type": type_, "number": number, "status": int(status), "reply": reply}
            if loop is None:
                context.run(self._answer, said)
            else:
                loop.call_soon_threadsafe(self._answer, said, context=context)

        return answered


class _Once:
    """Opens the service once, for whichever lane is the first to need it."""

    def __init__(self, service: Callable[[], Service]) -> None:
        self._service = service
        self._opened: Service | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Service:
        with self._lock:
            if self._opened is None:
                self._opened = self._service()
            return self._opened


class _Lane:
    """What all messages of one kind go through, in a thread of their own, in order."""

    def __init__(self, service: _Once, answering: str, most_bytes: int, take: Take) -> None:
        self.answering = answering
        self._service = service
        self._most_bytes = most_bytes
        self._take = take
        self._threads = ThreadPoolExecutor(1, thread_name_prefix=answering)
        self._lock = threading.Lock()
        self._waiting = 0

    def take(self, message: object, answered: Answered) -> None:
        """Take a message, unless too many wait."""
        with self._lock:
            many = self._waiting >= MOST_WAITING
            self._waiting += not many
        if many:
            answered(HTTPStatus.TOO_MANY_REQUESTS, {})
        else:
            self._threads.submit(self._begin, message, answered)

    def _begin(self, message: object, answered: Answered) -> None:
        reply: Future[dict[str, Any]]
        try:
            # As if it had come over the other door: the same limits, and nothing Python alone has.
            same = parsed(_bytes(message), self._most_bytes)
            reply = self._take(self._service(), same)
        except Exception as error:  # noqa: BLE001  # of a thread's, nobody would hear
            reply = Future()
            reply.set_exception(error)
        # The next message need not wait for this one's answer.
        reply.add_done_callback(lambda done: self._end(done, answered))

    def _end(self, reply: Future[dict[str, Any]], answered: Answered) -> None:
        with self._lock:
            self._waiting -= 1
        answered(*_answer(reply))


def _record(service: Service, message: Any) -> Future[dict[str, Any]]:
    return service.take(message, place())


def _search(service: Service, message: Any) -> Future[dict[str, Any]]:
    return service.search(search_in(message))


def _answer(reply: Future[dict[str, Any]]) -> tuple[int, Reply]:
    """Return the status and the reply, as the other door gives them."""
    error = reply.exception()
    if error is None:
        return HTTPStatus.OK, reply.result()
    if isinstance(error, MessageError):
        return error.status, {"why": error.sentence(FIRST_LANGUAGE)}
    if isinstance(error, UnavailableError):
        return HTTPStatus.SERVICE_UNAVAILABLE, {"why": error.sentence(FIRST_LANGUAGE)}
    LOG.error("A message could not be taken: %s", told(error))
    return HTTPStatus.INTERNAL_SERVER_ERROR, {}


def place() -> str:
    """Return where this kernel plays lessons: stock Voilà says so in the environment."""
    is_voila = os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return "voila" if is_voila else "jupyterlab"


def _bytes(message: object) -> bytes:
    try:
        return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError):
        return b""  # what is no JSON is no message
