"""The nouns of a room: what its fold keeps, and why something cannot be done in it.

`Item`, `Poll`, `Question` and `Word` belong to a `RoomState`, which alone changes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Self

from toolkit.words import SpokenError, phrases

WORDS = phrases("toolkit.rooms")

MOST_PEOPLE = 5_000
MOST_ROOMS = 40
MOST_QUESTIONS = 10  # of one person
MOST_WAITING = 3  # of them, before they are moderated
MOST_QUESTIONS_IN_ALL = 1_000
MOST_WORDS = 3  # in one vote
MOST_POLLS = 40
MOST_OPTIONS = 12
FEWEST_OPTIONS = 2
LONGEST_WORD = 30
LONGEST_TEXT = 200  # of a question, a person's or a poll's
LONGEST_OPTION = 120
LONGEST_END = 60  # of what the ends of a scale are called
LONGEST_DELAY = 60
SCALE_POINTS = 5

RESULT = "result"
"""Where a lesson ends: what `moved` names after its last step."""

TOGETHER, FREE = "together", "free"

ASKING, CLOSED, SHOWN, REVEALED, DONE = "asking", "closed", "shown", "revealed", "done"
ITEM_STATES = (ASKING, CLOSED, SHOWN, REVEALED)
POLL_STATES = (ASKING, CLOSED, SHOWN, DONE)

WAITING, HIDDEN, PICKED, ANSWERED = "waiting", "hidden", "picked", "answered"
WORD_STATES = (WAITING, SHOWN, HIDDEN)
QUESTION_STATES = (WAITING, SHOWN, HIDDEN, PICKED, ANSWERED)

ONE, SEVERAL, SCALE, CLOUD = "one", "several", "scale", "words"
POLL_FORMS = (ONE, SEVERAL, SCALE, CLOUD)

OPTIONS, POINTS, RIGHT, NONE = "options", "points", "right", "none"
ITEM_FORMS = (OPTIONS, POINTS, RIGHT, NONE)
"""How the answers to an item are counted: by option; by how true it seemed; by whether it was
right (right, not yet); not at all."""

UNSURE_PLACE = 4
"""Where "I don't know yet" stands in a split of the form `POINTS`, after the four points."""

NOBODY: Final = ""
"""The person of a trainer's events."""


