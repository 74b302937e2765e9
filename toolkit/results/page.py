"""Results as HTML: a fragment for pages that others make, or a page of its own to keep.

The fragment has no script and no style, and its plots are pictures: a page with the strictest
policy may show it. Its look is in `results.css`. There are no ids in it, so that the results of
several lessons stand on one page.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from toolkit.results.nouns import Cell, Plot, Section, Table
from toolkit.results.written import cell, is_of_numbers
from toolkit.templates import template
from toolkit.words import phrases, say

ROOM = "toolkit.results"

POINT = 96 / 72
"""CSS pixels in a point, in which an SVG says how large it is."""

_SIZE = re.compile(
    rb'<svg [^>]*?\bheight="([\d.]+)pt"[^>]*?\bwidth="([\d.]+)pt"|'
    rb'<svg [^>]*?\bwidth="([\d.]+)pt"[^>]*?\bheight="([\d.]+)pt"'
)


@dataclass(frozen=True)
class _Picture:
    data: str  # a data: address
    alt: str
    width: int  # CSS pixels
    height: int


@dataclass(frozen=True)
class _Cell:
    text: str
    number: Markup  # the attribute of a cell in a column of numbers


@dataclass(frozen=True)
class _Table:
    name: str
    columns: tuple[_Cell, ...]
    rows: tuple[tuple[_Cell, ...], ...]


@dataclass(frozen=True)
class _Shown:
    title: str
    words: tuple[str, ...]
    table: _Table | None
    plot: _Picture | None


def fragment(sections: Iterable[Section], language: str, level: int = 2) -> str:
    """Return sections as HTML, their titles as headings of a level."""
    shown = [_shown(section, language) for section in sections]
    return _whole(template(ROOM, "sections.html.j2").render(sections=shown, level=level))


def document(title: str, lessons: Iterable[tuple[str, Iterable[Section]]], language: str) -> str:
    """Return a whole page, one file that opens anywhere: sections under the title of each lesson.

    A lesson's title may be "" where the page is about one.
    """
    drawn = [
        {"title": name, "html": Markup(fragment(sections, language, 3 if name else 2))}  # noqa: S704 - our own
        for name, sections in lessons
    ]
    page = template(ROOM, "document.html.j2").render(
        title=title,
        lessons=drawn,
        language=language,
        style=Markup(style()),  # noqa: S704 - our own
    )
    return _whole(page)


@cache
def style() -> str:
    """Return the look of a fragment, as CSS."""
    return files(ROOM).joinpath("results.css").read_text(encoding="utf-8")


def _whole(html: str) -> str:
    """Return HTML that can be written: half of a character, as JSON may hold, cannot."""
    return html.encode("utf-8", "replace").decode("utf-8")


def _shown(section: Section, language: str) -> _Shown:
    table = _tabled(section.table, section.title, language) if section.table else None
    plot = _drawn(section.plot) if section.plot else None
    return _Shown(section.title, section.words, table, plot)


def _drawn(plot: Plot) -> _Picture:
    svg = plot.svg()
    found = _SIZE.search(svg)
    sizes = [float(size) * POINT for size in found.groups() if size] if found else [480.0, 480.0]
    height, width = sizes if found and found[1] else sizes[::-1]
    data = base64.b64encode(svg).decode("ascii")
    return _Picture(f"data:image/svg+xml;base64,{data}", plot.alt, round(width), round(height))


def _tabled(table: Table, title: str, language: str) -> _Table:
    numbers = [is_of_numbers(table, at) for at in range(len(table.columns))]

    def shown(at: int, value: Cell) -> _Cell:
        return _Cell(cell(table, at, value, language), _attribute(number=numbers[at]))

    return _Table(
        name=say(phrases(ROOM), "table_of", language, title=title),
        columns=tuple(
            _Cell(name, _attribute(number=numbers[at])) for at, name in enumerate(table.columns)
        ),
        rows=tuple(tuple(shown(at, value) for at, value in enumerate(row)) for row in table.rows),
    )


def _attribute(*, number: bool) -> Markup:
    return Markup(' class="results-number"') if number else Markup("")
