"""A small server with a live room in it, and a reader of its streams as a phone is one."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import both_doors
import messages
from both_doors import Door

from toolkit.lesson.versions import Version
from toolkit.rooms import facts

PATIENCE = 20
LESSON_PAGE = "uji"
"""The lesson of the small site that has pages in both languages."""


@dataclass(frozen=True)
class Told:
    """One message of a stream."""

    name: str  # "view", "beat", "" for none
    number: int | None
    data: Any


class Reader:
    """A stream as its reader sees it, byte by byte."""

    def __init__(
        self, host: str, port: int, path: str, *, version: str = "1.1", **headers: str
    ) -> None:
        self._socket = socket.create_connection((host, port), PATIENCE)
        self._file = self._socket.makefile("rb")
        named = {"Host": f"{host}:{port}", **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
        self._socket.sendall(f"GET {path} HTTP/{version}\r\n{lines}\r\n".encode())
        self.status = int(self._file.readline().split()[1])
        self.headers: dict[str, str] = {}
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(": ")
            self.headers[name.lower()] = value
        self.ended = False
        self._text = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Go away, as a phone does that lost its network."""
        self._file.close()
        self._socket.close()

    def told(self) -> Told | None:
        """Return the next message, None at the end."""
        while b"\n\n" not in self._text:
            piece = self._piece()
            if not piece:
                self.ended = True
                return None
            self._text += piece
        text, _, self._text = self._text.partition(b"\n\n")
        fields = dict(line.split(": ", 1) for line in text.decode().splitlines())
        number = int(fields["id"]) if "id" in fields else None
        return Told(fields.get("event", ""), number, json.loads(fields.get("data", "null")))

    def view(self) -> Told:
        """Return the next view."""
        while (told := self.told()) and told.name != "view":
            pass
        assert told, "the stream ended"
        return told

    def until(self, holds: Any) -> Any:
        """Return the first view of which something holds."""
        while not holds(view := self.view().data):
            pass
        return view

    def _piece(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self._file.readline()
        length = int(self._file.readline() or b"0", 16)
        piece = self._file.read(length)
        self._file.readline()
        return piece


class RoomHouse:
    """A running server, and what can be done in its rooms."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def open(self, lesson: str = messages.NAME, language: str = "id", **settings: Any) -> str:
        """Open a room and return its code."""
        opened = facts.opened([Version.of(messages.lesson())], "id", settings)
        changed = {**opened, "lesson": lesson, "language": language}
        return self._rooms.open(changed).result(PATIENCE)

    def steer(self, code: str, do: str, **named: Any) -> int:
        """Do what a trainer does."""
        return self._rooms.steer(code, {"do": do, **named}).result(PATIENCE)

    def state(self, code: str) -> Any:
        """Return the state of a room."""
        return self._rooms.find(code)

    def stream(self, code: str, visit: str = "", query: str = "", **options: Any) -> Reader:
        """Follow a room as a phone, as the shared screen without a visit."""
        asked = "&".join(part for part in (visit and f"visit={visit}", query) if part)
        path = f"/r/{code}/stream" + (f"?{asked}" if asked else "")
        return Reader(self.door.host, self.door.port, path, **options)

    def get(self, path: str, **headers: str) -> tuple[int, Any, bytes]:
        """Ask for something."""
        return self.door.ask(b"", "GET", path, Origin="", **headers)

    def send(self, code: str, *events: Any, **visit: Any) -> tuple[int, Any]:
        """Send a message from a page in a room."""
        return self.door.send(messages.message(*events, room=code, **visit))

    @property
    def _rooms(self) -> Any:
        return self.door.service.rooms


@contextmanager
def room_house(folder: Path, **options: Any) -> Iterator[RoomHouse]:
    """Serve."""
    with both_doors.http_door(folder, **options) as door:
        yield RoomHouse(door)


def vote(run: str, *choice: int, **changes: Any) -> dict[str, Any]:
    return _vote(run, choice=[*choice], **changes)


def words(run: str, *given: str, **changes: Any) -> dict[str, Any]:
    return _vote(run, words=[*given], **changes)


def _vote(run: str, **given: Any) -> dict[str, Any]:
    return {"type": "vote", "id": messages.new_id(), "ago": 0, "run": run, **given}


def question(text: str, **changes: Any) -> dict[str, Any]:
    return {"type": "question", "id": messages.new_id(), "ago": 0, "text": text, **changes}


def upvote(asked: str, **changes: Any) -> dict[str, Any]:
    return {"type": "upvote", "id": messages.new_id(), "ago": 0, "question": asked, **changes}


POLL = {"form": "one", "question": "Sudah paham?", "options": ["Sudah", "Belum"]}
