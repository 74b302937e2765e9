"""The practice catalogue: books of a small library that does not exist, for tasks and for trying.

Titles, authors and Dewey numbers are real; copies, their codes and whether they are lent are made
up. No book has an ISBN here, for an invented one might be somebody's. The same file makes up the
index that a browser searches.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "books.csv"
SEPARATOR = ";"
"""Between several authors, subjects or copies in one cell."""


@dataclass(frozen=True)
class PracticeCopy:
    """One copy: a book that can be held."""

    code: str  # as under its bars, "P00012"
    location: str
    status: str  # "available", "on-loan" or "not-for-loan"
    days: int  # on loan: how many days from today it is due; else 0


@dataclass(frozen=True)
class PracticeBook:
    """One title on the practice shelves."""

    number: int  # stays the same for ever: responses name it
    title: str
    subtitle: str
    authors: tuple[str, ...]  # as a catalogue writes them: "Hirata, Andrea"
    publisher: str
    year: int  # of the edition, 0 where it is left out
    language: str  # code: "id", "en"
    subjects: tuple[str, ...]
    call_number: str
    copies: tuple[PracticeCopy, ...]


@cache
def books() -> tuple[PracticeBook, ...]:
    """Return all books, in the order of their numbers."""
    text = files("toolkit.practice").joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_book(row) for row in csv.DictReader(text.splitlines()))


def _book(row: dict[str, str]) -> PracticeBook:
    return PracticeBook(
        number=int(row["number"]),
        title=row["title"],
        subtitle=row["subtitle"],
        authors=_several(row["authors"]),
        publisher=row["publisher"],
        year=int(row["year"] or 0),
        language=row["language"],
        subjects=_several(row["subjects"]),
        call_number=row["call_number"],
        copies=tuple(_copy(each) for each in _several(row["copies"])),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def _copy(text: str) -> PracticeCopy:
    """Return a copy from "P00012 / Rak utama / on-loan 9"."""
    code, location, status = (part.strip() for part in text.split("/"))
    status, _, days = status.partition(" ")
    return PracticeCopy(code, location, status, int(days or 0))
