"""Rows of counts as tables in which every column has its type, also where there is no row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

_TYPES = {
    **dict.fromkeys(("reached", "n"), "int64"),
    **dict.fromkeys(("finished", "checked"), "bool"),
    **dict.fromkeys(("useful", "clear"), "Int64"),
    "right": "boolean",
}
"""Types of columns; those of the others, of few values each, are categories."""


def table(
    rows: Sequence[Sequence[Any]], columns: Sequence[str], there: Sequence[str] = ()
) -> pd.DataFrame:
    """Return rows as a table.

    `there` names what the rows hold, where that is more than the columns, or in another order.
    """
    places = {name: at for at, name in enumerate(there or columns)}
    values: dict[str, Iterable[Any]] = {
        name: map(itemgetter(places[name]), rows) for name in columns
    }
    if "before" in values:
        values["before"] = (before or "" for before in values["before"])
    return pd.DataFrame({name: _column(name, each) for name, each in values.items()})


def _column(name: str, values: Iterable[Any]) -> pd.Series:
    if name in _TYPES:
        return pd.Series(list(values), dtype=_TYPES[name])
    # Half the time that pandas takes, and there may be half a million.
    codes: dict[Any, int] = {}
    at = np.fromiter((codes.setdefault(value, len(codes)) for value in values), dtype=np.int32)
    return pd.Series(pd.Categorical.from_codes(at, categories=pd.Index([*codes], dtype=object)))
