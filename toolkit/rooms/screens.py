"""The views of one room: made once for all who see the same, and not more often than eyes need."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Literal

from toolkit.rooms.state import Change

Kind = Literal["phone", "screen", "trainer"]

Heard = Callable[[int, bytes, bool], None]
"""What a listener is called with: the view's number, the view as JSON, and whether it is urgent."""

Draw = Callable[[], tuple[int, dict[str, Any]]]
"""What makes a view as it is now, with its number."""

KINDS: Final[tuple[Kind, ...]] = ("phone", "screen", "trainer")

PAUSE_SECONDS: Mapping[Kind, float] = {"phone": 1.0, "screen": 0.2, "trainer": 0.2}
"""How long a view that changes only by counts is left as it is."""

PASSING = "now"
"""What a view may have that changes though nothing happened."""


@dataclass
class _Screen:
    """One kind of view."""

    listeners: dict[object, Heard] = field(default_factory=dict)
    change: Change = Change.STEERING  # since it was drawn
    number: int = 0
    content: dict[str, Any] = field(default_factory=dict)
    view: bytes = b""
    drawn: float = 0.0
    told: bool = True
    urgent: bool = False


class Screens:
    """Who sees what of one room."""

    def __init__(self) -> None:
        self.here = 0
        """How many phones are connected."""
        self._screens: dict[Kind, _Screen] = {kind: _Screen() for kind in KINDS}

    @property
    def followed(self) -> list[Kind]:
        """The kinds that somebody sees."""
        return [kind for kind, screen in self._screens.items() if screen.listeners]

    @property
    def are_followed(self) -> bool:
        """Whether anybody sees any."""
        return bool(self.followed)

    def listen(self, kind: Kind, heard: Heard) -> Callable[[], None]:
        """Have somebody told of new views; return what ends it."""
        listeners, key = self._screens[kind].listeners, object()
        listeners[key] = heard

        def end() -> None:
            listeners.pop(key, None)

        return end

    def change(self, kinds: Iterable[Kind], change: Change) -> None:
        """Remember that something changed."""
        for kind in kinds:
            screen = self._screens[kind]
            screen.change = max(screen.change, change)

    def renew(self) -> None:
        """Remember that everything may have changed."""
        self.change(KINDS, Change.STEERING)

    def count_here(self, here: int) -> None:
        """Remember how many phones are connected."""
        if here != self.here:
            self.here = here
            self.change(("trainer",), Change.COUNTS)

    def view(self, kind: Kind, now: float, draw: Draw) -> tuple[int, bytes]:
        """Return the number of a view, and it as JSON: as new as it has to be."""
        screen = self._screens[kind]
        _refresh(screen, PAUSE_SECONDS[kind], now, draw)
        return screen.number, screen.view

    def news(self, kind: Kind, now: float, draw: Draw) -> list[Callable[[], None]]:
        """Return what tells the listeners of a view that they do not have."""
        screen = self._screens[kind]
        _refresh(screen, PAUSE_SECONDS[kind], now, draw)
        if screen.told:
            return []
        news = (screen.number, screen.view, screen.urgent)
        screen.told, screen.urgent = True, False
        return [partial(heard, *news) for heard in screen.listeners.values()]


def _refresh(screen: _Screen, pause: float, now: float, draw: Draw) -> None:
    """Draw a view anew where something changed and it is time."""
    urgent = screen.change is Change.STEERING
    if screen.change is Change.NOTHING:
        return
    if not urgent and 0 <= now - screen.drawn < pause:  # a clock may also be set back
        return
    number, content = draw()
    screen.change, screen.drawn = Change.NOTHING, now
    lasting = {name: value for name, value in content.items() if name != PASSING}
    if lasting == screen.content:
        return
    screen.number, screen.content, screen.told = number, lasting, False
    screen.urgent = screen.urgent or urgent
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    screen.view = text.encode("utf-8", "replace")
