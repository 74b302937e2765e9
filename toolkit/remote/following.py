"""Follows a room's stream in a thread, and goes on by itself after whatever breaks it."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from toolkit.remote.errors import RemoteError, SignedOutError
from toolkit.remote.events import Event

LOG = logging.getLogger("suluh")

WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds until the next try; the last one again and again."""

Heard = Callable[[dict[str, Any]], None]
Trouble = Callable[[RemoteError | None], None]


class Streams(Protocol):
    """What has a stream for each room: `toolkit.remote.client.Server`."""

    def events(self, code: str, since: str) -> Any:
        """Yield what the stream says after an event."""


class Following:
    """Follows one room until it is closed.

    `heard` gets each view, with its `number`; `trouble` what is wrong, and None once all is well
    again. Both are called in the thread of this.
    """

    def __init__(self, server: Streams, code: str, heard: Heard, trouble: Trouble) -> None:
        self._server = server
        self._code = code
        self._heard = heard
        self._trouble = trouble
        self._closed = threading.Event()
        self._since = ""
        self._told: str | None = None  # the trouble that was told last
        self._failed = 0  # how often in a row
        self._thread = threading.Thread(target=self._run, name="room", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell nothing any more. The thread ends with the next beat, and is not waited for."""
        self._closed.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                for event in self._server.events(self._code, self._since):
                    if self._closed.is_set():
                        return
                    self._take(event)
                error = RemoteError("lost")  # the server stopped, most likely to start again
            except SignedOutError as signed_out:
                self._tell(signed_out)
                return
            except RemoteError as failed:
                error = failed if failed.key == "why" else RemoteError("lost")
            except Exception:
                LOG.exception("A room could not be followed.")
                error = RemoteError("lost")
            self._tell(error)
            self._closed.wait(WAITS[min(self._failed, len(WAITS) - 1)])
            self._failed += 1

    def _take(self, event: Event) -> None:
        self._failed = 0
        self._tell(None)
        if event.type != "view":
            return
        try:
            view = json.loads(event.data)
        except ValueError:
            return  # half of one: the next comes whole
        if isinstance(view, dict):
            self._since = event.id
            number = int(event.id) if event.id.isdecimal() else 0
            self._heard({**view, "number": number})

    def _tell(self, error: RemoteError | None) -> None:
        key = error.key if error else None
        if key != self._told and not self._closed.is_set():
            self._told = key
            self._trouble(error)
