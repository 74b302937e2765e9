"""The player beside the text: it plays the step that is being written, and remembers nothing."""

from __future__ import annotations

from dataclasses import replace

from toolkit.lesson.nouns import Lesson
from toolkit.library import Library
from toolkit.player.widget import Player


class Preview(Player):
    """A player whose lesson changes while somebody writes it."""

    def __init__(self, lesson: Lesson, library: Library) -> None:
        self._shown = ""
        super().__init__(
            {lesson.language: lesson}, replace(library, reset_after_minutes=0), lesson.language
        )
        self.preview = True

    def show_step(self, lesson: Lesson) -> None:
        """Play this lesson from now on."""
        if lesson.version == self._shown:
            return
        self._shown = lesson.version
        self._lessons = {lesson.language: lesson}
        told = self._told(lesson.language)
        with self.hold_sync():
            self.lesson, self.words = told["lesson"], told["words"]
            self.catalogue = told["catalogue"]
            self.language = lesson.language
