"""The project folder: where a library keeps its lessons, its notebooks and `library.toml`.

This is where the lesson reader meets the kinds of activity: neither knows the other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from toolkit.activities import KINDS
from toolkit.activities.firstaid import FirstAid
from toolkit.lesson import ids, template
from toolkit.lesson.nouns import Lesson, Step
from toolkit.lesson.problems import Problem, Report, nearest
from toolkit.lesson.reader import Reading, read
from toolkit.lesson.translation import compare, merge
from toolkit.library import FILE, Library
from toolkit.words import phrases

PACKAGE = Path(__file__).parent
MOST_BYTES = 1024 * 1024
"""How much of a file is read: far more than a lesson may have, so that the reader refuses it."""

PARTS = ("lessons", "notebooks", FILE)
"""What makes up a project folder."""

FIRST_AID_PAGE = "pertolongan"
"""The name of the page of first aid."""

SHEETS = "lembar"
"""The name of the folder of sheets to print."""

PRIVACY_PAGE = "privasi"
"""The name of the page that says what is kept."""

RESERVED = frozenset(
    {FIRST_AID_PAGE, PRIVACY_PAGE, SHEETS, "assets", "previews", "api", "staff", "health", "r"}
)
"""Names that no lesson's page may have: the site uses them itself."""


class LessonError(Exception):
    """A lesson, or the library, cannot be read. The message is one line a problem, for staff."""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentences alone: a traceback would help nobody."""
        return str(self).splitlines()


def is_name(name: str) -> bool:
    """Return whether a lesson, and its page's address, may have this name."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


