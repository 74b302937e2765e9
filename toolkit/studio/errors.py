"""What stops the studio for a moment, each one a plain sentence for the person in front of it."""

from __future__ import annotations

from toolkit.lesson.problems import Problem
from toolkit.words import SpokenError, phrases


class StudioError(SpokenError):
    """What a person should be told: the key of a phrase of this room, and facts."""

    def __init__(self, key: str, at: str = "", **facts: object) -> None:
        super().__init__(phrases("toolkit.studio"), key, **facts)
        self.at = at  # the field of a form that lacks something, "options.0.text"

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone: a traceback would help nobody."""
        return [self.sentence("id"), self.sentence("en")]


class UnreadableError(StudioError):
    """A file that no lesson is: the reader's own words say why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__("unreadable")
        self._problem = problem

    def sentence(self, language: str) -> str:
        """Return which file it is, what is wrong with it, and the way out."""
        return f"{self._problem.file}: {self._problem.sentence(language)}"
