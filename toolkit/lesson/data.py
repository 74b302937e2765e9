"""A lesson as JSON, for a browser, and the version that names exactly this content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from toolkit.lesson.nouns import Lesson, Step, without_lines

_EMPTY: tuple[Any, ...] = ("", None, [], {})
"""What stands for nothing; False and 0 say something."""


def data(lesson: Lesson) -> dict[str, Any]:
    """Return what a browser needs to play a lesson: no facilitator notes, no line numbers."""
    return {
        "name": lesson.name,
        "language": lesson.language,
        "version": lesson.version,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "parts": [
            {
                "title": part.title,
                "end": part.end,
                "steps": [_step(step) for step in part.steps],
            }
            for part in lesson.parts
        ],
    }


def versioned(lesson: Lesson) -> Lesson:
    """Return the lesson with its version: a hash of all that patrons can see and answer.

    What is empty does not count, so that a noun can get another field without a new version for
    every lesson that does not use it.
    """
    reading = without_lines(asdict(lesson.reading)) if lesson.reading else None
    seen = _filled({**data(lesson), "reading": reading, "version": ""})
    text = json.dumps(seen, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return replace(lesson, version=hashlib.sha256(text.encode("ascii")).hexdigest()[:16])


def _filled(value: Any) -> Any:
    """Return JSON without the entries that say nothing. In a list everything keeps its place."""
    if isinstance(value, dict):
        filled = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in filled.items() if item not in _EMPTY}
    if isinstance(value, list | tuple):
        return [_filled(item) for item in value]
    return value


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "language": step.language,
        "before": step.before,
        "activity": step.activity.data() if step.activity else None,
        "after": step.after,
        "sources": [{"number": source.number, "html": source.html} for source in step.sources],
    }
