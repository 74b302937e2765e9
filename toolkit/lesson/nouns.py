"""A lesson as data: frozen nouns, without a trace of files, widgets or servers.

All texts named `html` (or said to be HTML) were written by the Markdown reader, which lets no raw
HTML and no script address through; they can be put into a page as they are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeGuard

from toolkit.words import Phrases

if TYPE_CHECKING:
    from toolkit.lesson.fence import Fence

Response = Mapping[str, Any]
"""What a patron answered, as JSON: its shape belongs to the kind of activity."""


Key = bool | int | tuple[int, ...]
"""A piece of what makes a response right: the same in every language of a lesson."""


class ResponseError(ValueError):
    """A response does not have the shape its activity asks for; the message says how."""


def are_places(value: object, count: int) -> TypeGuard[list[int]]:
    """Return whether a piece of a response is a list of places among `count`, each once."""
    return (
        isinstance(value, list)
        and all(type(place) is int and 0 <= place < count for place in value)
        and len(set(value)) == len(value)
    )


@dataclass(frozen=True)
class Option:
    """One option of an activity. It has no id: a response names its place in this version."""

    html: str
    right: bool
    feedback: str  # HTML; "" where the author wrote none
    line: int


@dataclass(frozen=True)
class Message:
    """A message to look at, drawn in a neutral frame: one of `messages.FRAMES`.

    The texts beside `html` are plain; "" where they do not apply. Links in `html` are dead.
    """

    frame: str
    html: str
    sender: str = ""
    group: str = ""
    subject: str = ""
    address: str = ""
    time: str = ""
    search: str = ""  # what was typed into a catalogue
    field: str = ""  # in which of its fields


@dataclass(frozen=True)
class Handout:
    """What an activity looks like on paper: the question to think about, the answer at the end."""

    question: str  # HTML
    answer: str  # HTML; "" where there is nothing to reveal
    others: str = ""  # HTML for facilitators: likely wrong answers, and what is said to them
    heading: str = ""  # plain text; what the answer is called, "" where it is the right one
    all_right: bool = True  # whether nothing in the answer is to be avoided
    checks: str = ""  # HTML: what other sources say, not to be read before a first answer
    hints: str = ""  # HTML for facilitators: what helps those who are stuck
    on_phone: str = ""  # HTML for facilitators: how it goes on a phone, the same for all of a kind


@dataclass(frozen=True)
class Activity(ABC):
    """Something to do in a step. Each kind is a module or package in `toolkit.activities`."""

    kind: ClassVar[str]
    also_called: ClassVar[tuple[str, ...]] = ()  # what people write instead, if it looks otherwise
    words: ClassVar[Phrases]  # what its component in the browser, and its handout, say
    problems: ClassVar[Phrases]  # what it says to staff: "key" what is wrong, "key-how" the way out

    id: str
    line: int

    @classmethod
    @abstractmethod
    def read(cls, fence: Fence) -> Self | None:
        """Return what a fence of a lesson file means; None where it cannot be played.

        Every problem is noted with `fence.error` and `fence.advice`; nothing is raised.
        """

    @classmethod
    @abstractmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the activity whose `data` this is: a version kept from another day."""

    def data(self) -> dict[str, Any]:
        """Return what a browser needs to play this, as JSON."""
        return {"kind": self.kind, **without_lines(asdict(self))}

    def asked(self, _language: str) -> str:
        """Return the question in plain text, to be asked alone: it shows nothing that it is about.

        "" for a kind that makes no sense outside its lesson.
        """
        return ""

    def judge(self, response: object) -> bool | None:
        """Return whether a response is right, None where it is not judged.

        Raises `ResponseError` for whatever else arrives in its place.
        """
        if not isinstance(response, Mapping):
            raise ResponseError("a response must be an object")
        return self._judge(response)

    @abstractmethod
    def _judge(self, response: Response) -> bool | None:
        """Return what `judge` does, or raise what it does."""

    @abstractmethod
    def responses(self) -> Iterator[Response]:
        """Yield every response worth trying: each option at least once."""

    @abstractmethod
    def handout(self, language: str) -> Handout:
        """Return what stands for this activity on paper."""

    def answers(self) -> tuple[Key, ...]:
        """Return the key: what must be the same in every language.

        For a kind with options that is whether each of them is right, by its place.
        """
        return ()

    def truthful(self) -> bool | None:
        """Return whether what is shown is true; None for kinds that do not ask for discernment."""
        return None


Kinds = Mapping[str, type[Activity]]
"""Kinds of activity by their name in a lesson file."""


def without_lines(value: Any) -> Any:
    """Return JSON without the line numbers, which only staff need."""
    if isinstance(value, Mapping):
        return {key: without_lines(item) for key, item in value.items() if key != "line"}
    if isinstance(value, list | tuple):
        return [without_lines(item) for item in value]
    return value


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: a footnote."""

    key: str
    number: int  # from 1, in order of first use
    html: str
    date: str  # as written, year first ("2025-11-12", "2025"), or ""
    line: int


@dataclass(frozen=True)
class Notes:
    """Facilitator notes of a step. They never reach a patron's page."""

    html: str
    minutes: int | None
    line: int


@dataclass(frozen=True)
class Poll:
    """A question that a live room may be asked beside the lesson. It has no right answer.

    Like the notes it belongs to who leads: it is on no patron's page until a room is asked.
    """

    id: str
    form: str  # "one" or "several" of its options, a "scale", or short "words"
    question: str  # plain text, like all the others
    options: tuple[str, ...]  # none for a scale or words
    low: str  # what the first point of a scale means, else ""
    high: str  # and the last
    line: int


@dataclass(frozen=True)
class Step:
    """One screen of a lesson: words, at most one activity, words that follow its answer."""

    id: str
    title: str  # plain text
    language: str  # differs from the lesson's where it falls back to the first language
    before: str  # HTML
    activity: Activity | None
    after: str  # HTML, shown once the activity is answered
    notes: Notes | None
    sources: tuple[Source, ...]  # those the step refers to
    line: int
    polls: tuple[Poll, ...] = ()


@dataclass(frozen=True)
class Part:
    """Some minutes of a lesson that end well by themselves."""

    title: str  # plain text, "" where the lesson has no parts
    steps: tuple[Step, ...]
    end: str  # HTML of its small end, "" where there is none
    end_language: str  # differs from the lesson's where the end is not translated
    line: int


@dataclass(frozen=True)
class Book:
    """A book that can be read on."""

    title: str
    author: str  # "" where nobody is named
    call_number: str
    link: str = ""  # its page in the catalogue, "" where it has none


@dataclass(frozen=True)
class Reading:
    """What to read on: books named in the lesson, or a subject to look up in the catalogue."""

    books: tuple[Book, ...]
    subject: str  # "" where the books are named
    line: int


@dataclass(frozen=True)
class Lesson:
    """A whole lesson in one language."""

    name: str  # of its folder, and in its address
    language: str
    title: str
    summary: str
    minutes: int
    reviewed: str  # ISO date
    frameworks: tuple[str, ...]
    parts: tuple[Part, ...]
    version: str  # hash of the content, 16 hex digits
    reading: Reading | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for part in self.parts for step in part.steps)
