"""The one step that is being written, as a lesson of its own: what the preview plays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.activities import KINDS
from toolkit.lesson import reader
from toolkit.lesson.data import versioned
from toolkit.lesson.nouns import Lesson
from toolkit.lesson.outline import END
from toolkit.studio.places import Layout, Span

_HEAD = "---\ntitle: {title}\nsummary: -\nminutes: 1\nreviewed: 2026-01-01\n---\n"


def step(lesson: Lesson, line: int) -> Lesson | None:
    """Return a lesson trimmed to the step that a line (from 1) is in; the first one before it."""
    found = None
    for part in lesson.parts:
        for each in part.steps:
            if found is None or each.line <= line:
                end = part.end if each is part.steps[-1] else ""
                found = replace(part, steps=(each,), end=end)
    if found is None:
        return None
    reading = lesson.reading if found.steps[0] is lesson.steps[-1] else None
    return versioned(replace(lesson, parts=(found,), reading=reading))


def alone(laid: Layout, here: Span, path: Path) -> Lesson | None:
    """Return one step read by itself, None where it cannot be: the others may have mistakes."""
    body = laid.text(here.start, laid.end_of(here))
    if not any(block.name == END for block in laid.blocks_of(here)):
        body += "\n\n:::{end}\n\n:::"  # without one, a reader would note it
    head = _HEAD.format(title=here.title or "-")
    text = f"{head}\n{body}\n\n{laid.sources_of(body)}\n"
    reading = reader.read(
        text.encode("utf-8", "replace"),
        name=path.parent.name,
        language=path.stem,
        folder=path.parent,
        file="",
        kinds=KINDS,
        today=date.today(),
    )
    return reading.lesson
