"""A lesson on paper: readable before any script has run, without scripts, and printed."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from toolkit.lesson.nouns import Lesson, Source
from toolkit.library import Library
from toolkit.words import phrases, spoken


def handout(lesson: Lesson, library: Library) -> str:
    """Return a lesson as HTML: its steps, the answers, the sources, whose it is. No notes."""
    # A step that stands in the first language brings that language's numbers along.
    sources: dict[tuple[str, int], Source] = {
        (step.language, source.number): source for step in lesson.steps for source in step.sources
    }
    return _template().render(
        lesson=lesson,
        library=library,
        words=spoken(phrases("toolkit.player"), lesson.language),
        handouts={
            step.id: step.activity.handout(step.language) for step in lesson.steps if step.activity
        },
        sources=[sources[place] for place in sorted(sources, key=lambda place: place[1])],
        html=Markup,
    )


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
