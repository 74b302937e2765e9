"""From what a trainer wants to the events that make it so; or a sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from toolkit.lesson.nouns import Poll as Asked
from toolkit.rooms.facts import Facts
from toolkit.rooms.nouns import (
    ASKING,
    CLOUD,
    DONE,
    FEWEST_OPTIONS,
    ITEM_STATES,
    LONGEST_END,
    LONGEST_OPTION,
    LONGEST_TEXT,
    MOST_OPTIONS,
    MOST_POLLS,
    NONE,
    POLL_FORMS,
    POLL_STATES,
    QUESTION_STATES,
    RESULT,
    REVEALED,
    SCALE,
    SHOWN,
    WORD_STATES,
    Poll,
    RoomError,
    in_one_line,
    word_key,
)
from toolkit.rooms.state import RoomState

Event = tuple[str, dict[str, Any]]
"""Type and data of a room event."""

MOST_WORDS_AT_ONCE = 200


def events_of(command: object, state: RoomState, facts: Facts | None = None) -> list[Event]:
    """Return the events of a command, none where all is as it wants already.

    A command is JSON: {"do": ...} with what that needs, see docs/rooms.md. Raises `RoomError` for
    whatever cannot be done, or is no command.
    """
    do = command.get("do") if isinstance(command, Mapping) else None
    if not isinstance(command, Mapping) or not isinstance(do, str) or do not in _COMMANDS:
        raise RoomError("bad_command")
    if not state.is_open:
        if do == "end" and state.is_there:
            return []
        raise RoomError("room_ended")
    return _COMMANDS[do](command, state, facts or Facts())


def _move(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    step = command.get("step")
    if not isinstance(step, str) or not (step in state.steps or step == RESULT):
        raise RoomError("unknown_step")
    moved = [("moved", {"step": step})] if step != state.step else []
    # A poll stands before the step: whoever goes to a step wants that to be seen.
    return [*_without_polls(state), *moved]


def _set(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    now = asdict(state.settings)
    wanted = {name: value for name, value in command.items() if name != "do"}
    if not wanted or not wanted.keys() <= now.keys():
        raise RoomError("bad_command")
    try:
        state.settings.with_changes(wanted)
    except ValueError as error:
        raise RoomError("bad_setting", name=str(error)) from error
    if wanted.get("until") and wanted["until"] not in state.steps:
        raise RoomError("unknown_step")
    changes = {name: value for name, value in wanted.items() if value != now[name]}
    return [("set", changes)] if changes else []


def _item(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    step, wanted = command.get("step"), _state(command, ITEM_STATES)
    if not isinstance(step, str) or step not in state.steps:
        raise RoomError("unknown_step")
    item = state.items.get(step)
    if item is None:
        raise RoomError("no_item")
    if item.state == wanted:
        return []
    if item.state == REVEALED:
        raise RoomError("already_revealed")
    if wanted == SHOWN and item.facts.form == NONE:
        raise RoomError("no_split")
    return [("item", {"step": step, "state": wanted})]


def _poll(command: Mapping[str, Any], state: RoomState, facts: Facts) -> list[Event]:
    if len(state.polls) >= MOST_POLLS:
        raise RoomError("many_polls", most=MOST_POLLS)
    data = {"run": f"p{len(state.polls) + 1}", **_wanted(command, state, facts)}
    return [*_without_polls(state), ("poll", data)]


def _wanted(command: Mapping[str, Any], state: RoomState, facts: Facts) -> dict[str, Any]:
    """Return what is asked: again, out of the lesson, or as it was typed."""
    if "again" in command:
        before = _run(command.get("again"), state)
        asked = _asked(before.form, before.question, before.options, before.low, before.high)
        return {**_checked(asked), "poll": before.poll, "before": before.run}
    poll = command.get("poll")
    if poll:
        if not isinstance(poll, str) or poll not in facts.polls:
            raise RoomError("unknown_poll")
        return {**_checked(facts.polls[poll]), "poll": poll, "before": ""}
    options = command.get("options") or []
    typed = _asked(
        form=str(command.get("form")),
        question=in_one_line(command.get("question")),
        options=tuple(map(in_one_line, options)) if isinstance(options, list) else (),
        low=in_one_line(command.get("low")),
        high=in_one_line(command.get("high")),
    )
    return {**_checked(typed), "poll": "", "before": ""}


def _asked(form: str, question: str, options: tuple[str, ...], low: str, high: str) -> Asked:
    """Return a poll as a lesson would have it."""
    return Asked("", form, question, options, low, high, line=0)


def _checked(asked: Asked) -> dict[str, Any]:
    """Return a poll as an event has it, with what its form needs. Raises `RoomError`."""
    if asked.form not in POLL_FORMS:
        raise RoomError("poll_form")
    if not asked.question:
        raise RoomError("poll_empty")
    if len(asked.question) > LONGEST_TEXT:
        raise RoomError("poll_long", most=LONGEST_TEXT)
    ends = (asked.low, asked.high) if asked.form == SCALE else ("", "")
    if any(len(end) > LONGEST_END for end in ends):
        raise RoomError("long_end", most=LONGEST_END)
    return {
        "form": asked.form,
        "question": asked.question,
        "options": [] if asked.form in (SCALE, CLOUD) else _options(asked.options),
        "low": ends[0],
        "high": ends[1],
    }


def _options(given: tuple[str, ...]) -> list[str]:
    options = [option for option in given if option]  # a form has boxes that stay empty
    if len(options) < FEWEST_OPTIONS:
        raise RoomError("few_options", fewest=FEWEST_OPTIONS)
    if len(options) > MOST_OPTIONS:
        raise RoomError("many_options", most=MOST_OPTIONS)
    seen: set[str] = set()
    for place, option in enumerate(options, start=1):
        if len(option) > LONGEST_OPTION:
            raise RoomError("long_option", most=LONGEST_OPTION, place=place)
        if option.casefold() in seen:
            raise RoomError("same_options", place=place)
        seen.add(option.casefold())
    return options


def _poll_state(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    poll, wanted = _run(command.get("run"), state), _state(command, POLL_STATES)
    if poll.state == wanted:
        return []
    if poll.state == DONE and wanted == ASKING:
        raise RoomError("poll_done")
    # One that comes back takes the place of the one that is on the screens.
    others = _without_polls(state, but=poll) if wanted != DONE else []
    return [*others, ("poll_state", {"run": poll.run, "state": wanted})]


def _word(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    poll, wanted = _run(command.get("run"), state), _state(command, WORD_STATES)
    given = command.get("word")
    words = given if isinstance(given, list) else [given]
    if not all(isinstance(word, str) for word in words) or len(words) > MOST_WORDS_AT_ONCE:
        raise RoomError("bad_command")
    keys = dict.fromkeys(map(word_key, words))
    if not poll.words.keys() >= keys.keys():
        raise RoomError("unknown_word")
    return [
        ("word", {"run": poll.run, "word": poll.words[key].word, "state": wanted})
        for key in keys
        if poll.words[key].state != wanted
    ]


def _mark(command: Mapping[str, Any], state: RoomState, _facts: Facts) -> list[Event]:
    asked, wanted = command.get("question"), _state(command, QUESTION_STATES)
    question = state.questions.get(asked) if isinstance(asked, str) else None
    if question is None:
        raise RoomError("unknown_question")
    if question.state == wanted:
        return []
    return [("marked", {"question": question.id, "state": wanted})]


def _end(_command: Mapping[str, Any], _state: RoomState, _facts: Facts) -> list[Event]:
    return [("ended", {})]


def _without_polls(state: RoomState, but: Poll | None = None) -> list[Event]:
    """Return the events that take polls off the screens."""
    return [
        ("poll_state", {"run": poll.run, "state": DONE})
        for poll in list(state.polls.values())
        if poll.state != DONE and poll is not but
    ]


def _run(run: object, state: RoomState) -> Poll:
    poll = state.polls.get(run) if isinstance(run, str) else None
    if poll is None:
        raise RoomError("unknown_poll")
    return poll


def _state(command: Mapping[str, Any], known: tuple[str, ...]) -> str:
    state = command.get("state")
    if not isinstance(state, str) or state not in known:
        raise RoomError("bad_command")
    return state


_COMMANDS: dict[str, Callable[[Mapping[str, Any], RoomState, Facts], list[Event]]] = {
    "move": _move,
    "set": _set,
    "item": _item,
    "poll": _poll,
    "poll_state": _poll_state,
    "word": _word,
    "mark": _mark,
    "end": _end,
}
