"""Plots that are read without colour, in print and by tired eyes: words and signs beside the bars.

Each is drawn on a canvas measured in inches, as wide as a phone's screen is at arm's length, so
that letters are as large in the plot as in the text around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Rectangle

from toolkit.colours import INK

WIDTH = 4.0
"""Inches: what a phone shows at nearly full size. Wider, its letters grow with it."""

PAPER = "#ffffff"
LINE = "#6b655b"
FAINT = "#e4dfd5"

_SIZE, _SMALL = 11, 9.5  # points
_FAMILY = "DejaVu Sans"  # comes with matplotlib
_DOTS, _FRACTIONS = 72, 64  # an inch, and what FreeType divides a dot into
_LINE = 0.2  # inches
_BAR, _GAP = 0.2, 0.17
_TALL = 0.24  # where words stand in it
_THIN, _NARROW = 0.11, 0.08
_SIDE = 0.06
_BASELINE = 0.15

MANY = 12
"""Rows after which bars are thin, and close together."""

_UNWRITABLE = re.compile("[^\\n\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")

SIGNS = ("✓", "✗", "?")
"""Right, not yet right, not known yet: as on the patron's screen."""


@dataclass(frozen=True)
class Bar:
    """One row of `bars`: how much of `most`, and what is said of it at its end."""

    label: str
    value: float
    told: str
    interval: tuple[float, float] | None = None  # of the same measure as `value`
    heading: str = ""  # stands above it, where a group of rows begins


@dataclass(frozen=True)
class Split:
    """One row of `splits`: how many of each, in the order of `SIGNS`."""

    label: str
    counts: tuple[int, int, int]
    told: str


@dataclass(frozen=True)
class Scale:
    """One row of `scales`: a value and its interval on a line with words at its marks."""

    label: str
    value: float
    interval: tuple[float, float]
    marks: tuple[tuple[float, str], ...]  # in order; the first and the last are the ends


def bars(rows: Sequence[Bar], accent: str, *, most: float = 1, note: str = "") -> Figure:
    """Return a bar a row, each from nothing to `most`; `note` tells what the black lines are.

    Many rows are drawn close together, so that they fit on a sheet of paper.
    """
    bar, gap = (_BAR, _GAP) if len(rows) <= MANY else (_THIN, _NARROW)
    heights = [_row_height(row.label, row.told, bar + gap) + _heading(row) for row in rows]
    canvas = _Canvas(sum(heights) + _foot(note))
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        at = top
        if row.heading:
            canvas.text(_SIDE, at + 0.06, row.heading, bold=True)
            at += _heading(row)
        at = canvas.label(at, row.label, row.told)
        canvas.box(0, 1, at, bar, FAINT)
        canvas.box(0, row.value / most if most else 0, at, bar, accent)
        if row.interval:
            low, high = (end / most for end in row.interval)
            canvas.whisker(low, high, at + bar / 2)
        top += height
    canvas.foot(note)
    return canvas.figure


def splits(
    rows: Sequence[Split], names: tuple[str, str, str], accent: str, note: str = ""
) -> Figure:
    """Return a bar a row, divided by how many were right, not right, or did not know."""
    used = [at for at in range(len(SIGNS)) if any(row.counts[at] for row in rows)]
    keys = _keys([(at, f"{SIGNS[at]} {names[at]}") for at in used])
    head = _LINE * 1.4 * len(keys) + _GAP
    heights = [_row_height(row.label, row.told, _TALL + _GAP) for row in rows]
    canvas = _Canvas(head + sum(heights) + _foot(note))
    for line, entries in enumerate(keys):
        canvas.keys(line * _LINE * 1.4, entries, accent)
    top = head
    for row, height in zip(rows, heights, strict=True):
        at = canvas.label(top, row.label, row.told)
        whole, start = sum(row.counts), 0.0
        for kind, count in enumerate(row.counts):
            end = start + (count / whole if whole else 0)
            canvas.part(start, end, at, kind, accent, f"{SIGNS[kind]} {count}")
            start = end
        top += height
    canvas.foot(note)
    return canvas.figure


