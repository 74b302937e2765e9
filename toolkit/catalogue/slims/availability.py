"""What only the page of a record in SLiMS says: whether its copies are there, and until when lent.

SLiMS 9.6 and later mark the status with a class; before it stands in words, in the language of the
library, beside the number of the copy. A theme may have changed all of that: then nothing is known.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from toolkit.catalogue.formats.isbd import divided, each_once, plain, year_in
from toolkit.catalogue.formats.isbn import compact
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.nouns import Copy, Record, Status

_CLASSES = {
    "item-available": Status.AVAILABLE,
    "item-onloan": Status.ON_LOAN,
    "item-notforloan": Status.NOT_FOR_LOAN,
    "status-available": Status.AVAILABLE,
    "status-on-loan": Status.ON_LOAN,
    "status-not-loan": Status.NOT_FOR_LOAN,
}
_CELLS = {
    "biblio-item-code": "code",
    "biblio-call-number": "call_number",
    "biblio-location": "location",
}
_WORDS = (
    # Which is looked for first matters: what is not for loan also begins with "available".
    (re.compile(r"not for loan|(?:tidak|bukan) (?:untuk )?(?:di)?pinjam"), Status.NOT_FOR_LOAN),
    (re.compile(r"\bon loan\b|\bsedang dipinjam\b"), Status.ON_LOAN),
    (re.compile(r"^(?:available|tersedia)\b"), Status.AVAILABLE),
)
_ISO = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_MOST_BYTES = 500_000
"""So much of a page is read; real ones have a fifth of it."""
_SILENT = re.compile(r"<(?=script\b|style\b|template\b)", re.IGNORECASE)
_END_OF_SILENCE = re.compile(r"</(?:script|style|template)\b[^<>]*>", re.IGNORECASE)
_ENDLESS = re.compile("&#[0-9]{8,}")
"""No sign has such a number."""
_PIECE = re.compile(r"<[a-z/][^<>]{0,5000}>|[^<]+", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What a page says of its record."""

    record: Record | None  # None where the page does not even give a title
    copies: tuple[Copy, ...]


def read(page: bytes, record_id: str, codes: frozenset[str] = frozenset()) -> Found:
    """Return what the page of a record says. It is never an error to say nothing.

    `codes` are those of the copies, where they are known: they are found then also where a theme
    has put other words beside them.
    """
    reader = _Reader(codes)
    reader.feed(_sound(page[:_MOST_BYTES].decode("utf-8", "replace")))
    reader.close()
    reader.end_row()
    copies = tuple({copy.code: copy for copy in reader.copies if copy.code}.values())
    return Found(_described(reader.meta, record_id, copies), copies)


def _sound(page: str) -> str:
    """Return what a page shows, and its whole tags: no comments, scripts, loose ends.

    Over those the parser of the standard library takes a time that grows with their square, or
    breaks; nothing that is looked for stands there.
    """
    first, *others = page.split("<!--")
    shown = first + "".join(each.partition("-->")[2] for each in others)
    first, *others = _SILENT.split(shown)
    shown = first + "".join((*_END_OF_SILENCE.split(each, maxsplit=1), "")[1] for each in others)
    return _ENDLESS.sub("", "".join(piece[0] for piece in _PIECE.finditer(shown)))


def status_of(text: str, classes: frozenset[str] = frozenset()) -> Status:
    """Return what a status says: by its class, else by its words in Indonesian or English."""
    by_class = {_CLASSES[each] for each in classes & _CLASSES.keys()}
    if by_class:
        return by_class.pop() if len(by_class) == 1 else Status.UNKNOWN
    small = plain(text).casefold()
    return next((status for words, status in _WORDS if words.search(small)), Status.UNKNOWN)


def due_in(text: str) -> date | None:
    """Return the day in a status, None where none can be read: "(Jatuh tempo pada 2026-12-05)"."""
    if found := _ISO.search(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _DAY_FIRST.search(text):
        year, month, day = found[4], found[3], found[1]
    else:
        return None
    with suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


def _described(meta: dict[str, str], record_id: str, copies: tuple[Copy, ...]) -> Record | None:
    title, subtitle = divided(meta.get("dc.title"))
    if not title:
        return None

    def several(name: str) -> tuple[str, ...]:
        return each_once(plain(part) for part in meta.get(name, "").split(";"))

    return Record(
        id=record_id,
        title=title,
        subtitle=subtitle,
        authors=several("dc.creator"),
        isbns=each_once([compact(meta.get("dc.identifier", ""))]),
        publisher=plain(meta.get("dc.publisher")),
        year=year_in(meta.get("dc.date")),
        language=two_letters(meta.get("dc.language", "")),
        subjects=several("dc.subject"),
        call_number=plain(meta.get("call number")),
        copies=copies,
    )


class _Reader(HTMLParser):
    """Gathers what a page says of its record, from whatever a template made of it."""

    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.copies: list[Copy] = []
        self._codes = codes
        self._row: dict[str, str] | None = None  # of a table: the copy that is being told
        self._cell = ""
        self._mark = ""  # the tag that holds a status of its own, while it is open
        self._status = ""
        self._classes: frozenset[str] = frozenset()
        self._texts: list[str] = []  # since the last status

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what begins."""
        given = {name: value or "" for name, value in attrs}
        classes = frozenset(given.get("class", "").split())
        if tag == "meta":
            self.meta.setdefault(given.get("name", "").casefold(), given.get("content", ""))
        elif tag == "tr":
            self.end_row()
        elif tag == "td":
            self._begin_cell(classes)
        elif self._row is None and "availability-item" in classes:
            self._mark, self._status, self._classes = tag, "", classes
        elif self._row is not None and self._cell == "status":
            self._classes |= classes

    def handle_endtag(self, tag: str) -> None:
        """Take note of what ends."""
        if tag in {"tr", "table"}:
            self.end_row()
        elif tag == "td":
            self._cell = ""
        elif tag == self._mark:
            self._end_mark()

    def handle_data(self, data: str) -> None:
        """Take what is written to where it belongs."""
        text = plain(data)
        if not text:
            return
        if self._mark:
            self._status += f" {text}"
        elif self._row is not None and self._cell:
            self._row[self._cell] = f"{self._row.get(self._cell, '')} {text}".strip()
        else:
            self._texts.append(text)

    def end_row(self) -> None:
        """Close a row of a table, if one is open."""
        if self._row is not None:
            row = {"code": "", "call_number": "", "location": "", "status": "", **self._row}
            self._add(row, row["status"])
        self._row, self._cell, self._classes = None, "", frozenset()

    def _begin_cell(self, classes: frozenset[str]) -> None:
        name = next((_CELLS[each] for each in classes & _CELLS.keys()), "")
        if name == "code":
            self.end_row()
            self._row = {}
        if self._row is not None:
            self._cell = name or "status"
            if not name:
                self._classes |= classes

    def _end_mark(self) -> None:
        """Close a status that stands alone: before it came place, call number and code."""
        known = (text for text in reversed(self._texts) if text in self._codes)
        location, call_number, code = ["", "", "", *self._texts][-3:]
        told = {"code": next(known, code), "call_number": call_number, "location": location}
        self._add(told, self._status)
        self._mark, self._texts, self._classes = "", [], frozenset()

    def _add(self, told: dict[str, str], status: str) -> None:
        which = status_of(status, self._classes)
        due = due_in(status) if which is Status.ON_LOAN else None
        self.copies.append(Copy(told["code"], told["location"], told["call_number"], which, due))
