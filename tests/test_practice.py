"""The practice catalogue: real books, well-formed rows, and what the tasks of lessons need."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from importlib.resources import files

import pytest

from toolkit.lesson import call_numbers
from toolkit.practice import FILE, PracticeBook, books

CELLS = files("toolkit.practice").joinpath(FILE).read_text(encoding="utf-8")
BOOKS = books()
LEAST = 200
LARGEST = 16_000
"""Bytes of the packed file, which a browser fetches as part of an index."""

STATUSES = {"available", "on-loan", "not-for-loan"}
LOCATIONS = {"Rak utama", "Rak anak", "Ruang referensi", "Mobil keliling"}
ARTICLES = {"a", "an", "the", "le", "les"}
EVERY_BOOK = [pytest.param(book, id=f"{book.number}-{book.title}") for book in BOOKS]

every_book = pytest.mark.parametrize("book", EVERY_BOOK)


def letters(text: str) -> str:
    """Return the letters of a text without their marks."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if each.isalpha())


def marks(book: PracticeBook) -> str:
    """Return what a label has below its number: three letters of the name, one of the title."""
    first = next(word for word in book.title.split() if word.lower() not in ARTICLES)
    entry = book.authors[0].partition(",")[0] if book.authors else first
    return f"{letters(entry)[:3].upper()} {letters(first)[0].lower()}"


def is_free(book: PracticeBook) -> bool:
    """Tell whether a copy can be taken home now."""
    return any(copy.status == "available" for copy in book.copies)


def by(author: str) -> list[PracticeBook]:
    """Return the books of an author."""
    return [book for book in BOOKS if author in book.authors]


def titled(title: str) -> list[PracticeBook]:
    """Return the books of exactly this title."""
    return [book for book in BOOKS if book.title == title]


def test_there_are_books_enough_in_a_small_file() -> None:
    assert len(BOOKS) >= LEAST
    assert len(gzip.compress(CELLS.encode())) < LARGEST


def test_numbers_rise_and_codes_are_unique() -> None:
    numbers = [book.number for book in BOOKS]
    assert numbers == sorted(set(numbers))
    codes = [copy.code for book in BOOKS for copy in book.copies]
    assert max(Counter(codes).values()) == 1
    assert all(re.fullmatch(r"P\d{5}", code) for code in codes)


def test_the_first_books_keep_their_numbers() -> None:
    first = ["Laskar Pelangi", "Bumi Manusia", "Sitti Nurbaya", "Kamus Besar Bahasa Indonesia"]
    assert [(book.number, book.title) for book in BOOKS[:4]] == list(enumerate(first, 1))


def test_each_row_has_each_cell_as_a_catalogue_writes_it() -> None:
    rows = list(csv.reader(CELLS.splitlines()))
    assert {len(row) for row in rows} == {10}
    for cell in (cell for row in rows for cell in row):
        assert cell == " ".join(cell.split())
        assert unicodedata.is_normalized("NFC", cell)
        assert not cell.endswith(";")
        assert "’" not in cell


def test_nothing_looks_like_an_isbn() -> None:
    """An invented one might be somebody's, and a real one would name one edition for ever."""
    assert "isbn" not in CELLS.lower()
    assert not re.search(r"(?<!\d)(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?!\d)", CELLS)


@every_book
def test_a_call_number_stands_on_a_label(book: PracticeBook) -> None:
    label = call_numbers.read(book.call_number)
    assert label
    assert label.text == book.call_number
    assert book.call_number.endswith(" " + marks(book))
    assert label.shelf in {"", "r"}


def test_marks_see_a_wrong_letter() -> None:
    """The check of labels can fail: another author or title would need other letters."""
    laskar = BOOKS[0]
    assert marks(laskar) == "HIR l"
    assert marks(replace(laskar, authors=("Tere Liye",))) == "TER l"
    assert marks(replace(laskar, title="The BFG")) == "HIR b"
    assert marks(replace(laskar, authors=("O'Neil, Cathy",))) == "ONE l"


@every_book
def test_a_book_is_described_and_can_be_held(book: PracticeBook) -> None:
    assert book.title
    assert book.authors
    assert book.subjects
    assert re.fullmatch(r"[a-z]{2}", book.language)
    assert book.year == 0 or 1900 < book.year < 2027
    assert len(set(book.subjects)) == len(book.subjects)
    assert book.copies
    for copy in book.copies:
        assert copy.status in STATUSES
        assert copy.location in LOCATIONS
        assert (copy.days > 0) == (copy.status == "on-loan")
        assert copy.days <= 21


@every_book
def test_reference_books_stay_in_their_room(book: PracticeBook) -> None:
    stays = book.call_number.startswith("R ")
    assert all(copy.status == "not-for-loan" for copy in book.copies) or not stays
    for copy in book.copies:
        assert (copy.location == "Ruang referensi") == (copy.status == "not-for-loan")


def test_most_copies_can_be_taken_home() -> None:
    counts = Counter(copy.status for book in BOOKS for copy in book.copies)
    assert counts["available"] > sum(counts.values()) / 2
    assert all(counts[status] for status in STATUSES)
    assert any(not is_free(book) and len(book.copies) > 1 for book in BOOKS)
    assert {copy.location for book in BOOKS for copy in book.copies} == LOCATIONS


@pytest.mark.parametrize(
    "author",
    [
        "Tere Liye",
        "Hirata, Andrea",
        "Toer, Pramoedya Ananta",
        "Tohari, Ahmad",
        "Lestari, Dee",
        "Dini, Nh.",
        "Dika, Raditya",
        "Chudori, Leila S.",
        "Kurniawan, Eka",
        "Christie, Agatha",
        "Rowling, J. K.",
        "Dahl, Roald",
    ],
)
def test_a_loved_author_has_several_books(author: str) -> None:
    assert len(by(author)) >= 3


def test_of_one_author_a_single_book_is_free() -> None:
    """Whoever looks for it must open the pages, and read each to its last line."""
    (free,) = filter(is_free, by("Dini, Nh."))
    assert [copy.status for copy in free.copies] == ["on-loan", "available"]
    assert any("Dini" in book.title for book in BOOKS)  # found by its title: another field helps


def test_titles_can_be_mistaken_for_one_another() -> None:
    assert len(titled("Bumi Manusia")) == 2
    assert {book.authors for book in titled("Pulang")} == {("Tere Liye",), ("Chudori, Leila S.",)}
    assert len({book.call_number.split()[1] for book in titled("Hujan Bulan Juni")}) > 1


def test_some_books_are_about_an_author_who_has_books_himself() -> None:
    about = [book for book in BOOKS if "Toer, Pramoedya Ananta -- Biografi" in book.subjects]
    assert about
    assert not set(about) & set(by("Toer, Pramoedya Ananta"))


def test_spelling_can_be_practised() -> None:
    assert titled("Sitti Nurbaya")
    assert by("Moeis, Abdoel")
    words = " ".join(" ".join((book.title, *book.authors)) for book in BOOKS)
    assert "Siti" not in words.split()
    assert "'" in words
    assert {"é", "ë"} <= set(words)


def test_a_subject_leads_to_several_books() -> None:
    counts = Counter(subject for book in BOOKS for subject in book.subjects)
    for subject in ("Masakan Indonesia", "Literasi digital", "Indonesia -- Sejarah", "Kesehatan"):
        assert counts[subject] >= 3
    assert any("lele" in subject for subject in counts)
