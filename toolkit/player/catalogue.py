"""What a player knows of the library's catalogue: the words used there, and the ways to it."""

from __future__ import annotations

from typing import Any

from toolkit.catalogue.labels import labels
from toolkit.catalogue.links import record_link, search_links
from toolkit.lesson.nouns import Lesson
from toolkit.library import Library

KIND = "search"
"""The kind of activity that needs it: a lesson without one is told nothing."""


def for_lesson(lesson: Lesson, library: Library, door: str = "") -> dict[str, Any]:
    """Return what a lesson is told of the catalogue, {} where it has no search.

    `door` is where its page can have the catalogue searched, as that page sees it; "" for nowhere.
    """
    if not any(step.activity and step.activity.kind == KIND for step in lesson.steps):
        return {}
    settings = library.catalogue
    configured = bool(settings.kind)
    return {
        "labels": labels(library, lesson.language),
        "name": library.name,
        "configured": configured,
        "kind": settings.kind,
        "url": settings.url,  # a page at the same place can ask it itself
        "door": door if configured else "",
        "links": search_links(settings),
        "record": record_link(settings),
    }
