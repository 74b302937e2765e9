"""A query in the language of SRU (CQL), whatever somebody typed.

Only words are taken from it, always in quotes, so that nothing typed can be an operator, a
bracket, or a sign that stands for other letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats import isbn
from toolkit.catalogue.formats.isbn_hyphens import hyphenated
from toolkit.catalogue.nouns import Query

INDEXES = {
    "title": "dc.title",
    "author": "dc.creator",
    "subject": "dc.subject",
    "isbn": "bath.isbn",
    "id": "rec.id",
}
"""What most servers call each field."""

LONGEST = 7500
"""How many letters of an address a query may be: most servers take 8,000 in all."""

_ANYWHERE = ("title", "author", "subject")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ`‘ʻ´"), "'")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in '\\"*?^'})


def cql_of(query: Query, indexes: Mapping[str, str] = INDEXES) -> str:
    """Return a query as CQL; `indexes` gives the server's name for each field.

    Every word must be in its field; those of `text` each in title, author or subject. Raises
    `CatalogueError` (bad query) where a field holds no word, or nothing is looked for.
    """
    clauses = [
        *(_anywhere(word, indexes) for word in _words_in(query.text)),
        *(
            f"{indexes[name]} all {quoted(' '.join(found))}"
            for name in _ANYWHERE
            if (found := _words_in(getattr(query, name)))
        ),
        *([_isbn(query.isbn, indexes["isbn"])] if query.isbn.strip() else []),
    ]
    cql = " and ".join(clauses)
    if not cql or len(quote(cql)) > LONGEST:
        raise CatalogueError(Trouble.BAD_QUERY)
    return cql


def cql_of_id(record_id: str, indexes: Mapping[str, str] = INDEXES) -> str:
    """Return CQL for the one record with an id."""
    return f"{indexes['id']} = {quoted(record_id)}"


def words(text: str) -> list[str]:
    """Return the words in what somebody typed, once each.

    A word has letters, digits and their marks. An apostrophe inside stays, as a plain one: a
    server takes it as it took the book's. Everything else ends a word.
    """
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    spaced = "".join(sign if sign == "'" or _is_of_a_word(sign) else " " for sign in text)
    found = (word.strip("'") for word in spaced.split())
    return list(dict.fromkeys(word for word in found if any(map(str.isalnum, word))))


def quoted(text: str) -> str:
    """Return a text as CQL reads it back, each sign as itself."""
    return f'"{text.translate(_SIGNS)}"'


def _is_of_a_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def _words_in(text: str) -> list[str]:
    found = words(text)
    if text.strip() and not found:
        raise CatalogueError(Trouble.BAD_QUERY)
    return found


def _anywhere(word: str, indexes: Mapping[str, str]) -> str:
    return _either(f"{indexes[name]} all {quoted(word)}" for name in _ANYWHERE)


def _isbn(text: str, index: str) -> str:
    """Return what finds a number in either form, with hyphens and without: records differ."""
    number = isbn.compact(text)
    if not number:
        raise CatalogueError(Trouble.BAD_QUERY)
    typed = "-".join(words(text))
    forms = [
        *isbn.both(number),
        *([typed] if typed.replace("-", "") == number else []),
        *filter(None, map(hyphenated, isbn.both(number))),
    ]
    return _either(f"{index} = {quoted(form)}" for form in dict.fromkeys(forms))


def _either(clauses: Iterable[str]) -> str:
    found = [*clauses]
    return found[0] if len(found) == 1 else f"({' or '.join(found)})"
