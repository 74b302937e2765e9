"""A server, as a trainer's notebook talks to it: over HTTP, signed in as staff.

The password goes to the server once and is kept nowhere; what stays is the session's cookie, in
memory.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import quote, urlsplit

import requests
from requests.exceptions import ConnectTimeout, ReadTimeout, RequestException, SSLError

from toolkit.remote import addresses
from toolkit.remote.errors import RemoteError, SignedOutError, refused
from toolkit.remote.events import Event, Events, TooLongError

LOG = logging.getLogger("suluh")

SECONDS = (5, 20)
"""How long a server may take until it listens, and until it answers."""

STREAM_SECONDS = (SECONDS[0], 15)
"""The same of a stream, which has a beat every five: what is silent for longer has broken off."""

MOST_BYTES = 8_000_000
"""No answer of ours is larger."""

HEALTH = frozenset({"status", "pages", "mending"})
"""What a server of ours says of itself."""

PERHAPS_HTTP = frozenset({"certificate", "silent", "nobody"})
"""What goes wrong, among others, where https is asked of who speaks http alone."""


class Server:
    """A server of ours. Every method raises `RemoteError` with a plain sentence.

    One thread at a time may use it; `follow` needs one of its own, which `apart` is for.
    """

    def __init__(self, base: str, language: str) -> None:
        """Take where its site is, as `addresses.base` gives it, and the language of its reader."""
        self.base = base
        self.language = language
        self._session = requests.Session()

    @classmethod
    def find(cls, typed: str, language: str) -> Self:
        """Return the server at an address as people type it."""
        found = cls(addresses.base(typed), language)
        try:
            answer = found._send("GET", "health", allow_redirects=True)
        except RemoteError as error:
            if error.key in PERHAPS_HTTP and found.speaks_http():
                raise RemoteError("no_https") from error
            raise
        if not _is_ours(answer):
            raise RemoteError("not_suluh")
        # A proxy may have led from http to https, or to the name with "www.".
        base = addresses.base(answer.url.partition("?")[0].removesuffix("health"))
        if found.base.startswith("https:") and not base.startswith("https:"):
            raise RemoteError("insecure")
        found.base = base
        return found

    def speaks_http(self) -> bool:
        """Tell whether it is there without https. Nothing secret is sent to find that out."""
        if not self.base.startswith("https:"):
            return False
        without = Server(self.base.replace("https:", "http:", 1), self.language)
        try:
            return _is_ours(without._send("GET", "health"))
        except RemoteError:
            return False

    def apart(self) -> Server:
        """Return the same for another thread, signed in like this one."""
        other = Server(self.base, self.language)
        other._session.cookies.update(self._session.cookies)
        return other

    def sign_in(self, password: str) -> None:
        """Sign in as staff."""
        self._ask("POST", "staff/sign-in", data={"password": password})

    def sign_out(self) -> None:
        """Sign out; the room goes on."""
        self._ask("POST", "staff/sign-out")

    def rooms(self) -> dict[str, Any]:
        """Return `{"lessons": [{"name", "languages"}], "rooms": [{"room", "title", ...}]}`."""
        return _object(self._ask("GET", "staff/rooms.json"))

    def open(self, lesson: str, language: str) -> str:
        """Open a room with a lesson and return its code."""
        told = self._ask("POST", "staff/rooms", json={"lesson": lesson, "language": language})
        return str(_object(told).get("room"))

    def facts(self, code: str) -> dict[str, Any]:
        """Return what the console must know of a room, with a picture of its QR code."""
        facts = _object(self._ask("GET", f"staff/rooms/{quote(code)}/facts"))
        drawn = self._send("GET", f"r/{quote(code)}/qr.svg")
        is_drawn = drawn.ok and drawn.headers.get("Content-Type", "").startswith("image/svg+xml")
        code64 = base64.b64encode(drawn.content).decode("ascii") if is_drawn else ""
        return {**facts, "qr": f"data:image/svg+xml;base64,{code64}" if code64 else ""}

    def lesson(self, code: str, language: str) -> dict[str, Any]:
        """Return a room's lesson with the trainer's notes, in a language."""
        path = f"staff/rooms/{quote(code)}/lesson"
        return _object(self._ask("GET", path, params={"lang": language}))

    def steer(self, code: str, command: object) -> dict[str, Any]:
        """Do what the trainer wants; return `{"ok": true, "number"}`."""
        return _object(self._ask("POST", f"staff/rooms/{quote(code)}", json=command))

    def events(self, code: str, since: str) -> Iterator[Event]:
        """Yield what a room's stream says after an event. It ends only where the server ends it."""
        answer = self._send(
            "GET",
            f"staff/rooms/{quote(code)}/stream",
            headers={"Accept": "text/event-stream", **({"Last-Event-ID": since} if since else {})},
            timeout=STREAM_SECONDS,
            stream=True,
        )
        with answer:
            if not answer.ok or "text/event-stream" not in answer.headers.get("Content-Type", ""):
                self._check(answer)
                raise RemoteError("not_suluh")
            events = Events(since)
            try:
                for piece in answer.iter_content(None):
                    yield from events.feed(piece)
            except (RequestException, TooLongError) as error:
                raise RemoteError("lost") from error

    def _ask(self, method: str, path: str, **what: Any) -> requests.Response:
        answer = self._send(method, path, **what)
        self._check(answer)
        return answer

    def _check(self, answer: requests.Response) -> None:
        """Raise what the server says where it did not do it."""
        if answer.ok and not answer.is_redirect:
            return
        said = refused(_json(answer))
        if answer.status_code == HTTPStatus.UNAUTHORIZED and said.key == "why":
            raise SignedOutError("signed_out")
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and said.key != "why":
            raise RemoteError("failing")  # or a proxy before it
        raise said

    def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        **what: Any,
    ) -> requests.Response:
        parts = urlsplit(self.base)
        how = {"timeout": SECONDS, "allow_redirects": False, **what}
        try:
            return self._session.request(
                method,
                self.base + path,
                headers={
                    "Accept": "application/json",
                    "Origin": f"{parts.scheme}://{parts.netloc}",
                    **(headers or {}),
                },
                params={"lang": self.language, **(params or {})},
                **how,
            )
        except SSLError as error:
            raise RemoteError("certificate") from error
        except (ConnectTimeout, ReadTimeout) as error:
            raise RemoteError("silent") from error
        except (RequestException, UnicodeError) as error:  # a name that no network can have, too
            raise RemoteError("nobody") from error


def _is_ours(answer: requests.Response) -> bool:
    """Tell whether an answer of `health` is that of a server of ours."""
    health = _json(answer)
    return isinstance(health, Mapping) and health.keys() >= HEALTH


def _json(answer: requests.Response) -> object:
    if len(answer.content) > MOST_BYTES:
        return None
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        return None


def _object(answer: requests.Response) -> dict[str, Any]:
    found = _json(answer)
    if not isinstance(found, dict):
        raise RemoteError("not_suluh")
    return found
