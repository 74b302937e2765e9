"""Why a notebook does not become a page, in words for staff."""

from __future__ import annotations

from toolkit.words import SpokenError, phrases

WORDS = phrases("toolkit.pages")


class NotebookError(SpokenError):
    """A notebook does not become a page; `sentence` tells staff why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


class UnplayableError(NotebookError):
    """A notebook does not become a page because of its lesson; `lines` are the Problems."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("lesson_problems", problems="\n".join(lines))
        self.lines = lines
