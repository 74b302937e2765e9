"""The press: keeps the site's pages in step with the project folder.

A site is made whole and replaced whole. A page that breaks leaves its last good one in place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from toolkit.library import Library
from toolkit.pages.assets import Asset, assets
from toolkit.pages.kernel import NotebookError, WarmKernel
from toolkit.pages.page import Frame, Page, address_of, lesson_page
from toolkit.project import Project

PATRONS = "patrons"


@dataclass(frozen=True)
class Site:
    """Everything a patron can open."""

    frames: Mapping[str, Frame] = field(default_factory=dict)  # by language
    pages: Mapping[str, Page] = field(default_factory=dict)  # by address
    assets: Mapping[str, Asset] = field(default_factory=dict)  # by address

    def notice(self, address: str, key: str) -> str:
        """Return a page in plain words ("not_found", "failed", "mending") for an address."""
        language = address.split("/", maxsplit=1)[0]
        frame = self.frames.get(language) or next(iter(self.frames.values()))
        return _notice(frame, address, key)


class Press:
    """Makes the site of a project. Use it from one thread; others may read `site`.

    `report` is told, in the library's language, what staff should know.
    """

    def __init__(self, project: Project, report: Callable[[str], None]) -> None:
        self.site = Site()
        self._home = project.home
        self._report = report
        self._kernel = WarmKernel(project.home)
        self._seen: object = None

    def refresh(self) -> None:
        """Make the site again if a lesson, a notebook or `library.toml` changed."""
        seen = _fingerprint(self._home)
        if seen != self._seen:
            self._seen = seen
            self._make()

    def close(self) -> None:
        """End the kernel."""
        self._kernel.close()

    def _make(self) -> None:
        library, problems = Library.read(self._home)
        if library is None:
            for problem in problems:
                self._report(problem.located(next(iter(self.site.frames), "id")))
            return
        files = assets(library)
        addresses = {asset.name: address for address, asset in files.items()}
        frames = {code: Frame(library, code, addresses) for code in library.languages}
        pages = {}
        for path in patrons_notebooks(self._home):
            for frame in frames.values():
                page = self._page(path, frame)
                pages[page.address] = page
        for frame in frames.values():
            home = _home_page(frame, pages)
            pages[home.address] = home
        # Phones that opened a page before the change may still ask for its files.
        self.site = Site(frames, pages, {**self.site.assets, **files})

    def _page(self, path: Path, frame: Frame) -> Page:
        try:
            return lesson_page(self._kernel.run(path, frame.language), path, frame)
        except NotebookError as error:
            spoken = frame.library.languages[0]
            address = address_of(path.stem, frame.language, frame.library)
            last = self.site.pages.get(address)
            if frame.language == spoken:  # the other languages break for the same reason
                self._report(error.sentence(spoken))
                if last and last.good:
                    self._report(NotebookError("still_old", name=address).sentence(spoken))
            if last:
                return last
            return Page(
                address, _notice(frame, address, "mending"), status=HTTPStatus.SERVICE_UNAVAILABLE
            )


def patrons_notebooks(home: Path) -> list[Path]:
    """Return the notebooks that say in their metadata that patrons may open them."""
    return [path for path in sorted((home / "notebooks").glob("*.ipynb")) if _is_for_patrons(path)]


def _is_for_patrons(path: Path) -> bool:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        return bool(metadata["suluh"]["audience"] == PATRONS)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False  # what does not say so clearly stays closed


def _fingerprint(home: Path) -> object:
    """Return what changes when a lesson, a notebook or `library.toml` does."""
    folders = (
        home.glob("library.toml"),
        (home / "notebooks").rglob("*"),
        (home / "lessons").rglob("*"),
    )
    seen = []
    for paths in folders:
        for path in paths:
            try:
                stat = path.stat()
            except OSError:
                continue  # deleted between listing and looking
            seen.append((str(path), stat.st_mtime_ns, stat.st_size))
    return sorted(seen)


def _home_page(frame: Frame, pages: Mapping[str, Page]) -> Page:
    first = frame.library.languages[0]
    address = "" if frame.language == first else f"{frame.language}/"
    prefix = "" if frame.language == first else address
    lessons = [
        page
        for page in pages.values()
        if page.good and page.title and page.address.rpartition("/")[0] == prefix.rstrip("/")
    ]
    title = frame.say("home_title", library=frame.library.name)
    body = frame.page("home.html.j2", address, title=title, lessons=lessons)
    return Page(address, body)


def _notice(frame: Frame, address: str, key: str) -> str:
    title = frame.say("not_found_title" if key == "not_found" else "failed_title")
    up = "../" * address.count("/") or "./"
    first = frame.library.languages[0]
    home = up if frame.language == first else f"{up}{frame.language}/"
    return frame.page("notice.html.j2", address, title=title, text=frame.say(key), home=home)
