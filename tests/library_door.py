"""A library's server of the tests' own: it shows a published site and takes what patrons answer.

It keeps to what pages and servers agree on: writing twice counts once, and every event is answered.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from patron import Patron
from playwright.sync_api import Locator

LESSON = "misinformation"
SECONDS = 15

Message = dict[str, Any]
Answer = tuple[int, object, dict[str, str]]
SELF = "connect-src &#39;self&#39;"
STATE = re.compile(
    r'(<script type="application/json" class="suluh-state">)(.*?)(</script>)', re.DOTALL
)


def short(state: Message) -> Message:
    """Return what a page holds with a lesson of four steps: two to judge, two to choose."""
    steps = [step for part in state["lesson"]["parts"] for step in part["steps"]]
    kinds = [(step["id"], (step["activity"] or {}).get("kind")) for step in steps]
    judge, choose = ([id_ for id_, kind in kinds if kind == each] for each in ("judge", "choose"))
    return only(state, *judge[:2], *choose[:2])


def only(state: Message, *wanted: str) -> Message:
    """Return what a page holds with these steps of its lesson alone."""
    parts = state["lesson"]["parts"]
    steps = [step for part in parts for step in part["steps"] if step["id"] in wanted]
    return {
        **state,
        "lesson": {**state["lesson"], "parts": [{"title": "", "end": "", "steps": steps}]},
    }


class LibraryDoor:
    """Runs between enter and exit. A test may make it misbehave, and change what pages hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.visits: dict[str, Message] = {}
        self.events: dict[str, Message] = {}
        self.messages: list[Message] = []  # all that came, also what was not taken
        self.origins: list[str | None] = []
        self.answer: Callable[[Message], Answer | None] = lambda _message: None  # None: as agreed
        self.cut = False  # no answer: the line is dead
        self.change: Callable[[Message], Message] = short
        self.allowed = ""  # the origin of another site that may send here
        self.elsewhere = ""  # the server that pages send to, where it is not this one
        handler = type("Bound", (_Handler,), {"door": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, file: Path) -> bytes:
        """Return a page of the site with its door, and with a test's changes."""
        server = self.elsewhere or self.address

        def changed(found: re.Match[str]) -> str:
            state = self.change({**json.loads(found[2]), "door": f"{server}/api/events"})
            told = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
            return found[1] + told + found[3]

        text = STATE.sub(changed, file.read_text(encoding="utf-8"))
        return text.replace(SELF, f"{SELF} {server}").encode()

    @property
    def responses(self) -> list[Message]:
        return [event for event in self.events.values() if event["type"] == "response"]

    @property
    def steps(self) -> list[str]:
        return [event["step"] for event in self.responses]

    @property
    def visit(self) -> Message:
        """The only visit there is."""
        (visit,) = self.visits.values()
        return visit

    def take(self, message: Message) -> Answer | None:
        """Answer a message: as the test wants it, or as a library does; None is no answer."""
        with self._lock:
            self.messages.append(message)
            if self.cut:
                return None
            instead = self.answer(message)
            if instead is not None:
                return instead
            self.visits[message["visit"]["id"]] = message["visit"]
            for event in message["events"]:
                self.events.setdefault(event["id"], event)
            stored = [event["id"] for event in message["events"]]
            return 200, {"stored": stored, "refused": []}, {}


class _Handler(SimpleHTTPRequestHandler):
    door: LibraryDoor

    def do_GET(self) -> None:
        page = self._page()
        if page is None:
            super().do_GET()
        else:
            self._send(200, page, "text/html; charset=utf-8")

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        file = path / "index.html" if path.is_dir() else path
        return self.door.page(file) if file.suffix == ".html" and file.is_file() else None

    def do_OPTIONS(self) -> None:
        self._send(204, b"", "text/plain", Access_Control_Allow_Headers="Content-Type")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/json"
        assert self.headers["Cookie"] is None
        assert len(body) <= 64 * 1024
        self.door.origins.append(self.headers["Origin"])
        answer = self.door.take(json.loads(body))
        if answer is None:
            return
        status, reply, headers = answer
        content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        self._send(status, content, "application/json", **headers)

    def _send(self, status: int, content: bytes, type_: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        if self.door.allowed:
            self.send_header("Access-Control-Allow-Origin", self.door.allowed)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(self.door.folder))  # type: ignore[arg-type]


# What tests ask of the page of a lesson


def steps_of(patron: Patron) -> list[str]:
    return [step["id"] for part in patron.told()["lesson"]["parts"] for step in part["steps"]]


def line(patron: Patron) -> Locator:
    """Return the line that says what waits."""
    return patron.page.locator(".suluh-unsent")


def has_outbox(patron: Patron) -> bool:
    return patron.page.evaluate("Boolean(suluh.later?.outbox)")


def waiting(patron: Patron) -> list[str]:
    """Return the keys under which something waits in the browser's storage."""
    return patron.page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('outbox:'))"
    )


def until(patron: Patron, holds: Callable[[], object]) -> None:
    """Wait until something holds, while the page goes on: its requests pass through this test."""
    for _ in range(SECONDS * 50):
        if holds():
            return
        patron.page.wait_for_timeout(20)
    raise AssertionError(f"not within {SECONDS} s")


def connected(patron: Patron) -> None:
    """Tell a page that there is a connection: it need not wait for what else may come to send."""
    patron.page.evaluate("dispatchEvent(new Event('online'))")


def arrived(patron: Patron, door: LibraryDoor, count: int) -> None:
    """Wait until so many events have arrived, and no more."""
    connected(patron)
    until(patron, lambda: len(door.events) >= count)
    assert len(door.events) == count


def all_sent(patron: Patron) -> None:
    """Wait until nothing waits any more."""
    connected(patron)
    until(patron, lambda: not waiting(patron))
