"""What people in a room send, checked against its state before it is written.

Each returns the data of an event. Raises `RoomError` with a sentence for that person, or
`AlreadyError` for what they did before: that is acknowledged, and not written again. What slips
through since the state is some milliseconds old does no harm: the fold counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.rooms.nouns import (
    CLOUD,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_WORDS,
    SEVERAL,
    AlreadyError,
    RoomError,
    in_one_line,
    word_key,
)
from toolkit.rooms.state import RoomState


def join(state: RoomState, person: str) -> dict[str, Any]:
    """Return the data of a `joined` event."""
    _check_open(state)
    if person in state.people:
        raise AlreadyError("already")
    state.check_newcomer(person)
    return {}


def vote(state: RoomState, person: str, given: Mapping[str, Any], at: float) -> dict[str, Any]:
    """Return the data of a `vote` event: {"run", "choice"} or {"run", "words"} (masked already).

    `at` is when they voted, in seconds since 1970.
    """
    _check_open(state)
    run = given.get("run")
    poll = state.polls.get(run) if isinstance(run, str) else None
    if poll is None:
        raise RoomError("no_poll")
    if state.people.get(person) in poll.people:
        raise AlreadyError("already")
    state.check_newcomer(person)
    if state.is_late(poll, at):
        raise RoomError("poll_closed")
    if poll.form == CLOUD:
        return {"run": poll.run, "words": _words(given.get("words"))}
    several = poll.form == SEVERAL
    return {"run": poll.run, "choice": _choice(given.get("choice"), poll.places, several=several)}


def question(state: RoomState, person: str, question_id: str, text: object) -> dict[str, Any]:
    """Return the data of a `question` event; its text is masked already."""
    _check_open(state)
    if question_id in state.questions:
        raise AlreadyError("already")
    state.check_newcomer(person)
    if not state.settings.questions_open:
        raise RoomError("questions_closed")
    asked = in_one_line(text)
    if not asked:
        raise RoomError("question_empty")
    if len(asked) > LONGEST_TEXT:
        raise RoomError("question_long", most=LONGEST_TEXT)
    state.check_asker(person)
    return {"text": asked}


def upvote(state: RoomState, person: str, question_id: object) -> dict[str, Any]:
    """Return the data of an `upvote` event."""
    _check_open(state)
    asked = state.questions.get(question_id) if isinstance(question_id, str) else None
    if asked is None or not asked.is_public:
        raise RoomError("no_question")
    voter = state.people.get(person)
    if voter == asked.person:
        raise RoomError("own_question")
    if voter in asked.voters:
        raise AlreadyError("already")
    state.check_newcomer(person)
    return {"question": asked.id}


def _check_open(state: RoomState) -> None:
    if not state.is_open:
        raise RoomError("ended")


def _choice(given: object, places: int, *, several: bool) -> list[int]:
    chosen = sorted({at for at in given if type(at) is int}) if isinstance(given, list) else []
    fits = all(0 <= place < places for place in chosen)
    if several and not (chosen and fits):
        raise RoomError("choose_some")
    if not several and not (len(chosen) == 1 and fits):
        raise RoomError("choose_one")
    return chosen


def _words(given: object) -> list[str]:
    """Return the words without those that say the same; nothing of them is cut."""
    found = [in_one_line(word) for word in given] if isinstance(given, list) else []
    words = list({word_key(word): word for word in reversed(found) if word_key(word)}.values())
    if not words:
        raise RoomError("no_words")
    if len(words) > MOST_WORDS:
        raise RoomError("many_words", most=MOST_WORDS)
    if any(len(word) > LONGEST_WORD for word in words):
        raise RoomError("long_word", most=LONGEST_WORD)
    return words[::-1]
