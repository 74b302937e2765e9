"""What a room is told of its lesson: how answers to each step are counted, and what is right.

A room knows no lesson files and no versions. Its `opened` event has what it needs of them, and each
`answer` its places in the split, found against the version that the phone had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from toolkit.lesson.nouns import Activity, Lesson, Poll, Response
from toolkit.lesson.versions import Version
from toolkit.rooms.nouns import NONE, OPTIONS, POINTS, RIGHT, UNSURE_PLACE, StepFacts

_FORMS = {"choose": OPTIONS, "judge": POINTS}


@dataclass(frozen=True)
class Facts:
    """What steering must know of a lesson beyond what its room does: the polls, by their id."""

    polls: Mapping[str, Poll] = field(default_factory=dict)

    @classmethod
    def of(cls, lesson: Lesson) -> Self:
        """Return the facts of a lesson, in its language."""
        return cls({poll.id: poll for step in lesson.steps for poll in step.polls})


def form_of(activity: Activity | None) -> tuple[str, int]:
    """Return how answers to an activity are counted, and how many places their split has."""
    if activity is None:
        return NONE, 0
    form = _FORMS.get(activity.kind)
    if form == OPTIONS:
        return form, len(activity.answers())
    if form == POINTS:
        return form, UNSURE_PLACE + 1
    judged = any(activity.judge(each) is not None for each in activity.responses())
    return (RIGHT, 2) if judged else (NONE, 0)


def key_of(activity: Activity) -> list[Any]:
    """Return what makes a response right, as JSON: two answers with the same key can be added."""
    return [list(piece) if isinstance(piece, tuple) else piece for piece in activity.answers()]


def steps_of(version: Version) -> list[dict[str, Any]]:
    """Return the `steps` of an `opened` event."""
    return [_step(step.id, step.activity) for step in version.steps]


def opened(
    versions: Iterable[Version], language: str, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the data of an `opened` event: a lesson's versions, one a language.

    Raises `ValueError` where there is none in the room's language.
    """
    known = {version.language: version for version in versions}
    if language not in known:
        raise ValueError(f"this lesson is not there in {language!r}")
    version = known[language]
    return {
        "lesson": version.name,
        "language": language,
        "title": version.title,
        "versions": {code: each.version for code, each in known.items()},
        "steps": steps_of(version),
        "settings": dict(settings or {}),
    }


def answered(activity: Activity, given: Response) -> tuple[str, list[int], bool | None]:
    """Return the form of an answer's split, its places in it, and whether it is right.

    Raises `toolkit.lesson.nouns.ResponseError` for what is no response to that activity.
    """
    right = activity.judge(given)
    form, _ = form_of(activity)
    if form == OPTIONS:
        return form, sorted(given["options"]), right
    if form == POINTS:
        point = given["point"]
        return form, [point if type(point) is int else UNSURE_PLACE], right
    if form == RIGHT and right is not None:
        return form, [0 if right else 1], right
    return form, [], right


def answer(
    step: StepFacts | None, version: str, activity: Activity, given: Response, step_id: str
) -> dict[str, Any]:
    """Return the data of an `answer` event: a response, judged against the version it names.

    `step` is what the room knows of it (`RoomState.steps.get`). An answer counts without a place
    where the key is another than the room's. Raises `ResponseError`.
    """
    form, places, right = answered(activity, given)
    alike = step is not None and step.form == form and step.right == key_of(activity)
    return {
        "step": step_id,
        "version": version,
        "split": places if alike else [],
        "right": right if alike else None,
    }


def _step(step_id: str, activity: Activity | None) -> dict[str, Any]:
    form, options = form_of(activity)
    return {
        "id": step_id,
        "kind": activity.kind if activity else None,
        "form": form,
        "options": options,
        "right": key_of(activity) if activity else [],
    }
