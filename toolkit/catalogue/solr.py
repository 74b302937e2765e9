"""What may be asked of Solr, which searches behind VuFind and Open Library.

Many signs are orders to it, and so are some words in capitals: all of them are left out.
"""

from __future__ import annotations

import unicodedata

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats.isbd import plain
from toolkit.catalogue.formats.isbn import compact
from toolkit.catalogue.nouns import FIELDS, Query
from toolkit.practice.fitting import words_of


def given(query: Query) -> dict[str, str]:
    """Return the fields of a query that ask for something, and what may be asked there.

    Raises `CatalogueError` where that is nothing (Solr would give all it has), or where somebody
    narrows by facets: none are given.
    """
    asked = {name: words(getattr(query, name)) for name in FIELDS if name != "isbn"}
    asked["isbn"] = compact(query.isbn)
    if query.narrowed or not any(asked.values()) or (query.isbn.strip() and not asked["isbn"]):
        raise CatalogueError(Trouble.BAD_QUERY, "nothing to look for")
    return {name: value for name, value in asked.items() if value}


def words(text: str) -> str:
    """Return the words of a text in small letters, without signs: "C++ NOT java" is "c not java".

    An apostrophe inside a word stays, for Solr divides words there as it did in the record.
    """
    typed = plain(text).replace("’", "'").lower()
    signs = (each if each == "'" or _is_letter(each) else " " for each in typed)
    divided = (word.strip("'") for word in "".join(signs).split())
    return " ".join(word for word in divided if words_of(word))


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"
