"""What the tests of every adapter to a kind of catalogue begin with."""

import pytest

from toolkit.catalogue.errors import CatalogueError
from toolkit.catalogue.transport import Answer


class Once:
    """In the place of a transport: answers every request with the same."""

    def __init__(self, body, media_type="application/json", status=200):
        self.answer = Answer(status, media_type, body, "")

    def get(self, _path, _values):
        return self.answer


def trouble(call, *arguments):
    with pytest.raises(CatalogueError) as caught:
        call(*arguments)
    return caught.value


def found(source, query):
    """Return all that a query finds, page after page, as it comes."""
    return [record for page in pages(source, query) for record in page.records]


def pages(source, query):
    turned, cursor = [], ""
    for _ in range(40):
        turned.append(source.search(query, cursor))
        cursor = turned[-1].cursor
        if not cursor:
            return turned
    raise AssertionError("there is no end of it")
