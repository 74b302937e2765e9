"""A lesson as JSON, for a browser, and the version that names exactly this content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from toolkit.lesson.nouns import Lesson, Step


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
    """Return the lesson with its version: a hash of all that patrons can see and answer."""
    seen = {**data(lesson), "version": ""}
    text = json.dumps(seen, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return replace(lesson, version=hashlib.sha256(text.encode("ascii")).hexdigest()[:16])


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
