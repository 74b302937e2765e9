"""A catalogue that remembers what another one answered, in memory alone.

A hundred callers of the same search cause one. Each waits as long as its own deadline allows
(`toolkit.catalogue.deadline.within`); the search itself goes on and fills the cache for the next.
When the catalogue cannot answer, what it answered before is better than nothing: it comes with
`stale=True` and the moment from which it is.
"""

from __future__ import annotations

import logging
import math
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from toolkit.catalogue.deadline import left, within
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import FIELDS, Catalogue, Page, Query, Record

LOG = logging.getLogger("suluh")

FRESH_PAGE = 15 * 60.0
FRESH_RECORD = 5 * 60.0
"""For how many seconds an answer counts as today's. A record says who has its copies: shorter."""

OLDEST = 7 * 24 * 3600.0
"""How old, in seconds, a copy may be that stands in for an answer."""

FAILED = 10.0
"""For how many seconds a failure is not tried again."""

GRACE = 5.0
"""How many seconds longer than its callers wait a search may take."""

MOST_ENTRIES = 2000
MOST_CHARACTERS = 20_000_000
"""How much is remembered: what an answer holds, written out, is about what it takes."""

MOST_FLIGHTS = 32
"""How many searches may be under way, most of them waiting for their turn."""

_STANDS_IN = frozenset({Trouble.OFFLINE, Trouble.TIMEOUT, Trouble.BUSY, Trouble.BAD_RESPONSE})

T = TypeVar("T", Page, "Looked")
_Key = tuple[object, ...]  # it decides which of the two its answers are
_ALL: _Key = ()
"""The key of a failure that is everybody's."""


@dataclass(frozen=True)
class Looked:
    """A record, and since when this is known."""

    record: Record
    fetched: datetime  # in UTC
    stale: bool = False  # a copy from `fetched`, since the catalogue cannot be reached


@dataclass(frozen=True)
class _Kept:
    answer: Any  # Page or Looked, as its key says
    since: float  # of the clock
    characters: int


