"""What the pages of live rooms share besides the rest of the staff's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from toolkit.rooms.rooms import Rooms
from toolkit.server.rooms.streams import Streams

AT_ONCE = 2
"""Threads in which rooms are asked, and lessons read: nobody who follows a room waits for that."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Leading:
    """The rooms of one server, as its trainers lead them."""

    home: Path  # the project's folder, whose lessons are led through
    rooms: Callable[[], Rooms | None]  # None where nothing is kept
    streams: Streams
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="leading")
    )

    async def apart(self, do: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do what may wait for a disk in a thread, and return what came of it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: do(*given, **named))

    def close(self) -> None:
        """Finish what was begun."""
        self._threads.shutdown()
