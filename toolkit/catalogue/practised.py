"""The practice shelves as a catalogue: what everybody may search who has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from toolkit import practice
from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.nouns import Catalogue, Copy, Record, Status


def catalogue(today: date) -> Catalogue:
    """Return the practice catalogue, its loans due from a day on."""
    return _catalogue(today)


@lru_cache(maxsize=1)
def _catalogue(today: date) -> Embedded:
    return Embedded.of_records(records(today))


def records(today: date) -> Iterator[Record]:
    """Yield the practice books as records: their numbers are their ids."""
    for book in practice.books():
        yield Record(
            id=str(book.number),
            title=book.title,
            subtitle=book.subtitle,
            authors=book.authors,
            publisher=book.publisher,
            year=book.year or None,
            language=book.language,
            subjects=book.subjects,
            call_number=book.call_number,
            copies=tuple(_copy(each, book.call_number, today) for each in book.copies),
        )


def _copy(copy: practice.PracticeCopy, call_number: str, today: date) -> Copy:
    status = Status(copy.status)
    due = today + timedelta(days=copy.days) if status is Status.ON_LOAN else None
    return Copy(copy.code, copy.location, call_number, status, due)
