"""Open Library as far as its search goes: works in JSON, for those who say who they are."""

import json

from peers.peer import Peer
from peers.slims import shelf

from toolkit.catalogue.formats.isbd import divided
from toolkit.practice.fitting import words_of

ACCESS = ("no_ebook", "public", "borrowable", "printdisabled", "unclassified")


class OpenLibraryPeer(Peer):
    """A running Open Library; it turns away whoever does not name a contact."""

    def __init__(self, books=None):
        super().__init__()
        self.books = {f"/works/OL{book.id}W": book for book in (books or shelf())}
        self.instead = None  # an answer to everything

    def answer(self, path, values):
        if self.instead:
            return self.instead
        if "@" not in self.agents[-1]:
            return 403, "text/html", b"<h1>403 Forbidden</h1>"
        if path != "search.json":
            return 404, "text/html", b"<!doctype html>"
        asked = dict(values)
        found = [(key, book) for key, book in self.books.items() if _fits(key, book, asked)]
        start, limit = int(asked["offset"]), int(asked["limit"])
        docs = [_work(key, book) for key, book in found[start : start + limit]]
        fields = asked["fields"].split(",")
        shown = [{name: doc[name] for name in fields if doc.get(name)} for doc in docs]
        said = {"numFound": len(found), "start": start, "numFoundExact": True, "docs": shown}
        return 200, "application/json", json.dumps(said).encode()


def _fits(key, book, asked):
    if asked.get("q", "").startswith("key:"):
        return asked["q"] == f"key:{key}"
    texts = book.texts
    texts["q"] = f"{texts['title']} {texts['author']} {texts['subject']}"
    return all(
        set(words_of(asked[name])) <= set(words_of(text))
        for name, text in texts.items()
        if name in asked
    )


def _work(key, book):
    title, subtitle = divided(book.title)
    return {
        "key": key,
        "title": title,
        "subtitle": subtitle,
        "author_name": list(book.authors),
        "first_publish_year": int(book.year) if book.year.isdecimal() else None,
        "isbn": [book.isbn] if book.isbn else [],
        "language": ["eng", "ind"] if book.language == "id" else ["eng"],
        "publisher": [book.publisher] if book.publisher else [],
        "subject": list(book.subjects),
        "ebook_access": ACCESS[book.id % len(ACCESS)],
    }
