"""The page that says what is kept of a visit, where, for how long, and what stays on the phone.

It says what holds for this very site: a library that keeps nothing, a server of ours, a folder of
files that sends answers to a server somewhere else, or one that sends them nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from toolkit.pages.page import Frame, Page
from toolkit.project import PRIVACY_PAGE


def privacy_pages(frames: Mapping[str, Frame]) -> dict[str, Page]:
    """Return the page in each language, by its address."""
    pages = [privacy_page(frame) for frame in frames.values()]
    return {page.address: page for page in pages}


def privacy_page(frame: Frame) -> Page:
    """Return the page in the language of a frame."""
    library = frame.library
    door = frame.door(library.page_address(PRIVACY_PAGE, frame.language))
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
        contact=library.ask_link(frame.say("privacy_ask_text")),
    )
