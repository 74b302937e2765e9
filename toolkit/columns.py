"""Plain text for a terminal: wrapped sentences, and tables in line."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

NARROWEST, WIDEST = 40, 100
"""Letters of a line: less cannot hold a table, more cannot be read."""

GAP = "  "
SMALLEST_COLUMN = 8


def fitted(width: int) -> int:
    """Return how wide lines are to be in a terminal of a width, in letters."""
    return min(max(width, NARROWEST), WIDEST)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, right: Sequence[bool] = ()
) -> Iterator[str]:
    """Give the lines of a table of at most `width` letters, where its columns allow it.

    `right` says which columns are of numbers; without it, none.
    """
    right = right or [False] * len(heads)
    heads, rows = list(map(plain, heads)), [list(map(plain, row)) for row in rows]
    widths = _widths([heads, *rows], width)
    yield from _row(heads, widths, right)
    yield GAP.join("-" * each for each in widths)
    for row in rows:
        yield from _row(row, widths, right)


def wrapped(words: str, width: int) -> list[str]:
    """Return words in lines of at most `width` letters; no words are one empty line."""
    return textwrap.wrap(plain(words), width, break_on_hyphens=False) or [""]


def plain(words: str) -> str:
    """Return words on one line, without the signs by which a text could command a terminal."""
    shown = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in words)
    return " ".join("".join(shown).split())


def length(line: str) -> int:
    """Return how many places a line takes: a wide East Asian sign two, a combining mark none."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in line
    )


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide columns are: what they need, the widest ones less where it is too much."""
    widths = [max(1, *map(length, column)) for column in zip(*rows, strict=True)]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > SMALLEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    columns = [wrapped(text, width) for text, width in zip(cells, widths, strict=True)]
    for lines in zip_longest(*columns, fillvalue=""):
        shown = [
            " " * (width - length(line)) + line if at_right else _filled(line, width)
            for line, width, at_right in zip(lines, widths, right, strict=True)
        ]
        yield GAP.join(shown).rstrip()


def _filled(line: str, width: int) -> str:
    return line + " " * (width - length(line))
