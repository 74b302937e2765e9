"""A lesson as its trainer needs it: what to say, what is right, and what its options are called.

As JSON:

    {"name", "language", "title", "minutes",
     "parts": [{"title", "steps": [ids]}],
     "steps": [{"id", "title", "minutes", "notes", "heading", "answer", "others",
                "hints", "kind", "form", "question", "options": [{"html", "right", "feedback"}]}],
     "polls": [{"id", "step", "form", "question", "options", "low", "high"}]}

Notes and polls are as `toolkit.guide.notes` tells of them. `question` and what stands in `options`
are HTML, "" for none; `minutes` and `kind` may be null. `options` stand in the order of a split of
that `form`: for "points" the four points and "unsure", whose `feedback` is ""; for "right" and
"none" there are none. It never goes to a patron.
"""

from __future__ import annotations

from html import escape
from typing import Any

from toolkit.guide.notes import of_lesson
from toolkit.project import Project
from toolkit.rooms.facts import form_of
from toolkit.rooms.nouns import OPTIONS, POINTS, UNSURE_PLACE
from toolkit.words import say


def for_trainer(project: Project, name: str, language: str) -> dict[str, Any]:
    """Return a lesson as JSON. Raises `LessonError` where it cannot be played."""
    lesson = project.lesson(name, language)
    noted = of_lesson(lesson)
    steps = {step.id: step for step in lesson.steps}
    return {
        **noted,
        "name": name,
        "language": language,
        "parts": [
            {"title": part.title, "steps": [step.id for step in part.steps]}
            for part in lesson.parts
        ],
        "steps": [{**each, **_activity(steps[each["id"]])} for each in noted["steps"]],
    }


def _activity(step: Any) -> dict[str, Any]:
    activity = step.activity
    form, _ = form_of(activity)
    told = activity.data() if activity else {}
    return {
        "kind": activity.kind if activity else None,
        "form": form,
        "question": str(told.get("question", "")),
        "options": _options(form, activity, told, step.language),
    }


def _options(form: str, activity: Any, told: dict[str, Any], language: str) -> list[dict[str, Any]]:
    if form == OPTIONS:
        return [
            {"html": each["html"], "right": each["right"], "feedback": each["feedback"]}
            for each in told["options"]
        ]
    if form == POINTS:
        keys = [*(f"{told['pair']}_{point}" for point in range(UNSURE_PLACE)), "unsure"]
        truth = bool(told["truth"])
        said = [str(told["feedback"][side]) for side in ("false", "true")]
        return [
            {
                "html": escape(say(activity.words, key, language)),
                "right": place < UNSURE_PLACE and (place >= UNSURE_PLACE // 2) == truth,
                "feedback": said[place >= UNSURE_PLACE // 2] if place < UNSURE_PLACE else "",
            }
            for place, key in enumerate(keys)
        ]
    return []
