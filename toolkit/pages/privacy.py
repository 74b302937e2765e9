"""The page that says what is kept of a visit, where, for how long, and what stays on the phone.

It says what holds for this very site: a library that keeps nothing, a server of ours, a folder of
files that sends answers to a server somewhere else, or one that sends them nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from toolkit.library import Library
from toolkit.pages.page import Frame, Page
from toolkit.project import PRIVACY_PAGE


def privacy_pages(frames: Mapping[str, Frame]) -> dict[str, Page]:
    """Return the page in each language, by its address."""
    pages = [privacy_page(frame) for frame in frames.values()]
    return {page.address: page for page in pages}


def privacy_page(frame: Frame) -> Page:
    """Return the page in the language of a frame."""
    library = frame.library
    address = library.page_address(PRIVACY_PAGE, frame.language)
    door = frame.door(address)
    is_folder = bool(frame.addressing.index)
    place = frame.say("privacy_place_here")
    if door and is_folder:
        place = frame.say("privacy_place_there", host=urlsplit(door).hostname)
    return frame.page(
        "privacy.html.j2",
        PRIVACY_PAGE,
        title=frame.say("privacy_title"),
        description=frame.say("privacy_summary"),
        sends=bool(door),
        is_folder=is_folder,
        place=place,
        days=library.keep_text_days,
        searches=_searches(library, asks=bool(frame.catalogue_door(address))),
        contact=library.ask_link(frame.say("privacy_ask_text")),
    )


def _searches(library: Library, *, asks: bool) -> list[str]:
    """Return what is said of searches. `asks`: whether a server of ours asks for the patrons."""
    kind = library.catalogue.kind
    if not kind:
        return []
    words = ["privacy_search_practice", "privacy_search_server" if asks else "privacy_search_here"]
    return [*words, "privacy_search_abroad"] if kind == "openlibrary" else words
