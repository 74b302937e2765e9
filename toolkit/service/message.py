"""A message from a page, read as strictly as what anyone may send: answers, or a search.

Answers come with their visit. What that says must fit, or the whole message is refused; of the
events each stands for itself. A search is nobody's: it must fit whole.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar

from toolkit.catalogue.nouns import FIELDS, Query
from toolkit.service.personal import MASK, masked, seen
from toolkit.words import LANGUAGES, SpokenError, phrases

MOST_BYTES = 64 * 1024
"""How large a message may be."""

MOST_SEARCH_BYTES = 4 * 1024
"""How large one may be that searches the catalogue."""

MOST_EVENTS = 300
"""How many events it may hold: as many short ones as fit, about."""

LONGEST_AGO = 30 * 24 * 60 * 60 * 1000
"""How many milliseconds ago something may have happened; what is older happened then."""

MOST_ATTEMPTS = 10_000
LONGEST_TEXT = 1000
LONGEST_CHANNEL = 60
LONGEST_HOST = 100

LONGEST_WORDS = 200
"""How many signs may be searched for; a record's id, a facet's value and its name have as many."""

LONGEST_CURSOR = 1000
MOST_NARROWED = 10

LONGEST_ROOM = 20
"""How long a room's code may be as a link has it, with blanks and dashes."""

MOST_CHOICES = 12
MOST_WORDS = 3

WORDS = phrases("toolkit.service")

T = TypeVar("T")

