"""Everything there is to say of a group, in order: what the page, the report and the panel show."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.results import answering, exercises, judged, opinions, taking_part, webinars
from toolkit.results.group import Group
from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.written import Voice

__all__ = ["Plot", "Section", "Table", "sections"]

ACCENT = "#0f5c5c"


def sections(
    group: Group,
    language: str,
    debriefs: Mapping[str, str] | None = None,
    *,
    accent: str = ACCENT,
) -> tuple[Section, ...]:
    """Return what there is to say of a group, in a language; at least the first section.

    `debriefs` maps the id of a step to what a facilitator says about it, plain text
    (`toolkit.results.debriefs.of_lesson`); `accent` is `#rrggbb`, `library.accent.light`.
    """
    voice = Voice(language, accent)
    items = judged.items(group)
    tasks = exercises.tasks_of(group)
    found = (
        taking_part.overview(group, items, voice),
        taking_part.funnel(group, voice),
        answering.recognised(items, voice),
        answering.items(items, voice),
        answering.checking(items, voice),
        answering.habit(items, voice),
        exercises.missed(items, tasks, group, debriefs or {}, voice),
        exercises.tasks(tasks, voice),
        exercises.options(group, voice),
        answering.discernment(items, voice),
        taking_part.classes(group, voice),
        taking_part.days(group, voice),
        taking_part.channels(group, voice),
        webinars.webinars(group.rooms, voice),
        webinars.polls(group.rooms, voice),
        webinars.questions(group.rooms, voice),
        opinions.feedback(group, voice),
        opinions.voices(group, voice),
    )
    return tuple(section for section in found if section is not None)
