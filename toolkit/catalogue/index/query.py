"""A query as FTS5 takes it."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats import isbn as numbers
from toolkit.catalogue.index.entries import facet_mark, number_mark, words_of
from toolkit.catalogue.nouns import Query

COLUMNS = ("title", "author", "subject")
"""Columns of the index that hold words, in the order in which they rank."""

MOST_WORDS = 40
"""Nobody types as many, and SQLite takes no endless query."""


def whole(query: Query) -> str:
    """Return the expression of all hits, "" where nothing can fit.

    Raises `CatalogueError` where there is no word to look for, or far too many.
    """
    parts = _parts(query)
    text = distinct(query.text)
    return " AND ".join([_in(COLUMNS, text), *parts] if text and parts is not None else parts or ())


def tiers(query: Query) -> tuple[str, ...]:
    """Return expressions whose hits follow each other, so that no hit fits two of them.

    () where nothing can fit. Raises as `whole` does.
    """
    text, parts = distinct(query.text), _parts(query)
    if parts is None:
        return ()
    if not text:
        return (" AND ".join(parts),)
    ranked = [_in((name,), text) for name in COLUMNS]
    if len(text) > 1:  # the words may be spread over them
        ranked.append(_in(COLUMNS, text))
    return tuple(
        " NOT ".join([f"({' AND '.join([each, *parts])})", *ranked[:at]])
        for at, each in enumerate(ranked)
    )


def distinct(text: str) -> list[str]:
    """Return the words of a text, folded, each once."""
    return list(dict.fromkeys(words_of(text)))


def _parts(query: Query) -> list[str] | None:
    """Return what must fit beside the text, None where nothing can."""
    fields = {name: distinct(getattr(query, name)) for name in COLUMNS}
    count = sum(map(len, fields.values())) + len(distinct(query.text))
    if not count and not query.isbn.strip():
        raise CatalogueError(Trouble.BAD_QUERY)
    if count + len(query.narrowed) > MOST_WORDS:
        raise CatalogueError(Trouble.BAD_QUERY, "more words than anybody types")
    isbn = numbers.compact(query.isbn)
    if query.isbn.strip() and not isbn:
        return None
    marks = [number_mark(isbn)] if isbn else []
    marks += [facet_mark(name, value) for name, value in query.narrowed]
    parts = [_in((name,), words) for name, words in fields.items() if words]
    return [*parts, _in(("marks",), marks)] if marks else parts


def _in(columns: Iterable[str], words: Iterable[str]) -> str:
    quoted = " AND ".join(f'"{word}"' for word in words)
    return f"({{{' '.join(columns)}}} : ({quoted}))"
