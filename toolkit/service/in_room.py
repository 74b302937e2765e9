"""What a message from a live room adds to it: its answers, votes and questions as room events."""

from __future__ import annotations

from typing import Any

from toolkit.lesson.nouns import Activity, ResponseError
from toolkit.records.nouns import RoomEvent, room_source
from toolkit.rooms import facts, taking
from toolkit.rooms.nouns import AlreadyError, RoomError
from toolkit.rooms.state import RoomState
from toolkit.service.message import Asked, EventError, Given, InRoom, Vote


class Place:
    """The place of one visit in a room, while one message of it is taken."""

    def __init__(self, state: RoomState, person: str, now: float) -> None:
        self._state = state
        self._person = person
        self._now = now
        self.events: list[RoomEvent] = []
        """What is to be written."""

    @property
    def source(self) -> str:
        """Where visits in this room came from, so that results can be told apart by it.

        "" for who goes through it alone after its end.
        """
        state = self._state
        takes_part = state.is_open or self._person in state.people
        return room_source(state.room) if takes_part else ""

    def answer(self, given: Given, activity: Activity) -> None:
        """Add an answer to a step: the first one, where the room still counts any."""
        if given.attempt != 1 or not self._counts():
            return
        step = self._state.steps.get(given.step)
        try:
            data = facts.answer(step, given.version, activity, given.response, given.step)
        except ResponseError as error:
            raise EventError("unfit_response") from error
        self._add("answer", given.id, data)

    def take(self, event: InRoom) -> None:
        """Add a vote, a question or an upvote. Raises `RoomError` where it cannot be taken."""
        try:
            kind, data = self._checked(event)
        except AlreadyError:
            return  # it came before, but the phone never heard of that: it is told so now
        self._add(kind, event.id, data)

    def _counts(self) -> bool:
        """Return whether the person may take part without having joined before."""
        state = self._state
        if not state.is_open:
            return False
        try:
            taking.join(state, self._person)
        except AlreadyError:
            return True
        except RoomError:
            return False
        return True

    def _checked(self, event: InRoom) -> tuple[str, dict[str, Any]]:
        state, person = self._state, self._person
        if isinstance(event, Vote):
            given: dict[str, object] = {"run": event.run}
            given |= {"choice": list(event.choice)} if event.choice else {"words": [*event.words]}
            return "vote", taking.vote(state, person, given, self._now)
        if isinstance(event, Asked):
            return "question", taking.question(state, person, event.id, event.text)
        return "upvote", taking.upvote(state, person, event.question)

    def _add(self, kind: str, event_id: str, data: dict[str, Any]) -> None:
        # When it came, and not when the phone says that it was done: what the room shows meanwhile
        # must not depend on a clock that anybody may set.
        self.events.append(
            RoomEvent(0, event_id, self._state.room, kind, self._person, self._now, data)
        )
