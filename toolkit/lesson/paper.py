"""What a lesson needs on paper alone: where its links lead, and its sources in one list."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from toolkit.lesson.nouns import Lesson
from toolkit.lesson.sources import numbers as numbers_in
from toolkit.lesson.sources import renumbered
from toolkit.words import Phrases, say

_LINK = re.compile(r'(<a href="([^"]*)"[^>]*>)(.*?)(</a>)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BEGINNING = re.compile(r"^(?:https?://(?:www\.)?|mailto:|tel:)")
_CHAT = re.compile(r"^wa\.me/62(\d{2,3})(\d{4})(\d{3,5})$", re.IGNORECASE)

ADDRESS = "suluh-paper-address"
"""The class of what only paper shows."""

LONGEST = 100
"""Letters of an address that anybody would still type off paper."""


def addressed(drawn: str) -> str:
    """Return HTML in which the address of each link stands after its words, for paper.

    Left as they are: links whose words say it already, and addresses too long to type.
    """
    return _LINK.sub(_with_address, drawn)


@dataclass(frozen=True)
class Cited:
    """A source as it is listed at the end of a sheet."""

    number: int
    html: str
    language: str


class Answer(Protocol):
    """What can be answered: an option, or a part of a message."""

    @property
    def right(self) -> bool:
        """Whether it belongs to the right answer."""

    @property
    def feedback(self) -> str:
        """What is said about it, as HTML."""


class Numbers:
    """The numbers of a lesson's sources on paper, where all of them stand in one list.

    A step that stands in another language counts from 1 again: there its numbers go on after
    those of the lesson's own language, so that no two sources have the same.
    """

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._before: dict[str, int] = {}  # numbers of the languages that come first
        last = 0
        steps = (step.language for step in lesson.steps)
        ends = (part.end_language for part in lesson.parts)
        for language in dict.fromkeys((lesson.language, *steps, *ends)):
            self._before[language] = last
            last += max((0, *self._used(language)))

    def shown(self, drawn: str, language: str) -> str:
        """Return HTML that was written in a language with its numbers on paper."""
        return renumbered(drawn, self._before[language])

    def listed(self) -> list[Cited]:
        """Return what the steps of the lesson refer to, each once, by number."""
        found = {
            each.number + self._before[step.language]: (each.html, step.language)
            for step in self._lesson.steps
            for each in step.sources
        }
        return [Cited(number, *found[number]) for number in sorted(found)]

    def _used(self, language: str) -> list[int]:
        """Return all numbers that the steps of a language use, also in facilitator notes."""
        steps = [step for step in self._lesson.steps if step.language == language]
        notes = (each for step in steps if step.notes for each in numbers_in(step.notes.html))
        return [*(each.number for step in steps for each in step.sources), *notes]


def letter(place: int) -> str:
    """Return what an option is called, so that people can say or type it: A for the first."""
    return chr(ord("A") + place)


def called(items: Sequence[str], names: Callable[[int], str] = letter) -> list[str]:
    """Return items (HTML) with their names before them: letters, unless told otherwise."""
    return [
        f'<span class="suluh-letter">{names(place)}.</span> {each}'
        for place, each in enumerate(items)
    ]


def numbered(items: Sequence[str]) -> list[str]:
    """Return items (HTML) with their numbers before them."""
    return called(items, lambda place: str(place + 1))


def how(phrases: Phrases, key: str, language: str) -> str:
    """Return as HTML what to do with a pencil; what a phone asks for is of no use on paper."""
    return f'<p class="suluh-how">{html.escape(say(phrases, key, language), quote=False)}</p>'


def told(words: str, said: str, *, right: bool) -> str:
    """Return an answer (HTML), right or not, and below it what is said about it (HTML)."""
    return f'<p class="suluh-{"right" if right else "other"}">{words}</p>{said}'


def answers(names: Sequence[str], options: Iterable[Answer]) -> tuple[str, str]:
    """Return the right options under their names (HTML) with their feedback, and the others."""
    right, others = "", ""
    for name, option in zip(names, options, strict=True):
        drawn = told(name, option.feedback, right=option.right)
        right, others = (right + drawn, others) if option.right else (right, others + drawn)
    return right, others


def lines(count: int) -> str:
    """Return empty lines to write on."""
    return '<div class="suluh-own-lines">{}</div>'.format(count * "<div></div>")


def numbers(items: Sequence[str]) -> str:
    """Return steps (HTML) as a list, each with a place to write its number."""
    shown = "".join(f"<li>{each}</li>" for each in called(items))
    return f'<ul class="suluh-numbers">{shown}</ul>'


def columns(lefts: Sequence[str], rights: Sequence[str]) -> str:
    """Return two lists (HTML) side by side, with a dot at each item: lines join what belongs."""
    columns = (numbered(lefts), called(rights))
    drawn = ("".join(f"<li>{each}</li>" for each in items) for items in columns)
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
