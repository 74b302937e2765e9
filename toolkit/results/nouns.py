"""What every output of results is drawn from: sections of words, a table, a plot."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

Cell = str | int | float | None
"""What stands in a table: a float is a share from 0 to 1 or a measure, None is not known."""


@dataclass(frozen=True)
class Table:
    """Rows under the names of their columns; every row is as long as `columns`.

    `percent` names the columns whose floats are shares from 0 to 1, to be shown as per cent.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    percent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plot:
    """A plot, drawn when it is asked for; `alt` says in words what can be seen in it."""

    alt: str
    draw: Callable[[], Figure]

    def png(self, dots: int = 200) -> bytes:
        """Return it as PNG with so many dots an inch."""
        file = io.BytesIO()
        self._save(file, format="png", dpi=dots, metadata={"Software": None})
        return file.getvalue()

    def svg(self) -> bytes:
        """Return it as an SVG document in UTF-8, its letters drawn as paths."""
        file = io.BytesIO()
        # The same plot is the same file, and looks the same where DejaVu is not at hand.
        with rc_context({"svg.hashsalt": "suluh", "svg.fonttype": "path"}):
            self._save(file, format="svg", metadata={"Date": None})
        return file.getvalue()

    def _save(self, file: io.BytesIO, **how: Any) -> None:
        with warnings.catch_warnings():
            # A sign that the font does not have is drawn as a box: nobody need hear of it.
            warnings.filterwarnings("ignore", "Glyph", UserWarning)
            self.draw().savefig(file, **how)


@dataclass(frozen=True)
class Section:
    """One matter of a report: sentences to read aloud, and what they are drawn from.

    `key` names it for programs ("overview", "funnel" ...); it is the same in every language.
    `words` are plain text, a sentence or two each; the first says the most.
    """

    key: str
    title: str
    words: tuple[str, ...]
    table: Table | None = None
    plot: Plot | None = None
