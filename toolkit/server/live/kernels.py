"""The kernels behind live pages: one for each visitor, started few at a time, watched, and ended.

What starts and speaks to them is Jupyter's own; here is who may live for how long.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

import zmq
import zmq.asyncio
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from traitlets import Bool, Float
from traitlets.config import Config

from toolkit.server.live.door import Seat
from toolkit.server.live.environment import kernel_environment
from toolkit.server.live.times import Times

MOST_SOCKETS = 16_383
"""Of ZeroMQ, for all kernels together: its own 1,023 end at about 90 visitors."""

LONGEST_ADDRESS = 90
"""Bytes that the path of a Unix socket may have; the strictest system takes 103."""

SOCKET_NAME = "/kernel-00000000-0000-0000-0000-000000000000-ipc-5"

GONE = 4404
"""The code with which a web socket is closed whose kernel has ended."""

LOG = logging.getLogger("suluh.live")


class Kernel(ServerKernelManager):  # type: ignore[misc]  # Jupyter's server is untyped
    """One kernel. One that dies stays dead: its successor would not know the page."""

    autorestart = Bool(False)  # noqa: FBT003 - how traitlets are written
    shutdown_wait_time = Float(2.0)

    def emit(self, schema_id: str, data: Mapping[str, Any]) -> None:
        """Tell no event log: there is none."""


class UnwantedError(Exception):
    """A visitor left before their kernel could start."""


class Line(Protocol):
    """A visitor's connection."""

    def hang_up(self, code: int) -> None:
        """Close it."""


@dataclass(eq=False)
class Visit:
    """One visitor's page, and the kernel behind it."""

    id: str
    language: str
    seat: Seat
    kernel: Kernel
    client: Any  # speaks to the kernel while the page is made
    making: bool = True  # the page is still being made
    lines: set[Line] = field(default_factory=set)
    alone_since: float = field(default_factory=monotonic)
    asked: float = field(default_factory=monotonic)  # when the visitor last did something
    busy_since: float | None = None

    def made(self) -> None:
        """Note that the page is complete: from now on, a visitor should be there."""
        self.client.stop_channels()
        self.making = False
        self.alone_since = self.asked = monotonic()

    def heard(self) -> None:
        """Note that the visitor did something."""
        self.asked = monotonic()

    def connected(self, line: Line) -> None:
        """Note a connection."""
        self.lines.add(line)

    def disconnected(self, line: Line) -> None:
        """Note the end of one."""
        self.lines.discard(line)
        self.alone_since = monotonic()

    def is_over(self, times: Times, *, busy: bool) -> bool:
        """Tell whether its kernel should end."""
        now = monotonic()
        if self.making:  # a cell has its own time
            return False
        if busy:
            self.busy_since = self.busy_since or now
            self.asked = now  # who waits for an answer is not idle
            return now - self.busy_since > times.busy
        self.busy_since = None
        if not self.lines:
            return now - self.alone_since > times.gap
        return now - self.asked > times.idle


