"""Cursors that are numbers, of a page or of a record: they come back from browsers, as anything."""

from __future__ import annotations

import re

from toolkit.catalogue.errors import CatalogueError, Trouble

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def number_in(cursor: str, first: int, most: int = 10**9) -> int:
    """Return the number that a cursor is, `first` where it is "".

    Raises `CatalogueError` where it is none, or more than `most`.
    """
    if not cursor:
        return first
    if not _NUMBER.fullmatch(cursor) or int(cursor) > most:
        raise no_cursor()
    return int(cursor)


def no_cursor() -> CatalogueError:
    """Return what to raise for a cursor that no adapter here wrote."""
    return CatalogueError(Trouble.BAD_QUERY, "no cursor of ours")
