"""Visits, responses and feedback as the service hands them to the records, to be varied."""

import hashlib
import time
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine, event

from toolkit.records import nouns

NOON = 1_790_000_000 // 86400 * 86400 + 43200
"""A time at which it is the same day nearly everywhere."""

DAY = date.fromtimestamp(NOON)  # noqa: DTZ012 - that of this computer, as in the records

VERSION = "a1" * 8


def name(*words):
    """An id as a browser makes them, always the same for the same words."""
    return hashlib.md5(repr(words).encode()).hexdigest()


def visit(number=1, **changes):
    usual = {
        "id": name("visit", number),
        "lesson": "misinformation",
        "language": "id",
        "version": VERSION,
        "place": "server",
        "item": "",
        "source": "whatsapp",
        "medium": "chat",
        "campaign": "",
        "referrer": "",
        "class_name": "7A",
        "started": float(NOON),
        "seen": NOON + 60.0,
        "reached": 2,
        "finished": False,
    }
    return nouns.Visit(**{**usual, **changes})


def response(number=1, given=None, **changes):
    given = given or {"point": 3, "before": None, "checked": False}
    usual = {
        "id": name("response", number),
        "visit": name("visit", 1),
        "version": VERSION,
        "step": "lowongan",
        "kind": "judge",
        "attempt": 1,
        "answer": nouns.answer_of(given),
        "right": False,
        "judged": True,
        "before": nouns.before_of(given),
        "checked": nouns.checked_of(given),
        "ms": 4000,
        "at": NOON + 30.0,
        "given": nouns.compact(given),
    }
    return nouns.Response(**{**usual, **changes})


def feedback(number=1, **changes):
    usual = {
        "id": name("feedback", number),
        "visit": name("visit", 1),
        "useful": 2,
        "clear": None,
        "text": "Terima kasih",
        "at": time.time(),
    }
    return nouns.Feedback(**{**usual, **changes})


def room_event(number=1, type_="vote", **changes):
    usual = {
        "number": 0,
        "id": name("room event", number),
        "room": "CDF347",
        "type": type_,
        "person": "" if type_ in {"opened", "moved", "word", "ended"} else name("visit", 1),
        "at": float(NOON),
        "data": {},
    }
    return nouns.RoomEvent(**{**usual, **changes})


def rows(records, table):
    """All rows of a table, as dictionaries."""
    with records.database.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")
        return [dict(row) for row in found.mappings()]


@contextmanager
def heard(what, hear):
    """Call `hear` for every event of a kind on any engine."""
    event.listen(Engine, what, hear)
    try:
        yield
    finally:
        event.remove(Engine, what, hear)
