"""shelf: put books where they belong on a shelf, by their call numbers."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Self

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import call_numbers, options, paper, plain
from toolkit.lesson.call_numbers import CallNumber
from toolkit.lesson.fence import Fence, is_label
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError
from toolkit.words import say

SPINES = range(2, 9)
BOOKS = range(1, 6)
"""How many books can stand on the shelf, and be put there, on the screen of a phone."""

WORDS = {
    "how": {
        "id": "Pilih tempatnya di rak.",
        "en": "Choose its place on the shelf.",
    },
    "now": {"id": "Buku {place} dari {count}", "en": "Book {place} of {count}"},
    "shelf": {"id": "Rak", "en": "The shelf"},
    "between": {"id": "Di antara {left} dan {right}", "en": "Between {left} and {right}"},
    "first": {"id": "Paling kiri, sebelum {right}", "en": "At the far left, before {right}"},
    "last": {"id": "Paling kanan, sesudah {left}", "en": "At the far right, after {left}"},
    "placed": {"id": "{book} sudah Anda letakkan.", "en": "You have put {book} there."},
    "take": {"id": "Ambil lagi {book}", "en": "Take {book} back"},
    "all_placed": {
        "id": "Semua buku sudah di rak. Ketuk sebuah buku untuk memindahkannya.",
        "en": "All books are on the shelf. Tap a book to move it.",
    },
    "missing": {
        "id": "Letakkan dulu semua buku di rak.",
        "en": "Put all the books on the shelf first.",
    },
    "in_place": {"id": "Sudah pada tempatnya", "en": "In its place"},
    "yours": {"id": "Pilihan Anda", "en": "Where you put it"},
    "right_place": {"id": "Tempat yang tepat", "en": "Where it belongs"},
    "count_right": {
        "id": "{right} dari {count} buku sudah pada tempatnya.",
        "en": "Books in the right place: {right} of {count}.",
    },
    "on_paper": {
        "id": "Tulis nomor urut setiap buku di garis tempatnya.",
        "en": "Write each book's list number on the line where it belongs.",
    },
    "on_paper_books": {"id": "Buku yang akan diletakkan:", "en": "Books to put on the shelf:"},
}

PROBLEMS = {
    "option-without-feedback": {
        "id": "Buku ini belum punya umpan balik.",
        "en": "This book has no feedback.",
    },
    "option-without-feedback-how": {
        "id": 'Tambahkan baris di bawahnya yang diawali ">": mengapa tempatnya di sana.',
        "en": 'Add a line under it that starts with ">": why it stands there.',
    },
    "no-place-for-words": {
        "id": 'Tulisan "{text}" tidak punya tempat di dalam kegiatan ini.',
        "en": 'The words "{text}" have no place in this activity.',
    },
    "no-place-for-words-how": {
        "id": 'Pindahkan ke atas daftar isi rak, atau ke bawah ":::" yang menutup.',
        "en": 'Move them above the list of what is on the shelf, or below the closing ":::".',
    },
    "no-spines": {
        "id": "Rak ini masih kosong.",
        "en": "This shelf is empty.",
    },
    "no-spines-how": {
        "id": 'Tulis isinya dari kiri ke kanan, satu baris satu buku, misalnya "- 641.5 RUD m".',
        "en": 'Write what is on it from left to right, a line each, such as "- 641.5 RUD m".',
    },
    "spine-count": {
        "id": "Buku di rak ini: {count}.",
        "en": "Books on this shelf: {count}.",
    },
    "spine-count-how": {
        "id": "Tulis {fewest} sampai {most} buku; empat atau lima paling pas untuk layar HP.",
        "en": "Write {fewest} to {most} of them; four or five fit a phone best.",
    },
    "no-books": {
        "id": "Belum ada buku yang harus diletakkan.",
        "en": "There are no books to put on the shelf.",
    },
    "no-books-how": {
        "id": 'Tulis di bawah isi rak sebagai daftar bernomor, misalnya "1. 641.512 SUT r".',
        "en": 'Write them below the shelf as a numbered list, such as "1. 641.512 SUT r".',
    },
    "book-count": {
        "id": "Buku yang harus diletakkan: {count}.",
        "en": "Books to put on the shelf: {count}.",
    },
    "book-count-how": {
        "id": "Tulis paling banyak {most}; dua atau tiga sudah cukup untuk berlatih.",
        "en": "Write at most {most}; two or three are enough for practice.",
    },
    "not-a-call-number": {
        "id": '"{text}" bukan nomor panggil.',
        "en": '"{text}" is not a call number.',
    },
    "not-a-call-number-how": {
        "id": "Tulis angkanya, tiga huruf pengarang, lalu huruf judul, misalnya 899.221 3 HIR l.",
        "en": "Write number, three letters of the author, one of the title, as in 899.221 3 HIR l.",
    },
    "not-in-order": {
        "id": '"{text}" seharusnya berdiri di kiri "{before}".',
        "en": '"{text}" belongs to the left of "{before}".',
    },
    "not-in-order-how": {
        "id": "Urutkan isi rak seperti di rak sungguhan, dari kiri ke kanan.",
        "en": "Put what is on the shelf in the order of a real one, from left to right.",
    },
    "same-number": {
        "id": 'Nomor panggil "{text}" sudah ada di baris {first}.',
        "en": 'The call number "{text}" is already on line {first}.',
    },
    "same-number-how": {
        "id": "Ganti salah satunya, supaya hanya ada satu tempat yang tepat.",
        "en": "Change one of them, so that only one place is right.",
    },
    "same-gap": {
        "id": '"{text}" tempatnya sama dengan "{other}", jadi urutan keduanya tidak terlihat.',
        "en": '"{text}" belongs between the same two books as "{other}".',
    },
    "same-gap-how": {
        "id": "Pilih buku untuk celah lain, atau tambahkan buku di rak di antara keduanya.",
        "en": "Choose one for another gap, or put a book on the shelf between the two.",
    },
}


@dataclass(frozen=True)
class Book:
    """A book to put on the shelf."""

    call_number: str
    place: int  # how many of the books on the shelf stand left of it
    feedback: str  # HTML; "" where the author wrote none


@dataclass(frozen=True)
class Shelf(Activity):
    """Books to put on a shelf.

    A response is `{"places": [1, 4]}`, for each book how many of those on the shelf stand left of
    where it was put; it is right when all of them are.
    """

    kind = "shelf"
    also_called = ("rak", "letakkan", "menata", "shelve", "shelving", "nomor-panggil")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    spines: tuple[str, ...]  # call numbers, from left to right
    books: tuple[Book, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        head, tail = _halves(fence.nodes)
        shelf = options.listed(fence, head)
        given = options.listed(fence, tail, "ordered_list")
        fence.leftover([*shelf.after, *given.after])
        if not shelf.before:
            fence.error(fence.line, "no-question")
        for item in shelf.items:
            fence.leftover(item.quoted)
        spines = _read(fence, shelf.items, SPINES, "spine")
        books = _read(fence, given.items, BOOKS, "book")
        if spines is None or books is None:
            return None
        places = [sum(each.number < book.number for each in spines) for book in books]
        _check_order(fence, spines)
        _check_doubles(fence, [*spines, *books])
        _check_gaps(fence, books, places)
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(shelf.before),
            spines=tuple(each.number.text for each in spines),
            books=tuple(
                Book(book.number.text, place, options.feedback(fence, item))
                for book, place, item in zip(books, places, given.items, strict=True)
            ),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            spines=tuple(data["spines"]),
            books=tuple(Book(**book) for book in data["books"]),
        )

    def _judge(self, response: Response) -> bool | None:
        places = response.get("places")
        if (
            not isinstance(places, list)
            or len(places) != len(self.books)
            or not all(type(place) is int and 0 <= place <= len(self.spines) for place in places)
        ):
            raise ResponseError('"places" must be a list with a place on the shelf for each book')
        return places == list(self.answers())

    def responses(self) -> Iterator[Response]:
        right, gaps = list(self.answers()), len(self.spines) + 1
        yield {"places": right}
        yield {"places": [0] * len(right)} if any(right) else {"places": [1] * len(right)}
        for at, place in enumerate(right):
            yield {"places": [*right[:at], (place + 1) % gaps, *right[at + 1 :]]}

    def handout(self, language: str) -> Handout:
        gap = '<span class="suluh-paper-gap"></span>'
        row = gap.join(["", *(_label(each) for each in self.spines), ""])
        books = paper.numbered([_label(book.call_number) for book in self.books])
        listed = "".join(f"<li>{each}</li>" for each in books)
        return Handout(
            question=f"{self.question}{paper.how(WORDS, 'on_paper', language)}"
            f'<div class="suluh-paper-shelf">{row}</div>'
            f'{paper.how(WORDS, "on_paper_books", language)}<ul class="suluh-loose">{listed}</ul>',
            answer="".join(
                paper.told(
                    f"{drawn} {escape(self._told(book, language))}", book.feedback, right=True
                )
                for drawn, book in zip(books, self.books, strict=True)
            ),
        )

    def answers(self) -> tuple[int, ...]:
        return tuple(book.place for book in self.books)

    def _told(self, book: Book, language: str) -> str:
        """Return in words where a book belongs."""
        left, right = self.spines[: book.place], self.spines[book.place :]
        if not left:
            return say(WORDS, "first", language, right=right[0])
        if not right:
            return say(WORDS, "last", language, left=left[-1])
        return say(WORDS, "between", language, left=left[-1], right=right[0])


@dataclass(frozen=True)
class _Labelled:
    """A call number in the lesson file."""

    number: CallNumber
    line: int


def _halves(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Split blocks where the books begin; the paragraph that announces them is left out."""
    types = [node.type for node in nodes]
    at = types.index("ordered_list") if "ordered_list" in types else len(nodes)
    head, tail = list(nodes[:at]), list(nodes[at:])
    if tail and "bullet_list" in types[:at] and is_label(head[-1]):
        head.pop()
    return head, tail


