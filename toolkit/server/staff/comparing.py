"""Comparing passwords with their hash, which is slow by intent: few at once, and in threads."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from toolkit.server.staff.password import fits

AT_ONCE = 2
"""Each takes a processor and 32 MB for a tenth of a second."""

MOST_WAITING = 8


class BusyError(Exception):
    """So many wait that one more would have to wait for long."""


class Comparing:
    """Compares passwords for one server."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="password")
        self._waiting = 0

    async def fits(self, text: str, stored: str) -> bool:
        """Tell whether a text is the password of a hash. Raises `BusyError`."""
        if self._waiting >= MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, fits, text, stored)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Take no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
