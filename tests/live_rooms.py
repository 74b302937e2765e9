"""Live rooms on real records, as their server has them, with a clock to set."""

import time
from itertools import count

from conftest import ROOT
from recorded import name, visit

from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.nouns import RoomEvent
from toolkit.rooms import facts
from toolkit.rooms.rooms import Rooms

POLL = {"do": "poll", "form": "one", "question": "Setuju?", "options": ["Ya", "Tidak"]}
NUMBERS = count()


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self):
        self.now = time.time()

    def __call__(self):
        return self.now


def opened(**settings):
    """The data of an `opened` event of a real lesson."""
    version = Version.of(Project(ROOT).lesson("misinformation", "id"))
    return facts.opened([version], "id", settings)


def done(rooms, future):
    """Tick until something is done; return what it gives."""
    end = time.monotonic() + 20
    while not future.done():
        assert time.monotonic() < end
        rooms.tick()
        time.sleep(0.001)
    return future.result()


def person(number):
    return name("visit", number)


def event(code, type_, number, at, **data):
    return RoomEvent(0, name("live", next(NUMBERS)), code, type_, person(number), at, data)


def send(rooms, code, type_, numbers, at, **data):
    """Write what people did, as the service does, and have the rooms read it."""
    records = rooms._get()
    waiting = [
        records.add(visit(number), room_events=[event(code, type_, number, at, **data)])
        for number in numbers
    ]
    for each in waiting:
        each.result()
    rooms.tick()


def started(records, clock=time.time):
    return Rooms(lambda: records, clock)
