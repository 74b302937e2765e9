"""What a lesson ends with: books to read on, named in it or found in the library's catalogue."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import escape
from itertools import islice
from threading import Event, Lock, Thread

from toolkit import catalogue
from toolkit.catalogue.deadline import within
from toolkit.catalogue.nouns import Catalogue, Query, Record
from toolkit.lesson.book_list import MOST
from toolkit.lesson.nouns import Book, Lesson, Reading
from toolkit.library import Library
from toolkit.words import SpokenError, phrases, say

PATIENCE = 3.0
"""How long a page that is made waits for the catalogue. What comes later is for the next one."""

SECONDS = 20.0
"""How long the catalogue has for the books of a subject: many are asked once a second."""

REMEMBERED = 600.0
"""For how many seconds nobody asks again, whatever came of it."""

LOOKED_AT = 10
"""Results among which books with a call number are looked for."""

BOOKS, LATER = "SULUH_BOOKS", "later"
"""What a kernel finds in its environment where whoever runs it looks books up afterwards."""

WEB = ("https://", "http://")


@dataclass
class _Found:
    """The books on a subject: those of the time before, until others are found."""

    before: tuple[Book, ...] = ()
    books: tuple[Book, ...] = ()
    since: float = field(default_factory=time.monotonic)  # of its beginning, or its end
    done: Event = field(default_factory=Event)
    given: set[tuple[Book, ...]] = field(default_factory=set)  # to pages made before its end
    late: int = 0  # how often that was not all, up to now


_found: dict[tuple[object, str], _Found] = {}
_lock = Lock()


def late() -> int:
    """Return a number that changes when books came after a page of theirs was made."""
    with _lock:
        return sum(each.late for each in _found.values())


def shelved(lesson: Lesson, library: Library, patience: float = PATIENCE) -> Lesson:
    """Return a lesson that shows its books at the end of its last part; its version stays.

    It is as it was where it has none, or none were found with so many seconds of patience.
    """
    books = of(lesson.reading, library, patience) if lesson.reading else ()
    if not books:
        return lesson
    last = lesson.parts[-1]
    ending = last.end_language if last.end else lesson.language
    drawn = replace(
        last, end=last.end + _drawn(books, lesson.language, ending), end_language=ending
    )
    return replace(lesson, parts=(*lesson.parts[:-1], drawn))


def of(reading: Reading, library: Library, patience: float = PATIENCE) -> tuple[Book, ...]:
    """Return the books of a reading, at most three; none where the catalogue has or says none."""
    if reading.books:
        return reading.books
    if os.environ.get(BOOKS) == LATER:
        return ()
    key = (library.catalogue, reading.subject)
    with _lock:
        known = _found.get(key)
        if known is None or (known.done.is_set() and _is_old(known)):
            known = _Found(known.books, known.books, late=known.late) if known else _Found()
            looking = (known, reading.subject, library)
            Thread(target=_look_up, args=looking, name="books", daemon=True).start()
            _found[key] = known
    if not known.before:  # else they will do: nobody waits for newer ones
        known.done.wait(max(known.since + patience - time.monotonic(), 0))
    with _lock:
        if not known.done.is_set():
            known.given.add(known.books)
        return known.books


def _is_old(known: _Found) -> bool:
    return time.monotonic() - known.since > REMEMBERED


def _look_up(known: _Found, subject: str, library: Library) -> None:
    """Find books on a subject that stand on a shelf, in the catalogue that is configured."""
    found: list[Book] = []
    at_least = known.before
    try:
        # A lesson is whole without them, and each that was found before some trouble is one.
        with suppress(SpokenError), within(SECONDS):
            for book in islice(_on_a_shelf(catalogue.of(library), subject), MOST):
                found.append(book)
                known.books = known.before or tuple(found)
            at_least = ()  # it has said all it has
    finally:
        with _lock:
            known.books = max(tuple(found), at_least, key=len)
            known.since = time.monotonic()
            known.done.set()
            known.late += any(books != known.books for books in known.given)


def _on_a_shelf(there: Catalogue | None, subject: str) -> Iterator[Book]:
    """Yield the books of a catalogue on a subject. Raises `CatalogueError` in between, too."""
    if there is None:
        return
    for record in there.search(Query(subject=subject)).records[:LOOKED_AT]:
        # Some catalogues tell call numbers only of a record that is asked for alone.
        whole = record if _call_number(record) else there.record(record.id)
        if number := _call_number(whole):
            link = record.link if record.link.startswith(WEB) else ""
            yield Book(record.title, ", ".join(record.authors[:1]), number, link)


def _call_number(record: Record) -> str:
    copies = record.copies or ()
    return record.call_number or next((each.call_number for each in copies if each.call_number), "")


def _drawn(books: tuple[Book, ...], language: str, around: str) -> str:
    """Return books as HTML under their heading; `around` is the language they stand in."""
    title = escape(say(phrases("toolkit.player"), "paper_reading", language), quote=False)
    other = f' lang="{escape(language)}"' if language != around else ""
    items = "".join(f"<li>{_book(book)}</li>" for book in books)
    return f'<section class="suluh-reading"{other}><h3>{title}</h3><ul>{items}</ul></section>'


def _book(book: Book) -> str:
    title = f"<strong>{escape(book.title, quote=False)}</strong>"
    if book.link:
        title = f'<a href="{escape(book.link)}">{title}</a>'
    rest = (escape(words, quote=False) for words in (book.author, book.call_number) if words)
    return "<br>".join((title, *rest))
