"""What a server and all that it started cost: processor time and memory, as Linux counts them.

Memory is PSS: what processes share is counted once, a part for each of them.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
GONE = (FileNotFoundError, ProcessLookupError)  # it ended while we looked

CALM_MS = 30  # of processor time in a second

# Fields of /proc/PID/stat, counted after the name of the program.
PARENT = 1
TIMES = slice(11, 15)  # its own in and outside the system, and those of children that ended


def tree(root: int) -> list[int]:
    """Return a process and all its living descendants."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with suppress(*GONE):
                children.setdefault(int(_stat(int(entry.name))[PARENT]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def processor_seconds(root: int) -> float:
    """Return the processor time a tree has used so far."""
    ticks = 0
    for pid in tree(root):
        with suppress(*GONE):
            ticks += sum(int(number) for number in _stat(pid)[TIMES])
    return ticks / TICKS


def memory_bytes(root: int) -> int:
    """Return the memory a tree has now, shared memory counted once."""
    kilobytes = 0
    for pid in tree(root):
        with suppress(*GONE, PermissionError):
            for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
    return kilobytes * 1024


def wait_until_calm(root: int) -> None:
    """Wait until a tree has little to do, for half a minute at most."""
    for _ in range(30):
        with ProcessorTime(root) as used:
            time.sleep(1)
        if used.ms < CALM_MS:
            return


class ProcessorTime:
    """The processor time a tree uses while this is open."""

    def __init__(self, root: int) -> None:
        self.ms = 0.0
        self._root = root

    def __enter__(self) -> Self:
        self._before = processor_seconds(self._root)
        return self

    def __exit__(self, *_: object) -> None:
        self.ms = (processor_seconds(self._root) - self._before) * 1000


class PeakMemory:
    """The most memory a tree has while this is open."""

    def __init__(self, root: int, every_seconds: float = 0.5) -> None:
        self.bytes = 0
        self._root = root
        self._every = every_seconds
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while True:
            self.bytes = max(self.bytes, memory_bytes(self._root))
            if self._done.wait(self._every):
                return


def _stat(pid: int) -> list[str]:
    # The name may hold blanks and brackets: the fields begin after its last bracket.
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