def _read(
    fence: Fence, items: Sequence[options.Item], few: range, name: str
) -> list[_Labelled] | None:
    """Return the call numbers of a list; None where there are none, or one of them is none."""
    if not items:
        fence.error(fence.line, f"no-{name}s")
        return None
    if len(items) not in few:
        line, fewest, most = items[0].line, few.start, few.stop - 1
        fence.error(line, f"{name}-count", count=len(items), fewest=fewest, most=most)
    found = []
    for item in items:
        text = plain.text(item.words)
        number = call_numbers.read(text)
        if number:
            found.append(_Labelled(number, item.line))
        elif not item.empty:  # else that was told of already
            fence.error(item.line, "not-a-call-number", text=text)
    return found if len(found) == len(items) else None


def _check_order(fence: Fence, spines: Sequence[_Labelled]) -> None:
    for left, right in pairwise(spines):
        if right.number < left.number:
            text, before = right.number.text, left.number.text
            fence.error(right.line, "not-in-order", text=text, before=before)
            return  # once is enough: those behind it may well be right


def _check_doubles(fence: Fence, labels: Sequence[_Labelled]) -> None:
    first: dict[CallNumber, int] = {}
    for each in labels:
        if each.number in first:
            line = first[each.number]
            fence.error(each.line, "same-number", text=each.number.text, first=line)
        first.setdefault(each.number, each.line)


def _check_gaps(fence: Fence, books: Sequence[_Labelled], places: Sequence[int]) -> None:
    taken: dict[int, CallNumber] = {}
    for book, place in zip(books, places, strict=True):
        other = taken.setdefault(place, book.number)
        if other != book.number:
            fence.error(book.line, "same-gap", text=book.number.text, other=other.text)


def _label(text: str) -> str:
    return f'<span class="suluh-paper-spine">{escape(text, quote=False)}</span>'
