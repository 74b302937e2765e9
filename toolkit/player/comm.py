"""The door of a page that a kernel plays: what patrons answer comes over the widget's own comm.

The kernel's event loop only passes on. What may wait for a database waits in a thread.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from http import HTTPStatus
from typing import Any

from toolkit.service import MessageError, Service, UnavailableError, parsed, told
from toolkit.words import LANGUAGES

LOG = logging.getLogger("suluh")

FIRST_LANGUAGE = next(iter(LANGUAGES))

MOST_WAITING = 50
"""Messages that may wait for the thread: one page sends one at a time."""

Answer = Callable[[dict[str, Any]], None]


class Comm:
    """Takes the messages of one widget, and answers each by its number."""

    def __init__(self, service: Callable[[], Service], answer: Answer) -> None:
        """Take what opens the service, in the thread, and what sends an answer to the page."""
        self._service = service
        self._answer = answer
        self._opened: Service | None = None
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="comm")
        self._waiting = 0

    def take(self, content: object) -> None:
        """Take a custom message of the widget's; it is answered later. Others are none of ours."""
        if not isinstance(content, Mapping) or content.get("type") != "record":
            return
        number = content.get("number")
        if type(number) is not int:
            return
        answered = self._answering(number)
        if self._waiting >= MOST_WAITING:
            answered(HTTPStatus.TOO_MANY_REQUESTS, {})
            return
        self._waiting += 1
        self._threads.submit(self._take, content.get("message"), answered)

    def _take(self, message: object, answered: Callable[[int, Mapping[str, Any]], None]) -> None:
        try:
            if self._opened is None:
                self._opened = self._service()
            # As if it had come over the other door: the same limits, and nothing Python alone has.
            same = parsed(_bytes(message))
            answered(HTTPStatus.OK, self._opened.take(same, place()).result())
        except MessageError as error:
            answered(error.status, {"why": error.sentence(FIRST_LANGUAGE)})
        except UnavailableError as error:
            answered(HTTPStatus.SERVICE_UNAVAILABLE, {"why": error.sentence(FIRST_LANGUAGE)})
        except Exception as error:  # noqa: BLE001  # of a thread's, nobody would hear
            LOG.error("A message could not be taken: %s", told(error))  # noqa: TRY400  # no words
            answered(HTTPStatus.INTERNAL_SERVER_ERROR, {})
        finally:
            self._waiting -= 1

    def _answering(self, number: int) -> Callable[[int, Mapping[str, Any]], None]:
        """Return what answers a message, from whatever thread: in the loop that it came from."""
        context = copy_context()  # the kernel's: whom it works for at the moment
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None

        def answered(status: int, reply: Mapping[str, Any]) -> None:
            said = {"type": "recorded", "number": number, "status": int(status), "reply": reply}
            if loop is None:
                context.run(self._answer, said)
            else:
                loop.call_soon_threadsafe(self._answer, said, context=context)

        return answered


def place() -> str:
    """Return where this kernel plays lessons: stock Voilà says so in the environment."""
    is_voila = os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return "voila" if is_voila else "jupyterlab"


def _bytes(message: object) -> bytes:
    try:
        return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError):
        return b""  # what is no JSON is no message