_ID = re.compile(r"[0-9a-f]{32}")
_VERSION = re.compile(r"[0-9a-f]{16}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STEP = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_CLASS = re.compile(r"[0-9A-Z]{0,3}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_ROOM = re.compile(r"[A-Za-z0-9 -]*")
_RUN = re.compile(r"p[1-9][0-9]{0,2}")
_LONG_NUMBER = re.compile(r"\+?\d{9,}")
_ROUGH = re.compile(r"[^\w .:/+-]+")


class MessageError(SpokenError):
    """What came is no message; `sentence(language)` says why. `status` is 400 or 413."""

    def __init__(self, key: str, status: int = HTTPStatus.BAD_REQUEST, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)
        self.status = int(status)


class EventError(SpokenError):
    """One event cannot be recorded; `sentence(language)` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


@dataclass(frozen=True)
class Header:
    """What a message says of its visit. Times are how many milliseconds ago."""

    id: str
    lesson: str
    language: str
    version: str
    started: int
    reached: str  # step id, or ""
    finished: bool
    item: str  # step id, or ""
    source: str
    medium: str
    campaign: str
    referrer: str
    class_name: str
    room: str  # the code of a live room, roughly, or ""


@dataclass(frozen=True)
class Given:
    """One response as it came, not judged yet."""

    id: str
    ago: int
    version: str
    step: str
    attempt: int
    response: Mapping[str, Any]
    ms: int | None


@dataclass(frozen=True)
class Said:
    """One feedback."""

    id: str
    ago: int
    useful: int | None
    clear: int | None
    text: str  # masked


@dataclass(frozen=True)
class Vote:
    """One vote in a poll of a live room: places of options, or words. One of both is empty."""

    id: str
    ago: int
    run: str
    choice: tuple[int, ...]
    words: tuple[str, ...]  # masked


@dataclass(frozen=True)
class Asked:
    """One question to the trainer of a live room."""

    id: str
    ago: int
    text: str  # masked


@dataclass(frozen=True)
class Upvote:
    """One wish to have somebody's question answered."""

    id: str
    ago: int
    question: str  # its id


InRoom = Vote | Asked | Upvote
"""What only a live room has a place for."""

IN_ROOM = ("vote", "question", "upvote")
"""The same, by the types that a page gives them."""


@dataclass(frozen=True)
class Search:
    """What a page looks for in the library's catalogue."""

    language: str  # in which what happens is told
    visitor: str  # random, made anew by each page: it stops one of them, and tells nothing
    query: Query
    cursor: str = ""  # of the page of results that is asked for
    record: str = ""  # the id of the one record that is asked for instead, or ""

    @property
    def words(self) -> str:
        """Return what was typed."""
        return next((text for name in FIELDS if (text := getattr(self.query, name))), "")

    @property
    def field(self) -> str:
        """Return in which field."""
        return next((name for name in FIELDS if getattr(self.query, name)), FIELDS[0])


def parsed(body: bytes, most: int = MOST_BYTES) -> Any:
    """Return what JSON says. Raises `MessageError` for all else, also for what only looks like it.

    NaN is no JSON, though Python reads it; nor is what is nested deeper than anyone means. It may
    have `most` bytes.
    """
    if len(body) > most:
        raise too_large(most)
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise MessageError("not_json") from error


def too_large(most: int) -> MessageError:
    """Return what is to be raised for a message of more than so many bytes."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return MessageError("too_large", status, kilobytes=most // 1024)


def header(message: object) -> Header:
    """Return what a message says of its visit. Raises `MessageError`."""
    visit = message.get("visit") if isinstance(message, Mapping) else None
    if not isinstance(visit, Mapping):
        raise MessageError("bad_message")
    take = _Entries(visit, lambda name: MessageError("bad_visit", name=name)).take
    return Header(
        id=take("id", _matching(_ID)),
        lesson=take("lesson", _matching(_NAME)),
        language=take("language", _language),
        version=take("version", _matching(_VERSION)),
        started=take("started", _ago),
        reached=take("reached", _matching(_STEP, or_empty=True)),
        finished=take("finished", _truth),
        item=take("item", _matching(_STEP, or_empty=True)),
        source=_channel(visit.get("source")),
        medium=_channel(visit.get("medium")),
        campaign=_channel(visit.get("campaign")),
        referrer=_host(visit.get("referrer")),
        class_name=_class(visit.get("class")),
        room=_room(visit.get("room")),
    )


def events(message: object) -> list[Any]:
    """Return the events of a message, each as it came. Raises `MessageError`."""
    found = message.get("events") if isinstance(message, Mapping) else None
    if not isinstance(found, list):
        raise MessageError("bad_message")
    if len(found) > MOST_EVENTS:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        raise MessageError("too_many_events", status, most=MOST_EVENTS)
    return found


def id_of(event: object) -> str:
    """Return the id of an event as it is answered; "" where it has none."""
    found = event.get("id") if isinstance(event, Mapping) else None
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""


def event(raw: object) -> Given | Said | InRoom:
    """Return an event. Raises `EventError`."""
    if not isinstance(raw, Mapping):
        raise EventError("unknown_type")
    entries = _Entries(raw, lambda name: EventError("bad_event", name=name))
    take, maybe = entries.take, entries.maybe
    if raw.get("type") == "response":
        return Given(
            id=take("id", _matching(_ID)),
            ago=take("ago", _ago),
            version=take("version", _matching(_VERSION)),
            step=take("step", _matching(_STEP)),
            attempt=take("attempt", _attempt),
            response=take("response", _object),
            ms=maybe("ms", _ago),
        )
    if raw.get("type") == "feedback":
        return Said(
            id=take("id", _matching(_ID)),
            ago=take("ago", _ago),
            useful=maybe("useful", _mark),
            clear=maybe("clear", _mark),
            text=maybe("text", _text) or "",
        )
    if raw.get("type") == "vote":
        return _vote(take, maybe)
    if raw.get("type") == "question":
        return Asked(take("id", _matching(_ID)), take("ago", _ago), take("text", _question))
    if raw.get("type") == "upvote":
        return Upvote(
            take("id", _matching(_ID)), take("ago", _ago), take("question", _matching(_ID))
        )
    raise EventError("unknown_type")


def _vote(take: Callable[..., Any], maybe: Callable[..., Any]) -> Vote:
    vote = Vote(
        id=take("id", _matching(_ID)),
        ago=take("ago", _ago),
        run=take("run", _matching(_RUN)),
        choice=maybe("choice", _choice) or (),
        words=maybe("words", _cloud) or (),
    )
    if bool(vote.choice) == bool(vote.words):
        raise EventError("bad_event", name="choice")
    return vote


def search_in(message: object) -> Search:
    """Return what a message asks the catalogue: a search, or one record. Raises `MessageError`.

    Whether it makes sense to look for that is the catalogue's to say.
    """
    if not isinstance(message, Mapping) or ("search" in message) == ("record" in message):
        raise MessageError("bad_search_message")
    take = _Entries(message, lambda name: MessageError("bad_search", name=name)).take
    language, visitor = take("language", _language), take("visitor", _matching(_ID))
    if "record" in message:
        return Search(language, visitor, Query(), record=take("record", _line))
    asked = _Entries(
        take("search", _object), lambda name: MessageError("bad_search", name=name)
    ).take
    narrowed = asked("narrowed", _narrowed)
    words = {asked("field", _field): asked("words", _words)}
    return Search(
        language, visitor, Query(**words, narrowed=narrowed), cursor=asked("cursor", _cursor)
    )


@dataclass(frozen=True)
class _Entries:
    """The entries of an object that came, and what is raised for one that does not fit."""

    found: Mapping[str, Any]
    refused: Callable[[str], SpokenError]

    def take(self, name: str, check: Callable[[object], T | None]) -> T:
        """Return an entry as its check reads it, which is None where it does not fit."""
        value = check(self.found.get(name))
        if value is None:
            raise self.refused(name)
        return value

    def maybe(self, name: str, check: Callable[[object], T | None]) -> T | None:
        """Return an entry that may be missing."""
        return None if self.found.get(name) is None else self.take(name, check)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _matching(
    pattern: re.Pattern[str], *, or_empty: bool = False
) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        if not isinstance(value, str):
            return None
        return value if pattern.fullmatch(value) or (or_empty and not value) else None

    return check


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and value in LANGUAGES else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _object(value: object) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


def _ago(value: object) -> int | None:
    """Return whole milliseconds between none and thirty days: a browser's clock may have jumped."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        return None
    return int(min(max(value, 0), LONGEST_AGO))


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)  # a float cannot hold every whole number


