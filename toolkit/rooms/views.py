"""What each screen shows of a room, as JSON: always the whole of it, and small.

Nothing in them says who somebody is. What phones and the shared screen get holds no split, cloud
or key before it is shown, and nothing that waits for the trainer's eye.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from typing import Any

from toolkit.rooms.nouns import (
    ANSWERED,
    DONE,
    HIDDEN,
    PICKED,
    SHOWN,
    UNSURE_PLACE,
    WAITING,
    WORD_STATES,
    Item,
    Poll,
    Question,
)
from toolkit.rooms.state import RoomState

MOST_IN_CLOUD = 40
"""How many words of a cloud a screen gets."""

MOST_WORDS_TOLD = 150
MOST_QUESTIONS_TOLD = 100
"""How many words of a poll, and questions, a trainer gets at once; the rest comes as those go."""

FEWEST_FOR_LEAN = 5
"""How many must have judged an item before it says something of the room."""

SUSPICIOUS, TRUSTING = "suspicious", "trusting"


def phone(state: RoomState) -> dict[str, Any]:
    """Return what every phone in the room gets."""
    view = _common(state)
    view["joined"] = _roughly(state.joined) if state.settings.joined_shown else None
    return view


def screen(state: RoomState, *, link: str = "", short: str = "") -> dict[str, Any]:
    """Return what the shared screen shows; `link` is the room's address, `short` to be typed."""
    view = _common(state)
    view["joined"] = state.joined if state.settings.joined_shown else None
    item, poll = state.items.get(state.step), state.poll
    if item is not None:
        view["item"]["answers"] = item.answers
    if poll is not None and view["poll"] is not None:
        view["poll"]["answers"] = poll.answers
    return {**view, "link": link, "short": short}


def trainer(
    state: RoomState, *, here: int = 0, now: float = 0, link: str = "", short: str = ""
) -> dict[str, Any]:
    """Return what the console shows; `here` is how many phones are connected."""
    told = sorted(state.questions.values(), key=_for_trainer)
    return {
        "room": state.room,
        "state": phase(state),
        "lesson": state.lesson,
        "language": state.language,
        "title": state.title,
        "opened": state.opened,
        "now": now,
        "step": state.step,
        "since": state.since,
        "settings": asdict(state.settings),
        "joined": state.joined,
        "here": here,
        "items": {step: _item_told(item) for step, item in state.items.items()},
        "lean": lean(state),
        "polls": [_poll_told(state, poll) for poll in state.polls.values()],
        "questions": [
            {**_asked(question), "at": question.at} for question in told[:MOST_QUESTIONS_TOLD]
        ],
        "questions_more": max(0, len(told) - MOST_QUESTIONS_TOLD),
        "link": link,
        "short": short,
    }


def questions(state: RoomState) -> list[dict[str, Any]]:
    """Return the questions that everybody in the room may read, what matters most first."""
    public = [question for question in list(state.questions.values()) if question.is_public]
    return [_asked(each) for each in sorted(public, key=_for_people)[:MOST_QUESTIONS_TOLD]]


def phase(state: RoomState) -> str:
    """Return whether a room is "open", "paused" or "ended"."""
    if state.ended is not None:
        return "ended"
    return "paused" if state.settings.paused else "open"


def lean(state: RoomState) -> str:
    """Return the side to which a room errs: `SUSPICIOUS`, `TRUSTING`, or "" for neither or both.

    It is suspicious where at least half of the answers to what is true call it false.
    """
    wrong = {True: 0, False: 0}  # by what is true of the item
    answers = {True: 0, False: 0}
    for item in state.items.values():
        truth = item.facts.truth
        if truth is None or item.placed < FEWEST_FOR_LEAN:
            continue
        half = UNSURE_PLACE // 2
        wrong[truth] += sum(item.split[:half] if truth else item.split[half:UNSURE_PLACE])
        answers[truth] += item.placed
    errs = {truth: answers[truth] > 0 and wrong[truth] * 2 >= answers[truth] for truth in answers}
    if errs[True] == errs[False]:
        return ""
    return SUSPICIOUS if errs[True] else TRUSTING


