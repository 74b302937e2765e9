"""A VuFind as far as its search interface goes: words that must all be there, in JSON."""

import json

from peers.peer import Peer
from peers.slims import shelf

from toolkit.catalogue.formats.isbd import divided
from toolkit.practice.fitting import words_of

TYPES = {
    "AllFields": ("title", "author", "subject"),
    "Title": ("title",),
    "Author": ("author",),
    "Subject": ("subject",),
    "ISN": ("isbn",),
}


class VuFindPeer(Peer):
    """A running VuFind. `grants` are the parts of its interface that strangers may use."""

    place = "/cari/"

    def __init__(self, books=None, grants=("search", "record")):
        super().__init__()
        self.books = {f"IOS1-{book.id}.x": book for book in (books or shelf())}
        self.grants = grants
        self.instead = None  # an answer to everything

    def answer(self, path, values):
        part = path.removeprefix("api/v1/")
        if self.instead:
            return self.instead
        if part not in {"search", "record"}:
            return 404, "text/html", b"<!doctype html><h1>An error has occurred</h1>"
        if part not in self.grants:
            return _told(403, {"status": "ERROR", "statusMessage": "Permission denied"})
        several = {name: [each for key, each in values if key == name] for name, _ in values}
        fields = several.get("field[]", ["id", "title"])
        if part == "record":
            book = self.books.get(several["id"][0])
            if book is None:
                return _told(400, {"status": "ERROR", "statusMessage": "Error loading record"})
            record = _record(several["id"][0], book, fields)
            return _told(200, {"resultCount": 1, "records": [record], "status": "OK"})
        return self._search(several, fields)

    def _search(self, several, fields):
        asked = list(zip(several.get("lookfor", []), several.get("type", []), strict=True))
        asked += zip(several.get("lookfor0[]", []), several.get("type0[]", []), strict=True)
        found = [
            (record_id, book)
            for record_id, book in self.books.items()
            if all(_fits(book, words, TYPES[kind]) for words, kind in asked)
        ]
        page, limit = int(several["page"][0]), int(several["limit"][0])
        shown = found[(page - 1) * limit : page * limit]
        told = {"resultCount": len(found), "status": "OK"}
        if shown:
            told["records"] = [_record(record_id, book, fields) for record_id, book in shown]
        return _told(200, told)


def _told(status, said):
    return status, "application/json", json.dumps(said).encode()


def _fits(book, words, names):
    return set(words_of(words)) <= set(words_of(" ".join(book.texts[name] for name in names)))


def _record(record_id, book, fields):
    """Return what is asked for of a record; PHP writes an empty object as a list."""
    title, subtitle = divided(book.title)
    whole = {
        "id": record_id,
        "title": book.title,
        "shortTitle": title,
        "subTitle": subtitle,
        "authors": {
            "primary": {name: {"role": ["author"]} for name in book.authors[:1]} or [],
            "secondary": {name: [] for name in book.authors[1:]} or [],
            "corporate": [],
        },
        "isbns": [book.isbn] if book.isbn else [],
        "publishers": [f"{book.publisher},"] if book.publisher else [],
        "publicationDates": [book.year] if book.year else [],
        "languages": ["Indonesian" if book.language == "id" else "English"],
        "subjects": [subject.split(" -- ") for subject in book.subjects],
        "callNumbers": [book.call_number] if book.call_number else [],
    }
    return {name: whole[name] for name in fields}
