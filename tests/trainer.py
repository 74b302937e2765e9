"""A trainer who leads a live room from beside a running server, and phones in that room.

Rooms are a fold of the records: what another process writes there, the server shows.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests
from conftest import ROOT
from patron import Patron
from playwright.sync_api import expect

from toolkit.lesson.nouns import Step
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.records import Records
from toolkit.rooms import facts
from toolkit.rooms.rooms import Rooms
from toolkit.rooms.state import RoomState

LESSON = "misinformation"
SECONDS = 20
LANGUAGES = ("id", "en")


class Trainer:
    """Leads one room of the records in a folder, between enter and exit."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.lesson = Project(ROOT).lesson(LESSON, "id")
        versions = [Version.of(Project(ROOT).lesson(LESSON, code)) for code in LANGUAGES]
        self._opened = facts.opened(versions, "id", settings)
        self._records = Records(folder)
        self._rooms = Rooms(lambda: self._records)
        self._left = threading.Event()
        self._ticking = threading.Thread(target=self._tick)
        self.code = ""

    def __enter__(self) -> Self:
        self._ticking.start()
        self.code = self._rooms.open(self._opened).result(SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._left.set()
        self._ticking.join(SECONDS)
        self._rooms.close()
        self._records.__exit__(None, None, None)

    def is_known_at(self, address: str) -> None:
        """Wait until a server knows the room: for new records it looks only now and then."""
        end = time.monotonic() + SECONDS
        while not requests.get(f"{address}/r/{self.code}", timeout=SECONDS).ok:
            assert time.monotonic() < end
            time.sleep(0.2)

    @property
    def room(self) -> RoomState:
        """The room as it is now."""
        found = self._rooms.find(self.code)
        assert found
        return found

    def step(self, kind: str, place: int = 0) -> Step:
        """Return the how-manieth step of a kind."""
        steps = [step for step in self.lesson.steps if step.activity]
        return [step for step in steps if step.activity and step.activity.kind == kind][place]

    def do(self, do: str, **named: Any) -> int:
        """Do what the console does."""
        return self._rooms.steer(self.code, {"do": do, **named}).result(SECONDS)

    def move(self, step: str) -> None:
        self.do("move", step=step)

    def item(self, step: str, *states: str) -> None:
        for state in states:
            self.do("item", step=step, state=state)

    def poll(self, form: str = "one", *options: str, **named: Any) -> str:
        """Ask something, and return which run it is."""
        question = named.pop("question", "Siapa yang pernah menerima pesan seperti ini?")
        if form == "scale":
            named = {"low": "Tidak yakin", "high": "Yakin", **named}
        options = options or (() if form in {"scale", "words"} else ("Saya", "Keluarga", "Belum"))
        self.do("poll", form=form, question=question, options=[*options], **named)
        return [*self.room.polls][-1]

    def _tick(self) -> None:
        while not self._left.wait(0.03):
            self._rooms.tick()


class Phone(Patron):
    """Somebody in a room, who came by its link."""

    def join(self, address: str, code: str) -> Self:
        self.page.goto(f"{address}/r/{code}")
        self.ready()
        return self

    def ready(self) -> None:
        self.page.locator(".suluh-room").wait_for()
        super().ready()

    def at(self, screen: str) -> None:
        """Wait until that is the screen."""
        expect(self.screen_element).to_have_attribute("data-screen", screen, timeout=SECONDS * 1000)

    def is_in(self, phase: str) -> None:
        """Wait until the activity is in that phase."""
        expect(self.screen_element).to_have_attribute("data-phase", phase, timeout=SECONDS * 1000)

    @property
    def told(self) -> Any:
        """Return the line of the room."""
        return self.page.locator(".suluh-room")

    def has_focus(self, selector: str) -> None:
        expect(self.page.locator(selector).first).to_be_focused(timeout=SECONDS * 1000)
