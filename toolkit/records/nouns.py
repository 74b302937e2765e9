"""What is recorded, as data: nothing in it says who somebody is.

Times are seconds since 1970 (UTC). What is called a *day* is the day on which a visit began, on the
wall calendar of the computer that recorded it: a visit and its answers stand on the same one.
Counts are tuples: there may be hundreds of thousands, and tables are made of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

TRIALS = frozenset({"jupyterlab", "voila"})
"""Places where staff try a lesson: reports leave them out."""


@dataclass(frozen=True)
class Visit:
    """One person's way through one lesson, in one browser."""

    id: str  # random, 32 hex digits
    lesson: str
    language: str
    version: str  # content hash of the lesson, 16 hex digits
    place: str  # "server", "published", or one of `TRIALS`
    item: str  # step id of an item's own page, "" for the whole lesson
    source: str  # utm_source of the link, "" for none; so the next two
    medium: str
    campaign: str
    referrer: str  # host
    class_name: str
    started: float
    seen: float  # when we last heard of it
    reached: int  # place of the furthest step, -1 where none is known
    finished: bool


@dataclass(frozen=True)
class Response:
    """One answer given. The version is the one the page had, which an edit may have replaced."""

    id: str  # random, 32 hex digits
    visit: str  # its id
    version: str
    step: str
    kind: str  # of the activity; "" while the version is not at hand
    attempt: int  # 1 for the first
    answer: str  # see `answer_of`
    right: bool | None  # None: not judged, by its nature or not yet
    judged: bool  # False while the version is not at hand
    before: str | None  # JSON of what was chosen before checking, where something was
    checked: bool  # whether other sources were looked at first
    ms: int | None  # spent on the question
    at: float
    given: str  # JSON of the whole response


@dataclass(frozen=True)
class Feedback:
    """What a patron said of a lesson: 2 is best, 0 least, None not answered."""

    id: str  # random, 32 hex digits
    visit: str  # its id
    useful: int | None
    clear: int | None
    text: str  # "" where nothing was written, or once it is removed
    at: float


@dataclass(frozen=True)
class RoomEvent:
    """Something that happened in a live room: every screen of it is a fold of these."""

    number: int  # 0 before it is written; ascending over all rooms
    id: str  # random, 32 hex digits
    room: str  # its code
    type: str
    person: str  # the id of their visit, "" for the trainer
    at: float
    data: Mapping[str, Any]  # JSON


class RoomSpan(NamedTuple):
    """When a room was opened, and when it ended."""

    room: str
    opened: float
    ended: float | None


@dataclass(frozen=True)
class Filter:
    """Which visits are meant, with all that belongs to them. What is empty does not choose."""

    lesson: str = ""
    since: date | None = None  # the first day
    until: date | None = None  # the last day
    channel: str = ""  # as `VisitCount.channel`
    class_name: str = ""
    language: str = ""
    trials: bool = False  # whether visits in JupyterLab and stock Voilà count, too


class VisitCount(NamedTuple):
    """How many visits are alike."""

    lesson: str
    language: str
    version: str
    day: date
    channel: str  # the source of the link, else the referrer's host, else ""
    class_name: str
    reached: int
    finished: bool
    n: int


class ResponseCount(NamedTuple):
    """How many first attempts are alike."""

    lesson: str
    version: str
    step: str
    kind: str
    day: date
    channel: str
    class_name: str
    answer: str  # "" for other kinds than those in `SPLIT`
    before: str | None
    checked: bool
    right: bool | None
    n: int


class FeedbackCount(NamedTuple):
    """How many said the same of a lesson."""

    lesson: str
    language: str
    day: date
    channel: str
    class_name: str
    useful: int | None
    clear: int | None
    n: int


class FeedbackText(NamedTuple):
    """What somebody wrote about a lesson."""

    lesson: str
    language: str
    day: date
    channel: str
    class_name: str
    text: str


def room_source(room: str) -> str:
    """Return what the visits to a live room have for their source, where no link names one."""
    return f"ruang {room}"


SPLIT = ("judge", "choose")
"""Kinds whose answers are few enough to count each of them."""


def answer_of(given: Mapping[str, Any]) -> str:
    """Return a response's answer without how it was found: compact JSON.

    >>> answer_of({"point": 3, "before": "unsure", "checked": True})
    '3'
    """
    left = {key: value for key, value in given.items() if key not in {"before", "checked"}}
    return compact(next(iter(left.values())) if len(left) == 1 else left)


def before_of(given: Mapping[str, Any]) -> str | None:
    """Return what was chosen before checking, as JSON; None where nothing was."""
    before = given.get("before")
    return None if before is None else compact(before)


def checked_of(given: Mapping[str, Any]) -> bool:
    """Return whether other sources were looked at before the answer."""
    return given.get("checked") is True


def compact(value: object) -> str:
    """Return a value as JSON, always the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