def columns(values: Sequence[tuple[str, int]], accent: str) -> Figure:
    """Return a column a day (or week, or month), its number above it where there is room."""
    height, base = 2.4, 2.05
    canvas = _Canvas(height)
    most = max((count for _, count in values), default=0) or 1
    step = 1 / max(len(values), 1)
    every = -(-len(values) * 11 // 60) if len(values) * 11 > 60 else 1  # noqa: PLR2004 - letters
    tallest = max(range(len(values)), key=lambda at: values[at][1], default=0)
    for at, (name, count) in enumerate(values):
        middle = (at + 0.5) * step
        tall = 1.7 * count / most
        canvas.column(middle, min(0.7 * step, 0.12), base - tall, base, accent)
        if at == tallest or step >= 1 / 14:
            canvas.text_at(middle, base - tall - 0.06, str(count), bottom=True)
        if at % every == 0:
            canvas.text_at(middle, base + 0.08, name)
    canvas.rule(base)
    return canvas.figure


def scales(rows: Sequence[Scale], accent: str, note: str = "") -> Figure:
    """Return a line a row, with a dot at the value and a thick stretch where it may lie."""
    height = 1.1
    canvas = _Canvas(height * len(rows) + _foot(note))
    for at, row in enumerate(rows):
        top = at * height
        canvas.text(_SIDE, top, row.label, bold=True)
        first, last = row.marks[0][0], row.marks[-1][0]

        def place(value: float, first: float = first, last: float = last) -> float:
            return min(1.0, max(0.0, (value - first) / (last - first)))

        canvas.scale(
            top + 0.42,
            [(place(mark), words) for mark, words in row.marks],
            (place(row.interval[0]), place(row.value), place(row.interval[1])),
            accent,
        )
    canvas.foot(note)
    return canvas.figure


class _Canvas:
    """A figure in inches from its upper left corner; bars lie between its side margins."""

    def __init__(self, height: float) -> None:
        height = max(height, 0.6) + 0.1
        self.figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
        self._height = height
        self._axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def text(
        self, x: float, y: float, words: str, *, bold: bool = False, at_end: bool = False
    ) -> None:
        """Write a line that begins, or ends, at a place; `y` is where its letters begin."""
        self._axes.text(
            x,
            y + _BASELINE,
            _plain(words),
            size=_SIZE,
            family=_FAMILY,
            weight="bold" if bold else "normal",
            color=INK,
            ha="right" if at_end else "left",
            va="baseline",
        )

    def text_at(self, share: float, y: float, words: str, *, bottom: bool = False) -> None:
        """Write in the middle of a place, kept inside the picture."""
        align = "left" if share < 0.08 else "right" if share > 0.92 else "center"  # noqa: PLR2004
        if bottom:
            align = "center"
        self._axes.text(
            _x(share),
            y,
            _plain(words),
            size=_SMALL,
            family=_FAMILY,
            color=INK,
            ha=align,
            va="bottom" if bottom else "top",
        )

    def label(self, top: float, words: str, told: str) -> float:
        """Write a row's words and what is said at its end; return where its bar begins."""
        lines = _wrapped(words, told)
        for at, line in enumerate(lines):
            self.text(_SIDE, top + _LINE * at, line)
        self.text(WIDTH - _SIDE, top + _LINE * (len(lines) - 1), told, bold=True, at_end=True)
        return top + _LINE * len(lines) + 0.03

    def box(self, start: float, end: float, top: float, tall: float, colour: str) -> None:
        if end > start:
            box = Rectangle((_x(start), top), _x(end) - _x(start), tall, facecolor=colour)
            self._axes.add_patch(box)

    def part(  # noqa: PLR0913, PLR0917 - a part is all this
        self, start: float, end: float, top: float, kind: int, accent: str, told: str
    ) -> None:
        if end <= start:
            return
        self._axes.add_patch(_patch((_x(start), top), _x(end) - _x(start), _TALL, kind, accent))
        if _x(end) - _x(start) > _wide(told, _SMALL, bold=True) + 0.1:
            white = {"boxstyle": "square,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
            self._axes.text(
                (_x(start) + _x(end)) / 2,
                top + _TALL / 2,
                told,
                size=_SMALL,
                family=_FAMILY,
                weight="bold",
                color=INK if kind else PAPER,
                ha="center",
                va="center_baseline",
                bbox=white if kind else None,
            )

    def keys(self, top: float, entries: Sequence[tuple[float, int, str]], accent: str) -> None:
        """Draw a line of the legend: a sample and its words, each at its place."""
        for x, kind, words in entries:
            self._axes.add_patch(_patch((x, top + 0.01), 0.3, _BAR * 0.9, kind, accent))
            self.text(x + 0.38, top, words)

    def column(self, middle: float, wide: float, top: float, base: float, accent: str) -> None:
        left, right = _x(middle - wide / 2), _x(middle + wide / 2)
        self._axes.add_patch(Rectangle((left, top), right - left, base - top, facecolor=accent))

    def rule(self, y: float) -> None:
        self._axes.plot((_x(0), _x(1)), (y, y), color=INK, linewidth=1)

    def whisker(self, low: float, high: float, y: float) -> None:
        """Draw where a value may lie: black on a white edge, so that it is seen on every bar."""
        ends = (_x(max(0.0, low)), _x(min(1.0, high)))
        for colour, wide, cap in ((PAPER, 4.5, 12), (INK, 1.8, 9)):
            self._axes.plot(
                ends,
                (y, y),
                color=colour,
                linewidth=wide,
                marker="|",
                markersize=cap,
                markeredgewidth=wide,
                solid_capstyle="butt",
            )

    def scale(
        self,
        y: float,
        marks: Sequence[tuple[float, str]],
        stretch: tuple[float, float, float],
        accent: str,
    ) -> None:
        low, value, high = map(_x, stretch)
        self._axes.plot((_x(0), _x(1)), (y, y), color=LINE, linewidth=1)
        for place, words in marks:
            self._axes.plot((_x(place),) * 2, (y - 0.05, y + 0.05), color=LINE, linewidth=1)
            self.text_at(place, y + 0.13, words)
        self._axes.plot((low, high), (y, y), color=accent, linewidth=7, solid_capstyle="butt")
        self._axes.plot(
            (value,), (y,), "o", color=PAPER, markersize=10, markeredgecolor=INK, markeredgewidth=2
        )

    def foot(self, note: str) -> None:
        """Write a note along the lower edge."""
        if note:
            lines = _lines(note, WIDTH - 2 * _SIDE, _SMALL)
            y = self._height - 0.06 - _LINE * len(lines)
            words = _plain("\n".join(lines))
            self._axes.text(
                _SIDE, y, words, size=_SMALL, family=_FAMILY, color=INK, va="top", linespacing=1.25
            )


def _patch(
    corner: tuple[float, float], wide: float, tall: float, kind: int, accent: str
) -> Rectangle:
    """Return a piece of a divided bar: full, hatched, or dotted."""
    if kind == 0:
        return Rectangle(corner, wide, tall, facecolor=accent, edgecolor=INK, linewidth=1)
    hatch = ("", "////", "")[kind]
    return Rectangle(corner, wide, tall, facecolor=PAPER, edgecolor=INK, linewidth=1, hatch=hatch)


def _keys(entries: Sequence[tuple[int, str]]) -> list[list[tuple[float, int, str]]]:
    """Return the legend's lines: for each entry where it begins, its kind and its words."""
    lines: list[list[tuple[float, int, str]]] = [[]]
    x = _SIDE
    for kind, words in entries:
        wide = 0.38 + _wide(words, _SIZE) + 0.2
        if lines[-1] and x + wide > WIDTH:
            lines.append([])
            x = _SIDE
        lines[-1].append((x, kind, words))
        x += wide
    return lines


def _x(share: float) -> float:
    return _SIDE + share * (WIDTH - 2 * _SIDE)


def _wrapped(words: str, told: str) -> list[str]:
    whole = WIDTH - 2 * _SIDE
    room = whole - _wide(told, _SIZE, bold=True) - 0.15
    lines = _lines(words, whole, _SIZE)
    if _wide(lines[-1], _SIZE) > room:  # what is said at its end stands beside the last line
        lines = _lines(words, room, _SIZE)
    return lines


def _lines(words: str, room: float, size: float) -> list[str]:
    """Return words in lines that fit into so many inches; a longer word stands alone."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _wide(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=4096)
def _wide(words: str, size: float, *, bold: bool = False) -> float:
    """Return how many inches words take."""
    font = _font(bold=bold)
    font.set_size(size, _DOTS)
    font.set_text(_UNWRITABLE.sub("", words), 0.0)
    return float(font.get_width_height()[0]) / _FRACTIONS / _DOTS


@cache
def _font(*, bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    return get_font(findfont(FontProperties(family=_FAMILY, weight=weight)))


def _row_height(words: str, told: str, below: float) -> float:
    return _LINE * len(_wrapped(words, told)) + 0.03 + below


def _heading(row: Bar) -> float:
    return _LINE * 1.7 if row.heading else 0.0


def _foot(note: str) -> float:
    return _LINE * len(_lines(note, WIDTH - 2 * _SIDE, _SMALL)) + 0.04 if note else 0.0


def _plain(words: str) -> str:
    """Return words as they can be drawn.

    matplotlib takes what stands between dollar signs for formulas, and puts the words into the
    SVG, where XML allows no control characters.
    """
    return _UNWRITABLE.sub("", words).replace("$", r"\$")
