"""The press: keeps the site's pages in step with the project folder.

A site is made whole and replaced whole. A page that breaks leaves its last good one in place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

from toolkit.library import Library
from toolkit.pages.assets import Asset, assets
from toolkit.pages.first_aid import first_aid_pages
from toolkit.pages.kernel import NotebookError, UnplayableError, WarmKernel
from toolkit.pages.page import Frame, Page, address_of, lesson_page
from toolkit.project import FIRST_AID_PAGE, LessonError, Project, is_name
from toolkit.words import LANGUAGES

PATRONS = "patrons"


Fingerprint = Mapping[Path, tuple[int, int]]
"""File to when it was changed, in ns, and its size in bytes."""

DEEPEST = 8
"""Slashes in an address beyond which a notice no longer leads home."""


@dataclass(frozen=True)
class Site:
    """Everything a patron can open."""

    frames: Mapping[str, Frame]  # by language, the first one first
    pages: Mapping[str, Page]  # by address
    assets: Mapping[str, Asset]  # by address

    @property
    def language(self) -> str:
        """The library's first language."""
        return next(iter(self.frames))

    def in_language(self, address: str, language: str) -> str:
        """Return the address of a page in a language, the same where there is none."""
        if language not in self.frames:
            return address
        prefix, _, name = address.rpartition("/")
        if prefix and prefix not in self.frames:
            return address
        other = address_of(name, language, self.frames[language].library)
        return other if other in self.pages else address

    def notice(self, address: str, key: str) -> str:
        """Return a page in plain words ("not_found", "failed", "mending") for an address."""
        frame = self.frames.get(address.partition("/")[0], self.frames[self.language])
        return _notice(frame, address if address.count("/") <= DEEPEST else "", key)


class Press:
    """Makes the site of a project. Use it from one thread; others may read `site`, and `stop` it.

    `report` is told, in the library's language, what staff should know. Raises `LessonError` where
    `library.toml` has mistakes.
    """

    def __init__(self, project: Project, report: Callable[[str], None]) -> None:
        self.site = _unmade(project)
        self._project = project
        self._report = report
        self._kernel = WarmKernel(project.home)
        self._looked: Fingerprint = {}
        self._made: Fingerprint | None = None
        self._slow: dict[Path, tuple[int, int]] = {}  # those that timed out, as they were
        self._told: set[str] = set()
        self._failing: set[str] = set()  # addresses of pages that staff were told of

    def refresh(self) -> None:
        """Make again what a changed lesson, notebook or `library.toml` asks for.

        A change is taken up at the second look that finds it the same: it may be half saved.
        """
        looked, self._looked = self._looked, _fingerprint(self._project.home)
        if self._made is None or looked == self._looked != self._made:
            self._make(self._looked)
            self._made = self._looked

    def stop(self) -> None:
        """End a run that may still be going on, from any thread. Nothing is told any more."""
        self._report = _ignore
        self._kernel.kill()

    def close(self) -> None:
        """End the kernel."""
        self._kernel.close()

    def _make(self, now: Fingerprint) -> None:
        self._told = set()
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
        site = _site(library, {}, self.site.assets)
        pages = first_aid_pages(project, site.frames, self.site.pages)
        for path in notebooks:
            if path.stem == FIRST_AID_PAGE:
                self._tell(NotebookError("reserved_name", file=path.name).sentence(site.language))
                continue
            if not is_name(path.stem) or path.stem in LANGUAGES:
                self._tell(NotebookError("bad_name", file=path.name).sentence(site.language))
                continue
            keep = path in alike and (shared <= alike or self._slow.get(path) == now[path])
            for frame in site.frames.values():
                address = address_of(path.stem, frame.language, library)
                last = self.site.pages.get(address)
                page = last if keep and last else self._page(path, frame, last, now)
                pages[address] = page
                if page is not last and page.good and address in self._failing:
                    self._failing.discard(address)
                    self._tell(NotebookError("good_again", address=address).sentence(site.language))
            # A page is out as soon as it is made: the next notebook may be a slow one.
            self.site = _site(library, {**self._standing(notebooks), **pages}, self.site.assets)
        self.site = _site(library, pages, self.site.assets)

    def _standing(self, notebooks: Iterable[Path]) -> dict[str, Page]:
        """Return the pages of the last site whose notebooks are still there."""
        names = {path.stem for path in notebooks}
        pages = self.site.pages.items()
        return {address: page for address, page in pages if address.rpartition("/")[2] in names}

    def _page(self, path: Path, frame: Frame, last: Page | None, now: Fingerprint) -> Page:
        spoken = frame.library.languages[0]
        address = address_of(path.stem, frame.language, frame.library)
        try:
            if self._slow.get(path) != now[path]:  # else it was told already
                return lesson_page(self._kernel.run(path, frame.language), path, frame)
        except UnplayableError as error:
            for line in error.lines:
                self._tell(line)
        except NotebookError as error:
            if error.key == "too_slow":  # until it changes, it is not tried again
                self._slow[path] = now[path]
            self._tell(error.sentence(spoken))
        except Exception as error:  # noqa: BLE001  # one notebook must not stop the others
            said = f"{type(error).__name__}: {error}"
            unexpected = NotebookError("unexpected", file=path.name, error=said)
            self._tell(unexpected.sentence(spoken))
        self._failing.add(address)
        if last and last.good:
            self._tell(NotebookError("still_old", address=address).sentence(spoken))
            return last
        return _mending(frame, address)

    def _tell_errors(self, project: Project) -> None:
        """Tell staff what keeps lessons from being played, in whatever language."""
        for name in project.lesson_names():
            for problem in project.problems(name, date.today()):
                if problem.level == "error":
                    self._tell(problem.located(project.library.languages[0]))

    def _tell(self, line: str) -> None:
        """Tell a line once, however many pages it keeps from being made."""
        if line not in self._told:
            self._told.add(line)
            self._report(line)


