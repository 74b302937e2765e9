"""What the staff's pages show comes from a process of its own, which ends after one answer.

What reads a million answers and draws them takes seconds and hundreds of megabytes: neither may
ever happen in the process that patrons' pages come from.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO

from toolkit.words import SpokenError, phrases

WORDS = phrases("toolkit.server.staff")
PROGRAM = "toolkit.results.served"

AT_ONCE = 2
"""Processes: each takes a processor, and about 200 MB."""

MOST_WAITING = 8
SECONDS = 120
"""How long an answer may take."""

KEPT_SECONDS = 60
MOST_KEPT = 8
LARGEST_KEPT = 2_000_000  # bytes
"""What is larger is handed out from its file, and not kept."""

DATABASE = ("records.sqlite", "records.sqlite-wal")

_LEAN = {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
"""Each thread of OpenBLAS would take memory, and no plot has a screen."""


@dataclass(frozen=True)
class Answer:
    """What a process gave: JSON, HTML or a file."""

    type: str
    name: str  # what a browser should call it, "" for what is shown
    body: bytes | IO[bytes]  # a file is read once, by who asked, who closes it
    size: int


class AnswerError(SpokenError):
    """There is no answer; `sentence` says why and what to do, `status` says it to programs."""

    def __init__(self, key: str, status: int, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)
        self.status = status


class Answers:
    """Asks for answers, two at once, and keeps them for a minute while the data are the same."""

    def __init__(self, home: Path, folder: Path) -> None:
        """Take the project's folder, whose lessons explain the results, and that of the records."""
        self._home = home
        self._folder = folder
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="results")
        self._running: set[subprocess.Popen[bytes]] = set()
        self._asked: dict[str, asyncio.Future[Answer]] = {}
        self._kept: dict[str, tuple[float, Answer]] = {}  # by question: until when
        self._waiting = 0
        self._closed = False

    async def ask(self, question: Mapping[str, object]) -> Answer:
        """Return the answer to a question of `toolkit.results.served`. Raises `AnswerError`."""
        asked = {**question, "home": str(self._home), "folder": str(self._folder)}
        key = json.dumps([asked, self._state()], sort_keys=True)
        now = time.monotonic()
        self._kept = {each: kept for each, kept in self._kept.items() if kept[0] > now}
        if key in self._kept:
            return self._kept[key][1]
        if key in self._asked:  # somebody asked the same a moment ago
            answer = await asyncio.shield(self._asked[key])
            if isinstance(answer.body, bytes):
                return answer
        if self._waiting >= MOST_WAITING:
            raise AnswerError("results_busy", HTTPStatus.SERVICE_UNAVAILABLE)
        self._waiting += 1
        loop = asyncio.get_running_loop()
        under_way = loop.run_in_executor(self._threads, self._run, json.dumps(asked).encode())
        self._asked[key] = under_way
        under_way.add_done_callback(lambda done: self._done(key, done))
        return await asyncio.shield(under_way)

    def close(self) -> None:
        """End what is under way."""
        self._closed = True
        for process in list(self._running):
            process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _done(self, key: str, done: asyncio.Future[Answer]) -> None:
        self._waiting -= 1
        self._asked.pop(key, None)
        if done.cancelled() or done.exception():
            return
        answer = done.result()
        if isinstance(answer.body, bytes) and len(self._kept) < MOST_KEPT:
            self._kept[key] = (time.monotonic() + KEPT_SECONDS, answer)

    def _state(self) -> list[tuple[int, int]]:
        """Return what changes whenever something is recorded."""
        found = []
        for name in DATABASE:
            try:
                stat = (self._folder / name).stat()
            except OSError:
                continue
            if stat.st_size:  # else it was only opened
                found.append((stat.st_mtime_ns, stat.st_size))
        return found

    def _run(self, question: bytes) -> Answer:
        out = tempfile.TemporaryFile()  # noqa: SIM115  # whoever gets the answer closes it
        try:
            return self._answer(question, out)
        except BaseException:
            out.close()
            raise

    def _answer(self, question: bytes, out: IO[bytes]) -> Answer:
        process = subprocess.Popen(  # noqa: S603  # our own program, and nothing of a visitor's
            [sys.executable, "-P", "-m", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=out,  # an answer may be larger than our memory should be
            env={**os.environ, **_LEAN},
        )
        self._running.add(process)
        try:
            if self._closed:
                raise AnswerError("results_failed", HTTPStatus.INTERNAL_SERVER_ERROR)
            process.communicate(question, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise AnswerError("results_slow", HTTPStatus.GATEWAY_TIMEOUT) from error
        finally:
            process.kill()
            status = process.wait()
            self._running.discard(process)
        if status:  # what it wrote until then is not the whole of it
            raise AnswerError("results_failed", HTTPStatus.INTERNAL_SERVER_ERROR)
        return _read(out)


def _read(out: IO[bytes]) -> Answer:
    """Return what a process wrote: a line of JSON that says what it is, then the answer itself."""
    size = out.seek(0, os.SEEK_END)
    out.seek(0)
    try:
        head = json.loads(out.readline())
    except ValueError as error:  # it ended before it had said anything
        raise AnswerError("results_failed", HTTPStatus.INTERNAL_SERVER_ERROR) from error
    if why := head.get("why"):
        raise AnswerError("results_why", head["status"], why=why)
    size -= out.tell()
    if size > LARGEST_KEPT:
        return Answer(head["type"], head["name"], out, size)
    with out:
        return Answer(head["type"], head["name"], out.read(), size)
