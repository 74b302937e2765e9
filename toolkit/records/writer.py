"""The one thread of a process that writes: what waits is written together, in one transaction."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from toolkit.records.database import Database, identity
from toolkit.records.errors import UnavailableError
from toolkit.records.writing import Item, Keep, write

LOG = logging.getLogger("suluh.records")

MOST_WAITING = 32_000_000
"""How many bytes may wait. What comes then is told to come again: phones keep it until it is."""

GROUP = 5_000_000
"""How many bytes are written in one transaction, about: a thousand patrons' answers, say."""

CARE_SECONDS = 3600
"""How often the records are looked after."""

TRY_SECONDS = 10
"""How often it tries again while nothing can be written, though nobody sends anything."""

_TOUCH = text("UPDATE alembic_version SET version_num = version_num")
"""Writes, and changes nothing: whether one could."""


@dataclass(frozen=True)
class _Waiting:
    item: Item
    future: Future[None] = field(default_factory=Future)


class Writer:
    """A thread that writes into a database, from the first thing to write until it is closed."""

    def __init__(
        self, database: Database, care: Callable[[Connection], None], language: str
    ) -> None:
        self.trouble: UnavailableError | None = None
        self._database = database
        self._care = care
        self._language = language
        self._waiting: deque[_Waiting] = deque()
        self._again: list[_Waiting] = []  # what is tried until it works
        self._bytes = 0
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._care_due = 0.0
        self._open = ExitStack()
        self._connection: Connection | None = None
        self._file: tuple[int, int] | None = None
        self._beside: set[tuple[int, int] | None] = set()

    @property
    def waiting(self) -> int:
        """How many things wait to be written."""
        return len(self._waiting)

    def start(self) -> None:
        """Begin, where it has not."""
        with self._changed:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="records", daemon=True)
                self._thread.start()
                atexit.register(self.close)  # what was sent a moment ago is still to be written

    def submit(self, item: Item) -> Future[None]:
        """Have something written; the Future is done once it is on the disk, or raises."""
        waiting = _Waiting(item)
        with self._changed:
            full = item.size and self._bytes + item.size > MOST_WAITING
            if self._closed or full:
                why = "closed" if self._closed else "waiting"
                waiting.future.set_exception(UnavailableError(why))
                return waiting.future
            self._waiting.append(waiting)
            self._bytes += item.size
            self.start()
            self._changed.notify()
        return waiting.future

    def close(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
            atexit.unregister(self.close)

    def _run(self) -> None:
        while (group := self._group()) is not None:
            if group:
                self._write(group)
            if time.monotonic() >= self._care_due or (self.trouble and not group):
                self._look_after()
        self._let_go()

    def _group(self) -> list[_Waiting] | None:
        """Return what is to be written together, None once it is closed and all is written.

        Empty when it is time to look after the records.
        """
        with self._changed:
            if not self._waiting and not self._closed:
                due = self._care_due - time.monotonic()
                self._changed.wait(max(0, min(due, TRY_SECONDS) if self.trouble else due))
            group, self._again = self._again, []
            size = 0
            # At the end all at once: else each group would wait for a file that is locked.
            while self._waiting and (size < GROUP or self._closed):
                group.append(self._waiting.popleft())
                size += group[-1].item.size
            self._bytes -= size
            return None if self._closed and not group else group

    def _write(self, group: Sequence[_Waiting]) -> None:
        error = self._try(lambda connection: write(connection, [each.item for each in group]))
        if error is None or isinstance(error, UnavailableError):
            for each in group:
                if error and isinstance(each.item, Keep) and not self._closed:
                    self._again.append(each)  # nobody would send it once more
                else:
                    _tell(each.future, error)
        elif len(group) > 1:
            # One of them is what no table takes: the others are not at fault.
            self._write(group[: len(group) // 2])
            self._write(group[len(group) // 2 :])
        else:
            LOG.error("A record could not be written: %s", type(error).__name__)  # no one's words
            _tell(group[0].future, error)

    def _look_after(self) -> None:
        def care(connection: Connection) -> None:
            connection.execute(_TOUCH)
            self._care(connection)

        error = self._try(care)
        self._care_due = time.monotonic() + (TRY_SECONDS if error else CARE_SECONDS)

    def _try(self, work: Callable[[Connection], None]) -> Exception | None:
        """Run something in a transaction; return why it was not written, None where it was."""
        try:
            with self._database.told():
                connection = self._connected()
                with connection.begin():
                    work(connection)
                if not self._beside:
                    self._beside = {identity(each) for each in self._database.beside} - {None}
        except UnavailableError as error:
            self._let_go()
            if self.trouble is None:
                LOG.warning(error.sentence(self._language))
            self.trouble = error
            return error
        except Exception as error:  # noqa: BLE001 - a thread that died would take every answer along
            self._let_go()
            return error
        if self.trouble is not None:
            LOG.info("The records can be written again.")
        self.trouble = None
        return None

    def _connected(self) -> Connection:
        """Return the connection, a new one where somebody removed or replaced the file.

        What is written into the former one would be lost. What lies beside it is of no use to the
        new one, and would spoil it.
        """
        path = self._database.path
        if self._connection is not None and self._file != identity(path):
            former = self._beside
            self._let_go()
            for each in self._database.beside:
                if identity(each) in former:
                    each.unlink(missing_ok=True)
        if self._connection is None:
            self._connection = self._open.enter_context(self._database.writing())
            self._file = identity(path)
        return self._connection

    def _let_go(self) -> None:
        self._connection = None
        self._beside = set()
        with suppress(Exception):  # of what is broken already
            self._open.close()


def _tell(future: Future[None], error: Exception | None) -> None:
    if not future.set_running_or_notify_cancel():
        return  # whoever asked is gone; it is written all the same
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
