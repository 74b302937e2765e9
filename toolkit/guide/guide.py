"""A lesson as sheets to print: complete HTML that needs nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from toolkit.lesson import paper
from toolkit.lesson.nouns import Handout, Lesson, Step
from toolkit.library import Library
from toolkit.player.handout import handout
from toolkit.player.shelves import SECONDS, shelved
from toolkit.templates import template
from toolkit.words import phrases, say, spoken

WORDS = phrases("toolkit.guide")
PLAYER = files("toolkit.player").joinpath("static")

LONGEST_FOOTER = 70
"""Letters of a title that fit on one line beside the page's number."""


@dataclass(frozen=True)
class Planned:
    """A step in the timetable."""

    step: Step
    number: int
    minutes: int | None
    start: int | None  # minutes after the beginning; None once a step before has no minutes
    handout: Handout | None
    on_phone: str  # HTML: how it goes on a phone, at the first step of a kind


@dataclass(frozen=True)
class PlannedPart:
    """A part in the timetable."""

    title: str
    end: str  # HTML
    end_language: str
    steps: tuple[Planned, ...]

    @property
    def minutes(self) -> int:
        """What its steps take together, as far as their notes say."""
        return sum(planned.minutes or 0 for planned in self.steps)


def guide(lesson: Lesson, library: Library) -> str:
    """Return a lesson as a facilitator's guide: timetable, questions, answers, notes, sources."""
    lesson = shelved(lesson, library, SECONDS)
    parts = tuple(_planned(lesson))
    numbers = paper.Numbers(lesson)

    def shown(drawn: str, language: str) -> Markup:
        return Markup(numbers.shown(drawn, language))  # noqa: S704 - the reader drew it

    words = spoken(WORDS, lesson.language)
    drawn = template("toolkit.guide", "guide.html.j2").render(
        lesson=lesson,
        library=library,
        parts=parts,
        minutes=sum(part.minutes for part in parts),
        unplanned=any(planned.minutes is None for part in parts for planned in part.steps),
        sources=numbers.listed(),
        shown=shown,
        words=words,
        footer=css_text(_shortened(f"{words['guide']}: {lesson.title}")),
        html=Markup,
    )
    return paper.addressed(drawn)


def patrons(lesson: Lesson, library: Library) -> str:
    """Return the patron's handout as sheets of their own: what a lesson's page prints."""
    return template("toolkit.guide", "patrons.html.j2").render(
        lesson=lesson,
        style=PLAYER.joinpath("player.css").read_text(encoding="utf-8"),
        handout=handout(lesson, library),
        footer=css_text(_shortened(lesson.title)),
        html=Markup,
    )


def file_name(lesson: str, language: str, *, for_patrons: bool) -> str:
    """Return what the file of a guide is called, without an ending."""
    return say(WORDS, "patrons_file" if for_patrons else "guide_file", language, lesson=lesson)


def css_text(words: str) -> str:
    """Return words as a text in CSS, also inside `<style>`: nothing in them can end either."""
    escaped = re.sub(r"[^\w .,:;()-]", lambda sign: f"\\{ord(sign[0]):x} ", words)
    return f'"{escaped}"'


def _planned(lesson: Lesson) -> Iterator[PlannedPart]:
    number, start = 0, 0
    known = True  # whether all steps so far say how long they take
    told: set[str] = set()  # the kinds of which it has been said how they go on a phone
    for part in lesson.parts:
        steps = []
        for step in part.steps:
            number += 1
            minutes = step.notes.minutes if step.notes else None
            shown = step.activity.handout(step.language) if step.activity else None
            on_phone = (
                shown.on_phone if shown and step.activity and step.activity.kind not in told else ""
            )
            told |= {step.activity.kind} if step.activity else set()
            begin = start if known else None
            steps.append(Planned(step, number, minutes, begin, shown, on_phone))
            known = known and minutes is not None
            start += minutes or 0
        yield PlannedPart(part.title, part.end, part.end_language, tuple(steps))


def _shortened(words: str) -> str:
    if len(words) <= LONGEST_FOOTER:
        return words
    return words[: LONGEST_FOOTER - 1].rsplit(" ", 1)[0].rstrip(" ,:;") + "…"
