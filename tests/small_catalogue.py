"""A catalogue of the tests' own: a handful of books, and whatever trouble a test asks of it."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Catalogue, Copy, Facet, Page, Query, Record, Status

PATIENCE = 30

LASKAR = Record(
    "1",
    "Laskar Pelangi",
    authors=("Hirata, Andrea",),
    isbns=("9789793062792",),
    publisher="Bentang",
    year=2005,
    language="id",
    subjects=("Fiksi Indonesia",),
    call_number="899.221 3 HIR l",
    copies=(
        Copy("B0001", "Lantai 2", "899.221 3 HIR l", Status.AVAILABLE),
        Copy("B0002", "Lantai 2", "899.221 3 HIR l", Status.ON_LOAN, date(2026, 12, 5)),
    ),
    link="https://katalog.example/1",
)
BUMI = Record("2", "Bumi Manusia", authors=("Pramoedya Ananta Toer",))


class SmallCatalogue(Catalogue):
    """Answers once `gate` is open, and raises `trouble` where there is one."""

    kind = "small"

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.trouble: Exception | None = None
        self.asked: list[tuple[Any, ...]] = []
        self.threads: set[threading.Thread] = set()

    def search(self, query: Query, cursor: str = "") -> Page:
        self._ask(query, cursor)
        words = (query.text or query.title or query.author).lower().split()
        found = tuple(
            record
            for record in (LASKAR, BUMI)
            if all(word in f"{record.title} {record.authors}".lower() for word in words)
        )
        facets = (Facet("year", "2005", 1),)
        return Page(found, len(found), "2" if found else "", facets, "" if found else "bumi")

    def record(self, record_id: str) -> Record:
        self._ask(record_id)
        for record in (LASKAR, BUMI):
            if record.id == record_id:
                return record
        raise CatalogueError(Trouble.BAD_RESPONSE, "no such record")

    def _ask(self, *what: Any) -> None:
        self.asked.append(what)
        self.threads.add(threading.current_thread())
        self.gate.wait(PATIENCE)
        if self.trouble:
            raise self.trouble

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Answer nobody meanwhile."""
        self.gate.clear()
        try:
            yield
        finally:
            self.gate.set()


def configure(home: Path, kind: str, url: str, changes: Mapping[str, str] | None = None) -> None:
    """Write down in a project's settings where its catalogue is, and make other changes."""
    file = home / "library.toml"
    text = file.read_text(encoding="utf-8")
    for before, after in {
        r'(?m)^kind = ".*?"': f'kind = "{kind}"',
        r'(?m)^url = ".*?"': f'url = "{url}"',
        "private_network = false": "private_network = true",
        **(changes or {}),
    }.items():
        text = re.sub(before, after, text)
    file.write_text(text, encoding="utf-8")


def new_visitor() -> str:
    return uuid.uuid4().hex


def search(words: str = "laskar pelangi", **changes: Any) -> dict[str, Any]:
    """Return a message that searches, as a page sends it; parts of it may be otherwise."""
    search_ = {"words": words, "field": "text", "narrowed": [], "cursor": ""}
    told = {name: changes.pop(name) for name in [*changes] if name in search_}
    return {"language": "id", "visitor": new_visitor(), "search": search_ | told, **changes}


def record(id_: Any = "1", **changes: Any) -> dict[str, Any]:
    """Return a message that asks for one record."""
    return {"language": "id", "visitor": new_visitor(), "record": id_, **changes}


CASES = (
    ("a search", search, 200),
    ("in another field", lambda: search("andrea", field="author"), 200),
    ("narrowed, the next page", lambda: search(narrowed=[["year", "2005"]], cursor="2"), 200),
    ("in English", lambda: search(language="en"), 200),
    ("a record", record, 200),
    ("a record that is not there", lambda: record("x" * 200), 200),
    ("no words at all", lambda: search(" \u200b\x00 "), 200),
    ("signs of every kind", lambda: search("a\ud800\u202e%_'\"<b>&\x00{words}{0}"), 200),
    ("as many words as fit", lambda: search("\ufdfa" * 200), 200),
    ("more words than fit", lambda: search("x" * 201), 400),
    ("words that are none", lambda: search(words=7), 400),
    ("a field that is none", lambda: search(field="publisher"), 400),
    ("no cursor", lambda: search(cursor=None), 400),
    ("a cursor without end", lambda: search(cursor="x" * 1001), 400),
    ("narrowed by a text", lambda: search(narrowed="year"), 400),
    ("narrowed by three", lambda: search(narrowed=[["a", "b", "c"]]), 400),
    ("narrowed by nothing", lambda: search(narrowed=[["year", ""]]), 400),
    ("narrowed by numbers", lambda: search(narrowed=[["year", 2005]]), 400),
    ("narrowed for ever", lambda: search(narrowed=[["year", "2005"]] * 11), 400),
    ("a record of no id", lambda: record(""), 400),
    ("a record by its number", lambda: record(1), 400),
    ("a record with a line end", lambda: record("1\r\nX: 1"), 400),
    ("both at once", lambda: record(search=search()["search"]), 400),
    ("neither", lambda: {"language": "id", "visitor": new_visitor()}, 400),
    ("a search that is a list", lambda: search(search=[]), 400),
    ("no visitor", lambda: search(visitor=""), 400),
    ("a visitor that says who", lambda: search(visitor="ani@contoh.id"), 400),
    ("a language we do not speak", lambda: search(language="xx"), 400),
    ("a list", lambda: [search()], 400),
    ("nothing", lambda: None, 400),
    ("a number", lambda: 7, 400),
    ("too large", lambda: search(more="x" * 4096), 413),
)
"""What it is, the message, the status. Both doors answer these alike."""
