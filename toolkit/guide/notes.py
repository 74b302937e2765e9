"""What facilitators know of their lessons, as data: for their own window, beside what they show.

It is what the facilitator's guide has on paper. It never becomes part of a site: who presents
opens the file in a window of their own, and a live room hands it to its trainer alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from toolkit.guide.guide import WORDS
from toolkit.lesson.nouns import Lesson, Poll, Step, without_lines
from toolkit.lesson.sources import unmarked
from toolkit.project import LessonError, Project
from toolkit.words import SpokenError

SIGN = "notes"
"""What `suluh` says in the file: that it is one of these, whatever it is called."""

ENDING = ".json"
NAME = f"suluh-catatan{ENDING}"
"""What the file is called where only a folder was named."""


def notes(
    project: Project, names: Iterable[str], languages: Iterable[str], made: date | None = None
) -> dict[str, Any]:
    """Return the notes of lessons in the languages they can be played in, as JSON.

    Its shape is `{"suluh": "notes", "library", "made", "lessons": {name: {language: of_lesson}}}`.
    What cannot be played is left out, as it is on the site.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, language in product(names, tuple(languages)):
        with suppress(LessonError):
            found.setdefault(name, {})[language] = of_lesson(project.lesson(name, language))
    return {
        "suluh": SIGN,
        "library": project.library.name,
        "made": (made or date.today()).isoformat(),
        "lessons": found,
    }


def of_lesson(lesson: Lesson) -> dict[str, Any]:
    """Return the notes of a lesson: `{"title", "minutes", "steps", "polls"}`.

    `minutes` are those of its steps together, as far as their notes say. A step is `{"id", "title",
    "language", "minutes" (None where nobody says), "notes", "heading" (what the answer is called),
    "answer", "others", "hints"}`; the last three and the notes are HTML, "" where there are none.
    A poll is `{"id", "step", "form", "question", "options", "low", "high"}`, all of it plain.
    """
    steps = [_step(step) for step in lesson.steps]
    return {
        "title": lesson.title,
        "minutes": sum(step["minutes"] or 0 for step in steps),
        "steps": steps,
        "polls": [_poll(step, poll) for step in lesson.steps for poll in step.polls],
    }


def checked(asked: str, folder: Path) -> Path:
    """Return the file for notes that someone asked for, who publishes a site into a folder.

    Raises `SpokenError` where it would be published, too, and where it would replace what is no
    file of notes. Nothing is written yet: who is refused has published nothing.
    """
    file = Path(asked).resolve()
    if file.is_dir():
        file /= NAME
    if file.is_relative_to(folder.resolve()):
        raise SpokenError(WORDS, "notes_inside", file=file, folder=folder)
    if file.suffix.lower() != ENDING:
        raise SpokenError(WORDS, "notes_ending", file=file)
    if not file.parent.is_dir():
        raise SpokenError(WORDS, "notes_no_folder", folder=file.parent)
    if file.exists() and not _are_notes(file):
        raise SpokenError(WORDS, "notes_other", file=file)
    return file


def write(told: dict[str, Any], file: Path) -> None:
    """Write notes into a file. Raises `OSError`."""
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _step(step: Step) -> dict[str, Any]:
    handout = step.activity.handout(step.language) if step.activity else None
    return {
        "id": step.id,
        "title": step.title,
        "language": step.language,
        "minutes": step.notes.minutes if step.notes else None,
        "notes": unmarked(step.notes.html) if step.notes else "",
        "heading": handout.heading if handout else "",
        "answer": unmarked(handout.answer) if handout else "",
        "others": unmarked(handout.others) if handout else "",
        "hints": unmarked(handout.hints) if handout else "",
    }


def _poll(step: Step, poll: Poll) -> dict[str, Any]:
    return {**without_lines(asdict(poll)), "step": step.id}


def _are_notes(file: Path) -> bool:
    try:
        found = json.loads(file.read_bytes())
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("suluh") == SIGN
