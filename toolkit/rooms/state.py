"""The state of a room: a fold of its events, in the order in which they were written.

The same events in the same order always give the same state. It changes in place, for speed: an
event costs a few microseconds however many people there are. An event of an unknown type, or one
that is broken, changes nothing: a newer Suluh may have written it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from toolkit.records.nouns import RoomEvent
from toolkit.rooms.nouns import (
    ASKING,
    CLOUD,
    DONE,
    ITEM_STATES,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_PEOPLE,
    MOST_QUESTIONS,
    MOST_QUESTIONS_IN_ALL,
    MOST_WAITING,
    MOST_WORDS,
    NOBODY,
    NONE,
    OPTIONS,
    PICKED,
    POINTS,
    POLL_FORMS,
    POLL_STATES,
    QUESTION_STATES,
    RESULT,
    REVEALED,
    RIGHT,
    SEVERAL,
    SHOWN,
    UNSURE_PLACE,
    WAITING,
    WORD_STATES,
    Item,
    Poll,
    Question,
    RoomError,
    Settings,
    StepFacts,
    Word,
    word_key,
)

LAST_TIME = 1e12
"""Seconds since 1970 that no event is after."""

GRACE = 2
"""Seconds after the end of a poll in which votes count that were taken while its end was on the
way: what somebody was told is stored is counted."""


ON_ITS_WAY = 10
"""Seconds that what people do may be on its way. What comes after an end and says that it was
longer before it is from a clock that was set back since."""


class Change(IntEnum):
    """What an event changed of a room."""

    NOTHING = 0
    COUNTS = 1  # what people did: may be told a little later
    STEERING = 2  # what the trainer did: to be told at once


class RoomState:
    """One room as it is after the events applied so far. Read it; only `apply` changes it.

    Before its `opened` event it is nothing but a code: `is_there` is False. Who only looks things
    up may do so in another thread than the one that applies.
    """

    def __init__(self, room: str) -> None:
        self.room = room
        self.number = 0  # of the last event read, whether it changed something or not
        self.is_there = False
        self.lesson = ""
        self.language = ""
        self.title = ""
        self.versions: dict[str, str] = {}  # hash of the content, by language
        self.steps: dict[str, StepFacts] = {}  # by id, in the lesson's order
        self.opened = 0.0
        self.ended: float | None = None  # when
        self.steered = 0.0  # when the trainer last did something
        self.settings = Settings()
        self.step = ""  # the id of the one the trainer is at, or `RESULT`
        self.since = 0.0  # when they came there
        self.people: dict[str, int] = {}  # a visit's id: the how-manieth to join, from 0
        self.items: dict[str, Item] = {}  # of the steps with an activity, in the lesson's order
        self.polls: dict[str, Poll] = {}  # by run, in the order in which they were asked
        self.questions: dict[str, Question] = {}  # by id, in the order in which they were asked
        self.picked: Question | None = None
        self._asked: dict[int, list[Question]] = {}  # by person
        self._ids: set[str] = set()  # of events that could count a second time

    def apply(self, event: RoomEvent) -> Change:
        """Take in the next event, and return what it changed. Never raises."""
        if event.room != self.room or not _is_whole(event):
            return Change.NOTHING
        if event.number:
            if event.number <= self.number:
                return Change.NOTHING
            self.number = event.number
        if event.id in self._ids:
            return Change.NOTHING
        try:
            if event.type in _STEERING and event.person == NOBODY:
                return self._steered(event)
            if event.type in _TAKING and event.person != NOBODY:
                return self._taken(event)
        except _BrokenError:
            pass
        except _RefusedError:
            self._ids.add(event.id)
        return Change.NOTHING

    @property
    def is_open(self) -> bool:
        """Whether it was opened and has not ended."""
        return self.is_there and self.ended is None

    @property
    def joined(self) -> int:
        """How many take part, or did."""
        return len(self.people)

    @property
    def poll(self) -> Poll | None:
        """The one poll that is on the screens."""
        return next((poll for poll in reversed(self.polls.values()) if poll.state != DONE), None)

    def is_late(self, asked: Item | Poll, at: float) -> bool:
        """Return whether what is answered at a time comes too late to count.

        Phones that follow with a delay see a question as open for that much longer.
        """
        if asked.stopped is None:
            return False
        return not asked.stopped - ON_ITS_WAY <= at <= asked.stopped + self.settings.delay

    def check_newcomer(self, person: str) -> None:
        """Raise `RoomError` where somebody does not take part, and cannot come in."""
        if person in self.people:
            return
        if self.settings.locked:
            raise RoomError("locked")
        if self.joined >= MOST_PEOPLE:
            raise RoomError("full", most=MOST_PEOPLE)

    def check_asker(self, person: str) -> None:
        """Raise `RoomError` where somebody cannot ask another question."""
        own = self._asked.get(self.people.get(person, -1), [])
        if len(own) >= MOST_QUESTIONS:
            raise RoomError("questions_many", most=MOST_QUESTIONS)
        if sum(question.state == WAITING for question in own) >= MOST_WAITING:
            raise RoomError("questions_waiting", most=MOST_WAITING)
        if len(self.questions) >= MOST_QUESTIONS_IN_ALL:
            raise RoomError("questions_full", most=MOST_QUESTIONS_IN_ALL)

    # What the trainer does

    def _steered(self, event: RoomEvent) -> Change:
        if self.is_there == (event.type == "opened"):
            raise _RefusedError
        if self.ended is not None:
            return Change.NOTHING
        change = _STEERING[event.type](self, event)
        self._ids.add(event.id)
        self.steered = event.at
        return change

    def _open(self, event: RoomEvent) -> Change:
        data = event.data
        lesson, language, title = (_text(data, key) for key in ("lesson", "language", "title"))
        found = data.get("versions")
        if not isinstance(found, Mapping):
            raise _BrokenError
        versions = {code: _text(found, code) for code in found}
        steps = [_step(each) for each in _list(data, "steps")]
        known = {step.id: step for step in steps}
        if len(known) != len(steps):
            raise _BrokenError
        self.lesson, self.language, self.title = lesson, language, title
        self.versions = versions
        self.steps = known
        self.items = {step.id: Item(step, split=[0] * step.options) for step in steps if step.kind}
        self.settings = _first_settings(data.get("settings"), known)
        self.step = next(iter(known), RESULT)
        self.opened = self.since = event.at
        self.is_there = True
        return Change.STEERING

    def _move(self, event: RoomEvent) -> Change:
        step = _text(event.data, "step")
        if step == self.step or not (step in self.steps or step == RESULT):
            return Change.NOTHING
        self.step, self.since = step, event.at
        return Change.STEERING

    def _set(self, event: RoomEvent) -> Change:
        try:
            settings = self.settings.with_changes(event.data)
        except ValueError as error:
            raise _BrokenError from error
        if settings == self.settings or (settings.until and settings.until not in self.steps):
            return Change.NOTHING
        self.settings = settings
        return Change.STEERING

    def _set_item(self, event: RoomEvent) -> Change:
        item = self.items.get(_text(event.data, "step"))
        state = _one_of(event.data, "state", ITEM_STATES)
        # What phones have shown cannot be unseen.
        if item is None or item.state in (REVEALED, state):
            return Change.NOTHING
        _turn(item, state, event.at)
        return Change.STEERING

    def _ask(self, event: RoomEvent) -> Change:
        data = event.data
        run, form = _text(data, "run"), _one_of(data, "form", POLL_FORMS)
        options = tuple(_list(data, "options"))
        if not all(isinstance(option, str) for option in options):
            raise _BrokenError
        poll = Poll(
            run=run,
            poll=_text(data, "poll"),
            form=form,
            question=_text(data, "question"),
            options=options,
            low=_text(data, "low"),
            high=_text(data, "high"),
            before=_text(data, "before"),
            at=event.at,
        )
        if run in self.polls or not run or (poll.is_chosen and not poll.places):
            return Change.NOTHING
        before = self.polls.get(poll.before)
        if before is None or (before.form, before.places) != (form, poll.places):
            poll.before = ""
        poll.split = [0] * poll.places
        self.polls[run] = poll
        return Change.STEERING

    def _set_poll(self, event: RoomEvent) -> Change:
        poll = self.polls.get(_text(event.data, "run"))
        state = _one_of(event.data, "state", POLL_STATES)
        if poll is None:
            raise _RefusedError
        if poll.state == state:
            return Change.NOTHING
        _turn(poll, state, event.at)
        return Change.STEERING

    def _set_word(self, event: RoomEvent) -> Change:
        poll = self.polls.get(_text(event.data, "run"))
        key = word_key(_text(event.data, "word"))
        state = _one_of(event.data, "state", WORD_STATES)
        if poll is None or key not in poll.words:
            raise _RefusedError
        word = poll.words[key]
        if word.state == state:
            return Change.NOTHING
        word.state = state
        return Change.STEERING

    def _mark(self, event: RoomEvent) -> Change:
        question = self.questions.get(_text(event.data, "question"))
        state = _one_of(event.data, "state", QUESTION_STATES)
        if question is None:
            raise _RefusedError
        if question.state == state:
            return Change.NOTHING
        if self.picked is not None and (state == PICKED or question is self.picked):
            self.picked.state = SHOWN
            self.picked = None
        question.state = state
        if state == PICKED:
            self.picked = question
        return Change.STEERING

    def _end(self, event: RoomEvent) -> Change:
        self.ended = event.at
        return Change.STEERING

    # What people do

    def _taken(self, event: RoomEvent) -> Change:
        if not self.is_there:
            raise _RefusedError
        if self.ended is not None:
            return Change.NOTHING
        return _TAKING[event.type](self, event)

    def _person(self, event: RoomEvent) -> int:
        """Return who it was; they take part from now on. To be called once the rest is known."""
        person = self.people.get(event.person)
        if person is None:
            try:
                self.check_newcomer(event.person)
            except RoomError as error:
                raise _RefusedError from error
            person = self.people[event.person] = len(self.people)
        return person

    def _join(self, event: RoomEvent) -> Change:
        before = self.joined
        self._person(event)
        return Change.COUNTS if self.joined != before else Change.NOTHING

    def _answer(self, event: RoomEvent) -> Change:
        data = event.data
        item = self.items.get(_text(data, "step"))
        places, right = _list(data, "split"), data.get("right")
        if right is not None and not isinstance(right, bool):
            raise _BrokenError
        if item is None:
            return Change.NOTHING
        person = self._person(event)
        if person in item.people:
            return Change.NOTHING
        item.people.add(person)
        if self.is_late(item, event.at):
            item.late += 1
            return Change.COUNTS
        item.answers += 1
        item.right += right is True
        if _are_places(places, len(item.split), several=item.facts.form == OPTIONS):
            item.placed += 1
            for place in places:
                item.split[place] += 1
        return Change.COUNTS

    def _vote(self, event: RoomEvent) -> Change:
        poll = self.polls.get(_text(event.data, "run"))
        if poll is None:
            raise _RefusedError
        chosen: list[Any] = []
        words: dict[str, str] = {}
        if poll.form == CLOUD:
            words = _words(event.data)
        else:
            chosen = _list(event.data, "choice")
            if not _are_places(chosen, poll.places, several=poll.form == SEVERAL):
                raise _BrokenError
        person = self._person(event)
        if person in poll.people:
            return Change.NOTHING
        poll.people.add(person)
        if self.is_late(poll, event.at - GRACE):
            poll.late += 1
            return Change.COUNTS
        poll.answers += 1
        for place in chosen:
            poll.split[place] += 1
        first = WAITING if self.settings.moderate_words else SHOWN
        for key, word in words.items():
            poll.words.setdefault(key, Word(word, first)).n += 1
            poll.ranking = None
        return Change.COUNTS

    def _question(self, event: RoomEvent) -> Change:
        text = _text(event.data, "text")
        if len(text) > LONGEST_TEXT:
            raise _BrokenError
        if event.id in self.questions:
            return Change.NOTHING
        try:
            self.check_asker(event.person)
        except RoomError as error:
            raise _RefusedError from error
        person = self._person(event)
        state = WAITING if self.settings.moderate_questions else SHOWN
        question = Question(event.id, person, text, state, event.at)
        self.questions[event.id] = question
        self._asked.setdefault(person, []).append(question)
        return Change.COUNTS

    def _upvote(self, event: RoomEvent) -> Change:
        question = self.questions.get(_text(event.data, "question"))
        if question is None:
            raise _RefusedError
        person = self._person(event)
        if person == question.person or person in question.voters:
            return Change.NOTHING
        question.voters.add(person)
        return Change.COUNTS


_Applier = Callable[[RoomState, RoomEvent], Change]

_STEERING: dict[str, _Applier] = {
    # ruff: noqa: SLF001 - these are the state's own
    "opened": RoomState._open,
    "moved": RoomState._move,
    "set": RoomState._set,
    "item": RoomState._set_item,
    "poll": RoomState._ask,
    "poll_state": RoomState._set_poll,
    "word": RoomState._set_word,
    "marked": RoomState._mark,
    "ended": RoomState._end,
}
_TAKING: dict[str, _Applier] = {
    "joined": RoomState._join,
    "answer": RoomState._answer,
    "vote": RoomState._vote,
    "question": RoomState._question,
    "upvote": RoomState._upvote,
}


class _BrokenError(Exception):
    """An event does not have the shape of its type."""


class _RefusedError(Exception):
    """An event does not count as the room is now; its id is kept, so that it never will."""


def _is_whole(event: RoomEvent) -> bool:
    """Return whether an event has what all have: the records may hold whatever was put there."""
    texts = (event.id, event.type, event.person)
    return (
        all(isinstance(text, str) for text in texts)
        and bool(event.id)
        and isinstance(event.number, int)
        and isinstance(event.at, int | float)
        and abs(event.at) < LAST_TIME
        and isinstance(event.data, Mapping)
    )


def _turn(asked: Item | Poll, state: str, at: float) -> None:
    """Turn an item or poll to a state.

    Answers cease to count when it is closed or revealed, and do so again only once it is asked
    anew: showing the split changes nothing about that.
    """
    asked.state = state
    if state == ASKING:
        asked.stopped = None
    elif state != SHOWN and asked.stopped is None:
        asked.stopped = at


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise _BrokenError
    return value


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if not isinstance(value, list):
        raise _BrokenError
    return value


def _one_of(data: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = _text(data, key)
    if value not in known:
        raise _BrokenError
    return value


def _are_places(found: list[Any], count: int, *, several: bool) -> bool:
    """Return whether these are places among so many: each once, and one where that is asked."""
    return (
        (len(found) >= 1 if several else len(found) == 1)
        and all(type(place) is int and 0 <= place < count for place in found)
        and len(set(found)) == len(found)
    )


def _words(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of a vote by their keys; those that are forgotten already are left out."""
    words = _list(data, "words")
    if len(words) > MOST_WORDS:
        raise _BrokenError
    for word in words:
        if not isinstance(word, str) or len(word) > LONGEST_WORD:
            raise _BrokenError
    found: dict[str, str] = {}
    for word in words:
        if key := word_key(word):
            found.setdefault(key, word)
    return found


def _step(data: Any) -> StepFacts:
    """Return what is known of a step; a form that is not understood is not counted by place."""
    if not isinstance(data, Mapping):
        raise _BrokenError
    kind, form, key = data.get("kind"), data.get("form"), data.get("right")
    right = key if isinstance(key, list) else []
    of_sides = bool(right) and all(isinstance(each, bool) for each in right)
    places = {
        OPTIONS: len(right) if of_sides else 0,
        POINTS: UNSURE_PLACE + 1 if of_sides and len(right) == len((False, True)) else 0,
        RIGHT: len((True, False)),
    }
    count = places.get(form, 0) if isinstance(form, str) else 0
    return StepFacts(
        id=_text(data, "id"),
        kind=kind if isinstance(kind, str) else "",
        form=form if isinstance(form, str) and count else NONE,
        options=count,
        right=right,
    )


def _first_settings(given: object, steps: Mapping[str, StepFacts]) -> Settings:
    """Return what a room begins with: whatever of it fits."""
    settings = Settings()
    for name, value in given.items() if isinstance(given, Mapping) else ():
        try:
            settings = settings.with_changes({name: value})
        except ValueError:
            continue
    return settings if settings.until in steps else settings.with_changes({"until": ""})