def _attempt(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= MOST_ATTEMPTS else None


def _mark(value: object) -> int | None:
    return value if type(value) is int and value in {0, 1, 2} else None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    plain = seen(value[:LONGEST_TEXT])  # one sign may become eighteen
    return masked(plain[:LONGEST_TEXT]).strip()[:LONGEST_TEXT]


def _choice(value: object) -> tuple[int, ...] | None:
    """Return places of options in their order, each once."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_CHOICES:
        return None
    if not all(type(each) is int and 0 <= each < MOST_CHOICES for each in value):
        return None
    return tuple(sorted(set(value)))


def _cloud(value: object) -> tuple[str, ...] | None:
    """Return the words that somebody gives for a cloud, in plain signs, each once."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_WORDS:
        return None
    words = [_question(each) for each in value]
    if not all(words) or MASK in words:
        return None
    return tuple(dict.fromkeys(word for word in words if word))


def _question(value: object) -> str | None:
    """Return a text in one line without what says who somebody is, None where nothing is left.

    Whether it is too long for a room is the room's to say: who wrote it is told.
    """
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return None
    # Masked before it is cut: half a number would pass for none.
    return " ".join(masked(value).split())[:LONGEST_TEXT].strip() or None


def _room(value: object) -> str:
    """Return the code of a room as it came, "" for what is no code."""
    if not isinstance(value, str) or len(value) > LONGEST_ROOM:
        return ""
    return value if _ROOM.fullmatch(value) else ""


def _channel(value: object) -> str:
    """Return where a visitor came from in a few plain signs, "" for whatever else came."""
    if not isinstance(value, str):
        return ""
    text = _without_people(value[: 4 * LONGEST_CHANNEL]).lower()
    return " ".join(_ROUGH.sub(" ", text).split())[:LONGEST_CHANNEL].strip()


def _without_people(value: str) -> str:
    """Return a channel without mail addresses and long numbers. A date without dashes is none."""
    text = seen(value)
    return "" if "@" in text else _LONG_NUMBER.sub("", text)


def _host(value: object) -> str:
    if not isinstance(value, str):
        return ""
    host = value.strip().lower().rstrip(".")
    return host if len(host) <= LONGEST_HOST and _HOST.fullmatch(host) else ""


def _class(value: object) -> str:
    """Return the class that a link names, "" where it is no such name."""
    name = value.strip().upper() if isinstance(value, str) else ""
    return name if _CLASS.fullmatch(name) else ""


def _words(value: object) -> str | None:
    """Return what is looked for in plain signs, and in one line; "" where nothing of it is seen."""
    if not isinstance(value, str) or len(value) > LONGEST_WORDS:
        return None
    return " ".join(seen(value).split())[:LONGEST_WORDS]  # one sign may become eighteen


def _line(value: object) -> str | None:
    """Return a text as it stands in a catalogue: with signs that nobody sees, it stands in none."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_WORDS:
        return None
    return value if value.isprintable() else None


def _field(value: object) -> str | None:
    return value if isinstance(value, str) and value in FIELDS else None


def _cursor(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > LONGEST_CURSOR:
        return None
    return value if value.isascii() and value.isprintable() else None


def _narrowed(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, list) or len(value) > MOST_NARROWED:
        return None
    pairs = [
        (_line(pair[0]), _line(pair[1]))
        for pair in value
        if isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004  # a name and a value
    ]
    found = tuple((name, text) for name, text in pairs if name and text)
    return found if len(found) == len(value) else None
