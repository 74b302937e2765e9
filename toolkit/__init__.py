"""Suluh: lessons in digital literacy that a public library can put in front of its patrons.

In a notebook:

    from toolkit import play
    play("misinformation")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.player.widget import Player

__version__ = "0.1.0"
__all__ = ["play"]


def play(lesson: str, language: str | None = None) -> Player:
    """Return the widget that plays a lesson of the project folder.

    `lesson` is the name of its folder in `lessons/`. The language is the one given, else `lang=`
    of the page's address, else the library's first. A lesson that cannot be played raises
    `LessonError`, which a notebook shows as plain sentences.
    """
    from toolkit.player.widget import Player  # the command's other jobs do without widgets

    return Player.of(lesson, language)