def _common(state: RoomState) -> dict[str, Any]:
    """Return what phones and the shared screen have in common."""
    item, settings, ended = state.items.get(state.step), state.settings, state.ended is not None
    poll = None if ended else state.poll
    picked = None if ended else state.picked
    view: dict[str, Any] = {
        "room": state.room,
        "state": phase(state),
        "lesson": state.lesson,
        "step": state.step,
        "pace": settings.pace,
        "until": settings.until,
        "item": None if item is None else _item_shown(item),
        "revealed": [step for step, each in state.items.items() if each.is_revealed],
        "poll": None if poll is None else _poll_shown(state, poll),
        "questions": {
            "open": settings.questions_open and not ended,
            "picked": None if picked is None else {"id": picked.id, "text": picked.text},
        },
    }
    if ended:
        shown = {step: each for step, each in state.items.items() if each.is_shown and each.placed}
        view["splits"] = {step: list(each.split) for step, each in shown.items()}
    return view


def _item_shown(item: Item) -> dict[str, Any]:
    return {
        "state": item.state,
        "split": list(item.split) if item.is_shown else None,
        "answers": item.answers if item.is_shown else None,
    }


def _poll_shown(state: RoomState, poll: Poll) -> dict[str, Any]:
    shown = poll.is_shown
    return {
        **_poll_asked(poll),
        "answers": poll.answers if shown else None,
        "split": list(poll.split) if shown and poll.is_chosen else None,
        "cloud": _cloud(poll, MOST_IN_CLOUD) if shown and not poll.is_chosen else None,
        "before": _before(state, poll) if shown else None,
    }


def _poll_asked(poll: Poll) -> dict[str, Any]:
    return {
        "run": poll.run,
        "form": poll.form,
        "question": poll.question,
        "options": list(poll.options),
        "low": poll.low,
        "high": poll.high,
        "state": poll.state,
        "open": poll.stopped is None,
    }


def _before(state: RoomState, poll: Poll) -> dict[str, Any] | None:
    """Return what was said when the same was asked before, None where it was not."""
    before = state.polls.get(poll.before)
    if before is None or not before.is_chosen:
        return None
    return {"split": list(before.split), "answers": before.answers}


def _cloud(poll: Poll, most: int) -> list[list[Any]]:
    shown = (word for word in poll.ranked() if word.state == SHOWN)
    return [[word.word, word.n] for word in islice(shown, most)]


def _item_told(item: Item) -> dict[str, Any]:
    return {
        "state": item.state,
        "kind": item.facts.kind,
        "form": item.facts.form,
        "open": item.stopped is None,
        "answers": item.answers,
        "late": item.late,
        "right": item.right,
        "split": list(item.split),
        "missed": item.missed(),
    }


def _poll_told(state: RoomState, poll: Poll) -> dict[str, Any]:
    words = _words_told(poll)
    return {
        **_poll_asked(poll),
        "poll": poll.poll,
        "at": poll.at,
        "answers": poll.answers,
        "late": poll.late,
        "split": list(poll.split),
        "before": poll.before,
        "earlier": _before(state, poll),
        "words": [{"word": word.word, "n": word.n, "state": word.state} for word in words],
        "words_more": len(poll.words) - len(words),
    }


def _words_told(poll: Poll) -> list[Any]:
    """Return the words that a trainer has to do with: those that wait for a decision first."""
    ranked = poll.ranked()
    if poll.state == DONE:
        return list(islice((word for word in ranked if word.state == SHOWN), MOST_IN_CLOUD))
    by_state: Iterable[Any] = (
        word for state in WORD_STATES for word in ranked if word.state == state
    )
    return list(islice(by_state, MOST_WORDS_TOLD))


def _asked(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "votes": question.votes,
        "state": question.state,
    }


_FOR_TRAINER = {PICKED: 0, WAITING: 1, SHOWN: 1, ANSWERED: 2, HIDDEN: 3}


def _for_trainer(question: Question) -> tuple[int, int]:
    return _FOR_TRAINER[question.state], -question.votes


_FOR_PEOPLE = {PICKED: 0, SHOWN: 1, ANSWERED: 2}


def _for_people(question: Question) -> tuple[int, int]:
    return _FOR_PEOPLE[question.state], -question.votes


_STEPS = ((20, 1), (100, 5), (1000, 10))


def _roughly(joined: int) -> int:
    """Return how many joined, rounded down: a phone need not be told of each."""
    by = next((by for below, by in _STEPS if joined < below), 50)
    return joined // by * by
