"""Server-sent events, as they come over the wire in pieces of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_BYTES = 4_000_000
"""A view of 5,000 people is a hundredth of it; what never ends is no event."""


@dataclass(frozen=True)
class Event:
    """One event. `id` is that of the last event that had one."""

    type: str
    data: str
    id: str


class TooLongError(Exception):
    """What comes has no end: it is no stream of events."""


@dataclass
class Events:
    r"""Reads a stream, piece by piece.

    >>> [event.data for event in Events().feed(b"event: view\ndata: {}\n\n")]
    ['{}']
    """

    id: str = ""
    _rest: bytes = b""
    _lines: list[str] = field(default_factory=list)

    def feed(self, piece: bytes) -> Iterator[Event]:
        """Yield the events that end in this piece. Raises `TooLongError`."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for raw in lines:
            line = raw.removesuffix(b"\r").decode("utf-8", "replace")
            if line:
                self._lines.append(line)
            elif event := self._event():
                yield event
        if len(self._rest) + sum(map(len, self._lines)) > MOST_BYTES:
            raise TooLongError

    def _event(self) -> Event | None:
        """Return the event of the lines until here; None where they hold no data."""
        found: dict[str, list[str]] = {}
        for line in self._lines:
            name, _, value = line.partition(":")
            found.setdefault(name, []).append(value.removeprefix(" "))
        self._lines = []
        self.id = found.get("id", [self.id])[-1]
        data = found.get("data")
        if data is None:
            return None
        return Event(found.get("event", ["message"])[-1], "\n".join(data), self.id)
