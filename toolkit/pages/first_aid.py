"""The page of first aid: static, without any script, and one A4 poster where it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from math import sqrt
from typing import Self

from markupsafe import Markup

from toolkit.lesson import paper
from toolkit.lesson.nouns import Activity
from toolkit.lesson.sources import unmarked
from toolkit.pages.page import Frame, Page, Preview
from toolkit.project import FIRST_AID_PAGE, Project

LARGEST, SMALLEST = 14.0, 7.5
"""Points of the poster's letters."""

_ROOM = 132_000
"""How many letters a column of the poster holds, times the square of their size in points."""

_DOOR, _STEP = 150, 25
"""What a heading, and the last line of a step, take up in letters."""

_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\(?\+?\d[\d ()-]{3,}\d\)?")
_SHORT = re.compile(rf" (?=(?:{_TAG.pattern})*\d{{1,4}}(?:{_TAG.pattern})*$)")
_CALL = re.compile(
    r'<a href="((?:tel:|https?://wa\.me/)[^"]*)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE
)


def first_aid_pages(
    project: Project, frames: Mapping[str, Frame], last: Mapping[str, Page]
) -> dict[str, Page]:
    """Return the page in each language; none where no lesson has first aid.

    While the lesson that has it cannot be played, the last good page stays: it may be needed now.
    """
    pages = {}
    for frame in frames.values():
        step = project.first_aid(frame.language)
        address = frame.library.page_address(FIRST_AID_PAGE, frame.language)
        if step and step.activity:
            pages[address] = first_aid_page(step.activity, step.language, frame)
        elif address in last and project.first_aid_lessons():
            pages[address] = last[address]
    return pages


def first_aid_page(activity: Activity, language: str, frame: Frame) -> Page:
    """Return the page of an activity that is first aid, and in which language it is."""
    aid = activity.data()
    doors = [(door["title"], [*map(unmarked, door["steps"])]) for door in aid["doors"]]
    title = frame.say("first_aid")
    return frame.page(
        "first_aid.html.j2",
        FIRST_AID_PAGE,
        title=title,
        description=frame.say("first_aid_summary"),
        preview=Preview(title, frame.say("first_aid_link"), frame.say("first_aid_note")),
        spoken=language,
        question=unmarked(aid["question"]),
        html=Markup,
        doors=[(title, [_Aid.of(each) for each in steps]) for title, steps in doors],
        size=_size([steps for _, steps in doors]),
        typed=frame.library.typed(frame.library.page_address(FIRST_AID_PAGE, frame.language)),
    )


@dataclass(frozen=True)
class _Call:
    """Somebody to call or to write to."""

    address: str
    words: str  # HTML

    @property
    def way(self) -> str:
        return "phone" if self.address.startswith("tel:") else "chat"


@dataclass(frozen=True)
class _Aid:
    """One step: its words, in which numbers are text, and below them a button for each number."""

    words: str  # HTML
    calls: tuple[_Call, ...]

    @classmethod
    def of(cls, step: str) -> Self:
        calls = (
            _Call(unescape(address), _in_one_line(words)) for address, words in _CALL.findall(step)
        )
        return cls(paper.addressed(_CALL.sub(_with_number, step)), tuple(calls))


def _with_number(call: re.Match[str]) -> str:
    """Return the words of a link to call, and its number where they do not say it: no link."""
    number = _TAG.sub("", paper.addressed(call[0])[len(call[0]) :])
    return f"<strong>{_in_one_line(call[2])}</strong>{_in_one_line(number)}"


def _in_one_line(words: str) -> str:
    """Return words in which no number is broken, and a short one stays with its owner."""
    parts = re.split(f"({_TAG.pattern})", _SHORT.sub("\u00a0", words))  # text and tags in turn
    parts[::2] = [
        _NUMBER.sub(r'<span class="aid-number">\g<0></span>', text) for text in parts[::2]
    ]
    return "".join(parts)


def _size(doors: Sequence[Sequence[str]]) -> float:
    """Return the size of letters, in points, at which all doors fit into the poster's columns."""
    costs = [_DOOR + sum(_STEP + _length(step) for step in steps) for steps in doors]
    longer = min(max(sum(costs[:at]), sum(costs[at:])) for at in range(len(costs) + 1))
    return round(min(max(sqrt(_ROOM / longer), SMALLEST), LARGEST), 1)


def _length(step: str) -> int:
    return len(unescape(_TAG.sub("", paper.addressed(step))))
