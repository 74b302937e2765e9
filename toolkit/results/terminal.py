"""Sections as plain text for a terminal: wrapped sentences, tables in line."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from toolkit.results.nouns import Section, Table
from toolkit.results.written import cell, is_of_numbers

NARROWEST, WIDEST = 40, 100
"""Letters of a line: less cannot hold a table, more cannot be read."""

GAP = "  "
SMALLEST_COLUMN = 8


def text(title: str, sections: Iterable[Section], language: str, width: int) -> str:
    """Return sections below a title, in lines of at most `width` letters where words allow it."""
    width = min(max(width, NARROWEST), WIDEST)
    blocks = [_under(title, "=", width)] if title else []
    for section in sections:
        blocks.append(_under(section.title, "-", width))
        blocks.append("\n".join(line for words in section.words for line in _wrapped(words, width)))
        if section.table and section.table.rows:
            blocks.append("\n".join(_table(section.table, language, width)))
    return "\n\n".join(filter(None, blocks))


def _under(title: str, sign: str, width: int) -> str:
    lines = _wrapped(title, width)
    return "\n".join([*lines, sign * max(map(_length, lines))])


def _table(table: Table, language: str, width: int) -> Iterator[str]:
    rows = [
        [_plain(cell(table, at, value, language)) for at, value in enumerate(row)]
        for row in table.rows
    ]
    heads = [_plain(name) for name in table.columns]
    right = [is_of_numbers(table, at) for at in range(len(heads))]
    widths = _widths([heads, *rows], width)
    yield from _row(heads, widths, right)
    yield GAP.join("-" * each for each in widths)
    for row in rows:
        yield from _row(row, widths, right)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide columns are: what they need, the widest ones less where it is too much."""
    widths = [max(1, *map(_length, column)) for column in zip(*rows, strict=True)]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > SMALLEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    columns = [_wrapped(text, width) for text, width in zip(cells, widths, strict=True)]
    for lines in zip_longest(*columns, fillvalue=""):
        shown = [
            " " * (width - _length(line)) + line if at_right else _filled(line, width)
            for line, width, at_right in zip(lines, widths, right, strict=True)
        ]
        yield GAP.join(shown).rstrip()


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(_plain(words), width, break_on_hyphens=False) or [""]


def _plain(words: str) -> str:
    """Return words on one line, without the signs by which a text could command a terminal."""
    shown = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in words)
    return " ".join("".join(shown).split())


def _filled(line: str, width: int) -> str:
    return line + " " * (width - _length(line))


def _length(line: str) -> int:
    """Return how many places a line takes: a wide East Asian sign two, a combining mark none."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in line
    )
