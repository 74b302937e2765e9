"""Everything a patron can open, put together whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any

from toolkit.library import Library
from toolkit.pages.addressing import Addressing
from toolkit.pages.assets import Asset, assets
from toolkit.pages.kept import Kept
from toolkit.pages.page import Frame, Page, Preview
from toolkit.pages.privacy import privacy_pages
from toolkit.project import FIRST_AID_PAGE, PRIVACY_PAGE

DEEPEST = 8
"""Slashes in an address beyond which a notice no longer leads home."""


@dataclass(frozen=True)
class Listed:
    """What the home page says of a notebook's page."""

    name: str
    title: str
    summary: str = ""
    minutes: int = 0
    sheet: str = ""  # the name of its sheet to print


@dataclass(frozen=True)
class Chapter:
    """What one notebook adds to the site in one language."""

    pages: Mapping[str, Page] = field(default_factory=dict)  # by address
    live: Mapping[str, Path] = field(default_factory=dict)  # address to the notebook to run
    listed: Listed | None = None  # None while it is being mended
    preview: Preview | None = None  # of a page that is drawn for each visitor anew
    lessons: tuple[Mapping[str, Any], ...] = ()  # those played there, as `toolkit.lesson.data`
    looks_up: bool = False  # whether it has books from the catalogue, perhaps others tomorrow


@dataclass(frozen=True)
class Site:
    """Everything a patron can open."""

    frames: Mapping[str, Frame]  # by language, the first one first
    pages: Mapping[str, Page]  # by address
    assets: Mapping[str, Asset]  # by address
    live: Mapping[str, Path] = field(default_factory=dict)  # notebooks that need a kernel
    previews: frozenset[Preview] = frozenset()  # what its links show
    lessons: tuple[Mapping[str, Any], ...] = ()  # those its pages play, as `toolkit.lesson.data`

    @property
    def library(self) -> Library:
        """The library whose site it is."""
        return self.frames[self.language].library

    @property
    def language(self) -> str:
        """The library's first language."""
        return next(iter(self.frames))

    def in_language(self, address: str, language: str) -> str:
        """Return the address of a page in a language, the same where there is none."""
        if language not in self.frames:
            return address
        prefix, slash, name = address.partition("/")
        bare = name if slash and prefix in self.frames else address
        other = self.library.page_address(bare, language)
        return other if other in self.pages or other in self.live else address

    def notice(self, address: str, key: str) -> str:
        """Return a page in plain words ("not_found", "failed", "mending") for an address."""
        frame = self.frames.get(address.partition("/")[0], self.frames[self.language])
        return notice(frame, address if address.count("/") <= DEEPEST else "", key)


def frames(library: Library, addressing: Addressing, policy: str = "") -> dict[str, Frame]:
    """Return the frame of each language."""
    addresses = {asset.name: address for address, asset in assets(library).items()}
    return {code: Frame(library, code, addresses, addressing, policy) for code in library.languages}


def assemble(
    frames: Mapping[str, Frame], chapters: Mapping[str, Iterable[Chapter]], aid: Mapping[str, Page]
) -> Site:
    """Return the site of each language's chapters, with its home pages and without pictures."""
    pages = {**aid, **privacy_pages(frames)}
    live: dict[str, Path] = {}
    previews = set()
    lessons: list[Mapping[str, Any]] = []
    for code, frame in frames.items():
        for chapter in chapters.get(code, ()):
            pages |= chapter.pages
            lessons += chapter.lessons
            live |= chapter.live
            previews.add(chapter.preview)
        home = _home_page(frame, chapters.get(code, ()), aid)
        pages[home.address] = home
    previews |= {page.preview for page in pages.values()}
    library = next(iter(frames.values())).library
    shown = frozenset(filter(None, previews))
    return Site(frames, pages, assets(library), live, shown, tuple(lessons))


def with_pictures(site: Site, kept: Kept) -> Site:
    """Return the site with the drawn pictures that its pages' links show."""
    if not site.library.public_url:  # nobody could fetch them: they need a whole address
        return site
    drawn = {preview.address(site.library): preview for preview in site.previews}
    return replace(
        site,
        assets={
            **site.assets,
            **{
                address: Asset(address.rpartition("/")[2], _drawn(address, preview, site, kept))
                for address, preview in sorted(drawn.items())
            },
        },
    )


def notice(frame: Frame, address: str, key: str) -> str:
    """Return a page in plain words for an address at which there is no other."""
    title = frame.say("not_found_title" if key == "not_found" else "failed_title")
    homes = {
        code: frame.addressing.link(address, frame.library.page_address("", code))
        for code in frame.library.languages
    }
    return frame.draw("notice.html.j2", address, title=title, text=frame.say(key), addresses=homes)


def mending(frame: Frame, name: str) -> Chapter:
    """Return what stands for a notebook of which no page could be made yet."""
    address = frame.library.page_address(name, frame.language)
    page = Page(address, notice(frame, address, "mending"), HTTPStatus.SERVICE_UNAVAILABLE)
    return Chapter({address: page})


def _drawn(address: str, preview: Preview, site: Site, kept: Kept) -> bytes:
    if found := kept.get("previews", address.rpartition("/")[2]):
        return found
    from toolkit.pages.previews import picture  # what draws is slow to import, and rarely needed

    drawn = picture(preview.title, preview.kicker, preview.note, site.library)
    kept.put("previews", address.rpartition("/")[2], drawn)
    return drawn


def _home_page(frame: Frame, chapters: Iterable[Chapter], aid: Mapping[str, Page]) -> Page:
    listed = sorted(
        chain.from_iterable([chapter.listed] for chapter in chapters if chapter.listed),
        key=lambda each: (not each.sheet, each.name),  # lessons first
    )
    title = frame.say("home_title", library=frame.library.name)
    lead = frame.say("home_lead")
    first_aid = frame.library.page_address(FIRST_AID_PAGE, frame.language)
    return frame.page(
        "home.html.j2",
        "",
        title=title,
        description=lead,
        preview=Preview(title, frame.say("preview_lesson_short"), frame.say("preview_note")),
        home="",  # it is the home
        lessons=[
            {
                "link": frame.link("", each.name),
                "title": each.title,
                "summary": each.summary,
                "minutes": each.minutes,
                "sheet": frame.link("", each.sheet) if each.sheet else "",
                "action": frame.say("open_lesson" if each.sheet else "open_page"),
            }
            for each in listed
        ],
        first_aid=frame.link("", FIRST_AID_PAGE) if first_aid in aid else "",
        privacy=frame.link("", PRIVACY_PAGE),
    )
