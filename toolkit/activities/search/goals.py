"""The goal of a search as staff write it, and whether it makes a task."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from toolkit.lesson.fence import Fence
from toolkit.lesson.problems import nearest
from toolkit.practice import PracticeBook, books
from toolkit.practice.fitting import Goal, fits, holds, is_available, words_of

ASKED = ("title", "author", "subject")
KEYS = (*ASKED, "available", "search", "field", "live")

MEANT = {
    **dict.fromkeys(("judul", "buku", "title"), "title"),
    **dict.fromkeys(("pengarang", "penulis", "penyusun", "oleh", "writer"), "author"),
    **dict.fromkeys(("subjek", "subyek", "topik", "tema", "topic"), "subject"),
    **dict.fromkeys(("tersedia", "ketersediaan", "ada", "dipinjam"), "available"),
    **dict.fromkeys(("cari", "dicari", "pencarian", "ketik", "kata"), "search"),
    **dict.fromkeys(("ruas", "kolom"), "field"),
    **dict.fromkeys(("langsung", "katalog", "catalogue", "catalog"), "live"),
}
"""What people write instead of a key here."""

FIELDS = {
    **dict.fromkeys(("semua", "sembarang ruas", "semua ruas", "apa saja", "kata kunci"), "text"),
    **dict.fromkeys(("text", "all", "any", "any field", "keyword", "keywords"), "text"),
    **dict.fromkeys(("title", "judul"), "title"),
    **dict.fromkeys(("author", "pengarang", "penulis", "penyusun"), "author"),
    **dict.fromkeys(("subject", "subjek", "subyek"), "subject"),
    **dict.fromkeys(("isbn", "isbn/issn"), "isbn"),
}
"""What the fields of a search are called on the screens of catalogues."""

SHOWN = {
    "id": "Semua, Judul, Pengarang, Subjek, ISBN",
    "en": "All, Title, Author, Subject, ISBN",
}
"""The fields as they are named to staff."""

YES = ("ya", "yes", "y", "iya", "true", "benar")
NO = ("tidak", "no", "n", "false", "bukan")


@dataclass(frozen=True)
class Start:
    """What the search box holds before anybody has typed."""

    words: str = ""
    field: str = "text"  # of `toolkit.practice.fitting.FIELDS`


@dataclass(frozen=True)
class Task:
    """What a fence asks for."""

    goal: Goal
    right: tuple[int, ...]  # numbers of the practice books that fit; () where that is an error
    start: Start
    live: bool  # whether the library's own catalogue is offered after the answer


def read(fence: Fence) -> Task:
    """Return the task of a fence; note what keeps it from being one."""
    values = fence.values(KEYS, MEANT)
    goal = Goal(
        **{key: values.get(key, "") for key in ASKED}, available=_yes(fence, values, "available")
    )
    start = Start(values.get("search", ""), _field(fence, values))
    right = _right(fence, goal)
    if right:
        _check_start(fence, goal, start, right)
    return Task(goal, tuple(book.number for book in right), start, _yes(fence, values, "live"))


def _right(fence: Fence, goal: Goal) -> list[PracticeBook]:
    """Return the books that fit; note where that is none, or nearly all."""
    asked = {key: text for key in ASKED if (text := getattr(goal, key))}
    if not asked:
        if not any(key.name.lower() in ASKED or key.name.lower() in MEANT for key in fence.keys):
            fence.error(fence.line, "no-goal")  # else that was told of already
        return []
    right = [book for book in books() if fits(book, goal)]
    missing = [key for key, text in asked.items() if not any(holds(b, text, key) for b in books())]
    for key in missing:
        guess = partial(_near, asked[key], key)
        fence.error(_line(fence, key), "nothing-fits", entry=key, text=asked[key], guess=guess)
    if not right and not missing:
        there = any(fits(book, Goal(goal.title, goal.author, goal.subject)) for book in books())
        line = _line(fence, "available" if there else next(iter(asked)))
        fence.error(line, "none-available" if there else "nothing-fits-all")
    if 2 * len(right) >= len(books()):
        line = _line(fence, next(iter(asked)))
        fence.error(line, "too-many-fit", count=len(right), all=len(books()))
    return right


def _check_start(fence: Fence, goal: Goal, start: Start, right: list[PracticeBook]) -> None:
    """Note a first search that leaves nothing to do but to press the button.

    Where the book must be available, there is something left: to look at the copies.
    """
    shown = [book for book in books() if holds(book, start.words, start.field)]
    found = [book for book in shown if book in right]
    left = goal.available and not all(is_available(book) for book in shown)
    if found and not left:
        fence.advice(_line(fence, "search"), "already-shown", text=start.words)


def _field(fence: Fence, values: Mapping[str, str]) -> str:
    text = values.get("field", "text")
    name = " ".join(text.lower().split())
    if name in FIELDS:
        return FIELDS[name]
    known = SHOWN.get(fence.language, SHOWN["id"])
    guess = partial(nearest, name, [each.strip() for each in known.split(",")])
    fence.error(_line(fence, "field"), "unknown-field", text=text, known=known, guess=guess)
    return "text"


def _yes(fence: Fence, values: Mapping[str, str], key: str) -> bool:
    said = values.get(key, NO[0]).lower().strip(" .")
    if said not in YES + NO:
        fence.error(_line(fence, key), "yes-or-no", entry=key, text=values[key])
    return said in YES


def _line(fence: Fence, key: str) -> int:
    lines = (each.line for each in fence.keys if each.name.lower() == key)
    return next(lines, fence.line)


def _near(text: str, field: str) -> str:
    """Return the title, author or subject on the practice shelves nearest to a text, or ""."""
    known = {" ".join(words_of(each)): each for book in books() for each in _texts(book, field)}
    wanted = " ".join(words_of(text))
    within = [name for name in known if set(wanted.split()) & set(name.split())]
    for among in (known, within):
        close = difflib.get_close_matches(wanted, among, n=1, cutoff=0.6 if among is known else 0.3)
        if close:
            return known[close[0]]
    return ""


def _texts(book: PracticeBook, field: str) -> Iterable[str]:
    return {"title": (book.title,), "author": book.authors, "subject": book.subjects}[field]
