"""Records as a pandas DataFrame: for programmers and staff who go on counting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

BETWEEN = "; "
"""Between several authors, numbers or subjects in one cell."""

_TYPES = {"year": "Int64", "copies": "Int64", "available": "Int64"}
"""Columns of numbers, in which a number may be missing; all others hold text."""

COLUMNS = (
    *("id", "title", "subtitle", "authors", "isbns", "publisher", "year", "language"),
    *("subjects", "call_number", "copies", "available", "link"),
)
"""The columns, in this order, also where there is no record."""


def frame(records: Iterable[Any]) -> pd.DataFrame:
    """Return records (`Record`, which knows this module) as a table, a row each.

    `copies` and `available` are counts, missing where the catalogue did not say: a search often
    does not, `Catalogue.record` does.
    """
    rows = [_row(record) for record in records]
    return pd.DataFrame(
        {
            name: pd.Series([row[at] for row in rows], dtype=_TYPES.get(name, "str"))
            for at, name in enumerate(COLUMNS)
        }
    )


def _row(record: Any) -> tuple[object, ...]:
    copies = record.copies
    return (
        *(record.id, record.title, record.subtitle, BETWEEN.join(record.authors)),
        *(BETWEEN.join(record.isbns), record.publisher, record.year, record.language),
        *(BETWEEN.join(record.subjects), record.call_number),
        None if copies is None else len(copies),
        _available(record),
        record.link,
    )


def _available(record: Any) -> int | None:
    """Return how many copies are there, None where nobody says of any of them."""
    statuses = [copy.status for copy in record.copies or ()]
    if record.copies is None or (statuses and set(statuses) == {"unknown"}):
        return None
    return statuses.count("available")
