"""One lesson in one language, open on the desk: the file, what is typed upon it, and its draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from toolkit.activities import KINDS
from toolkit.lesson import reader
from toolkit.lesson.nouns import Lesson
from toolkit.lesson.problems import Problem
from toolkit.lesson.reader import Reading
from toolkit.lesson.translation import compare
from toolkit.project import Project
from toolkit.studio import mend, papers, places, shown
from toolkit.studio.drafts import Drafts
from toolkit.studio.papers import Paper
from toolkit.studio.places import Layout

FIXED = {"step-without-id", "activity-without-id", "doubled-id"}
"""Problems that `fix` takes away; and `unclosed-fence`, where its end is in no doubt."""


class Sheet:
    """What is open. `text` is as typed; `paper` is the file as it was last read or written."""

    def __init__(
        self, project: Project, name: str, language: str, token: str, today: Callable[[], date]
    ) -> None:
        self.project = project
        self.name = name
        self.language = language
        self.path = project.lesson_file(name, language)
        self.drafts = Drafts(self.path.parent, language, token)
        self.paper = papers.read(self.path, self.shown)
        self.text = self.paper.text
        self.drafted = False  # the draft on the disk is what was typed
        self.failing = False  # the draft cannot be written
        self._today = today
        self._read = lru_cache(maxsize=4)(self._reading)
        self._layout = lru_cache(maxsize=4)(places.layout)
        self._mend = lru_cache(maxsize=4)(mend.mend)

    @property
    def shown(self) -> str:
        """The file, as messages name it."""
        return self.project.shown(self.path)

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.text != self.paper.text or not self.paper.digest

    @property
    def is_translation(self) -> bool:
        """Whether the lesson is in another language first, and that file is there."""
        first = self.project.library.languages[0]
        return self.language != first and self.first.is_file()

    @property
    def first(self) -> Path:
        """The file in the first language."""
        return self.project.lesson_file(self.name, self.project.library.languages[0])

    @property
    def original(self) -> str:
        """The text in the first language of a translation, "" elsewhere."""
        return papers.text(self.first) if self.is_translation else ""

    @property
    def layout(self) -> Layout:
        """Where things stand in the text."""
        return self._layout(self.text)

    @property
    def reading(self) -> Reading:
        """What comes of reading the text as it is now."""
        return self._read(self.text)

    @property
    def errors(self) -> int:
        """How many things keep the text from being played."""
        return sum(problem.level == "error" for problem in self.reading.problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return all errors and advice, with what a translation lacks."""
        reading = self.reading
        original = self.original if reading.lesson else ""
        first = self._first_reading(original).lesson if original else None
        if first is None or reading.lesson is None:
            return reading.problems
        found = (*reading.problems, *compare(first, reading.lesson, file=self.shown))
        return tuple(sorted(found, key=lambda problem: (problem.line, problem.level != "error")))

    def fixed(self) -> str:
        """Return the text with ids, blocks that are not closed, and their ends put right."""
        return self._mend(self.text, self._known())

    def _known(self) -> tuple[str, ...]:
        """Return the texts of this lesson that know the ids of its steps, the surest first."""
        if self.is_translation:
            return (self.original,)
        others = (code for code in self.project.library.languages if code != self.language)
        texts = (papers.text(self.project.lesson_file(self.name, code)) for code in others)
        return tuple(filter(None, (self.paper.text, *texts)))

    def preview(self, line: int) -> Lesson | None:
        """Return the step that a line (from 0) is in as a lesson, None while it cannot be read."""
        if self.reading.lesson:
            return shown.step(self.reading.lesson, line + 1)
        laid = self.layout
        here = laid.step_at(line) or next(iter(laid.steps), None)
        if here is None:
            return None
        return shown.alone(laid, here, self.path)

    def keep_draft(self) -> None:
        """Keep what is typed, if it is not what the file holds. A folder may be read-only."""
        try:
            if self.changed:
                self.drafts.keep(self.text, self.paper.digest)
            else:
                self.drafts.drop()
            self.drafted, self.failing = True, False
        except OSError:
            self.failing = True

    def look(self) -> Paper | None:
        """Return the file as it is now, if another program changed it; else None."""
        now = papers.read(self.path, self.shown)
        return None if now.digest == self.paper.digest else now

    def save(self, text: str) -> None:
        """Write the file, and forget the draft. Raises `OSError`."""
        text = text if text.endswith("\n") else f"{text}\n"
        content = self.paper.content(text)
        papers.write(self.path, content)
        self.paper = Paper(text, self.paper.marked, self.paper.ending, papers.digest(content))
        self.text = text
        self.drafts.drop()

    def _reading(self, text: str) -> Reading:
        return self._as_lesson(text, self.language, self.shown)

    def _first_reading(self, text: str) -> Reading:
        return self._as_lesson(text, self.project.library.languages[0], "")

    def _as_lesson(self, text: str, language: str, file: str) -> Reading:
        return reader.read(
            text.encode("utf-8", "replace"),
            name=self.name,
            language=language,
            folder=self.path.parent,
            file=file,
            kinds=KINDS,
            today=self._today(),
        )