class Cached(Catalogue):
    """Another catalogue's answers, fresh where possible. Any thread may use it."""

    kind: ClassVar[str] = "cached"

    def __init__(self, source: Catalogue, clock: Callable[[], float] = time.monotonic) -> None:
        self.source = source
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()  # the longest unused first
        self._characters = 0
        self._flights: dict[_Key, Future[Any]] = {}
        self._failed: dict[_Key, tuple[float, CatalogueError]] = {}  # until when, and why
        self._late_in_a_row = 0

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits, remembered or asked for."""
        key = (
            "search",
            *(_folded(getattr(query, name)) for name in FIELDS),
            query.narrowed,
            cursor,
        )
        return self._answer(key, FRESH_PAGE, lambda: self.source.search(query, cursor))

    def record(self, record_id: str) -> Record:
        """Return one record, remembered or asked for."""
        return self.look_up(record_id).record

    def look_up(self, record_id: str) -> Looked:
        """Return one record, and since when it is known. Raises `CatalogueError`."""

        def ask() -> Looked:
            return Looked(self.source.record(record_id), datetime.now(UTC))

        return self._answer(("record", record_id), FRESH_RECORD, ask)

    def _answer(self, key: _Key, fresh: float, ask: Callable[[], T]) -> T:
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
                if self._clock() - kept.since < fresh:
                    remembered: T = kept.answer
                    return remembered
            flight = self._flight(key, ask)
        try:
            answer: T = _landed(flight)
        except CatalogueError as error:
            if kept and error.trouble in _STANDS_IN and self._clock() - kept.since < OLDEST:
                stale: T = replace(kept.answer, stale=True)
                return stale
            raise error.with_traceback(None)  # noqa: B904 - the same one for all who waited
        return answer

    def _flight(self, key: _Key, ask: Callable[[], Any]) -> Future[Any]:
        """Return a search that is under way, or begins now in a thread of its own, or failed."""
        if key in self._flights:
            return self._flights[key]
        flight: Future[Any] = Future()
        error = self._failure(key)
        if error or len(self._flights) >= MOST_FLIGHTS:
            flight.set_exception(error or CatalogueError(Trouble.BUSY, "too many at once"))
            return flight
        # As a daemon it keeps nobody from stopping the server.
        threading.Thread(
            target=self._fly, args=(flight, key, ask, left()), name="catalogue", daemon=True
        ).start()
        self._flights[key] = flight  # before it can land, since who calls holds the lock
        return flight

    def _failure(self, key: _Key) -> CatalogueError | None:
        """Return why this, or everything, failed a moment ago."""
        now = self._clock()
        self._failed = {each: entry for each, entry in self._failed.items() if entry[0] > now}
        entry = self._failed.get(_ALL) or self._failed.get(key)
        return entry[1] if entry else None

    def _fly(self, flight: Future[Any], key: _Key, ask: Callable[[], Any], seconds: float) -> None:
        """Ask, and remember what came of it, whoever still waits."""
        try:
            with within(seconds, grace=GRACE):
                answer = ask()
            with self._lock:
                self._late_in_a_row = 0
                self._remember(key, answer)
                del self._flights[key]
        except CatalogueError as error:
            self._fail(flight, key, error)
        except Exception as unforeseen:  # noqa: BLE001 - an answer that no adapter expects
            _log(unforeseen)
            unread = CatalogueError(Trouble.BAD_RESPONSE, type(unforeseen).__name__)
            unread.__cause__ = unforeseen
            self._fail(flight, key, unread)
        else:
            flight.set_result(answer)

    def _fail(self, flight: Future[Any], key: _Key, error: CatalogueError) -> None:
        """Spare a catalogue, and whoever asks it, what has just failed.

        One that cannot be reached, or was too slow twice in a row, is not asked for anything. Being
        busy is not remembered: the queue before the host knows better, and says so at once.
        """
        with self._lock:
            del self._flights[key]
            is_late = error.trouble is Trouble.TIMEOUT
            self._late_in_a_row = self._late_in_a_row + 1 if is_late else 0
            if error.trouble is not Trouble.BUSY:
                is_down = error.trouble is Trouble.OFFLINE or self._late_in_a_row > 1
                self._failed[_ALL if is_down else key] = (self._clock() + FAILED, error)
        flight.set_exception(error)

    def _remember(self, key: _Key, answer: Page | Looked) -> None:
        self._forget(key)
        kept = _Kept(answer, self._clock(), len(repr(answer)))
        self._kept[key] = kept
        self._characters += kept.characters
        while len(self._kept) > MOST_ENTRIES or self._characters > MOST_CHARACTERS:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: _Key) -> None:
        kept = self._kept.pop(key, None)
        if kept:
            self._characters -= kept.characters


def look_up(catalogue: Catalogue, record_id: str) -> Looked:
    """Return a record of any catalogue, cached or not. Raises `CatalogueError`."""
    if isinstance(catalogue, Cached):
        return catalogue.look_up(record_id)
    return Looked(catalogue.record(record_id), datetime.now(UTC))


def _landed(flight: Future[Any]) -> Any:
    """Return what came of a search, as far as this thread's deadline lets it wait."""
    seconds = left()
    try:
        return flight.result(None if seconds == math.inf else seconds)
    except TimeoutError:
        raise CatalogueError(Trouble.TIMEOUT, "nothing yet") from None


def _log(error: Exception) -> None:
    """Tell of a mistake of ours without its words: they may quote what was looked for."""
    where = "".join(traceback.format_tb(error.__traceback__))
    LOG.error("%s: %s\n%s", __name__, type(error).__name__, where)


def _folded(text: str) -> str:
    """Return a text as all catalogues read it: neither case nor space tells two searches apart."""
    return " ".join(text.split()).casefold()
