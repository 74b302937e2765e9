"""Which books fit: what a search finds, and what a task asks for. The browser does the same.

Both go by words alone. A word stands in a field whole, or it does not; capitals, marks above
letters and apostrophes mean nothing, and whatever else is no letter or digit divides words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toolkit.practice import PracticeBook

FIELDS = ("text", "title", "author", "subject", "isbn")
"""The fields of a search: `text` is title, author and subject together."""

_APOSTROPHES = re.compile("['‘’ʻʼ´`]")


@dataclass(frozen=True)
class Goal:
    """What a book must be to count as found: "" and False ask for nothing."""

    title: str = ""
    author: str = ""
    subject: str = ""
    available: bool = False  # whether one of its copies must be on the shelf


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: "Al-Qur'ān" is "al" and "quran"."""
    bare = _APOSTROPHES.sub("", text)
    kept = (each for each in unicodedata.normalize("NFKD", bare) if not _is(each, "M"))
    small = unicodedata.normalize("NFKD", "".join(kept).lower())
    letters = (each for each in small if not _is(each, "M"))
    return "".join(each if _is(each, "LN") else " " for each in letters).split()


def text_of(book: PracticeBook, field: str) -> str:
    """Return all that stands in one of the `FIELDS` of a book; no book here has an ISBN."""
    texts = {
        "title": f"{book.title} {book.subtitle}",
        "author": " ".join(book.authors),
        "subject": " ".join(book.subjects),
    }
    return " ".join(texts.values()) if field == "text" else texts.get(field, "")


def holds(book: PracticeBook, words: str, field: str = "text") -> bool:
    """Return whether all words stand in a field of a book; no words stand nowhere."""
    wanted = words_of(words)
    return bool(wanted) and set(wanted) <= set(words_of(text_of(book, field)))


def fits(book: PracticeBook, goal: Goal) -> bool:
    """Return whether a book is what a task asks for."""
    asked = {"title": goal.title, "author": goal.author, "subject": goal.subject}
    there = all(holds(book, words, field) for field, words in asked.items() if words)
    return there and (not goal.available or is_available(book))


def is_available(book: PracticeBook) -> bool:
    """Return whether one of a book's copies is on the shelf and may be borrowed."""
    return any(copy.status == "available" for copy in book.copies)


def _is(sign: str, categories: str) -> bool:
    return unicodedata.category(sign)[0] in categories
