"""Open Library, for what no library on the spot has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit.catalogue import json_answers, solr
from toolkit.catalogue.cursors import no_cursor, number_in
from toolkit.catalogue.errors import CatalogueError, Trouble, no_such_record
from toolkit.catalogue.formats.isbd import each_once, plain, tidy
from toolkit.catalogue.formats.isbn import compact
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.json_answers import first, texts
from toolkit.catalogue.nouns import FIELDS, Catalogue, Copy, Page, Query, Record, Status
from toolkit.catalogue.transport import Transport

LIMIT = 20
"""Records on a page."""
_LAST = 10_000
"""Nobody is shown more records than these."""
_ASKED = (
    *("key", "title", "subtitle", "author_name", "first_publish_year", "isbn", "language"),
    *("publisher", "subject", "ebook_access"),
)
_NAMES = {"text": "q", **{name: name for name in FIELDS[1:]}}
_WORK = re.compile(r"OL[0-9]{1,12}W")
_STATUSES = {
    "public": Status.AVAILABLE,
    "borrowable": Status.UNKNOWN,  # one at a time: somebody may have it now
}
_PLACE = "Open Library"
_MOST = 10
"""Of numbers, subjects and authors: a work gathers those of all its editions."""


class OpenLibrary(Catalogue):
    """Open Library. It wants to know who asks: `contact` is the library's address for e-mail.

    Its copies are those to be read on the screen. Raises `CatalogueError` without a contact; the
    transport has to be told the same one, for it names it with every request.
    """

    kind = "openlibrary"

    def __init__(
        self, transport: Transport, contact: str, url: str = "https://openlibrary.org/"
    ) -> None:
        if not contact.strip():
            raise CatalogueError(Trouble.REFUSED, "no contact", key="without_contact")
        self._transport = transport
        self._url = url

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits, the best first as Open Library sees it."""
        asked = [(_NAMES[name], value) for name, value in solr.given(query).items()]
        return self._found(asked, _start(cursor))

    def record(self, record_id: str) -> Record:
        """Return one record. Its id is a work's: "OL45804W"."""
        if _WORK.fullmatch(record_id):
            for record in self._found([("q", f"key:/works/{record_id}")], 0).records:
                if record.id == record_id:
                    return record
        raise no_such_record()

    def _found(self, values: list[tuple[str, str]], start: int) -> Page:
        place = [("fields", ",".join(_ASKED)), ("limit", str(LIMIT)), ("offset", str(start))]
        said = json_answers.parse(self._transport.get("search.json", [*values, *place]))
        total = json_answers.count(said.get("numFound"))
        if total is None or not isinstance(said.get("docs"), list):
            raise CatalogueError(Trouble.BAD_RESPONSE, "no numFound or no docs")
        records = [self._record(each) for each in json_answers.objects(said["docs"])]
        found = {record.id: record for record in records if record}
        onward = start + LIMIT
        is_last = not found or onward >= min(total, _LAST)
        return Page(tuple(found.values()), total, "" if is_last else str(onward))

    def _record(self, said: Mapping[str, Any]) -> Record | None:
        """Return a record, None for what is no work."""
        key = plain(said.get("key")).removeprefix("/works/")
        if not _WORK.fullmatch(key):
            return None
        languages = each_once(map(two_letters, texts(said.get("language"))))
        isbns = each_once(compact(text) for text in texts(said.get("isbn")))
        return Record(
            id=key,
            title=tidy(said.get("title")),
            subtitle=tidy(said.get("subtitle")),
            authors=each_once(texts(said.get("author_name")))[:_MOST],
            isbns=isbns[:_MOST],
            publisher=first(said.get("publisher")),
            year=_year(said.get("first_publish_year")),
            # A work has the languages of all its translations: which is the reader's nobody says.
            language="id" if "id" in languages else next(iter(languages), ""),
            subjects=each_once(texts(said.get("subject")))[:_MOST],
            copies=_copies(said.get("ebook_access")),
            link=f"{self._url}works/{key}",
        )


def _start(cursor: str) -> int:
    start = number_in(cursor, 0, _LAST)
    if start % LIMIT:
        raise no_cursor()
    return start


def _year(value: object) -> int | None:
    latest = 2100
    return year if (year := json_answers.count(value)) and year < latest else None


def _copies(access: object) -> tuple[Copy, ...]:
    """Return a copy where a work can be read on the screen, in part of the time or always."""
    status = _STATUSES.get(plain(access))
    return (Copy("", _PLACE, "", status),) if status else ()
