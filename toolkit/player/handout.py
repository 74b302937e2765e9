"""A lesson on paper: readable before any script has run, without scripts, and printed."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from toolkit.lesson import paper
from toolkit.lesson.nouns import Lesson
from toolkit.library import Library
from toolkit.words import phrases, spoken


def handout(lesson: Lesson, library: Library) -> str:
    """Return a lesson as HTML: its steps, the answers, the sources, whose it is. No notes."""
    numbers = paper.Numbers(lesson)

    def shown(drawn: str, language: str) -> Markup:
        return Markup(numbers.shown(drawn, language))  # noqa: S704 - the reader drew it

    drawn = _template().render(
        lesson=lesson,
        library=library,
        words=spoken(phrases("toolkit.player"), lesson.language),
        handouts={
            step.id: step.activity.handout(step.language) for step in lesson.steps if step.activity
        },
        numbers={step.id: number for number, step in enumerate(lesson.steps, 1)},
        opened_at=_opened_at(lesson, library),
        sources=numbers.listed(),
        shown=shown,
        html=Markup,
    )
    return paper.addressed(drawn)


def _opened_at(lesson: Lesson, library: Library) -> str:
    """Return the address of the lesson's page, as people type it: "" where nobody knows it."""
    first = lesson.language == library.languages[0]
    page = lesson.name if first else f"{lesson.language}/{lesson.name}"
    return f"{library.address}/{page}" if library.address else ""


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("toolkit.player", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("handout.html.j2")
