"""A small server with the staff's door, in a thread of its own, and records to tell of."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import ROOT
from small_answers import small_site
from tornado.routing import Rule

from toolkit.lesson.versions import Version
from toolkit.pages.site import Site
from toolkit.project import Project
from toolkit.records.nouns import Feedback, Response, Visit, compact
from toolkit.records.records import Records
from toolkit.server.answers import prepare
from toolkit.server.doors import Below
from toolkit.server.front import Front
from toolkit.server.handlers import notices
from toolkit.server.staff.doors import staff, staff_doors
from toolkit.server.staff.pages import Staff
from toolkit.server.staff.password import Password

PASSWORD = "lima gajah naik becak"
LESSON = "misinformation"


@dataclass
class House:
    """A running server."""

    address: str
    folder: Path
    staff: Staff
    site: Site  # replace it as a press would


@contextmanager
def house(folder: Path, *, password: str = PASSWORD, **facts: Any) -> Iterator[House]:
    """Serve a small site with the staff's door; `facts` are of its library."""
    if password:
        Password(folder).set(password)
    site = small_site(**facts)
    made = House("", folder, staff(ROOT, folder), site)
    ready, stop = threading.Event(), threading.Event()

    async def run() -> None:
        rules = [
            Rule(Below(made, at), who, given) for at, who, given in staff_doors(made, made.staff)
        ]
        front = Front(prepare(site, in_haste=True), notices(made, rules), 50)
        front.listen(0, "127.0.0.1")
        port = next(iter(front._sockets.values())).getsockname()[1]
        made.address = f"http://127.0.0.1:{port}"
        ready.set()
        await asyncio.to_thread(stop.wait)
        await front.drain(1)

    thread = threading.Thread(target=asyncio.run, args=[run()])
    thread.start()
    try:
        assert ready.wait(20)
        yield made
    finally:
        stop.set()
        thread.join(20)
        made.staff.close()


def fill(folder: Path, visits: int = 12) -> None:
    """Record that some visited a lesson, each with an answer to every judged item."""
    project = Project(ROOT)
    version = Version.of(project.lesson(LESSON, "id"))
    now = time.time()
    with Records(folder) as records:
        done = [records.keep_versions([version])]
        for number in range(visits):
            finished = number % 3 != 0
            visit = Visit(
                id=uuid.uuid4().hex,
                lesson=LESSON,
                language="id",
                version=version.version,
                place="server",
                item="",
                source="instagram" if number % 2 else "",
                medium="",
                campaign="",
                referrer="",
                class_name="7A" if number < visits // 2 else "7B",
                started=now - 600,
                seen=now,
                reached=len(version.steps) - 1 if finished else 3,
                finished=finished,
            )
            answers = [
                Response(
                    id=uuid.uuid4().hex,
                    visit=visit.id,
                    version=version.version,
                    step=step.id,
                    kind=step.activity.kind if step.activity else "",
                    attempt=1,
                    answer=str((number + at) % 4),
                    right=(number + at) % 2 == 0,
                    judged=True,
                    before=None,
                    checked=number % 4 == 0,
                    ms=9000,
                    at=now - 300,
                    given=compact({"point": (number + at) % 4}),
                )
                for at, step in enumerate(version.judged)
            ]
            said = Feedback(uuid.uuid4().hex, visit.id, 2, 1, "Bagus & <b>jelas</b>", now)
            done.append(records.add(visit, answers, [said] if number == 1 else []))
        for each in done:
            each.result(20)
