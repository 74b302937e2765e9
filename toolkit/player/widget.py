"""The widget that plays a lesson, in JupyterLab, in Voilà, and on a page made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Self
from urllib.parse import parse_qs

import anywidget
import traitlets

from toolkit import activities
from toolkit.lesson.data import data
from toolkit.lesson.nouns import Lesson
from toolkit.library import Library
from toolkit.player.handout import handout
from toolkit.project import Project
from toolkit.words import LANGUAGES, phrases, spoken

STATIC = files("toolkit.player").joinpath("static")


class Player(anywidget.AnyWidget):
    """A lesson, played whole in the browser.

    The browser may set `language` alone; what it gets back is the lesson in that language.
    """

    _esm = STATIC.joinpath("player.js").read_text(encoding="utf-8")
    _css = STATIC.joinpath("player.css").read_text(encoding="utf-8")

    language = traitlets.Unicode().tag(sync=True)
    languages = traitlets.Dict().tag(sync=True)  # code to its own name: those the lesson is in
    lesson = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    library = traitlets.Dict().tag(sync=True)
    addresses = traitlets.Dict().tag(sync=True)  # a page's address by language; none here
    handout = traitlets.Unicode().tag(sync=True)  # HTML that stands in the page before any script

    def __init__(self, lessons: Mapping[str, Lesson], library: Library, language: str) -> None:
        self._lessons = lessons
        super().__init__(
            language=language,
            languages={code: LANGUAGES[code] for code in lessons},
            library=for_page(library),
            **self._told(language),
        )

    @classmethod
    def of(cls, name: str, language: str | None = None) -> Self:
        """Return the player of a lesson of the project folder.

        Raises `LessonError` where the lesson, or `library.toml`, cannot be read.
        """
        project = Project.find()
        library = project.library
        lessons = {code: project.lesson(name, code) for code in library.languages}
        asked = language or asked_language()
        return cls(lessons, library, asked if asked in lessons else library.languages[0])

    @traitlets.validate("language")
    def _only_a_language_there_is(self, proposal: dict[str, str]) -> str:
        asked = proposal["value"]
        return asked if asked in self._lessons else self.lesson["language"]

    @traitlets.observe("language")
    def _switch(self, change: dict[str, str]) -> None:
        for name, value in self._told(change["new"]).items():
            setattr(self, name, value)

    def _told(self, language: str) -> dict[str, Any]:
        """Return what the browser is told in one language."""
        lesson = self._lessons[language]
        return {
            "lesson": data(lesson),
            "words": spoken(phrases("toolkit.player"), language)
            | spoken(activities.phrases(), language),
            "handout": handout(lesson),
        }


def for_page(library: Library) -> dict[str, Any]:
    """Return what the player shows of the library."""
    return {
        "name": library.name,
        "city": library.city,
        "address": library.address,
        "whatsapp": library.whatsapp,
        "email": library.email,
        "logo": library.logo,
        "accent": asdict(library.accent),
        "idle_minutes": library.reset_after_minutes,
    }


def asked_language() -> str:
    """Return `lang=` of the page's address, which a kernel finds in its environment, or ""."""
    return parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", [""])[0]
