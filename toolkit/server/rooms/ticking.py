"""The ticker of live rooms: it has them look for what is new, in a thread, while anybody cares."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.service import UnavailableError, told

if TYPE_CHECKING:
    from toolkit.rooms.rooms import Rooms

LOG = logging.getLogger("suluh")

TICK_SECONDS = 0.15
"""How often the rooms look while one is open or followed."""

FIRST_SECONDS = 1
"""When they look for the first time: pages come first."""

IDLE_SECONDS = 5
"""How often they look otherwise: another process on the same records may have opened one."""


class Ticker:
    """Calls `Rooms.tick` as often as it is needed."""

    def __init__(
        self,
        rooms: Callable[[], Rooms | None],
        threads: ThreadPoolExecutor,
        prepare: Callable[[Rooms], None],
        is_followed: Callable[[], bool],
    ) -> None:
        """Take what gives the rooms, threads to tick in, and what rooms must be told at first."""
        self._rooms = rooms
        self._threads = threads
        self._prepare = prepare
        self._is_followed = is_followed
        self._prepared: Rooms | None = None
        self._failed = ""
        self.open = 0
        """How many rooms are open."""

    async def run(self) -> None:
        """Tick until cancelled."""
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(woken.set)

        wait: float = FIRST_SECONDS
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), wait)
            woken.clear()
            await loop.run_in_executor(self._threads, self._tick, wake)
            wait = TICK_SECONDS if self.open or self._is_followed() else IDLE_SECONDS

    def _tick(self, wake: Callable[[], None]) -> None:
        try:
            rooms = self._rooms()
            if rooms and rooms is not self._prepared:
                self._prepared = rooms
                rooms.wake = wake
                self._prepare(rooms)
            if rooms:
                rooms.tick()
            self.open = len(rooms.open_rooms()) if rooms else 0
        except UnavailableError:
            pass  # who keeps the records has logged it
        except Exception as error:  # noqa: BLE001  # whatever it is, the rooms go on
            if told(error) != self._failed:
                self._failed = told(error)
                LOG.error("The live rooms could not look for what is new: %s", self._failed)  # noqa: TRY400
