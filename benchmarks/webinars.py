"""A webinar on `suluh serve`: starts it, watches what it costs, kills it and starts it again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import contestants
import process_tree
from rooms import LESSON, QUIET_SECONDS

from toolkit.server.staff.password import Password

PASSWORD = "lima gajah naik becak"
PROGRAM = str(Path(__file__).with_name("rooms.py"))


@dataclass
class Webinar:
    """What came of one. Times are in ms, memory in bytes."""

    told: dict[str, Any]
    memory: int
    idle_percent: float  # of a core, with all streams open
    miscounted: int  # votes that were acknowledged and not counted once
    back: float  # from the start of the process after the kill to the last phone


def play(project: Path, cache: Path, rooms: int, phones: int) -> Webinar:
    """Play one and return what came of it."""
    cache.mkdir(parents=True, exist_ok=True)
    Password(contestants.records_folder(cache)).set(PASSWORD)
    port = contestants.free_port()
    memory, idle, started, told = 0, 0.0, 0.0, {}
    with ExitStack() as stack:
        server = stack.enter_context(_served(project, cache, port))
        watch = stack.enter_context(process_tree.PeakMemory(server))
        command = [sys.executable, PROGRAM, f"http://127.0.0.1:{port}", PASSWORD]
        crowd = subprocess.Popen(
            [*command, str(rooms), str(phones)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SULUH_HOME": str(project)},
        )
        for line in crowd.stdout or ():
            found = json.loads(line)
            if found.get("phase") == "quiet":
                with process_tree.ProcessorTime(server) as spent:
                    time.sleep(QUIET_SECONDS - 1)
                idle = spent.ms / (QUIET_SECONDS - 1) / 10
            elif found.get("phase") == "kill":
                memory = watch.bytes
                for pid in process_tree.tree(server):
                    os.kill(pid, signal.SIGKILL)
                started = time.monotonic()
                server = stack.enter_context(_served(project, cache, port, wait=False))
                again = stack.enter_context(process_tree.PeakMemory(server))
            else:
                told = found
        if crowd.wait():
            raise RuntimeError("The webinar ended early.")
        memory = max(memory, again.bytes)
    wrong = sum(
        abs(counted - stored)
        for counted, stored in zip(told["counted"], told["stored"], strict=True)
    )
    return Webinar(told, memory, idle, wrong, (told["back"] - started) * 1000)


@contextmanager
def _served(project: Path, cache: Path, port: int, *, wait: bool = True) -> Iterator[int]:
    with contestants.suluh_at(project, cache, port) as process:
        if wait:
            contestants.wait_until_open(f"http://127.0.0.1:{port}/{LESSON}")
            process_tree.wait_until_calm(process)
        yield process
