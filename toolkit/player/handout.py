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
    drawn = _template().render(
        lesson=lesson,
        library=library,
        words=spoken(phrases("toolkit.player"), lesson.language),
        handouts={
            step.id: step.activity.handout(step.language) for step in lesson.steps if step.activity
        },
        sources=paper.sources(lesson),
        html=Markup,
    )
    return paper.addressed(drawn)


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
