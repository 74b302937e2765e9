"""Suluh: lessons in digital literacy that a public library can put in front of its patrons.

In a notebook:

    from toolkit import play
    play("misinformation")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipywidgets import HBox, VBox

    from toolkit.player.widget import Player

__version__ = "0.1.0"
__all__ = ["play", "present", "report", "room", "write"]


def play(lesson: str, language: str | None = None) -> Player:
    """Return the widget that plays a lesson of the project folder.

    `lesson` is the name of its folder in `lessons/`. The language is the one given, else `lang=`
    of the page's address, else the library's first. A lesson that cannot be played raises
    `LessonError`, which a notebook shows as plain sentences.
    """
    from toolkit.player.widget import Player  # the command's other jobs do without widgets

    return Player.of(lesson, language)


def present(lesson: str, language: str | None = None) -> Player:
    """Return a lesson for a shared screen: large, one step at a time, answers shown on a key.

    Its button "Layar penuh" fills the screen with it. Nothing that is answered there is kept.
    Otherwise it is as `play`.
    """
    from toolkit.player.widget import Player

    return Player.of(lesson, language, presenting=True)


def write(language: str | None = None) -> HBox:
    """Return the lesson studio, where staff write lessons beside a live preview.

    It speaks the library's first language, or the one given. It edits the project folder that
    applies here; the sample project raises `StudioError`, which a notebook shows as a sentence.
    """
    from toolkit.project import Project
    from toolkit.studio.editor import studio

    project = Project.find()
    return studio(project, language or project.library.languages[0])


def report(language: str | None = None) -> VBox:
    """Return the panel for trainers: paste completion codes, see the results, make the report.

    It speaks the library's first language, or the one given, until another is chosen on it.
    """
    from toolkit.project import Project
    from toolkit.results.panel import panel  # pandas is imported here and nowhere above

    project = Project.find()
    return panel(project, language or project.library.languages[0])


def room(language: str | None = None) -> VBox:
    """Return the panel from which a trainer leads a live room on a server.

    It asks for the server's address and the staff's password, which it keeps nowhere. It speaks the
    library's first language, or the one given, until another is chosen on it.
    """
    from toolkit.project import Project
    from toolkit.remote.panel import panel

    return panel(language or Project.find().library.languages[0])
