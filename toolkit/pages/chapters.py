"""From a notebook to what it adds to the site. A run that was kept needs no kernel."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.lesson.nouns import Lesson
from toolkit.lesson.pictures import TYPES
from toolkit.library import FILE
from toolkit.pages.errors import NotebookError, UnplayableError
from toolkit.pages.kept import Kept, digest, package_digest
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.lessons import item_pages, lesson_page, sheet_page, with_books
from toolkit.pages.page import Frame, notebook_preview
from toolkit.pages.shown import Shown, shown
from toolkit.pages.site import Chapter, Listed
from toolkit.player.shelves import PATIENCE
from toolkit.project import RESERVED, SHEETS, LessonError, Project, is_name
from toolkit.words import LANGUAGES

PATRONS = "patrons"

AT_HOME = (FILE, *(f"*{ending}" for ending in TYPES))
"""What counts of the project folder itself: `library.toml`, and the logo beside it."""


@dataclass(frozen=True)
class Chapters:
    """Makes chapters of a project as it is now. Use it from one thread: the kernel has one."""

    project: Project
    contents: str  # a key for all that a notebook may read
    kernel: WarmKernel
    kept: Kept
    patience: float = PATIENCE  # with the catalogue, in seconds

    def make(self, path: Path, frame: Frame) -> Chapter:
        """Return what a notebook adds in the language of a frame. Raises `NotebookError`."""
        name = path.stem
        if name in RESERVED:
            raise NotebookError("reserved_name", file=path.name)
        if not has_address(name):
            raise NotebookError("bad_name", file=path.name)
        found = self._shown(path, frame.language)
        address = frame.library.page_address(name, frame.language)
        if found.needs_kernel:
            listed = Listed(name, found.title, found.summary)
            preview = notebook_preview(found.title, frame)
            return Chapter(live={address: path}, listed=listed, preview=preview)
        lesson = self._lesson(found)
        if lesson:
            found = with_books(found, lesson, frame.library, self.patience)
        pages = [lesson_page(found, name, frame)]
        sheet = ""
        if lesson:
            pages += item_pages(found, lesson, name, frame)
            pages.append(sheet_page(lesson, name, frame))
            sheet = f"{SHEETS}/{name}"
        listed = Listed(name, found.title, found.summary, found.minutes, sheet)
        by_address = {page.address: page for page in pages}
        looks_up = bool(lesson and lesson.reading and lesson.reading.subject)
        return Chapter(by_address, listed=listed, lessons=found.lessons, looks_up=looks_up)

    def _lesson(self, found: Shown) -> Lesson | None:
        if not found.lesson:
            return None
        try:
            return self.project.lesson(found.lesson["name"], found.lesson["language"])
        except LessonError as error:  # it was saved again since the notebook ran
            raise UnplayableError(str(error).splitlines()) from error

    def _shown(self, path: Path, language: str) -> Shown:
        """Return what a notebook shows, from its last run where nothing changed since."""
        logo = self.project.library.logo  # it may lie in any folder
        made_of = (package_digest(), _installed(), self.contents, logo, path.name, language)
        key = digest(*made_of)
        with suppress(ValueError, TypeError, KeyError):  # a failing disk may keep half of it
            if run := self.kept.get("runs", key):
                return Shown.from_json(run)
        found = shown(self.kernel.run(path, language), path)
        if contents(self.project.home) == self.contents:  # else it may have read something newer
            self.kept.put("runs", key, found.to_json())
        return found


def contents(home: Path) -> str:
    """Return a key for all that a project holds, wherever on a disk it lies.

    A file that cannot be read counts as an empty one.
    """
    parts: list[str | bytes] = []
    for path in sorted(_found(home, *AT_HOME, "notebooks/**/*", "lessons/**/*")):
        parts.append(path.relative_to(home).as_posix())
        try:
            parts.append(path.read_bytes())
        except OSError:
            parts.append(b"")
    return digest(*parts)


def patrons_notebooks(home: Path) -> list[Path]:
    """Return the notebooks that say in their metadata that patrons may open them."""
    return [path for path in sorted((home / "notebooks").glob("*.ipynb")) if _is_for_patrons(path)]


def watched(home: Path) -> list[Path]:
    """Return the files whose change makes pages anew at once.

    Not what else lies beside a notebook, though `contents` has it: a run may write there itself.
    """
    return _found(home, *AT_HOME, "notebooks/*.ipynb", "notebooks/*.py", "lessons/**/*")


def has_address(name: str) -> bool:
    """Return whether the page of a notebook may be at its name."""
    return is_name(name) and name not in LANGUAGES and name not in RESERVED


def _found(home: Path, *patterns: str) -> list[Path]:
    found = (path for pattern in patterns for path in home.glob(pattern))
    return [path for path in found if not _is_hidden(path.relative_to(home)) and path.is_file()]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


@cache
def _installed() -> str:
    """Return a key for the packages that a notebook may import: others may show other things."""
    found = {each.name for place in sys.path if place for each in Path(place).glob("*.dist-info")}
    return digest(sys.version, *sorted(found))


def _is_for_patrons(path: Path) -> bool:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        return bool(metadata["suluh"]["audience"] == PATRONS)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False  # what does not say so clearly stays closed
