"""JSON from strangers: what is not of the right kind is as good as not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from typing import Any

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats.isbd import plain
from toolkit.catalogue.transport import Answer

_MOST = 10**9
"""No catalogue has more records."""
_MOST_OBJECTS, _MOST_TEXTS = 200, 200
"""More are never asked for, nor shown."""


def parse(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer with status 200.

    Raises `CatalogueError`: disabled for 404 and for a page for people, else bad response.
    """
    if answer.status == HTTPStatus.NOT_FOUND:
        raise CatalogueError(Trouble.DISABLED, "404")
    if answer.status != HTTPStatus.OK:
        raise CatalogueError(Trouble.BAD_RESPONSE, str(answer.status))
    if answer.body.lstrip()[:1] == b"<":
        raise CatalogueError(Trouble.DISABLED, "a web page instead of JSON")
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(Trouble.BAD_RESPONSE, f"JSON: {type(error).__name__}") from None
    if not isinstance(said, dict):
        raise CatalogueError(Trouble.BAD_RESPONSE, "JSON: no object")
    return said


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects in a list, the first `_MOST_OBJECTS`."""
    listed = value if isinstance(value, list) else []
    return islice((each for each in listed if isinstance(each, dict)), _MOST_OBJECTS)


def texts(value: object) -> Iterator[str]:
    """Yield the texts in a value: itself, those in a list however deep, the keys of an object.

    They come in their order, and no more than the first `_MOST_TEXTS`.
    """
    return islice(_texts(value), _MOST_TEXTS)


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list | dict):
            waiting.extend(reversed([*each]))
        elif text := plain(each):
            yield text


def first(value: object) -> str:
    """Return the first text in a value, "" where there is none."""
    return next(texts(value), "")


def count(value: object) -> int | None:
    """Return a number of records, None where it is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _MOST else None
