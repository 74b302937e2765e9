"""What a lesson needs on paper alone: where its links lead, and its sources in one list."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from toolkit.lesson.nouns import Lesson, Source

_LINK = re.compile(r'(<a href="([^"]*)"[^>]*>)(.*?)(</a>)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BEGINNING = re.compile(r"^(?:https?://(?:www\.)?|mailto:|tel:)")
_CHAT = re.compile(r"^wa\.me/62(\d{2,3})(\d{4})(\d{3,5})$")

ADDRESS = "suluh-paper-address"
"""The class of what only paper shows."""

LONGEST = 100
"""Letters of an address that anybody would still type off paper."""


def addressed(drawn: str) -> str:
    """Return HTML in which the address of each link stands after its words, for paper.

    Left as they are: links whose words say it already, and addresses too long to type.
    """
    return _LINK.sub(_with_address, drawn)


def sources(lesson: Lesson) -> list[Source]:
    """Return what the steps of a lesson refer to, each once, by number.

    A step that stands in the first language brings that language's numbers along.
    """
    found = {
        (step.language, source.number): source for step in lesson.steps for source in step.sources
    }
    return [found[place] for place in sorted(found, key=lambda place: place[1])]


def numbers(items: Sequence[str]) -> str:
    """Return steps (HTML) as a list, each with a place to write its number."""
    return '<ul class="suluh-numbers">{}</ul>'.format("".join(f"<li>{each}</li>" for each in items))


def columns(lefts: Sequence[str], rights: Sequence[str]) -> str:
    """Return two lists (HTML) side by side, with a dot at each item: lines join what belongs."""
    drawn = ("".join(f"<li>{each}</li>" for each in items) for items in (lefts, rights))
    return '<div class="suluh-columns"><ul>{}</ul><ul>{}</ul></div>'.format(*drawn)


def leads(words: str, number: int) -> str:
    """Return words (HTML) that lead to a number elsewhere on the sheet."""
    return f'{words} <strong class="suluh-leads">{number}</strong>'


def _with_address(link: re.Match[str]) -> str:
    opening, target, words, closing = link.groups()
    address = _BEGINNING.sub("", html.unescape(target)).rstrip("/")
    address = _CHAT.sub(r"0\1-\2-\3", address)  # what people dial, not what a phone is told
    said = _plain(html.unescape(_TAG.sub("", words)))
    if not address or len(address) > LONGEST or _plain(address) in said:
        return link[0]
    shown = f'<span class="{ADDRESS}"> ({html.escape(address)})</span>'
    return opening + words + closing + shown


def _plain(words: str) -> str:
    """Return words without what people write differently: capitals, spaces within a number."""
    return re.sub(r"[\s()-]", "", words.lower())
