"""The fence `reading`: up to three books to read on, or the subject that they are looked up by."""

from __future__ import annotations

from toolkit.lesson import arrows, options, plain
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Book, Reading

MOST = 3
"""Books at the end of a lesson, named or found."""

_MEANT = dict.fromkeys(("subjek", "subyek", "topik", "tema", "topic", "cari", "search"), "subject")


def read(fence: Fence) -> Reading | None:
    """Return the books of a fence; None where there are none. What is wrong is noted."""
    subject = fence.values(("subject",), _MEANT).get("subject", "")
    found = options.listed(fence, fence.nodes)
    for words in (found.before, found.after, *(item.quoted for item in found.items)):
        if words:
            line = words[0].map[0] + 1 if words[0].map else fence.line
            fence.error(line, "words-beside-books", text=plain.text(words[:1]))
    if len(found.items) > MOST:
        fence.error(found.items[MOST].line, "reading-count", count=len(found.items), most=MOST)
    if found.items and subject:
        fence.error(fence.line, "reading-twice")
    elif not found.items and not fence.keys and not found.before:  # else that was told of already
        fence.error(fence.line, "reading-empty")
    books = [book for item in found.items if (book := _book(fence, item))]
    return Reading(tuple(books), subject, fence.line) if books or subject else None


def _book(fence: Fence, item: options.Item) -> Book | None:
    if item.empty:
        return None  # told of already
    arrow = arrows.split(item.words)
    if arrow is None or not (arrow.left and arrow.right):
        fence.error(item.line, "book-without-call-number", text=plain.text(item.words))
        return None
    # Titles have commas more often than names written as people say them.
    title, _, author = plain.flat(arrow.left).rpartition(", ")
    return Book(title or author, author if title else "", plain.flat(arrow.right))
