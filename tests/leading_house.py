"""A server with live rooms, and the pages of those who lead them, in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests
from conftest import ROOT
from small_answers import BODY, small_site
from staff_house import LESSON, PASSWORD

from toolkit.lesson.data import data
from toolkit.pages.page import Page
from toolkit.pages.site import Site
from toolkit.project import Project
from toolkit.records.records import Records
from toolkit.server.answers import prepare
from toolkit.server.counts import Counts
from toolkit.server.doors import Doors
from toolkit.server.front import Front
from toolkit.server.handlers import notices
from toolkit.server.staff.password import Password
from toolkit.service import Service


def site_with_lesson(**facts: Any) -> Site:
    """Return a small site that has the page of one real lesson in both languages."""
    project, site = Project(ROOT), small_site(**facts)
    pages = {LESSON: Page(LESSON, BODY), f"en/{LESSON}": Page(f"en/{LESSON}", BODY)}
    lessons = tuple(data(project.lesson(LESSON, code)) for code in site.frames)
    return replace(site, pages={**site.pages, **pages}, lessons=lessons)


@dataclass
class Press:
    """A press, as far as doors need one."""

    site: Site


@dataclass
class House:
    """A running server."""

    address: str
    doors: Doors
    service: Service
    press: Press

    def browser(self, password: str = PASSWORD) -> requests.Session:
        """Return somebody who is signed in, and says where they come from as browsers do."""
        browser = requests.Session()
        browser.headers["Origin"] = self.address
        answer = browser.post(
            f"{self.address}/staff/sign-in",
            {"password": password},
            allow_redirects=False,
            timeout=30,
        )
        assert answer.status_code == 303, answer.text
        return browser

    def open(self, browser: requests.Session, language: str = "id") -> str:
        """Open a room and return its code."""
        answer = browser.post(
            f"{self.address}/staff/rooms",
            json={"lesson": LESSON, "language": language},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["room"])

    def answer(self, room: str, step: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Let a phone of its own answer a step in a room."""
        lesson = self.press.site.lessons[0]
        message = {
            "visit": {
                "id": uuid.uuid4().hex,
                "lesson": lesson["name"],
                "language": lesson["language"],
                "version": lesson["version"],
                "room": room,
                "item": "",
                "started": 0,
                "reached": "",
                "finished": False,
            },
            "events": [
                {
                    "type": "response",
                    "id": uuid.uuid4().hex,
                    "ago": 0,
                    "version": lesson["version"],
                    "step": step,
                    "attempt": 1,
                    "response": answer,
                }
            ],
        }
        sent = requests.post(
            f"{self.address}/api/events",
            data=json.dumps(message),
            headers={"Origin": self.address},
            timeout=30,
        )
        return dict(sent.json())


@contextmanager
def leading_house(
    folder: Path, *, password: str = PASSWORD, port: int = 0, home: Path = ROOT, **facts: Any
) -> Iterator[House]:
    """Serve a small site on a data folder; `facts` are of its library."""
    if password and not (folder / "staff-password").exists():
        Password(folder).set(password)
    press = Press(site_with_lesson(**facts))
    service = Service(Project(home), lambda: opened)
    service.library = press.site.library
    opened = Records(folder)
    ready, stop = threading.Event(), threading.Event()
    with patch("toolkit.server.doors.data_folder", lambda: folder):
        doors = Doors(press, service, Counts())
    made = House("", doors, service, press)

    async def run() -> None:
        front = Front(prepare(press.site, in_haste=True), notices(press, doors.rules()), 200)
        front.listen(port, "127.0.0.1")
        at = next(iter(front._sockets.values())).getsockname()[1]
        made.address = f"http://127.0.0.1:{at}"
        keeping = asyncio.create_task(doors.live.run())
        ready.set()
        await asyncio.to_thread(stop.wait)
        keeping.cancel()
        doors.live.end()
        await front.drain(1)

    thread = threading.Thread(target=asyncio.run, args=[run()])
    thread.start()
    try:
        assert ready.wait(30)
        yield made
    finally:
        stop.set()
        thread.join(30)
        doors.close()
        service.close()
        opened.close()