def _ignore(_line: str) -> None:
    """Tell nobody."""


def patrons_notebooks(home: Path) -> list[Path]:
    """Return the notebooks that say in their metadata that patrons may open them."""
    return [path for path in sorted((home / "notebooks").glob("*.ipynb")) if _is_for_patrons(path)]


def _is_for_patrons(path: Path) -> bool:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        return bool(metadata["suluh"]["audience"] == PATRONS)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False  # what does not say so clearly stays closed


def _fingerprint(home: Path) -> Fingerprint:
    """Return what changes when a lesson, a notebook, or what they are made of does."""
    watched = (
        *home.glob("*.*"),  # library.toml, and the logo beside it
        *(home / "notebooks").glob("*.ipynb"),
        *(home / "notebooks").glob("*.py"),
        *(home / "lessons").glob("*/*.*"),
    )
    found = {}
    for path in watched:
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            stat = path.stat()
        except OSError:
            continue  # deleted between listing and looking
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def _site(library: Library, pages: Mapping[str, Page], before: Mapping[str, Asset]) -> Site:
    """Return a site of these pages and a home page in each language."""
    files = assets(library)
    addresses = {asset.name: address for address, asset in files.items()}
    frames = {code: Frame(library, code, addresses) for code in library.languages}
    homes = (_home_page(frame, pages) for frame in frames.values())
    # Phones that opened a page before a change may still ask for its files.
    return Site(frames, {**pages, **{home.address: home for home in homes}}, {**before, **files})


def _unmade(project: Project) -> Site:
    """Return the site before anything is made: who comes early is asked to come again."""
    site = _site(project.library, {}, {})
    pages = [
        _mending(frame, address_of(path.stem, frame.language, project.library))
        for path in patrons_notebooks(project.home)
        for frame in site.frames.values()
    ]
    aid = first_aid_pages(project, site.frames, {})  # no kernel is needed for it
    return _site(project.library, {**aid, **{page.address: page for page in pages}}, {})


def _mending(frame: Frame, address: str) -> Page:
    notice = _notice(frame, address, "mending")
    return Page(address, notice, HTTPStatus.SERVICE_UNAVAILABLE)


def _home_page(frame: Frame, pages: Mapping[str, Page]) -> Page:
    address = address_of("", frame.language, frame.library)
    lessons = [
        page
        for page in pages.values()
        if page.good and page.title and page.address.rpartition("/")[0] == address.rstrip("/")
    ]
    title = frame.say("home_title", library=frame.library.name)
    first_aid = address_of(FIRST_AID_PAGE, frame.language, frame.library)
    body = frame.page(
        "home.html.j2",
        address,
        title=title,
        lessons=lessons,
        addresses=frame.addresses(""),
        first_aid=first_aid if first_aid in pages else "",
    )
    return Page(address, body)


def _notice(frame: Frame, address: str, key: str) -> str:
    title = frame.say("not_found_title" if key == "not_found" else "failed_title")
    home = frame.home(address)
    return frame.page("notice.html.j2", address, title=title, text=frame.say(key), home=home)
