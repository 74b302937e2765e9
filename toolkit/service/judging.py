"""Judging a response by the version of the lesson that its page had.

What a browser says of being right counts for nothing: it is not even looked at.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from toolkit.lesson.nouns import Activity, ResponseError
from toolkit.lesson.versions import Version
from toolkit.records.nouns import Response, answer_of, before_of, checked_of, compact
from toolkit.service.discreet import told
from toolkit.service.message import WORDS, EventError, Given
from toolkit.words import LANGUAGES, say

LOG = logging.getLogger("suluh")

MOST_ENTRIES = 8
MOST_PLACES = 200
MOST_NUMBER = 10_000
LONGEST_GIVEN = 2000
"""How long a response may be as JSON: far more than any that fits an activity."""

_WORD = re.compile(r"[a-z]{1,20}")


class Judge:
    """Judges the responses to one version."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._steps = {step.id: (at, step.activity) for at, step in enumerate(version.steps)}

    @cached_property
    def _entries(self) -> dict[str, frozenset[str]]:
        """The entries that responses to each step have: nothing else of one is kept."""
        return {
            step.id: frozenset(
                key for each in islice(step.activity.responses(), MOST_ENTRIES) for key in each
            )
            for step in self.version.steps
            if step.activity
        }

    def place_of(self, step_id: str) -> int:
        """Return how many steps stand before one, -1 where there is none of that id."""
        return self._steps.get(step_id, (-1, None))[0]

    def has(self, step_id: str) -> bool:
        """Return whether the version has a step of that id."""
        return step_id in self._steps

    def activity(self, step_id: str) -> Activity | None:
        """Return the activity of a step, None where it has none."""
        return self._steps.get(step_id, (-1, None))[1]

    def judged(self, response: Response, given: Mapping[str, Any]) -> Response:
        """Return a response with what is known of it. Raises `EventError` where it fits no step."""
        _, activity = self._steps.get(response.step, (-1, None))
        if activity is None:
            raise EventError("unknown_step")
        right = _right(activity, given)
        entries = self._entries[response.step]
        return _described(
            replace(response, kind=activity.kind, right=right, judged=True),
            {key: value for key, value in given.items() if key in entries},
        )


def unjudged(response: Response, given: Mapping[str, Any]) -> Response:
    """Return a response to a version that is not at hand: nothing can be said of it but its shape.

    Raises `EventError` where no activity has a response of such a shape: a text, for one.
    """
    if not _is_plain(given):
        raise EventError("unfit_response")
    return _described(response, given)


def late(judge: Judge, waiting: Iterable[Response]) -> tuple[list[Response], list[Response]]:
    """Return what responses are that waited for their version, and those that fit none of it.

    These were no responses: nobody could tell when they came.
    """
    found, refused = [], []
    for response in waiting:
        try:
            found.append(judge.judged(response, json.loads(response.given)))
        except EventError:
            refused.append(response)
    return found, refused


def as_response(given: Given, visit: str, now: float) -> Response:
    """Return a response of which nothing is known yet but when and where it was given."""
    return Response(
        id=given.id,
        visit=visit,
        version=given.version,
        step=given.step,
        kind="",
        attempt=given.attempt,
        answer="",
        right=None,
        judged=False,
        before=None,
        checked=False,
        ms=given.ms,
        at=now - given.ago / 1000,
        given="",
    )


def _right(activity: Activity, given: Mapping[str, Any]) -> bool | None:
    try:
        return activity.judge(given)
    except ResponseError as error:
        raise EventError("unfit_response") from error
    except Exception as error:
        # Were it not answered, the page would send it again for ever.
        said = say(WORDS, "judging_failed", next(iter(LANGUAGES)))
        LOG.error("%s %s", said, told(error))  # noqa: TRY400  # its words may quote the answer
        raise EventError("unfit_response") from error


def _described(response: Response, given: Mapping[str, Any]) -> Response:
    text = compact(given)
    if len(text) > LONGEST_GIVEN:
        raise EventError("unfit_response")
    return replace(
        response,
        answer=answer_of(given),
        before=before_of(given),
        checked=checked_of(given),
        given=text,
    )


def _is_plain(given: Mapping[str, Any]) -> bool:
    """Return whether all entries are what responses are made of: places, marks, and yes or no."""
    return len(given) <= MOST_ENTRIES and all(
        _WORD.fullmatch(key) and _is_piece(value) for key, value in given.items()
    )


def _is_piece(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_PLACES and all(_is_number(each) for each in value)
    if isinstance(value, str):
        return _WORD.fullmatch(value) is not None
    return value is None or isinstance(value, bool) or _is_number(value)


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST_NUMBER
