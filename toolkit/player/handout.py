"""A lesson on paper: readable before any script has run, without scripts, and printed."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.lesson import paper
from toolkit.lesson.nouns import Lesson
from toolkit.library import Library
from toolkit.player.shelves import shelved
from toolkit.templates import template
from toolkit.words import phrases, spoken


def handout(lesson: Lesson, library: Library, *, place: str = "") -> str:
    """Return a lesson as HTML: its steps, the answers, the sources, whose it is. No notes.

    `place` is the line above the first step; without one, the first step's own.
    """
    lesson = shelved(lesson, library)
    words = spoken(phrases("toolkit.player"), lesson.language)
    numbers = paper.Numbers(lesson)

    def shown(drawn: str, language: str) -> Markup:
        return Markup(numbers.shown(drawn, language))  # noqa: S704 - the reader drew it

    drawn = template("toolkit.player", "handout.html.j2").render(
        lesson=lesson,
        library=library,
        words=words,
        place=place or words["progress"].format(step=1, steps=len(lesson.steps)),
        handouts={
            step.id: step.activity.handout(step.language) for step in lesson.steps if step.activity
        },
        numbers={step.id: number for number, step in enumerate(lesson.steps, 1)},
        opened_at=library.typed(library.page_address(lesson.name, lesson.language)),
        sources=numbers.listed(),
        shown=shown,
        html=Markup,
    )
    return paper.addressed(drawn)
