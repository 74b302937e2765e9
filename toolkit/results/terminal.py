"""Sections as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit import columns
from toolkit.columns import wrapped
from toolkit.results.nouns import Section, Table
from toolkit.results.written import cell, is_of_numbers


def text(title: str, sections: Iterable[Section], language: str, width: int) -> str:
    """Return sections below a title, in lines of at most `width` letters where words allow it."""
    width = columns.fitted(width)
    blocks = [_under(title, "=", width)] if title else []
    for section in sections:
        blocks.append(_under(section.title, "-", width))
        blocks.append("\n".join(line for words in section.words for line in wrapped(words, width)))
        if section.table and section.table.rows:
            blocks.append("\n".join(_table(section.table, language, width)))
    return "\n\n".join(filter(None, blocks))


def _under(title: str, sign: str, width: int) -> str:
    lines = wrapped(title, width)
    return "\n".join([*lines, sign * max(map(columns.length, lines))])


def _table(table: Table, language: str, width: int) -> Iterator[str]:
    rows = [
        [cell(table, at, value, language) for at, value in enumerate(row)] for row in table.rows
    ]
    right = [is_of_numbers(table, at) for at in range(len(table.columns))]
    return columns.table(table.columns, rows, width, right)
