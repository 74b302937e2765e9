"""The sources of a lesson: its footnotes, numbered in the order that patrons meet them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import markdown, plain
from toolkit.lesson.markdown import Definition
from toolkit.lesson.nouns import Source
from toolkit.lesson.problems import Report, nearest

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MARK = re.compile(r' ?<sup class="suluh-source">\[\d+\]</sup>')
_NUMBER = re.compile(r'(?<=<sup class="suluh-source">\[)\d+(?=\]</sup>)|(?<=<li value=")\d+(?=">)')
"""A number in HTML: of a reference, or in the list of sources under facilitator notes."""

_DATES = (
    re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b"),
    re.compile(r"\b(?:19|20)\d\d-\d\d\b"),
    re.compile(r"\b(?:19|20)\d\d\b"),
)


def number(
    nodes: Iterable[Node], definitions: Sequence[Definition], report: Report
) -> dict[str, int]:
    """Return the number of each footnote that these blocks refer to, in order of first use.

    Notes references to footnotes that are not there, and footnotes that nothing refers to.
    """
    lines = {definition.key: definition.line for definition in reversed(definitions)}
    numbers: dict[str, int] = {}
    unknown: set[str] = set()
    for key, line in markdown.references(list(nodes)):
        if key in lines:
            numbers.setdefault(key, len(numbers) + 1)
        elif key not in unknown:
            unknown.add(key)
            guess = partial(nearest, key, lines)
            report.error(line, "unknown-footnote", footnote=key, guess=guess)
    seen: set[str] = set()
    for definition in definitions:
        if definition.key in seen:
            first = lines[definition.key]
            report.error(definition.line, "doubled-footnote", footnote=definition.key, first=first)
        elif definition.key not in numbers:
            report.advice(definition.line, "unused-footnote", footnote=definition.key)
        seen.add(definition.key)
    return numbers


def read(
    definitions: Sequence[Definition], numbers: dict[str, int], report: Report
) -> dict[str, Source]:
    """Return the sources by their key; note those without a date."""
    sources: dict[str, Source] = {}
    for definition in definitions:
        if definition.key in sources or definition.key not in numbers:
            continue
        date = _date(plain.text(definition.nodes))
        if not date:
            report.advice(definition.line, "source-without-date", footnote=definition.key)
        sources[definition.key] = Source(
            key=definition.key,
            number=numbers[definition.key],
            html=markdown.inline(definition.nodes, {}, "bare"),
            date=date,
            line=definition.line,
        )
    return sources


def used(nodes: Iterable[Node], sources: dict[str, Source]) -> tuple[Source, ...]:
    """Return the sources that blocks refer to, by their number."""
    keys = {key for key, _ in markdown.references(list(nodes))}
    found = (source for key, source in sources.items() if key in keys)
    return tuple(sorted(found, key=lambda source: source.number))


def unmarked(drawn: str) -> str:
    """Return HTML without the numbers of sources, for where these are not listed."""
    return _MARK.sub("", drawn)


def numbers(drawn: str) -> list[int]:
    """Return the numbers of sources in HTML."""
    return [int(number) for number in _NUMBER.findall(drawn)]


def renumbered(drawn: str, by: int) -> str:
    """Return HTML in which the numbers of sources are larger by so many."""
    return _NUMBER.sub(lambda number: str(int(number[0]) + by), drawn) if by else drawn


def _date(words: str) -> str:
    """Return the most exact date in a footnote; the last one, since a title may hold a year."""
    plain = _ADDRESS.sub(" ", words)
    for form in _DATES:
        if found := form.findall(plain):
            return str(found[-1])
    return ""
