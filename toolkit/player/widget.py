"""The widget that plays a lesson, in JupyterLab, in Voilà, and on a page made from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Self
from urllib.parse import parse_qs

import anywidget
import traitlets

from toolkit.lesson.data import data
from toolkit.lesson.nouns import Lesson, Step
from toolkit.lesson.sources import unmarked
from toolkit.library import Library
from toolkit.player.catalogue import for_lesson
from toolkit.player.comm import Comm
from toolkit.player.handout import handout
from toolkit.player.shelves import shelved
from toolkit.player.told import words
from toolkit.project import LessonError, Project
from toolkit.service import Service
from toolkit.words import LANGUAGES

COMM = "comm"
"""The door of a page that has a kernel of its own: the widget's connection with it."""


class Player(anywidget.AnyWidget):
    """A lesson, played whole in the browser.

    The browser may set `language` alone; what it gets back is the lesson in that language.
    """

    _esm = files("toolkit.player").joinpath("widget.js").read_text(encoding="utf-8")
    _css = files("toolkit.player").joinpath("widget.css").read_text(encoding="utf-8")

    language = traitlets.Unicode().tag(sync=True)
    languages = traitlets.Dict().tag(sync=True)  # code to its own name: those the lesson is in
    lesson = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    library = traitlets.Dict().tag(sync=True)
    addresses = traitlets.Dict().tag(sync=True)  # a page's address by language; none here
    home = traitlets.Unicode().tag(sync=True)  # where all lessons are; "" outside our own pages
    first_aid = traitlets.Dict().tag(sync=True)  # doors for the menu; {} where no lesson has any
    holding = traitlets.Bool(default_value=False).tag(sync=True)  # answers wait for a live room
    presenting = traitlets.Bool(default_value=False).tag(sync=True)  # for a shared screen
    rooms = traitlets.Unicode().tag(sync=True)  # where live rooms are; only our server has any
    preview = traitlets.Bool(default_value=False).tag(sync=True)  # one step, while it is written
    item = traitlets.Dict().tag(sync=True)  # the way to its lesson, where one step is shown alone
    door = traitlets.Unicode().tag(sync=True)  # where answers go: "comm", an address, "" nowhere
    privacy = traitlets.Unicode().tag(sync=True)  # the page on what is kept; only our sites have it
    catalogue = traitlets.Dict().tag(sync=True)  # its words and ways; {} for lessons without search
    handout = traitlets.Unicode().tag(sync=True)  # HTML that stands in the page before any script

    def __init__(
        self,
        lessons: Mapping[str, Lesson],
        library: Library,
        language: str,
        first_aid: Mapping[str, Step] | None = None,
        catalogue_door: str = "",
    ) -> None:
        self._lessons = lessons
        self._catalogue_door = catalogue_door
        self._library = library
        self._first_aid = first_aid or {}
        super().__init__(
            language=language,
            languages={code: LANGUAGES[code] for code in library.languages if code in lessons},
            library=for_page(library),
            **self._told(language),
        )

    @classmethod
    def of(cls, name: str, language: str | None = None, *, presenting: bool = False) -> Self:
        """Return the player of a lesson of the project folder.

        One that is `presenting` is for a shared screen: it keeps nothing of who answers, and shows
        where the lesson is published, if it is.
        Raises `LessonError` where the lesson, or `library.toml`, cannot be read.
        """
        project = Project.find()
        library = project.library
        asked = language or asked_language()
        shown = asked if asked in library.languages else library.languages[0]
        lessons = {shown: project.lesson(name, shown)}
        for code in set(library.languages) - {shown}:
            with suppress(LessonError):  # a broken translation stops nobody in another language
                lessons[code] = project.lesson(name, code)
        found = {code: project.first_aid(code) for code in lessons}
        first_aid = {code: step for code, step in found.items() if step}
        catalogue_door = os.environ.get("SULUH_CATALOGUE_DOOR", COMM)
        player = cls(lessons, library, shown, first_aid, catalogue_door)
        player.presenting = presenting
        if presenting:
            player.addresses = _published(library, name, lessons)
        elif library.keep_records:
            player.door = os.environ.get("SULUH_DOOR", COMM)
        if COMM in {player.door, player.catalogue.get("door")}:
            comm = Comm(lambda: Service.here(project), player.send)
            player.on_msg(lambda _, content, __: comm.take(content))
        return player

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take the language from a browser, and nothing else: anyone can send anything."""
        super().set_state({key: sync_data[key] for key in sync_data if key == "language"})

    @traitlets.validate("language")
    def _only_a_language_there_is(self, proposal: dict[str, str]) -> str:
        asked = proposal["value"]
        return asked if asked in self._lessons else self.lesson["language"]

    @traitlets.observe("language")
    def _switch(self, change: dict[str, str]) -> None:
        with self.hold_sync():  # at once: the words are those of the lesson
            for name, value in self._told(change["new"]).items():
                setattr(self, name, value)

    def _told(self, language: str) -> dict[str, Any]:
        """Return what the browser is told in one language."""
        lesson = self._lessons[language]
        first_aid = for_menu(self._first_aid.get(language))
        return {
            "lesson": data(shelved(lesson, self._library)),
            "words": words(lesson, first_aid=bool(first_aid)),
            "handout": handout(lesson, self._library),
            "catalogue": for_lesson(lesson, self._library, self._catalogue_door),
            "first_aid": first_aid,
        }


def _published(library: Library, name: str, languages: Iterable[str]) -> dict[str, str]:
    """Return where a lesson is published, by language; {} where nobody knows."""
    if not library.public_url:
        return {}
    site = library.public_url.rstrip("/")
    return {code: f"{site}/{library.page_address(name, code)}" for code in languages}


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


def for_menu(step: Step | None) -> dict[str, Any]:
    """Return what the menu shows of the first aid of a step, {} where there is none."""
    if step is None or step.activity is None:
        return {}
    told = step.activity.data()
    return {
        "question": unmarked(told["question"]),
        "doors": [
            {"title": door["title"], "steps": [*map(unmarked, door["steps"])]}
            for door in told["doors"]
        ],
        "language": step.language,
        "address": "",  # of its own page, which only our site has
    }


def asked_language() -> str:
    """Return `lang=` of the page's address, which a kernel finds in its environment, or ""."""
    return parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", [""])[0]
