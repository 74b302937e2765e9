"""The two doors for what patrons answer and search for, each with records of its own."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import messages
from conftest import ROOT, make_project
from jupyter_client.manager import start_new_kernel
from small_answers import small_site
from small_catalogue import configure

from toolkit.lesson.data import data
from toolkit.project import Project
from toolkit.records.records import Records
from toolkit.server.answers import prepare
from toolkit.server.counts import Counts
from toolkit.server.doors import MOST_STREAMS, Doors
from toolkit.server.front import Front
from toolkit.server.handlers import notices
from toolkit.server.rooms.doors import LiveRooms
from toolkit.service import Service

PATIENCE = 30


@dataclass
class Door:
    """A running server's door: `ask` is what a page does."""

    host: str
    port: int
    records: Records
    service: Service
    front: Front
    counts: Counts
    live: LiveRooms

    def ask(
        self, body: bytes = b"", method: str = "POST", path: str = "/api/events", **headers: str
    ) -> tuple[int, Any, bytes]:
        """Return the status, the headers and the body of an answer."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        headers.setdefault("Origin", f"http://{self.host}:{self.port}")
        named = {name.replace("_", "-"): value for name, value in headers.items() if value}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def send(self, message: Any) -> tuple[int, Any]:
        """Return the status of a message, and the reply."""
        status, _, body = self.ask(json.dumps(message).encode())
        return status, json.loads(body)

    def search(self, message: Any) -> tuple[int, Any]:
        """Return the status of a search, and the reply."""
        status, _, body = self.ask(json.dumps(message).encode(), path="/api/catalogue")
        return status, json.loads(body)


@contextmanager
def http_door(folder: Path, most_streams: int = MOST_STREAMS, **library: Any) -> Iterator[Door]:
    """Serve a small site and its doors; what is in `library.toml` may be otherwise."""
    records = Records(folder)
    service = Service(Project(ROOT), records)
    press = SimpleNamespace(site=small_site(**library))
    service.keep([data(messages.lesson())], press.site.library)
    counts = Counts()
    doors = Doors(press, service, counts, most_streams)
    started: queue.Queue[Any] = queue.Queue()

    async def run() -> None:
        stop = asyncio.Event()
        front = Front(prepare(press.site, in_haste=True), notices(press, doors.rules()), 1000)
        with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
            listener.settimeout(0)
            front.add_sockets([listener])
            end = asyncio.get_running_loop().call_soon_threadsafe
            started.put((front, listener.getsockname(), lambda: end(stop.set)))
            running = asyncio.create_task(doors.live.run())
            await stop.wait()
            running.cancel()
            doors.live.end()
            await front.drain(1)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    front, (host, port), end = started.get(timeout=PATIENCE)
    yield Door(host, port, records, service, front, counts, doors.live)
    end()
    thread.join(PATIENCE)
    doors.close()
    service.close()


class KernelDoor:
    """The door of a widget in a real kernel, as a page in JupyterLab has it."""

    def __init__(self, client: Any, records: Records) -> None:
        self.records = records
        self._client = client
        self._number = 0
        # As browsers write it: half a sign of UTF-16 has a name there.
        client.session.pack = lambda told: json.dumps(told, default=str).encode("ascii")
        run = client.execute_interactive
        told: list[Any] = []
        code = "from toolkit.player.widget import Player\nPlayer.of('misinformation').model_id"
        run(code, output_hook=told.append, timeout=PATIENCE)
        (shown,) = (each["content"] for each in told if each["msg_type"] == "execute_result")
        self.widget = shown["data"]["text/plain"].strip("'")

    def post(self, content: Any) -> None:
        """Send a custom message of the widget's."""
        sent = {"comm_id": self.widget, "data": {"method": "custom", "content": content}}
        self._client.shell_channel.send(self._client.session.msg("comm_msg", sent))

    def answer(self) -> Any:
        """Return the next custom message that the kernel sends."""
        while True:
            told = self._client.get_iopub_msg(timeout=PATIENCE)
            said = told["content"].get("data", {})
            if told["msg_type"] == "comm_msg" and said.get("method") == "custom":
                return said["content"]

    def send(self, message: Any) -> tuple[int, Any]:
        """Return the status of a message, and the reply."""
        return self._asked("record", message, "recorded")

    def search(self, message: Any) -> tuple[int, Any]:
        """Return the status of a search, and the reply."""
        return self._asked("search", message, "found")

    def _asked(self, asking: str, message: Any, answering: str) -> tuple[int, Any]:
        self._number += 1
        self.post({"type": asking, "number": self._number, "message": message})
        answer = self.answer()
        assert (answer["type"], answer["number"]) == (answering, self._number)
        return answer["status"], answer["reply"]


@contextmanager
def kernel_door(folder: Path, catalogue: str = "") -> Iterator[KernelDoor]:
    """Play a lesson in a kernel, with the address of a VuFind where a library has a catalogue."""
    home = make_project(folder / "project", [messages.NAME])
    if catalogue:
        configure(home, "vufind", catalogue)
    named = {"SULUH_HOME": str(home), "SULUH_DATA": str(folder / "data")}
    manager, client = start_new_kernel(env={**os.environ, **named})
    try:
        with Records(folder / "data") as records:
            yield KernelDoor(client, records)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
