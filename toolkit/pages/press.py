"""The press: keeps the site's pages in step with the project folder.

A site is made whole and replaced whole. A page that breaks leaves its last good one in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.pages.addressing import SERVED
from toolkit.pages.assets import TYPES, Asset
from toolkit.pages.chapters import (
    Chapters,
    contents,
    has_address,
    patrons_notebooks,
    watched,
)
from toolkit.pages.errors import NotebookError, UnplayableError
from toolkit.pages.first_aid import first_aid_pages
from toolkit.pages.kept import Kept, digest
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.offline import WORKER_ADDRESS, worker
from toolkit.pages.page import Frame
from toolkit.pages.site import Chapter, Site, assemble, frames, mending, with_pictures
from toolkit.player import shelves
from toolkit.project import LessonError, Project

Fingerprint = Mapping[Path, tuple[int, int]]
"""File to when it was changed, in ns, and its size in bytes."""


class Press:
    """Makes the site of a project. Use it from one thread; others may read `site`, and `stop` it.

    `report` is told, in the library's language, what staff should know. Raises `LessonError` where
    `library.toml` has mistakes.
    """

    def __init__(
        self, project: Project, report: Callable[[str], None], kept: Kept | None = None
    ) -> None:
        self._project = project
        self._report = report
        self.kept = kept or Kept.here()
        self._older = _Older(self.kept, project.home)
        self._kernel = WarmKernel(project.home)
        self._looked: Fingerprint = {}
        self._made: Fingerprint | None = None
        self._late = 0  # of `shelves.late`
        self._chapters: dict[tuple[str, str], Chapter] = {}  # by notebook and language
        self._slow: dict[Path, tuple[int, int]] = {}  # those that timed out, as they were
        self._told: set[str] = set()
        self._failing: set[str] = set()  # addresses of pages that staff were told of
        self.site = self._unmade()

    def refresh(self) -> None:
        """Make again what a changed lesson, notebook or `library.toml` asks for, or a late book.

        A change is taken up at the second look that finds it the same: it may be half saved.
        """
        looked, self._looked = self._looked, _fingerprint(self._project.home)
        late = shelves.late()
        news = self._looked != self._made or late != self._late
        if self._made is None or (looked == self._looked and news):
            if self._looked != self._made:
                self._told = set()
            self._late = late
            self._make(self._looked)
            self._made = self._looked

    def stop(self) -> None:
        """End a run that may still be going on, from any thread. Nothing is told any more."""
        self._report = _ignore
        self._kernel.kill()

    def close(self) -> None:
        """End the kernel, and throw away what nobody needed for long."""
        self._kernel.close()
        self.kept.tidy()

    def _make(self, now: Fingerprint) -> None:
        project = Project(self._project.home)  # reads library.toml anew
        try:
            library = project.library
        except LessonError as error:
            self._tell(str(error))
            return
        self._tell_errors(project)
        notebooks = [path for path in patrons_notebooks(project.home) if path in now]
        before = self._made or {}
        alike = {path for path in now.keys() & before.keys() if now[path] == before[path]}
        shared = {path for path in now.keys() | before.keys() if path.suffix != ".ipynb"}
        # Staff who just saved look at that lesson's page first.
        saved = {path.parent.name for path in now if path not in alike}
        notebooks.sort(key=lambda path: path.stem not in saved)
        framed = frames(library, SERVED)
        chapters = Chapters(project, contents(project.home), self._kernel, self.kept)
        # Pages in other languages, or at another place, have other addresses.
        moved = library.languages != (was := self.site.library).languages
        moved = moved or library.public_url != was.public_url
        last = {} if moved else self._chapters
        # What is not made yet is being mended, not gone: phones would forget their copies of it.
        self._chapters = {
            (path.stem, code): last.get((path.stem, code)) or mending(frame, path.stem)
            for path in notebooks
            if has_address(path.stem)
            for code, frame in framed.items()
        }
        for path in notebooks:
            slow = self._slow.get(path) == now[path]
            keep = path in alike and (shared <= alike or slow)
            for frame in framed.values():
                key = (path.stem, frame.language)
                if keep and key in last and (slow or not last[key].looks_up):
                    continue
                if made := self._chapter(path, frame, chapters, now):
                    self._chapters[key] = made
            # A page is out as soon as it is made: the next notebook may be a slow one.
            self._show(project, framed)
        self._show(project, framed)
        self.site = with_pictures(self.site, self.kept)
        self._older.remember(self.site.assets)

    def _show(self, project: Project, framed: Mapping[str, Frame]) -> None:
        aid = first_aid_pages(project, framed, self.site.pages)
        by_language: dict[str, list[Chapter]] = {code: [] for code in framed}
        for (_, code), chapter in self._chapters.items():
            by_language[code].append(chapter)
        self.site = self._whole(assemble(framed, by_language, aid))

    def _chapter(
        self, path: Path, frame: Frame, chapters: Chapters, now: Fingerprint
    ) -> Chapter | None:
        """Return what a notebook adds; None where its last chapter stays, or there is none."""
        spoken = frame.library.languages[0]
        address = frame.library.page_address(path.stem, frame.language)
        try:
            if self._slow.get(path) != now[path]:  # else it was told already
                chapter = chapters.make(path, frame)
                if address in self._failing:
                    self._failing.discard(address)
                    self._tell(NotebookError("good_again", address=address).sentence(spoken))
                return chapter
        except UnplayableError as error:
            for line in error.lines:
                self._tell(line)
        except NotebookError as error:
            self._tell(error.sentence(spoken))
            if error.key in ("bad_name", "reserved_name"):
                return None
            if error.key == "too_slow":  # until it changes, it is not tried again
                self._slow[path] = now[path]
        except Exception as error:  # noqa: BLE001  # one notebook must not stop the others
            said = f"{type(error).__name__}: {error}"
            unexpected = NotebookError("unexpected", file=path.name, error=said)
            self._tell(unexpected.sentence(spoken))
        self._failing.add(address)
        last = self._chapters.get((path.stem, frame.language))
        if last and last.listed:
            self._tell(NotebookError("still_old", address=address).sentence(spoken))
            return None
        return mending(frame, path.stem)

    def _unmade(self) -> Site:
        """Return the site before anything is made: who comes early is asked to come again."""
        framed = frames(self._project.library, SERVED)
        chapters = {
            code: [
                mending(frame, path.stem)
                for path in patrons_notebooks(self._project.home)
                if has_address(path.stem)
            ]
            for code, frame in framed.items()
        }
        aid = first_aid_pages(self._project, framed, {})  # no kernel is needed for it
        return self._whole(assemble(framed, chapters, aid))

    def _whole(self, site: Site) -> Site:
        """Return a site with its worker, and with files that phones may still ask for."""
        own = Asset(WORKER_ADDRESS, worker(site, SERVED))
        return replace(site, assets={**self._older.assets, **site.assets, WORKER_ADDRESS: own})

    def _tell_errors(self, project: Project) -> None:
        """Tell staff what keeps lessons from being played, in whatever language."""
        for name in project.lesson_names():
            with suppress(OSError):  # its own page tells: one file must not stop the others
                for problem in project.problems(name, date.today()):
                    if problem.level == "error":
                        self._tell(problem.located(project.library.languages[0]))

    def _tell(self, line: str) -> None:
        """Tell a line once, however many pages it keeps from being made."""
        if line not in self._told:
            self._told.add(line)
            self._report(line)


class _Older:
    """The files of older pages, also of those made before a restart: phones still have them."""

    def __init__(self, kept: Kept, home: Path) -> None:
        self._kept = kept
        self._kind = f"files-{digest(str(home))[:12]}"
        self.assets = {
            address: Asset(address.rpartition("/")[2], content)
            for address, content in kept.all_of(self._kind).items()
            if address.rpartition(".")[2] in TYPES  # a computer may put files of its own there
        }

    def remember(self, assets: Mapping[str, Asset]) -> None:
        # A picture was fetched with its page's link, or never: no page asks for it later.
        lasting = {at: asset for at, asset in assets.items() if at.startswith("assets/")}
        for address in lasting.keys() - self.assets.keys():
            self._kept.put(self._kind, address, lasting[address].content)
        self.assets = lasting


def _ignore(_line: str) -> None:
    """Tell nobody."""


def _fingerprint(home: Path) -> Fingerprint:
    """Return what changes when a lesson, a notebook, or what they are made of does."""
    found = {}
    for path in watched(home):
        try:
            stat = path.stat()
        except OSError:
            continue  # deleted between listing and looking
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