class Kernels:
    """All kernels of this server. Use it from the thread of its loop; close it at the end."""

    def __init__(self, times: Times) -> None:
        self.times = times
        self._visits: dict[str, Visit] = {}
        self._starting = asyncio.Semaphore(os.cpu_count() or 1)
        # A context of our own, since the limit must be lifted before its first socket.
        self._context = zmq.asyncio.Context()
        self._context.set(zmq.MAX_SOCKETS, MOST_SOCKETS)
        self._folder, transport = _folder()
        self._manager = AsyncMappingKernelManager(
            config=Config({"KernelManager": {"transport": transport}}),
            context=self._context,
            connection_dir=str(self._folder),
            kernel_manager_class=f"{__name__}.{Kernel.__name__}",
            allow_tracebacks=False,
            kernel_info_timeout=30,
        )
        self._manager.log.setLevel(logging.ERROR)
        _more_files()

    async def start(
        self,
        path: Path,
        language: str,
        seat: Seat,
        *,
        wanted: Callable[[], bool],
        doors: tuple[str, str] = ("", ""),
    ) -> Visit:
        """Start a kernel for a notebook in a language. Only a few start at once: others wait here.

        `doors` are where the page sends what patrons answer, and what they search for; "" for
        nowhere.

        Raises `UnwantedError` where nobody waits for it any more when it is its turn.
        """
        home = str(path.parent.parent)
        environment = kernel_environment(os.environ, home, f"lang={language}", *doors)
        async with self._starting:
            if not wanted():
                raise UnwantedError
            kernel_id: str = await self._manager.start_kernel(
                cwd=str(path.parent),
                env=environment,
                # Its history is of no use to anyone, and kernels would fight over the file.
                extra_arguments=["--HistoryManager.enabled=False"],
                # What it writes to its own console might name a visitor.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            kernel = self._manager.get_kernel(kernel_id)
            _step_back(kernel)
            visit = Visit(kernel_id, language, seat, kernel, kernel.client())
            self._visits[kernel_id] = visit
            visit.client.start_channels()
            visit.client.allow_stdin = False
            try:  # its imports are the costly part of its start: the next one waits for them
                await visit.client.wait_for_ready(timeout=self.times.cell)
            except BaseException:
                await self.end(visit)
                raise
        return visit

    def visit(self, kernel_id: str) -> Visit | None:
        """Return the visit of a kernel, None where it has ended."""
        return self._visits.get(kernel_id)

    def model(self, visit: Visit) -> dict[str, Any]:
        """Return what a browser may know of a kernel."""
        model: dict[str, Any] = self._manager.kernel_model(visit.id)
        return model

    def __len__(self) -> int:
        return len(self._visits)

    async def end(self, visit: Visit) -> None:
        """End a kernel and hang up on its visitor. It does no harm to do so twice."""
        if self._visits.pop(visit.id, None) is None:
            return
        visit.client.stop_channels()
        for line in list(visit.lines):
            line.hang_up(GONE)
        try:
            await self._manager.shutdown_kernel(visit.id)
        except Exception:  # whatever it was, the next visitor must not pay for it
            LOG.exception("A kernel did not end in order.")
            with suppress(Exception):
                self._manager.remove_kernel(visit.id)
        finally:
            visit.seat.leave()

    async def look(self) -> None:
        """End the kernels of visits that are over, and forget those that died."""
        over = [visit for visit in self._visits.values() if await self._is_over(visit)]
        await asyncio.gather(*(self.end(visit) for visit in over))

    async def close(self) -> None:
        """End them all."""
        await asyncio.gather(*(self.end(visit) for visit in list(self._visits.values())))
        self._context.destroy(linger=0)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _is_over(self, visit: Visit) -> bool:
        if not await visit.kernel.is_alive():
            return True
        return visit.is_over(self.times, busy=visit.kernel.execution_state == "busy")


def _folder() -> tuple[Path, str]:
    """Return a folder for the kernels' sockets that is closed to others, and how they speak.

    Sockets in a folder need no free ports, over which kernels that start at once would race.
    """
    for place in (None, "/tmp"):  # noqa: S108 - a folder of our own is made in it
        if sys.platform == "win32":
            break
        with suppress(OSError):
            folder = Path(tempfile.mkdtemp(prefix="suluh-", dir=place)).resolve()
            if len(os.fsencode(str(folder) + SOCKET_NAME)) <= LONGEST_ADDRESS:
                return folder, "ipc"
            folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="suluh-")), "tcp"


def _step_back(kernel: Kernel) -> None:
    """Let finished pages go first where processors are short."""
    process = getattr(kernel.provisioner, "pid", None)
    if process and hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, 10)


def _more_files() -> None:
    """Lift the soft limit of open files: a kernel takes about thirty, some systems give 256."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8192 if hard == resource.RLIM_INFINITY else min(hard, 8192)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
