"""What is measured, how far it should reach, and the table of it in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

PLAIN = "plain page of 58 kB"
STOCK = "stock Voilà"
SERVED = "`suluh serve`"
PUBLISHED = "published folder"
COLUMNS = (PLAIN, STOCK, SERVED, PUBLISHED)
OURS = (SERVED, PUBLISHED)
"""Whose figures the reach is for; the others are there to compare."""

FINE_MS = 10  # below it, two digits after the point
MEGA = 1_000_000

SHOWN: Mapping[str, Callable[[float], str]] = {
    "s": lambda ms: f"{ms / 1000:.2f} s",
    "ms": lambda ms: f"{ms:.2f} ms" if ms < FINE_MS else f"{ms:.0f} ms",
    "kB": lambda size: f"{size / 1000:.1f} kB" if size < MEGA else f"{size / 1e6:.1f} MB",
    "MB": lambda size: f"{size / 1e6:.0f} MB",
    "x": lambda times: f"{times:.0f}x",
    "": lambda count: f"{count:.0f}",
}


@dataclass(frozen=True)
class Quantity:
    """A row. Times are in ms and sizes in bytes, shown in `unit`."""

    words: str
    unit: str
    reach: float | None = None
    at_least: bool = False  # else at most

    def shown_reach(self) -> str:
        if self.reach is None:
            return ""
        if self.reach == 0:
            return "none"
        return f"{SHOWN[self.unit](self.reach)} or {'more' if self.at_least else 'less'}"

    def missed(self, value: float) -> bool:
        if self.reach is None:
            return False
        return value < self.reach if self.at_least else not value <= self.reach


ANSWERABLE = Quantity("first answerable step, slow phone", "s", 1600)
FASTER = Quantity("times faster than stock Voilà", "x", 20, at_least=True)
WORDS = Quantity("first words visible (FCP), slow phone", "s", 900)
RECEIVED = Quantity("bytes on the wire until answerable", "kB", 75_000)
REQUESTS = Quantity("requests until answerable", "")
PROCESSOR = Quantity("server processor time a page view", "ms", 1.5)
CROWD_PAGE = Quantity("1,000 patrons within 30 s: p95 of the page", "ms", 250)
CROWD_ERRORS = Quantity("1,000 patrons within 30 s: errors", "", 0)
CROWD_MEMORY = Quantity("1,000 patrons within 30 s: memory (PSS)", "MB", 300e6)
ANSWERS_WAIT = Quantity("1,000 patrons, ten answers each in 60 s: p95 until kept", "ms", 250)
ANSWERS_ERRORS = Quantity("1,000 patrons, ten answers each in 60 s: errors", "", 0)
ANSWERS_LOST = Quantity("1,000 patrons, ten answers each in 60 s: not in the records", "", 0)
ANSWERS_MEMORY = Quantity("1,000 patrons, ten answers each in 60 s: memory (PSS)", "MB", 350e6)
ROOM_JOIN = Quantity("live room, 1,000 phones join in 30 s: p95 to the first view", "ms")
ROOM_VOTE = Quantity("live room: p95 from a vote to the shared screen", "ms", 1000)
ROOM_RUSH = Quantity("live room: the same, all voting within 2 s", "ms")
ROOM_STEP = Quantity("live room: p95 from the trainer to the last phone", "ms", 1000)
ROOM_ERRORS = Quantity("live room: errors", "", 0)
ROOM_MEMORY = Quantity("live room: memory (PSS)", "MB", 400e6)
ROOM_BACK = Quantity("live room, killed and started again: until all are back", "s", 10_000)
ROOM_LOST = Quantity("live room, killed: votes acknowledged and not counted, or twice", "", 0)
ROOMS_VOTE = Quantity("20 rooms of 50: p95 from a vote to the shared screen", "ms", 1000)
ROOMS_STEP = Quantity("20 rooms of 50: p95 from the trainer to the last phone", "ms", 1000)
ROOMS_LOST = Quantity("20 rooms of 50, killed: votes lost, or counted twice", "", 0)
START_NOTHING = Quantity("start to the first lesson page, from nothing", "s", 9000)
START_KEPT = Quantity("start to the first lesson page, unchanged content", "s", 3500)
PUBLISH_NOTHING = Quantity("`suluh publish`, from nothing", "s")
PUBLISH_KEPT = Quantity("`suluh publish`, unchanged content", "s", 2000)

ROWS = (
    *(ANSWERABLE, FASTER, WORDS, RECEIVED, REQUESTS, PROCESSOR),
    *(CROWD_PAGE, CROWD_ERRORS, CROWD_MEMORY),
    *(ANSWERS_WAIT, ANSWERS_ERRORS, ANSWERS_LOST, ANSWERS_MEMORY),
    *(ROOM_JOIN, ROOM_VOTE, ROOM_RUSH, ROOM_STEP, ROOM_ERRORS, ROOM_MEMORY, ROOM_BACK, ROOM_LOST),
    *(ROOMS_VOTE, ROOMS_STEP, ROOMS_LOST),
    *(START_NOTHING, START_KEPT, PUBLISH_NOTHING, PUBLISH_KEPT),
)


class Table:
    """Collects figures, and shows the rows that have some."""

    def __init__(self) -> None:
        self._figures: dict[Quantity, dict[str, tuple[float, str]]] = {}

    def put(self, quantity: Quantity, column: str, value: float, note: str = "") -> None:
        """Keep a figure; a note says what is different about it."""
        self._figures.setdefault(quantity, {})[column] = value, note

    def get(self, quantity: Quantity, column: str) -> float | None:
        """Return a figure, None where there is none."""
        value, _ = self._figures.get(quantity, {}).get(column, (None, ""))
        return value

    def markdown(self) -> str:
        """Return the table. A figure of ours that misses its reach is marked."""
        rows = [f"| | reach | {' | '.join(COLUMNS)} |", f"|---|---|{'--:|' * len(COLUMNS)}"]
        for quantity in (row for row in ROWS if row in self._figures):
            figures = self._figures[quantity]
            cells = [self._cell(quantity, column, figures) for column in COLUMNS]
            rows.append(f"| {quantity.words} | {quantity.shown_reach()} | {' | '.join(cells)} |")
        return "\n".join(rows)

    def _cell(
        self, quantity: Quantity, column: str, figures: Mapping[str, tuple[float, str]]
    ) -> str:
        if column not in figures:
            return ""
        value, note = figures[column]
        mark = " ✗" if column in OURS and quantity.missed(value) else ""
        return SHOWN[quantity.unit](value) + (f" ({note})" if note else "") + mark