@dataclass(frozen=True)
class Project:
    """A project folder."""

    home: Path
    is_sample: bool = False  # found for want of another: nobody should edit it

    @classmethod
    def find(cls, near: Path | None = None) -> Self:
        """Return the project that applies near a path, the current folder by default.

        It is `SULUH_HOME`, else the nearest folder upwards that has a `library.toml`, else the
        sample project inside the package.
        """
        if named := os.environ.get("SULUH_HOME"):
            return cls(Path(named).resolve())
        here = (near or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / FILE).is_file():
                return cls(folder)
        return cls(sample(), is_sample=True)

    @cached_property
    def library(self) -> Library:
        """The library of this project. Raises `LessonError` where its file has mistakes."""
        library, problems = Library.read(self.home)
        if library is None:
            raise self._unplayable(problems, "id")
        return library

    def lesson_names(self) -> list[str]:
        """Return the names of all lessons: the folders in `lessons/`, but for hidden ones."""
        folders = (self.home / "lessons").glob("*/")
        return sorted(folder.name for folder in folders if not folder.name.startswith("."))

    def read(self, name: str, language: str, today: date) -> Reading:
        """Return a lesson in one language as its file has it, or all that is wrong with it."""
        path = self.lesson_file(name, language)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
        return _read(content, name, language, path.parent, self.shown(path), today, _beside(path))

    def lesson(self, name: str, language: str) -> Lesson:
        """Return a lesson as patrons get it: untranslated steps stand in the first language.

        Raises `LessonError` where it cannot be played.
        """
        written = self._written(name)
        if not written:
            raise self._no_lesson(name)
        first = self._playable(name, written[0])
        if language == first.language:
            return first
        if language not in written:
            return merge(first, replace(first, language=language, parts=()))
        return merge(first, self._playable(name, language))

    def first_aid(self, language: str) -> Step | None:
        """Return the first step that is first aid, of whatever lesson; None where there is none.

        A lesson that cannot be played is passed over, so that it breaks no other page; one that
        can be played in its first language alone helps in that.
        """
        found = self._first_aid(language)
        return found[1] if found else None

    def first_aid_lessons(self) -> list[str]:
        """Return the lessons whose text speaks of first aid: only those are worth reading for it.

        It may stand in one of them that cannot be played at the moment.
        """
        return [name for name in self.lesson_names() if self._names_first_aid(name)]

    def problems(self, name: str, today: date) -> tuple[Problem, ...]:
        """Return all errors and advice on a lesson, in all its languages."""
        found = self._misnamed(name)
        first = None
        for language in self._written(name):
            reading = self.read(name, language, today)
            found += reading.problems
            if reading.lesson and language == self.library.languages[0]:
                found += self._other_first_aid(reading.lesson)
            if first and reading.lesson:
                file = self.shown(self.lesson_file(name, language))
                found += compare(first, reading.lesson, file=file)
            first = first or reading.lesson
        return tuple(found)

    def new_lesson(self, name: str, today: date, title: str = "") -> Path:
        """Write a lesson from the template, and its doorway; return the notebook's path.

        Without a title it is called like its folder. Raises `OSError` where they cannot be written.
        """
        language = self.library.languages[0]
        title = title or template.title(name)
        file = self.lesson_file(name, language)
        file.parent.mkdir(parents=True)
        file.write_text(template.lesson(title, language, today), encoding="utf-8", newline="\n")
        notebook = self.home / "notebooks" / f"{name}.ipynb"
        if not notebook.exists():
            notebook.parent.mkdir(exist_ok=True)
            doorway = (PACKAGE / "doorway.ipynb").read_text(encoding="utf-8")
            for key, value in {"NAME": name, "TITLE": title}.items():
                doorway = doorway.replace(key, json.dumps(value, ensure_ascii=False)[1:-1])
            notebook.write_text(doorway, encoding="utf-8", newline="\n")
        return notebook

    def write_ids(self, name: str) -> list[Path]:
        """Write missing ids into the files of a lesson; return the files that changed.

        A step gets the same id in every language.

        Raises `OSError` where one cannot be written.
        """
        changed = []
        first = ""
        for language in self._written(name):
            file = self.lesson_file(name, language)
            try:
                text = file.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # the check says what is wrong with it
            mended = ids.fix(text, KINDS, first)
            first = first or mended
            if mended != text:
                file.write_bytes(mended.encode("utf-8"))
                changed.append(file)
        return changed

    def lesson_file(self, name: str, language: str) -> Path:
        """Return where a lesson's text in a language is, or would be."""
        return self.home / "lessons" / name / f"{language}.md"

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: below the project folder, with slashes."""
        return path.relative_to(self.home).as_posix()

    def _written(self, name: str) -> list[str]:
        """Return the library's languages that a lesson is written in, the first language first."""
        return [code for code in self.library.languages if self.lesson_file(name, code).is_file()]

    def _names_first_aid(self, name: str) -> bool:
        for language in self._written(name):
            with suppress(OSError), self.lesson_file(name, language).open("rb") as file:
                if FirstAid.kind.encode() in file.read(MOST_BYTES).lower():
                    return True
        return False

    def _first_aid(self, language: str) -> tuple[str, Step] | None:
        """Return the first step that is first aid, and the name of its lesson."""
        for name in self.first_aid_lessons():
            for code in dict.fromkeys((language, self.library.languages[0])):
                with suppress(LessonError, OSError):
                    for step in self.lesson(name, code).steps:
                        if isinstance(step.activity, FirstAid):
                            return name, step
        return None

    def _other_first_aid(self, lesson: Lesson) -> list[Problem]:
        """Return advice on first aid in a lesson that no menu shows, since there is another."""
        aids = [step for step in lesson.steps if isinstance(step.activity, FirstAid)]
        shown = self._first_aid(lesson.language) if aids else None
        file = self.shown(self.lesson_file(lesson.name, lesson.language))
        report = Report(file, phrases("toolkit"))
        for step in aids:
            if shown and step.activity and (lesson.name, step.id) != (shown[0], shown[1].id):
                other = self.shown(self.lesson_file(shown[0], shown[1].language))
                line = shown[1].line
                report.advice(step.activity.line, "other-first-aid", other=other, first=line)
        return report.found

    def _misnamed(self, name: str) -> list[Problem]:
        """Return what is wrong with the names of a lesson's files: Windows may hide an ending."""
        folder = self.home / "lessons" / name
        report = Report(self.shown(folder), phrases("toolkit"))
        wanted = [f"{code}.md" for code in self.library.languages]
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        texts = [name for name in names if ".md" in name.lower()]
        written = self._written(name)
        if not written:
            guess = next(iter(sorted(texts)), "")
            report.error(1, "lesson-without-file", file=wanted[0], guess=guess)
        elif written[0] != self.library.languages[0]:
            others = sorted(set(texts) - set(wanted))
            report.error(1, "lesson-without-file", file=wanted[0], guess=next(iter(others), ""))
        for other in sorted(set(texts) - set(wanted)) if written else ():
            report.advice(1, "not-a-language", other=other, files=", ".join(wanted))
        return report.found

    def _playable(self, name: str, language: str) -> Lesson:
        reading = self.read(name, language, date.today())
        if reading.lesson is None:
            raise self._unplayable(reading.problems, self.library.languages[0])
        return reading.lesson

    def _no_lesson(self, name: str) -> LessonError:
        report = Report("lessons", phrases("toolkit"))
        guess = nearest(name, self.lesson_names())
        report.error(1, "no-lesson", name=name, guess=guess)
        return LessonError(report.found[0].sentence(self.library.languages[0]))

    def _unplayable(self, problems: Iterable[Problem], language: str) -> LessonError:
        return LessonError(
            "\n".join(problem.located(language) for problem in problems if problem.level == "error")
        )


@lru_cache(maxsize=32)
def _read(  # noqa: PLR0913, PLR0917 - all that a reading depends on
    content: bytes,
    name: str,
    language: str,
    folder: Path,
    file: str,
    today: date,
    _beside: frozenset[tuple[str, int, int]],
) -> Reading:
    """Return what came of a file, read once: one save makes every page of the site anew."""
    return read(
        content,
        name=name,
        language=language,
        folder=folder,
        file=file,
        kinds=KINDS,
        today=today,
    )


def _beside(path: Path) -> frozenset[tuple[str, int, int]]:
    """Return what changes when a picture beside a file does: name, time in ns, size in bytes."""
    found = set()
    for each in path.parent.rglob("*"):
        with suppress(OSError):  # deleted between listing and looking
            stat = each.stat()
            found.add((each.relative_to(path.parent).as_posix(), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)


def sample() -> Path:
    """Return the sample project: inside an installed package, or the checkout itself."""
    start = PACKAGE / "start"
    return start if start.is_dir() else PACKAGE.parent


def start(folder: Path) -> None:
    """Copy the sample project into a folder that is new or empty. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = sample() / part
        if source.is_dir():
            shutil.copytree(
                source, folder / part, ignore=shutil.ignore_patterns(".*", "__pycache__")
            )
        else:
            shutil.copyfile(source, folder / part)
