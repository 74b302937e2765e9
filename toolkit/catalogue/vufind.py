"""Catalogues of VuFind, Indonesia OneSearch among them: its JSON, where the site gives it out."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from toolkit.catalogue import json_answers, solr
from toolkit.catalogue.cursors import number_in
from toolkit.catalogue.errors import CatalogueError, Trouble, no_such_record
from toolkit.catalogue.formats.isbd import each_once, plain, tidy, without_responsibility, year_in
from toolkit.catalogue.formats.isbn import compact
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.json_answers import first, texts
from toolkit.catalogue.nouns import FIELDS, Catalogue, Page, Query, Record
from toolkit.catalogue.transport import Transport

LIMIT = 20
"""Records on a page."""
_LAST_PAGE = 500
_TYPES = dict(zip(FIELDS, ("AllFields", "Title", "Author", "Subject", "ISN"), strict=True))
_ASKED = (
    *("id", "title", "shortTitle", "subTitle", "authors", "isbns", "publishers"),
    *("publicationDates", "languages", "subjects", "callNumbers"),
)
_FIELDS = [("field[]", name) for name in _ASKED]
_MOST_ISBNS = 10


class VuFind(Catalogue):
    """A VuFind catalogue. It never says whether a copy is there: copies are always None.

    A site that grants nothing to strangers answers 403, which is normal: refused.
    """

    kind = "vufind"

    def __init__(self, transport: Transport, url: str) -> None:
        self._transport = transport
        self._url = url

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits, the best first as VuFind sees it."""
        values, number = _values(query), number_in(cursor, 1, _LAST_PAGE)
        place = [("page", str(number)), ("limit", str(LIMIT))]
        answer = self._transport.get("api/v1/search", [*values, *place, *_FIELDS])
        if answer.status == HTTPStatus.BAD_REQUEST:
            raise CatalogueError(Trouble.BAD_QUERY, "400")
        said = _ok(json_answers.parse(answer))
        total = json_answers.count(said.get("resultCount"))
        if total is None:
            raise CatalogueError(Trouble.BAD_RESPONSE, "no resultCount")
        found = {record.id: record for record in map(self._record, _records(said)) if record}
        is_last = not found or number * LIMIT >= total or number >= _LAST_PAGE
        return Page(tuple(found.values()), total, "" if is_last else str(number + 1))

    def record(self, record_id: str) -> Record:
        """Return one record."""
        if not record_id.strip():
            raise no_such_record()
        answer = self._transport.get("api/v1/record", [("id", record_id), *_FIELDS])
        if answer.status == HTTPStatus.BAD_REQUEST:
            raise no_such_record()
        for said in _records(_ok(json_answers.parse(answer))):
            if record := self._record(said):
                return record
        raise no_such_record()

    def _record(self, said: Mapping[str, Any]) -> Record | None:
        """Return a record, None for what has no id to ask for it by."""
        record_id = plain(said.get("id"))
        if not record_id:
            return None
        short, subtitle = tidy(said.get("shortTitle")), without_responsibility(said.get("subTitle"))
        whole = without_responsibility(said.get("title"))
        isbns = each_once(compact(text) for text in texts(said.get("isbns")))
        return Record(
            id=record_id,
            title=short or whole,
            subtitle=subtitle if short else "",
            authors=each_once(tidy(name) for name in _authors(said.get("authors"))),
            isbns=isbns[:_MOST_ISBNS],
            publisher=tidy(first(said.get("publishers"))),
            year=next(filter(None, map(year_in, texts(said.get("publicationDates")))), None),
            language=next(filter(None, map(two_letters, texts(said.get("languages")))), ""),
            subjects=_subjects(said.get("subjects")),
            call_number=first(said.get("callNumbers")),
            link=f"{self._url}Record/{quote(record_id, safe='')}",
        )


def _values(query: Query) -> list[tuple[str, str]]:
    """Return what is asked: several fields are a group of which all must fit."""
    given = solr.given(query)
    if len(given) == 1:
        (name, value), *_ = given.items()
        return [("lookfor", value), ("type", _TYPES[name])]
    pairs = [[("lookfor0[]", value), ("type0[]", _TYPES[name])] for name, value in given.items()]
    return [*(pair for both in pairs for pair in both), ("bool0[]", "AND"), ("join", "AND")]


def _ok(said: dict[str, Any]) -> dict[str, Any]:
    if said.get("status") != "OK":
        raise CatalogueError(Trouble.BAD_RESPONSE, "status is not OK")
    return said


def _records(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the records in an answer: where none are found the whole list is missing."""
    return [*json_answers.objects(said.get("records"))]


def _authors(value: object) -> list[str]:
    """Return the names: each kind of author holds an object from names to their roles."""
    kinds = ("primary", "corporate", "secondary")
    if not isinstance(value, dict):
        return [*texts(value)]
    return [name for kind in kinds for name in texts(value.get(kind))]


def _subjects(value: object) -> tuple[str, ...]:
    """Return the subjects: each is a list from the general to the particular."""
    headings = value if isinstance(value, list) else []
    return each_once(" -- ".join(texts(heading)) for heading in headings)