class RoomError(SpokenError):
    """Something cannot be done in a room, and why, for whoever tried."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


class AlreadyError(RoomError):
    """It was done before: to be acknowledged, and not written again. Nobody need be told."""


@dataclass(frozen=True)
class Settings:
    """How a room works. A `set` event has what changes of it, under these names."""

    pace: str = TOGETHER
    until: str = ""  # own pace: the id of the furthest step, "" for no bound
    delay: float = 0  # seconds by which the phones follow the trainer
    joined_shown: bool = True
    paused: bool = False
    locked: bool = False  # nobody new comes in
    moderate_words: bool = True
    moderate_questions: bool = True
    questions_open: bool = False

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """Return them with changes. Raises `ValueError` with the name of one that does not fit.

        Names that are not known are left out. Whether a step of `until` exists is not looked at.
        """
        known = {each.name for each in fields(self)}
        taken = {name: value for name, value in changes.items() if name in known}
        for name, value in taken.items():
            if not _is_setting(name, value):
                raise ValueError(name)
        return replace(self, **taken)


def _is_setting(name: str, value: Any) -> bool:
    if name == "pace":
        return value in (TOGETHER, FREE)
    if name == "until":
        return isinstance(value, str)
    if name == "delay":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and 0 <= value <= LONGEST_DELAY
    return isinstance(value, bool)


@dataclass(frozen=True)
class StepFacts:
    """What a room knows of one step of its lesson."""

    id: str
    kind: str  # of its activity, "" where it has none
    form: str  # of `ITEM_FORMS`
    options: int  # how many places a split has
    right: Any  # the key as JSON, see `facts.key_of`

    @property
    def truth(self) -> bool | None:
        """Whether what it shows is true; None where that is not what is asked."""
        return self.right[1] if self.form == POINTS else None


@dataclass(slots=True)
class Item:
    """What was answered to one step. Its answers that count are `answers`; `late` do not."""

    facts: StepFacts
    state: str = ASKING
    stopped: float | None = None  # when answers ceased to count (`Settings.delay` comes on top)
    answers: int = 0
    placed: int = 0  # answers that are in the split: those of another key are not
    right: int = 0
    late: int = 0
    split: list[int] = field(default_factory=list)
    people: set[int] = field(default_factory=set)  # who answered, also late

    @property
    def is_shown(self) -> bool:
        """Whether the split is to be seen."""
        return self.state in (SHOWN, REVEALED)

    @property
    def is_revealed(self) -> bool:
        """Whether key and feedback are to be seen."""
        return self.state == REVEALED

    def missed(self) -> list[int]:
        """Return the places where people went wrong, the most frequent first."""
        wrong = dict(self._wrong())
        return sorted((place for place, n in wrong.items() if n), key=lambda at: (-wrong[at], at))

    def _wrong(self) -> Iterator[tuple[int, int]]:
        """Yield how many went wrong at each place: chose it, or left it out though it is right."""
        if self.facts.form == POINTS:
            for point in range(UNSURE_PLACE):
                if (point >= UNSURE_PLACE // 2) != self.facts.truth:
                    yield point, self.split[point]
        elif self.facts.form == OPTIONS:
            several = sum(self.facts.right) > 1
            for place, right in enumerate(self.facts.right):
                if not right:
                    yield place, self.split[place]
                elif several:
                    yield place, self.placed - self.split[place]


@dataclass(slots=True)
class Word:
    """A word of a cloud: spelled as it came first."""

    word: str
    state: str
    n: int = 0


@dataclass(slots=True)
class Poll:
    """A question beyond the lesson, asked once: asking it again is another run."""

    run: str  # "p1", "p2"... in its room
    poll: str  # its id in the lesson, "" where it was typed
    form: str  # of `POLL_FORMS`
    question: str
    options: tuple[str, ...]  # none for a scale and for words
    low: str  # what the ends of a scale are called
    high: str
    before: str  # the earlier run that this one repeats, or ""
    at: float
    state: str = ASKING
    stopped: float | None = None  # as of an `Item`
    answers: int = 0
    late: int = 0
    split: list[int] = field(default_factory=list)  # by option or point; empty for words
    words: dict[str, Word] = field(default_factory=dict)  # by `word_key`
    people: set[int] = field(default_factory=set)  # who voted, also late
    ranking: tuple[Word, ...] | None = None  # what `ranked` returned, None since a vote

    @property
    def is_chosen(self) -> bool:
        """Whether there are places to choose from, rather than words to write."""
        return self.form != CLOUD

    @property
    def is_shown(self) -> bool:
        """Whether the split or cloud is to be seen."""
        return self.state == SHOWN

    def ranked(self) -> tuple[Word, ...]:
        """Return the words, those of most people first, then those that came first."""
        if self.ranking is None:
            self.ranking = tuple(sorted(self.words.values(), key=lambda word: -word.n))
        return self.ranking

    @property
    def places(self) -> int:
        """How many answers there are to choose from."""
        return SCALE_POINTS if self.form == SCALE else len(self.options)


@dataclass(slots=True)
class Question:
    """What somebody in the room asked."""

    id: str  # of its event
    person: int  # place in `RoomState.people`
    text: str
    state: str
    at: float
    voters: set[int] = field(default_factory=set)

    @property
    def votes(self) -> int:
        """How many want it answered, besides who asked."""
        return len(self.voters)

    @property
    def is_public(self) -> bool:
        """Whether everybody in the room may read it."""
        return self.state in (SHOWN, PICKED, ANSWERED)


def word_key(word: str) -> str:
    """Return what is the same for two spellings of one word."""
    return " ".join(word.casefold().split())


def in_one_line(text: object) -> str:
    """Return what of a text can be seen, in one line; "" for whatever is no text.

    What turns the direction of writing is not seen, and would turn what stands around it.
    """
    if not isinstance(text, str):
        return ""
    # A text of blanks alone is none; a sign that is no blank and not printable stands for nothing.
    seen = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(seen.split())
