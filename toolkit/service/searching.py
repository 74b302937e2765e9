"""Searching the library's catalogue for a page: whoever asks the same is answered at once with it.

What is looked for is nobody's: it is neither stored nor logged, and no mistake of ours quotes it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from toolkit import catalogue
from toolkit.catalogue.cached import Looked, look_up
from toolkit.catalogue.deadline import within
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.links import record_link, search_links
from toolkit.catalogue.nouns import Catalogue, Copy, Page, Query, Record
from toolkit.library import Library
from toolkit.service.discreet import told
from toolkit.service.message import WORDS, Search
from toolkit.words import LANGUAGES, say

LOG = logging.getLogger("suluh")

SECONDS = 6.5
"""How long the catalogue has for one search."""

LATEST = 7.0
"""Seconds after which a page is answered, whatever the catalogue does. Pages wait for eight."""

MOST_ASKED = 32
"""Different searches under way: at one request a second, far more than are answered in time."""

NONE = "none"
"""The trouble of a library that has no catalogue here."""

Outcome = Page | Looked | CatalogueError | None
"""What comes of a search; None where the library has no catalogue."""

Opens = Callable[[Library], Catalogue | None]


@dataclass(frozen=True)
class _Question:
    """A search without who asks, and in which language."""

    query: Query
    cursor: str
    record: str


class Searching:
    """Asks the catalogue of a library. Any thread may use it, and no call waits.

    The catalogue is opened in a thread when it is first asked.
    """

    def __init__(self, library: Library, opens: Opens | None = None) -> None:
        """Take the library, and what opens its catalogue: None where it has none."""
        self._library = library
        self._opens = opens or catalogue.of
        self._opened: Callable[[], Catalogue | None] = self._once(library)
        self._asked: dict[_Question, Future[Outcome]] = {}
        self._lock = threading.Lock()

    def follow(self, library: Library) -> None:
        """Ask the catalogue of the library as it is from now on."""
        with self._lock:
            before, self._library = self._library, library
            if _settings(before) != _settings(library):
                self._opened = self._once(library)
                self._asked = {}

    def ask(self, search: Search) -> Future[dict[str, Any]]:
        """Return the reply, as JSON has it, within `LATEST` seconds; the future never fails.

        `{"found": {...}, "link":}`, `{"record": {...}, "fetched":, "stale":}`, or what came in
        between as `{"trouble":, "why":, "link":}`.
        """
        reply: Future[dict[str, Any]] = Future()
        reply.set_running_or_notify_cancel()  # whoever asked may be gone: others wait for it too

        def answer(outcome: Future[Outcome]) -> None:
            try:
                reply.set_result(self._reply(search, outcome))
            except Exception as error:  # noqa: BLE001  # else nobody would be answered
                _log(error)
                why = CatalogueError(Trouble.BAD_RESPONSE).for_patrons(search.language)
                reply.set_result({"trouble": str(Trouble.BAD_RESPONSE), "why": why, "link": ""})

        self._outcome(search).add_done_callback(answer)
        return reply

    def busy(self, search: Search) -> dict[str, Any]:
        """Return the reply to a page that asks too often."""
        return self._trouble(search, CatalogueError(Trouble.BUSY))

    def _outcome(self, search: Search) -> Future[Outcome]:
        """Return what comes of a search: of the same one that is under way, if there is one."""
        question = _Question(search.query, search.cursor, search.record)
        with self._lock:
            if question in self._asked:
                return self._asked[question]
            outcome: Future[Outcome] = Future()
            if len(self._asked) >= MOST_ASKED:
                outcome.set_result(CatalogueError(Trouble.BUSY))
                return outcome
            self._asked[question] = outcome
            opened = self._opened
        # Threads of its own, as it ends: one that hangs must hold up neither others nor our end.
        late = threading.Timer(LATEST, _settle, (outcome, CatalogueError(Trouble.TIMEOUT)))
        late.daemon = True

        def find() -> None:
            found = _found(opened, question)
            late.cancel()
            self._end(question, outcome, found)

        try:
            late.start()
            threading.Thread(target=find, name="search", daemon=True).start()
        except RuntimeError:  # the computer has no thread left
            late.cancel()
            self._end(question, outcome, CatalogueError(Trouble.BUSY))
        return outcome

    def _end(self, question: _Question, outcome: Future[Outcome], found: Outcome) -> None:
        with self._lock:
            if self._asked.get(question) is outcome:
                del self._asked[question]
        _settle(outcome, found)

    def _once(self, library: Library) -> Callable[[], Catalogue | None]:
        """Return what opens the catalogue of a library when it is first called."""
        lock = threading.Lock()
        there: list[Catalogue | None] = []

        def opened() -> Catalogue | None:
            with lock:
                if not there:
                    there.append(self._opens(library))
            return there[0]

        return opened

    def _reply(self, search: Search, outcome: Future[Outcome]) -> dict[str, Any]:
        found = outcome.result()
        if isinstance(found, CatalogueError):
            return self._trouble(search, found)
        if found is None:
            why = say(WORDS, "no_catalogue", search.language)
            return {"trouble": NONE, "why": why, "link": ""}
        if isinstance(found, Looked):
            return {
                "record": _record(found.record),
                "fetched": _moment(found.fetched),
                "stale": found.stale,
            }
        return {
            "found": {
                "records": [*map(_record, found.records)],
                "total": found.total,
                "cursor": found.cursor,
                "facets": [asdict(facet) for facet in found.facets],
                "did_you_mean": found.did_you_mean,
                "fetched": _moment(found.fetched),
                "stale": found.stale,
            },
            "link": self._link(search),
        }

    def _trouble(self, search: Search, error: CatalogueError) -> dict[str, Any]:
        return {
            "trouble": str(error.trouble),
            "why": error.for_patrons(search.language),
            "link": self._link(search),
        }

    def _link(self, search: Search) -> str:
        """Return where the catalogue itself shows what is looked for, "" where nobody knows."""
        settings = self._library.catalogue
        if search.record:
            return record_link(settings).replace("{id}", quote(search.record, safe=""))
        links = search_links(settings)
        link = links.get(search.field) or links.get("text", "")
        return link.replace("{words}", quote(search.words, safe=""))


def _found(opened: Callable[[], Catalogue | None], question: _Question) -> Outcome:
    try:
        with within(SECONDS):
            return _asked(opened(), question)
    except CatalogueError as error:
        return error
    except Exception as error:  # noqa: BLE001  # of a thread's, nobody would hear
        _log(error)
        return CatalogueError(Trouble.BAD_RESPONSE)


def _asked(source: Catalogue | None, question: _Question) -> Outcome:
    if source is None:
        return None
    if question.record:
        return look_up(source, question.record)
    if question.query.is_blank:  # some catalogues would return all they have
        raise CatalogueError(Trouble.BAD_QUERY)
    return source.search(question.query, question.cursor)


def _settle(outcome: Future[Outcome], found: Outcome) -> None:
    with suppress(InvalidStateError):  # it was settled in time, or too late
        outcome.set_result(found)


def _log(error: Exception) -> None:
    said = say(WORDS, "search_failed", next(iter(LANGUAGES)))
    LOG.error("%s %s", said, told(error))  # its own words may quote what was searched for


def _settings(library: Library) -> tuple[object, ...]:
    """Return what of a library its catalogue depends on."""
    return library.catalogue, library.email


def _record(record: Record) -> dict[str, Any]:
    copies = None if record.copies is None else [_copy(copy) for copy in record.copies]
    return {**asdict(record), "copies": copies}


def _copy(copy: Copy) -> dict[str, Any]:
    return {**asdict(copy), "due": copy.due.isoformat() if copy.due else ""}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
