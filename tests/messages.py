"""Messages as a page sends them, and what must come of messages that no page sends."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from conftest import ROOT

from toolkit.lesson.nouns import Lesson, Step
from toolkit.project import Project

NAME = "misinformation"
Message = dict[str, Any]
JUDGED = "judge"


@cache
def lesson() -> Lesson:
    return Project(ROOT).lesson(NAME, "id")


def steps(kind: str = "") -> list[Step]:
    found = [step for step in lesson().steps if step.activity]
    return [step for step in found if not kind or step.activity.kind == kind]


def new_id() -> str:
    return uuid.uuid4().hex


def visit(**changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "lesson": NAME,
        "language": "id",
        "version": lesson().version,
        "started": 60_000,
        "reached": "",
        "finished": False,
        "item": "",
        "source": "",
        "medium": "",
        "campaign": "",
        "referrer": "",
        "class": "",
        **changes,
    }


def response(**changes: Any) -> dict[str, Any]:
    return {
        "type": "response",
        "id": new_id(),
        "ago": 50,
        "version": lesson().version,
        "step": steps(JUDGED)[0].id,
        "attempt": 1,
        "response": {"point": 3, "before": None, "checked": False},
        "ms": 900,
        **changes,
    }


def feedback(**changes: Any) -> dict[str, Any]:
    said = {"useful": 2, "clear": None, "text": "Terima kasih."}
    return {"type": "feedback", "id": new_id(), "ago": 0, **said, **changes}


def message(*events: Any, **changes: Any) -> Message:
    return {"visit": visit(**changes), "events": list(events)}


def every_answer() -> Iterator[Message]:
    """Yield one message for each step, with every response worth trying."""
    for step in steps():
        answers = step.activity.responses()
        yield message(
            *(response(step=step.id, response=dict(each)) for each in answers), reached=step.id
        )


Case = tuple[str, Callable[[], Any], int, int, int]
"""What it is, the message, the status, how many events are stored, how many refused."""


def _without(name: str) -> Callable[[], Message]:
    def made() -> Message:
        found = message(response())
        del found["visit"][name]
        return found

    return made


def _nested() -> Any:
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    return deep


def _twice() -> Message:
    event = response()
    return message(event, copy.deepcopy(event))


CASES: Sequence[Case] = (
    ("one answer", lambda: message(response()), 200, 1, 0),
    ("the visit alone", message, 200, 0, 0),
    ("answers and feedback", lambda: message(response(), response(), feedback()), 200, 3, 0),
    ("an event twice", _twice, 200, 2, 0),
    ("another language", lambda: message(response(), language="en"), 200, 1, 0),
    ("a version that nobody has", lambda: message(response(version="0" * 16)), 200, 1, 0),
    ("a text to such a version",
     lambda: message(response(version="0" * 16, response={"text": "Nama saya Ani"})), 200, 0, 1),
    ("a step that is not there", lambda: message(response(step="x"), response()), 200, 1, 1),
    ("another shape", lambda: message(response(response={"options": [0]}), response()), 200, 1, 1),
    ("a response that is none", lambda: message(response(response=None)), 200, 0, 1),
    ("a place beyond", lambda: message(response(response={"point": 4})), 200, 0, 1),
    ("an unknown type", lambda: message(response(type="poll"), feedback()), 200, 1, 1),
    ("an event that is none", lambda: message(None, [], 3, "x", response()), 200, 1, 4),
    ("an id that is none", lambda: message(response(id="1"), response(id=7)), 200, 0, 2),
    ("an id in capitals", lambda: message(response(id="A" * 32)), 200, 0, 1),
    ("no attempt", lambda: message(response(attempt=0), response(attempt=True)), 200, 0, 2),
    ("times of every kind",
     lambda: message(*(response(ago=ago) for ago in (-5, 1e18, 10**300, 0.5))), 200, 4, 0),
    ("times that are none", lambda: message(response(ago="1"), response(ago=None)), 200, 0, 2),
    ("feedback of neither", lambda: message(feedback(useful=None, text="")), 200, 1, 0),
    ("feedback beyond", lambda: message(feedback(useful=3), feedback(clear="2")), 200, 0, 2),
    ("a lone surrogate",
     lambda: message(feedback(text="a\ud800b"), source="\udfff", referrer="\ud800"), 200, 1, 0),
    ("signs that no text has", lambda: message(feedback(text="a\x00b\u202ec")), 200, 1, 0),
    ("a deep response", lambda: message(response(response={"point": _nested()})), 200, 0, 1),
    ("many keys",
     lambda: message(response(response={f"k{n}": n for n in range(3000)}), response()), 200, 1, 1),
    ("a channel of another kind", lambda: message(response(), source=7, referrer=[]), 200, 1, 0),
    ("as many as fit", lambda: message(*(feedback(text="") for _ in range(300))), 200, 300, 0),
    ("more than fit", lambda: message(*([None] * 301)), 413, 0, 0),
    ("too large", lambda: message(feedback(text="x" * 70_000)), 413, 0, 0),
    ("a lesson that is not there", lambda: message(response(), lesson="x", version="1" * 16),
     400, 0, 0),
    ("a version of another lesson", lambda: message(response(), lesson="online-safety"), 400, 0, 0),
    ("a path for a lesson", lambda: message(lesson="../x"), 400, 0, 0),
    ("a visit that is none", lambda: {"visit": [], "events": []}, 400, 0, 0),
    ("events that are none", lambda: {"visit": visit(), "events": {}}, 400, 0, 0),
    ("a list", lambda: [message()], 400, 0, 0),
    ("nothing", lambda: None, 400, 0, 0),
    ("a number", lambda: 7, 400, 0, 0),
    ("a text", lambda: "visit", 400, 0, 0),
    ("an id of another visit", lambda: message(id="../../etc/passwd"), 400, 0, 0),
    ("a language we do not speak", lambda: message(language="xx"), 400, 0, 0),
    ("finished or not", lambda: message(finished="yes"), 400, 0, 0),
    *((f"no {name}", _without(name), 400, 0, 0) for name in ("id", "lesson", "version", "started")),
)  # fmt: skip
"""Both doors answer these alike."""

NO_JSON = {
    "nothing": b"",
    "a word": b"visit",
    "half of it": json.dumps(message()).encode()[:-2],
    "not a number": b'{"visit": NaN, "events": []}',
    "more than any number": b'{"visit": -Infinity, "events": []}',
    "a number without end": b'{"visit": ' + b"9" * 60_000 + b"}",
    "deeper than anyone goes": b"[" * 60_000,
    "objects all the way down": b'{"a":' * 10_000,
    "no UTF-8": b'{"visit": "\xff\xfe"}',
    "UTF-16": json.dumps(message()).encode("utf-16"),
    "a form": b"visit=1&events=2",
    "compressed": b"\x1f\x8b\x08\x00",
    "a zero": b"\x00",
}
"""Only the HTTP door can be sent these."""
