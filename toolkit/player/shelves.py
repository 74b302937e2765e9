"""What a lesson ends with: books to read on, named in it or found in the library's catalogue."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from threading import Lock

from toolkit import catalogue
from toolkit.catalogue.deadline import within
from toolkit.catalogue.nouns import Catalogue, Query, Record
from toolkit.lesson.book_list import MOST
from toolkit.lesson.nouns import Book, Lesson, Reading
from toolkit.library import Library
from toolkit.words import SpokenError, phrases, say

SECONDS = 3.0
"""How long a page that is made waits for the catalogue."""

REMEMBERED = 600.0
"""For how many seconds nobody asks again, whatever came of it."""

LOOKED_AT = 10
"""Results among which books with a call number are looked for."""

BOOKS, LATER = "SULUH_BOOKS", "later"
"""What a kernel finds in its environment where whoever runs it looks books up afterwards."""

WEB = ("https://", "http://")


@dataclass(frozen=True)
class _Found:
    books: tuple[Book, ...]
    since: float  # of `time.monotonic()`


_found: dict[tuple[object, str], _Found] = {}
_lock = Lock()


def shelved(lesson: Lesson, library: Library) -> Lesson:
    """Return a lesson that shows its books at the end of its last part; its version stays.

    It is as it was where it has none, or none were found.
    """
    books = of(lesson.reading, library) if lesson.reading else ()
    if not books:
        return lesson
    last = lesson.parts[-1]
    ending = last.end_language if last.end else lesson.language
    drawn = replace(
        last, end=last.end + _drawn(books, lesson.language, ending), end_language=ending
    )
    return replace(lesson, parts=(*lesson.parts[:-1], drawn))


def of(reading: Reading, library: Library) -> tuple[Book, ...]:
    """Return the books of a reading, at most three; none where the catalogue has or says none."""
    if reading.books:
        return reading.books
    if os.environ.get(BOOKS) == LATER:
        return ()
    key = (library.catalogue, reading.subject)
    with _lock:
        known = _found.get(key)
    if known is None or time.monotonic() - known.since > REMEMBERED:
        known = _Found(_looked_up(reading.subject, library), time.monotonic())
        with _lock:
            _found[key] = known
    return known.books


def _looked_up(subject: str, library: Library) -> tuple[Book, ...]:
    """Return books on a subject that stand on a shelf, from the catalogue that is configured."""
    found: list[Book] = []
    # A lesson is whole without them, and each that was found before some trouble is one.
    with suppress(SpokenError), within(SECONDS):
        for book in _on_a_shelf(catalogue.of(library), subject):
            found.append(book)
            if len(found) == MOST:
                break
    return tuple(found)


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
